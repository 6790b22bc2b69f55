// The words for a frame on the ladder: "text  5 B  FIN masked  "Hello"".

import Capture
import TerminalUI
import WebSocketProtocol

extension RowText {
    /// A frame, whole, still arriving or cut off; `place` is its place among the fragments of its message.
    init(_ frame: FrameRecord, place: Int?, in conversation: Conversation, room: Int) {
        let rest = conversation.dissection.rest(of: frame)
        // The broken rule comes first: it matters most if the arrow has no room for more.
        var remarks = Self.remarks(on: frame.violations)
        if let words = frame.fragmentWords(place: place, in: conversation) { remarks.append(Remark(words)) }
        if let words = frame.answerRemark(in: conversation) { remarks.append(Remark(words)) }
        var arrow = Arrow.whole(from: frame.from)
        if let rest {
            arrow = .part(from: frame.from, frame.share)
            let words =
                switch rest {
                case .arriving: "\(frame.shareWords) here"
                case .missing: "missing \(frame.cutWords)"
                case .unread: "reading ends \(frame.cutWords)"
                case .cutOff: "cut off \(frame.cutWords)"
                }
            remarks.append(Remark(words))
        }
        let parts =
            frame.header.map {
                [frame.facts(in: conversation), $0.flagWords, frame.preview(in: conversation, room: room)]
            } ?? ["a frame; its header is incomplete"]
        self.init(
            time: frame.endTime, label: parts.filter { !$0.isEmpty }.joined(separator: "  "), arrow: arrow,
            remarks: remarks)
        if let rest, rest != .arriving { timelessWords = rest == .missing ? "missing" : "cut off" }
    }
}

extension FrameHeader {
    /// The flags that distinguish frames. Every control frame has FIN, so there only its absence is shown.
    var flagWords: String {
        var words: [String] = []
        if !fin { words.append("FIN=0") } else if !opcode.isControl { words.append("FIN") }
        words += [(rsv1, "RSV1"), (rsv2, "RSV2"), (rsv3, "RSV3")].filter(\.0).map(\.1)
        if maskingKey != nil { words.append("masked") }
        return words.joined(separator: " ")
    }

    /// The opcode by name, a reserved one by number.
    var kindWords: String { opcode.isReserved ? "opcode \(opcode.rawValue)" : opcode.name }

    /// "text  5 B"; "close 1000 "bye"" where the payload of the Close is known.
    ///
    /// - Parameter compression: What is said of compression behind the length, such as " for 1,400 B".
    func facts(close: ClosePayload?, compression: String = "") -> String {
        close?.words ?? "\(kindWords)  \(Numbers.grouped(payloadLength)) B\(compression)"
    }

    /// The start of a payload, or of what was inflated: in quotes if it is text, otherwise in hexadecimal.
    ///
    /// - Parameter length: How many bytes there are in all.
    func preview(_ payload: [UInt8], of length: UInt64, isText: Bool, room: Int) -> String {
        guard !payload.isEmpty else { return "" }
        let isCut = UInt64(payload.count) < length
        if isText {
            let text = String(utf8: payload, isCut: isCut) ?? String(decoding: payload, as: UTF8.self)
            return isCut ? "\"\(text)…" : "\"\(text)\""
        }
        return Hex.string(payload.prefix(max(1, room / 3)), groupsOf: 1) + (isCut ? " …" : "")
    }

    /// Whether this is a control frame whose payload can be read.
    func isPrintableControl(_ payload: [UInt8]) -> Bool {
        guard opcode.isControl, let text = String(validating: payload, as: UTF8.self) else { return false }
        return text.allSatisfy { Sanitizer.standIn(for: $0) == nil }
    }
}

extension FrameRecord {
    /// How much of its payload has arrived, 0 to 1; a declared length may be absurd.
    var share: Double {
        guard let header, header.payloadLength > 0 else { return header == nil ? 0 : 1 }
        return min(1, Double(received - header.headerLength) / Double(header.payloadLength))
    }

