// What the words for a frame depend on besides its own bytes: who sent it (RFC 6455 §5.1), what the handshake agreed on
// (§9.1), and the message it belongs to (§5.4).

/// The surroundings of a frame. Words that need what is not known here stay general.
public struct FrameContext: Sendable, Hashable {
    /// What matters about a message to one of its frames.
    public struct Message: Sendable, Hashable {
        /// Text or binary.
        public let kind: Opcode
        /// Whether it is compressed (RFC 7692 §6).
        public let isCompressed: Bool

        /// A message.
        public init(kind: Opcode, isCompressed: Bool = false) {
            self.kind = kind
            self.isCompressed = isCompressed
        }
    }

    /// Who sent the frame; nil if that is not known.
    public let sender: Endpoint?
    /// The extensions that were agreed on; nil if that is not known.
    public let agreement: Agreement?
    /// The message that the frame belongs to; nil for a control frame, and if it is not known.
    public let message: Message?

    /// The surroundings of a frame.
    public init(sender: Endpoint? = nil, agreement: Agreement? = nil, message: Message? = nil) {
        self.sender = sender
        self.agreement = agreement
        self.message = message
    }

    /// Nothing but the frame's own bytes is known.
    public static let unknown = FrameContext()

    /// Whether the payload is part of a compressed message: DEFLATE bytes, which are not characters.
    public var isCompressed: Bool { message?.isCompressed ?? false }

    /// With the message that a frame begins, where its first byte says that this is compressed: all that is known while its header is still
    /// arriving (RFC 7692 §6.2).
    func completed(byFirst byte: UInt8?) -> FrameContext {
        guard message == nil, let byte, byte & 0x40 != 0, let agreement, agreement.deflate != nil, !agreement.isUnseen
        else { return self }
        let opcode = Opcode(lowBitsOf: byte)
        guard opcode == .text || opcode == .binary else { return self }
        return FrameContext(sender: sender, agreement: agreement, message: Message(kind: opcode, isCompressed: true))
    }
}

extension Dissection {
    /// The surroundings of a frame.
    public func context(of frame: FrameRecord) -> FrameContext {
        let message = message(of: frame).map { FrameContext.Message(kind: $0.kind, isCompressed: $0.isCompressed) }
        return FrameContext(sender: frame.from, agreement: agreement(of: frame.from), message: message)
    }
}
