// What a frame, a message or a byte of a frame says to the tests of a condition.

import Capture
import WebSocketProtocol

extension ConditionScope {
    /// Whether a frame whose header is complete passes all tests that are about itself; what it is compared with is not looked at.
    func meets(_ frame: FrameRecord, _ tests: [FrameTest]) -> Bool {
        guard let header = frame.header else { return false }
        return tests.allSatisfy { value(of: $0, frame, header) == true }
    }

    /// Whether a complete message passes all tests that are about itself.
    func meets(_ message: MessageRecord, _ tests: [MessageTest]) -> Bool {
        tests.allSatisfy { value(of: $0, message) == true }
    }

    /// Whether a frame passes a test; nil where what is asked is unknown.
    func value(of test: FrameTest, _ frame: FrameRecord, _ header: FrameHeader) -> Bool? {
        switch test {
        case .from(let endpoint): frame.from == endpoint
        case .opcode(let isEqual, let opcode): (header.opcode == opcode) == isEqual
        case .flag(let flag, let wanted): value(of: flag, frame, header).map { $0 == wanted }
        case .number(let name, let comparison, let number):
            value(of: name, frame, header).map { comparison($0, number) }
        case .maskingKey(let isEqual, let key): header.maskingKey.map { ($0 == key) == isEqual }
        case .byte(let place, let isEqual, let byte): self.byte(place, of: frame).map { ($0 == byte) == isEqual }
        case .text(let isEqual, let text):
            conversation.carriesText(frame) ? carries(frame, text).map { $0 == isEqual } : nil
        case .payload(let isEqual, let payload): has(frame, header, payload).map { $0 == isEqual }
        case .violates(let rule, let wanted): frame.violations.contains { $0.rule == rule } == wanted
        case .relation: true
        }
    }

    private func value(of flag: FrameTest.Flag, _ frame: FrameRecord, _ header: FrameHeader) -> Bool? {
        switch flag {
        case .fin: header.fin
        case .rsv1: header.rsv1
        case .rsv2: header.rsv2
        case .rsv3: header.rsv3
        case .masked: header.maskingKey != nil
        case .control: header.opcode.isControl
        case .data: !header.opcode.isControl
        case .betweenFragments: header.opcode.isControl && isInMessage(frame)
        case .midRead: startsInsideRead(frame)
        }
    }

    func value(of name: FrameTest.Number, _ frame: FrameRecord, _ header: FrameHeader) -> UInt64? {
        switch name {
        case .length: header.payloadLength
        case .lengthForm: UInt64(header.lengthForm.rawValue)
        case .headerLength: UInt64(header.headerLength)
        case .size: frame.isComplete ? UInt64(frame.received) : nil
        case .index: UInt64(frame.number)
        }
    }

    /// A byte of a frame as it is on the wire.
    func byte(_ place: Int, of frame: FrameRecord) -> UInt8? {
        place < frame.received ? conversation.bytes(of: frame, from: place, maximum: 1)?.first : nil
    }

    /// Whether what it carries for the application, inflated where it is compressed, is this.
    private func carries(_ frame: FrameRecord, _ content: [UInt8]) -> Bool? {
        guard frame.isComplete else { return nil }
        guard conversation.contentLength(of: frame) == UInt64(content.count) else { return false }
        return conversation.content(of: frame).map { $0 == content }
    }

    /// Whether its payload is this one. The length is compared first, so that few payloads are unmasked.
    private func has(_ frame: FrameRecord, _ header: FrameHeader, _ payload: [UInt8]) -> Bool? {
        guard frame.isComplete else { return nil }
        guard header.payloadLength == UInt64(payload.count) else { return false }
        return conversation.payload(of: frame).map { $0 == payload }
    }

    /// Whether a message of the sender has begun before a frame and is not over.
    private func isInMessage(_ frame: FrameRecord) -> Bool {
        let all = dissection.messages(from: frame.from)
        let next = all.firstPosition { $0.firstFrame > frame.index }
        guard next > all.startIndex else { return false }
        return all[next - 1].lastFrame.map { $0 > frame.index } ?? true
    }

    private func startsInsideRead(_ frame: FrameRecord) -> Bool? {
        let first = frame.prefix(1)
        guard conversation.bytes(of: first) != nil else { return nil }
        return !conversation.readStarts(in: first).contains(0)
    }

    // MARK: Messages

    /// Whether a complete message passes a test; nil where what is asked is unknown.
    func value(of test: MessageTest, _ message: MessageRecord) -> Bool? {
        switch test {
        case .from(let endpoint): message.from == endpoint
        case .kind(let kind): message.kind == kind
        case .compressed(let wanted): message.isCompressed == wanted
        case .number(.length, let comparison, let number): comparison(message.length, number)
        case .number(.frames, let comparison, let number): comparison(UInt64(message.frameCount), number)
        case .text(let isEqual, let text): has(message, text).map { $0 == isEqual }
        case .relation: true
        }
    }

    private func has(_ message: MessageRecord, _ text: [UInt8]) -> Bool? {
        guard message.kind == .text else { return nil }
        guard message.isCompressed || message.length == UInt64(text.count) else { return false }
        return conversation.content(of: message).map { $0 == text }
    }

    // MARK: Bytes

    /// Whether one of a frame's bytes is such.
    func hasByte(of frame: FrameRecord, _ tests: [ByteTest]) -> Bool {
        let (explanation, wire) = (conversation.explanation(of: frame), conversation.bytes(of: frame))
        return (0..<frame.received).contains { place in
            tests.allSatisfy { value(of: $0, frame, place, explanation, wire?[place]) == true }
        }
    }

    /// Whether a byte of a frame is such; nil where what is asked is unknown.
    func meets(_ frame: FrameRecord, byte place: Int, _ tests: [ByteTest]) -> Bool? {
        let (explanation, byte) = (conversation.explanation(of: frame), byte(place, of: frame))
        let values = tests.map { value(of: $0, frame, place, explanation, byte) }
        return values.contains(false) ? false : values.contains(nil) ? nil : true
    }

    private func value(
        of test: ByteTest, _ frame: FrameRecord, _ place: Int, _ explanation: FrameExplanation, _ byte: UInt8?
    ) -> Bool? {
        switch test {
        case .from(let endpoint): return frame.from == endpoint
        case .field(let isEqual, let field):
            // The field of a byte is known once all of it is there.
            let fields = explanation.fields(atByte: place)
            return fields.isEmpty ? nil : fields.contains { $0.field.conditionField == field } == isEqual
        case .index(let comparison, let number): return comparison(UInt64(place), number)
        case .value(let isEqual, let value): return byte.map { ($0 == value) == isEqual }
        }
    }
}

extension FrameField {
    /// The field as conditions call it.
    fileprivate var conditionField: ByteTest.Field {
        switch self {
        case .fin: .fin
        case .rsv1: .rsv1
        case .rsv2: .rsv2
        case .rsv3: .rsv3
        case .opcode: .opcode
        case .mask: .masked
        case .length, .extendedLength16, .extendedLength64: .length
        case .maskingKey: .maskingKey
        case .payload: .payload
        }
    }
}
