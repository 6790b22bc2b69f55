// Where the frames and messages of a connection are. Positions and headers, not copies of payloads, so that a million
// frames stay cheap; the bytes themselves stay with the events.

/// A frame in its direction's stream.
public struct FrameRecord: Sendable, Hashable {
    /// Who sent it.
    public let from: Endpoint
    /// Its number among the frames of its direction, from 0.
    public let index: Int
    /// The position of its first byte in its direction's stream after the handshake.
    public let offset: Int
    /// When its first byte came, in seconds since the start of the log.
    public let startTime: Double
    /// When its last byte came; nil while bytes are missing.
    public internal(set) var endTime: Double?
    /// The header; nil while bytes of it are missing.
    public internal(set) var header: FrameHeader?
    /// How many of its bytes have come, header and payload.
    public internal(set) var received: Int
    /// What is wrong with it, in the order in which the bytes showed it.
    public internal(set) var violations: [Violation]
    /// The number of the message it belongs to, among the messages of its direction; nil for control frames, and for a
    /// frame that belongs to none.
    public internal(set) var message: Int?

    /// Whether all of its bytes have come.
    public var isComplete: Bool { endTime != nil }

    /// The part of its payload that has come, as positions in the stream.
    public var payloadRange: Range<Int> {
        let start = offset + min(received, header?.headerLength ?? received)
        return start..<offset + received
    }
}

/// A message: one data frame, or several with the same purpose (RFC 6455 §5.4).
public struct MessageRecord: Sendable, Hashable {
    /// Who sent it.
    public let from: Endpoint
    /// Its number among the messages of its direction, from 0.
    public let index: Int
    /// Text or binary: the opcode of its first frame.
    public let kind: Opcode
    /// The first of its frames, by number.
    public let firstFrame: Int
    /// The last of its frames; nil while fragments are still coming.
    public internal(set) var lastFrame: Int?
    /// How many frames it has. Control frames between them don't count.
    public internal(set) var frameCount: Int
    /// Its length in bytes: the payloads of its frames together.
    public internal(set) var length: UInt64
    /// When its last byte came; nil while fragments are still coming.
    public internal(set) var endTime: Double?
    /// Whether it is text that is not UTF-8.
    public internal(set) var isTextBroken: Bool
}
