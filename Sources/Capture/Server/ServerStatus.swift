// How a running server is doing: what no event says, since it changes all the time.

/// A server at one moment.
public struct ServerStatus: Sendable, Hashable {
    /// The open connections, in the order of their numbers.
    public var connections: [ConnectionStatus] = []
    /// The rooms in which somebody is, in the order of their paths.
    public var rooms: [Room] = []
    /// Where it takes more than so many bytes to keep what waits to be sent to a connection nothing is read from it; at so many, it goes on.
    public var highMark = 0, lowMark = 0
    /// What becomes of messages for a slow reader.
    public var slowReader = SlowReaderPolicy.drop
    /// When answers are handed to the system.
    public var batching = Batching.read
    /// What is done wrong on the WebSocket that is opened next.
    public var mischiefForNext: Set<Mischief> = []
    /// Of all connections, those that have closed included.
    public var totals = Counts()
    /// How many receive buffers were used again, and how many were made.
    public var reusedBuffers = 0, madeBuffers = 0
    /// What peers may grow, and how often each bound has acted.
    public var limits: [Limit] = []

    /// Nothing is open.
    public init() {}

    /// A room, and who is in it.
    public struct Room: Sendable, Hashable {
        /// "/room/blue", "/broadcast".
        public let path: String
        /// What it is called: "blue"; as a peer wrote it.
        public let name: String
        /// The numbers of its members in the log, in ascending order.
        public let members: [Int]

        /// A room.
        public init(path: String, name: String, members: [Int]) {
            (self.path, self.name, self.members) = (path, name, members)
        }
    }

    /// A bound on something that a peer can make grow.
    public struct Limit: Sendable, Hashable {
        /// "--message-limit".
        public let option: String
        /// What is bounded, and to what: "16 MiB for a message".
        public let words: String
        /// What happens beyond it: "close code 1009"; nil where there is no limit.
        public let answer: String?
        /// How often that has happened.
        public let count: Int

        /// A bound.
        public init(option: String, words: String, answer: String?, count: Int) {
            (self.option, self.words, self.answer, self.count) = (option, words, answer, count)
        }
    }

    /// What crossed the sockets.
    public struct Counts: Sendable, Hashable {
        /// Reads and writes of sockets.
        public var reads = 0, writes = 0
        /// Frames that were written.
        public var frames = 0
        /// Messages of others that were dropped.
        public var dropped = 0

        /// Nothing yet.
        public init() {}

        /// Counts a write, and the frames that begin in it.
        public mutating func wrote(frames count: Int) {
            writes += 1
            frames += count
        }

        /// The sum.
        public static func += (sum: inout Counts, more: Counts) {
            sum.reads += more.reads
            sum.writes += more.writes
            sum.frames += more.frames
            sum.dropped += more.dropped
        }
    }
}

/// One open connection at one moment.
public struct ConnectionStatus: Sendable, Hashable {
    /// Its number in the log.
    public var number: Int
    /// Whether it is an open WebSocket.
    public var isWebSocket = false
    /// Bytes that wait in the server, to be sent.
    public var queuedBytes = 0
    /// What it takes to keep them, in bytes. The marks are about this.
    public var queueCost = 0
    /// Whether more waited than the high mark allows, and it has not come down to the low one.
    public var isAboveMark = false
    /// Frames that wait for others before they are handed to the system.
    public var heldFrames = 0
    /// Why nothing is read from it; nil where something is.
    public var wait: WaitReason?
    /// What is done wrong on it on purpose.
    public var mischief: Set<Mischief> = []
    /// What crossed its socket.
    public var counts = ServerStatus.Counts()
    /// What lies in the system's buffers; nil where the system does not say.
    public var system: SystemBuffers?

    /// A connection through which nothing has gone.
    public init(number: Int) { self.number = number }
}

/// The system's own buffers for a socket: memory in bytes, which is somewhat more than the bytes that wait.
public struct SystemBuffers: Sendable, Hashable {
    /// In use for what has come and was not read, and how much may be.
    public var received = 0, receiveLimit = 0
    /// In use for what was written and that the peer has not confirmed, and how much may be.
    public var sent = 0, sendLimit = 0

    /// Buffers.
    public init(received: Int, receiveLimit: Int, sent: Int, sendLimit: Int) {
        (self.received, self.receiveLimit) = (received, receiveLimit)
        (self.sent, self.sendLimit) = (sent, sendLimit)
    }
}
