// The words for each field, made from the value that the decoder read.

extension FieldReading {
    /// What this field says in this frame, and what follows from it.
    func sentence(in frame: FrameExplanation) -> Sentence {
        isReserved ? reservedSentence(in: frame) : Sentence(words(frame), section: citation)
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

    private func words(_ frame: FrameExplanation) -> String {
        switch field {
        case .fin:
            value == 1 ? "FIN is 1: this frame ends its message." : "FIN is 0: more frames of this message follow."
        case .rsv1, .rsv2, .rsv3: ""
        case .opcode:
            "The opcode is \(value): "
                + Opcode(lowBitsOf: UInt8(truncatingIfNeeded: value)).meaning(frame.context.message)
        case .mask:
            value == 1
                ? "MASK is 1: the payload is masked with a key of four bytes."
                : "MASK is 0: the payload is not masked, and there is no key."
        case .length:
            switch value {
            case 126: "The length bits are 126: the length is in the next 2 bytes."
            case 127: "The length bits are 127: the length is in the next 8 bytes."
            default: "The length bits are \(value): the payload has \(Count.words(value, "byte"))."
            }
        case .extendedLength16, .extendedLength64:
            "These \(bits.count / 8) bytes are the length, most significant first: \(Count.words(value, "byte"))."
        case .maskingKey:
            "Masking key: payload byte i is XORed with key byte i mod 4."
        case .payload:
            "The payload: \(Count.words(value, "byte")), \(frame.context.isCompressed ? "compressed, " : "")"
                + (frame.header?.maskingKey == nil ? "not masked." : "masked with the key before it.")
        }
    }
}

extension Opcode {
    /// What a frame with this opcode is, as the end of a sentence.
    ///
    /// - Parameter message: The message that it belongs to, if that is known.
    public func meaning(_ message: FrameContext.Message? = nil) -> String {
        let isCompressed = message?.isCompressed ?? false
        return switch self {
        case .continuation:
            "a continuation of "
                + (message.map { "a \($0.isCompressed ? "compressed " : "")\($0.kind.name) message." }
                    ?? "the open message.")
        case .text where isCompressed: "a text frame, compressed; inflated, the message is UTF-8."
        case .text: "a text frame; the payload is UTF-8."
        case .binary where isCompressed: "a binary frame, compressed; only the application understands the message."
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