    /// How much of the frame has arrived: "40%", or bytes if a share says nothing, as with an absurd length.
    var shareWords: String {
        let percent = Int(share * 100)
        if percent > 0 { return "\(percent)%" }
        let payload = received - (header?.headerLength ?? 0)
        return payload == 0 ? "the header" : Numbers.byteWords(payload)
    }

    /// Where it is cut off: "at 40%", "after 3 bytes", "after the header".
    var cutWords: String { (Int(share * 100) > 0 ? "at " : "after ") + shareWords }

    /// "text  5 B"; "close 1000 "bye"".
    func facts(in conversation: Conversation) -> String {
        guard let header else { return "" }
        let isClose = header.opcode == .close && isComplete
        let close = isClose ? conversation.payload(of: self, maximum: 126).map(ClosePayload.init) : nil
        return header.facts(close: close, compression: compressionWords(in: conversation))
    }

    /// What follows the length of a compressed frame: " for 1,400 B", as many as came out with it; "  compressed" where nothing did. Empty
    /// for other frames.
    func compressionWords(in conversation: Conversation) -> String {
        guard conversation.dissection.message(of: self)?.isCompressed == true else { return "" }
        guard let (inflated, part) = conversation.inflatedRange(of: self) else { return "  compressed" }
        let atLeast = inflated.problem == .tooLong && part.upperBound == inflated.count ? "more than " : ""
        return " for \(atLeast)\(Numbers.grouped(UInt64(part.count))) B"
    }

    /// The start of the payload: in quotes if it is text, otherwise in hexadecimal.
    func preview(in conversation: Conversation, room: Int) -> String {
        guard let header, header.opcode != .close, header.payloadLength > 0 else { return "" }
        guard let content = conversation.content(of: self, maximum: max(0, room) * 4) else {
            return conversation.hidesTexts ? "(hidden)" : "(bytes dropped)"
        }
        return header.preview(
            content, of: conversation.contentLength(of: self), isText: isText(content, in: conversation), room: room)
    }

    /// Whether the payload is to be read as text: that of a text message, and that of a control frame if it is printable.
    func isText(_ payload: [UInt8], in conversation: Conversation) -> Bool {
        conversation.carriesText(self) || header?.isPrintableControl(payload) == true
    }

    /// Whether it returns what an earlier frame of the peer carried: an echo, a Pong, the answer to a Close.
    func isAnswer(to cause: FrameRecord, in conversation: Conversation) -> Bool {
        guard let header, let asked = cause.header, isComplete, cause.isComplete,
            conversation.contentLength(of: self) == conversation.contentLength(of: cause)
        else { return false }
        let isAnswer = asked.opcode == .ping ? header.opcode == .pong : header.opcode == asked.opcode
        guard isAnswer else { return false }
        let content = conversation.content(of: self, maximum: 1024)
        return content != nil && content == conversation.content(of: cause, maximum: 1024)
    }

    /// "message 0, fragment 1 of 3"; nil for a frame that is a whole message, or not part of one.
    func fragmentWords(place: Int?, in conversation: Conversation) -> String? {
        guard let message, let place, let header, place > 1 || !header.fin else { return nil }
        guard let record = conversation.dissection.message(of: self) else {
            return "message \(message), fragment \(place)"
        }
        let total = record.lastFrame == nil ? ", more to come" : " of \(record.frameCount)"
        return "message \(message), fragment \(place)\(total)"
    }
}

extension ClosePayload {
    /// "close 1000 "bye"", "close without a code".
    var words: String {
        switch self {
        case .empty: "close without a code"
        case .oneByte(let byte): "close, 1 byte: \(Hex.byte(byte))"
        case .code(let code, _): "close \(code.rawValue)" + (reason.isEmpty ? "" : " \"\(reason)\"")
        }
    }
}
