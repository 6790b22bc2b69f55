// What the decoder did with the first bytes of a frame, for a screen, a lesson or a report.

/// How far the decoder is with a frame.
public enum DecoderState: Sendable, Hashable {
    /// The header is not complete: `has` of the `of` bytes that hold `field` are there.
    case inHeader(FrameField, has: Int, of: Int)
    /// The header is complete, the payload is not: `has` of `of` bytes are there.
    case inPayload(has: Int, of: UInt64)
    /// All bytes of the frame are there.
    case complete

    /// The state in words: what is there and what is still needed.
    public var words: String { words { $0.grouped } }

    /// The same for programs, which read numbers without commas.
    public var plainWords: String { words { String($0) } }

    private func words(_ number: (UInt64) -> String) -> String {
        switch self {
        case .inHeader(.opcode, _, _): "waiting for the first byte: FIN, RSV and opcode."
        case .inHeader(.length, _, _): "has the first byte, needs 1 more for MASK and length."
        case .inHeader(let field, let has, let of):
            "\(field.name), has \(Count.words(has, "byte")), needs \(of - has) more."
        case .inPayload(let has, let of):
            "payload, has \(number(UInt64(has))) of \(number(of)) bytes, needs \(number(of - UInt64(has))) more."
        case .complete: "the frame is complete."
        }
    }
}

/// A header as the decoder read it, field by field, from a prefix of a frame.
public struct FrameExplanation: Sendable, Hashable {
    /// The first bytes of the frame: its header, as far as it has arrived, and at most as many as a header can have.
    public let prefix: [UInt8]
    /// Every field that the prefix holds completely, in the order of the wire.
    public let fields: [FieldReading]
    /// The header; nil while bytes of it are missing.
    public let header: FrameHeader?
    /// How far the decoder is with these bytes.
    public let state: DecoderState
    /// What is known about the frame's surroundings; the sentences depend on it.
    public let context: FrameContext

    /// Explains a frame of which `received` bytes are there; `prefix` holds the first of them, and no more than
    /// `FrameHeader.maximumLength` matter.
    public init(prefix: some Collection<UInt8>, received: Int, context: FrameContext = .unknown) {
        var recorder = FieldRecorder()
        let bytes = Array(prefix.prefix(min(received, FrameHeader.maximumLength)))
        let header = FrameHeader.decode(bytes.span.bytes, at: 0, observer: &recorder)
        var fields = recorder.fields
        if let header {
            let has = max(0, received - header.headerLength)
            if header.payloadLength > 0 {
                // Bit positions of the payload are those of bytes that are there; a declared length may be absurd.
                let start = header.headerLength
                let end = start + Int(min(UInt64(has), header.payloadLength))
                fields.append(FieldReading(field: .payload, bits: start * 8..<end * 8, value: header.payloadLength))
            }
            state = UInt64(has) < header.payloadLength ? .inPayload(has: has, of: header.payloadLength) : .complete
        } else {
            state = recorder.state
        }
        self.prefix = bytes
        self.header = header
        self.fields = fields
        self.context = context.completed(byFirst: bytes.first)
    }

    /// How far the decoder was when `count` bytes had arrived.
    public func state(after count: Int) -> DecoderState { FrameExplanation(prefix: prefix, received: count).state }

    /// The state after `count` bytes in words; of a complete frame with its size on the wire.
    public func stateWords(after count: Int) -> String {
        let state = state(after: count)
        guard state == .complete, let header else { return state.words }
        let payload = header.payloadLength
        return "the frame is complete: \(Count.words(header.headerLength, "byte")) of header"
            + (payload == 0
                ? "." : ", \(payload.grouped) of payload, \((UInt64(header.headerLength) + payload).grouped) in all.")
    }

    /// Explains the whole of `bytes`.
    public init(_ bytes: [UInt8], context: FrameContext = .unknown) {
        self.init(prefix: bytes, received: bytes.count, context: context)
    }

    /// What a field says in this frame.
    public func sentence(of reading: FieldReading) -> Sentence { reading.sentence(in: self) }

    /// The opcode; nil while no byte has arrived.
    var opcode: Opcode? {
        fields.first { $0.field == .opcode }.map { Opcode(lowBitsOf: UInt8(truncatingIfNeeded: $0.value)) }
    }

    /// The fields that byte `index` holds, whole or in part, in the order of the wire.
    public func fields(atByte index: Int) -> [FieldReading] {
        fields.filter { $0.bytes.contains(index) }
    }

    /// The field that holds bit `index`, counted from the frame's first bit.
    public func field(atBit index: Int) -> FieldReading? {
        fields.first { $0.bits.contains(index) }
    }
}

/// The observer that keeps all that the decoder reports.
private struct FieldRecorder: FrameObserver {
    var fields: [FieldReading] = []
    var state = DecoderState.inHeader(.opcode, has: 0, of: 1)

    mutating func read(_ field: FrameField, bits: Range<Int>, value: UInt64) {
        fields.append(FieldReading(field: field, bits: bits, value: value))
    }

    mutating func lacks(_ field: FrameField, has: Int, of: Int) {
        state = .inHeader(field, has: has, of: of)
    }
}
