// Where the frames and messages of a connection are. Positions and headers, not copies of payloads, so that a million
// frames stay cheap; the bytes themselves stay with the events, and what compressed messages were inflated to with these. Numbers are kept in 32 bits and times without an optional's
// tag, since there is one of these for each frame.

/// A frame in its direction's stream.
public struct FrameRecord: Sendable, Hashable {
    /// The position of its first byte in its direction's stream after the handshake.
    public let offset: Int
    /// When its first byte arrived, in seconds since the start of the log.
    public let startTime: Double
    /// How many of its bytes have arrived, header and payload.
    public internal(set) var received = 0
    /// What is wrong with it, in the order in which the bytes showed it.
    public internal(set) var violations: [Violation] = []
    private var storedEndTime = Double.nan
    private let storedIndex: UInt32, storedNumber: UInt32
    /// The message of a data frame, the counterpart of a control frame.
    private var storedMessage = UInt32.max
    /// The header; nil while bytes of it are missing.
    public internal(set) var header: FrameHeader?
    /// Who sent it.
    public let from: Endpoint

    /// A frame of which no byte has arrived.
    public init(from: Endpoint, index: Int, number: Int, offset: Int, startTime: Double) {
        self.from = from
        storedIndex = UInt32(clamping: index)
        storedNumber = UInt32(clamping: number)
        self.offset = offset
        self.startTime = startTime
    }

    /// Its position among the frames that were seen in its direction, from 0.
    public var index: Int { Int(storedIndex) }

    /// Its number among all frames of its direction, from 0: those that are missing count too.
    public var number: Int { Int(storedNumber) }

    /// When its last byte arrived; nil while bytes are missing.
    public internal(set) var endTime: Double? {
        get { storedEndTime.isNaN ? nil : storedEndTime }
        set { storedEndTime = newValue ?? .nan }
    }

    /// The number of the message it belongs to, among the messages of its direction; nil for control frames, and for a
    /// frame that belongs to none.
    public internal(set) var message: Int? {
        get { storedMessage == .max || isControl ? nil : Int(storedMessage) }
        set { storedMessage = newValue.map(UInt32.init(clamping:)) ?? .max }
    }

    /// What belongs to a Ping or a Pong among the frames of the other endpoint.
    enum Counterpart: Equatable {
        /// The Ping that a Pong answers; the Pong that answers a Ping, or a later one.
        case frame(Int)
        /// Bytes are missing in which it may be.
        case unknown
    }

    /// The counterpart of a Ping or a Pong; nil while there is none, and for other frames.
    var counterpart: Counterpart? {
        get {
            storedMessage == .max || !isControl
                ? nil : storedMessage == .max - 1 ? .unknown : .frame(Int(storedMessage))
        }
        set {
            guard isControl else { return }
            switch newValue {
            case .frame(let index): storedMessage = min(UInt32(clamping: index), .max - 2)
            case .unknown: storedMessage = .max - 1
            case nil: storedMessage = .max
            }
        }
    }

    private var isControl: Bool { header?.opcode.isControl == true }

    /// Whether all its bytes have arrived.
    public var isComplete: Bool { endTime != nil }

    /// The frame as it was when so many of its bytes had arrived.
    public func prefix(_ count: Int) -> FrameRecord {
        guard count < received else { return self }
        var frame = self
        frame.received = max(0, count)
        frame.endTime = nil
        return frame
    }

    /// The part of its payload that has arrived, as positions in the stream.
    public var payloadRange: Range<Int> {
        let start = offset + min(received, header?.headerLength ?? received)
        return start..<offset + received
    }
}

/// A message: one data frame, or several with the same purpose (RFC 6455 §5.4).
public struct MessageRecord: Sendable, Hashable {
    /// Its length in bytes: the payloads of its frames together.
    public internal(set) var length: UInt64 = 0
    private var storedEndTime = Double.nan
    private let storedIndex: UInt32
    private let storedFirstFrame: UInt32
    private var storedLastFrame = UInt32.max
    private var storedFrameCount: UInt32 = 1
    /// Who sent it.
    public let from: Endpoint
    /// Text or binary: the opcode of its first frame.
    public let kind: Opcode
    /// Whether it is text that is not UTF-8.
    public internal(set) var isTextBroken = false
    /// Whether it is compressed (RFC 7692 §6): RSV1 of its first frame, where permessage-deflate was agreed on. Its length is
    /// that of the compressed bytes.
    public let isCompressed: Bool
    private var box: InflatedBox?

    /// What it was inflated to; nil where it is not compressed, and while its fragments are still arriving (`Dissection.inflated`).
    var inflated: InflatedMessage? {
        get { box?.message }
        set { box = newValue.map(InflatedBox.init) }
    }

    /// A message whose first frame has begun.
    init(from: Endpoint, index: Int, kind: Opcode, firstFrame: Int, isCompressed: Bool) {
        self.from = from
        self.isCompressed = isCompressed
        storedIndex = UInt32(clamping: index)
        self.kind = kind
        storedFirstFrame = UInt32(clamping: firstFrame)
    }

    /// Its number among the messages of its direction, from 0.
    public var index: Int { Int(storedIndex) }
    /// The first of its frames, by number.
    public var firstFrame: Int { Int(storedFirstFrame) }

    /// The last of its frames; nil while fragments are still arriving.
    public internal(set) var lastFrame: Int? {
        get { storedLastFrame == .max ? nil : Int(storedLastFrame) }
        set { storedLastFrame = newValue.map(UInt32.init(clamping:)) ?? .max }
    }

    /// How many frames it has. Control frames between them don't count.
    public internal(set) var frameCount: Int {
        get { Int(storedFrameCount) }
        set { storedFrameCount = UInt32(clamping: newValue) }
    }

    /// When its last byte arrived; nil while fragments are still arriving.
    public internal(set) var endTime: Double? {
        get { storedEndTime.isNaN ? nil : storedEndTime }
        set { storedEndTime = newValue ?? .nan }
    }
}

/// Where what a message was inflated to is kept, so that other messages cost a pointer.
private final class InflatedBox: Sendable, Hashable {
    let message: InflatedMessage

    init(_ message: InflatedMessage) { self.message = message }

    static func == (left: InflatedBox, right: InflatedBox) -> Bool { left === right || left.message == right.message }

    func hash(into hasher: inout Hasher) { hasher.combine(message) }
}
