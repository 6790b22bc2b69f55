// The words for each field, made from the value that the decoder read.

extension FieldReading {
    /// What this field says in this frame, and what follows from it.
    public func sentence(in header: FrameHeader?) -> Sentence {
        Sentence(words(header), section: citation)
    }

    private var citation: Citation {
        switch field {
        case .fin where value == 0: "5.4"
        case .opcode: Opcode(lowBitsOf: UInt8(truncatingIfNeeded: value)).citation
        case .mask: "5.1"
        case .payload: "5.2"
        default: field.citation
        }
    }

    private func words(_ header: FrameHeader?) -> String {
        switch field {
        case .fin:
            value == 1 ? "FIN is 1: this frame ends its message." : "FIN is 0: more frames of this message follow."
        case .rsv1, .rsv2, .rsv3:
            value == 0
                ? "\(field.name) is 0: no extension uses it in this frame."
                : "\(field.name) is 1: only an extension agreed on in the handshake may set it."
        case .opcode:
            "The opcode is \(value): " + Opcode(lowBitsOf: UInt8(truncatingIfNeeded: value)).meaning
        case .mask:
            value == 1
                ? "MASK is 1: the payload is masked, and a four-byte key comes before it."
                : "MASK is 0: the payload is sent unmasked, and there is no key."
        case .length:
            switch value {
            case 126: "The length bits are 126, so the next two bytes hold the length."
            case 127: "The length bits are 127, so the next eight bytes hold the length."
            default: "The length bits are \(value): the payload has \(Count.words(value, "byte"))."
            }
        case .extendedLength16, .extendedLength64:
            "These \(bits.count / 8) bytes are the length, most significant first: \(Count.words(value, "byte"))."
        case .maskingKey:
            "These 4 bytes are the masking key: byte i of the payload is XORed with byte i mod 4 of it."
        case .payload:
            header?.maskingKey == nil
                ? "The payload: \(Count.words(value, "byte")), not masked."
                : "The payload: \(Count.words(value, "byte")), masked with the key before it."
        }
    }
}

extension Opcode {
    /// What a frame with this opcode is, as the end of a sentence.
    public var meaning: String {
        switch self {
        case .continuation: "a continuation, the next fragment of the open message."
        case .text: "a text frame; the payload is UTF-8."
        case .binary: "a binary frame; the payload is bytes that only the application understands."
        case .close: "a Close, which starts or answers the closing handshake."
        case .ping: "a Ping, which the receiver answers with a Pong that carries the same payload."
        case .pong: "a Pong, the answer to a Ping."
        default:
            isControl ? "reserved for control frames yet to be defined." : "reserved for data frames yet to be defined."
        }
    }

    /// The section that describes it.
    public var citation: Citation {
        switch self {
        case .continuation: "5.4"
        case .text, .binary: "5.6"
        case .close: "5.5.1"
        case .ping: "5.5.2"
        case .pong: "5.5.3"
        default: "5.2"
        }
    }
}
