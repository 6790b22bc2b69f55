// Which Pong answers which Ping (RFC 6455 §5.5.2, §5.5.3): a Pong returns the payload of its Ping, and one for the latest of several is
// enough.
//
//   server   Ping "a"   Ping "b"               Ping "c"
//   client                         Pong "b"               Pong "z"
//            ^ passed over         ^ answers   ^ waiting  ^ unsolicited

/// What became of a Ping.
public enum PingFate: Sendable, Hashable {
    /// Frame `by` of its receiver is the Pong that answers it.
    case answered(by: Int)
    /// Frame `by` of its receiver is the Pong that answers a later Ping.
    case passedOver(by: Int)
    /// There is no Pong yet, and one may still come.
    case waiting
    /// There is none, and none will come. `breaksRule` where it shows that its receiver has read it.
    case unanswered(breaksRule: Bool)
    /// Bytes are missing among which a Pong may be.
    case unknown
}

/// What a Pong answers.
public enum PongCause: Sendable, Hashable {
    /// The Ping that is frame number `index` of its receiver.
    case ping(Int)
    /// No Ping.
    case unsolicited
    /// Bytes are missing among which its Ping may be.
    case unknown
}

/// The Pings of one endpoint that wait for a Pong, the oldest first.
struct WaitingPings: Sendable {
    /// How many are remembered: a peer that answers none must not take memory without end.
    private static let most = 32

    private var pings: [(frame: Int, payload: [UInt8])] = []
    /// Whether one was let go of, so that a Pong may answer one that is not known.
    private(set) var isCut = false

    /// Adds a Ping. Returns the frame of the one that is let go of for it.
    mutating func add(_ frame: Int, _ payload: [UInt8]) -> Int? {
        pings.append((frame, payload))
        guard pings.count > Self.most else { return nil }
        isCut = true
        return pings.removeFirst().frame
    }

    /// Takes the first Ping with that payload, and those before it, which get no Pong of their own any more; nil if there is none.
    mutating func take(_ payload: [UInt8]) -> (frame: Int, passedOver: [Int])? {
        guard let index = pings.firstIndex(where: { $0.payload == payload }) else { return nil }
        let taken = pings.prefix(index + 1).map(\.frame)
        pings.removeFirst(index + 1)
        return (taken[index], Array(taken.dropLast()))
    }

    /// Lets go of all. Returns their frames.
    mutating func takeAll() -> [Int] {
        defer { pings = [] }
        return pings.map(\.frame)
    }
}

extension Dissection {
    /// What became of a Ping; nil for any other frame, and for one that is incomplete.
    public func fate(ofPing frame: FrameRecord) -> PingFate? {
        guard frame.header?.opcode == .ping, frame.isComplete else { return nil }
        let receiver = frame.from.peer
        switch frame.counterpart {
        case .frame(let pong):
            let answers = self.frame(pong, from: receiver)?.counterpart == .frame(frame.index)
            return answers ? .answered(by: pong) : .passedOver(by: pong)
        case .unknown: return .unknown
        case nil: break
        }
        if self[frame.from].brokenPing == frame.index { return .unanswered(breaksRule: true) }
        let unread = self[receiver].unread.map { $0.after != .close && $0.count > 0 } ?? false
        if self[receiver].hasGap || unread { return .unknown }
        return mayGrow(receiver) ? .waiting : .unanswered(breaksRule: false)
    }

    /// What a Pong answers; nil for any other frame, and for one that is incomplete.
    public func cause(ofPong frame: FrameRecord) -> PongCause? {
        guard frame.header?.opcode == .pong, frame.isComplete else { return nil }
        return switch frame.counterpart {
        case .frame(let ping): .ping(ping)
        case .unknown: .unknown
        case nil: .unsolicited
        }
    }

    /// Records a Ping of `from`.
    mutating func sawPing(_ control: FrameScanner.Control, from: Endpoint) {
        // A Ping that comes after a Close need not be answered.
        if self[from].close == nil { self[from].unansweredPing = (control.frame, control.payload) }
        if let frame = self[from].pings.add(control.frame, control.payload) {
            self[from].scanner.relate(frame, to: .unknown)
        }
    }

    /// Records a Pong of `from`.
    mutating func sawPong(_ control: FrameScanner.Control, from: Endpoint) {
        let asker = from.peer
        if self[asker].unansweredPing?.payload == control.payload { self[asker].unansweredPing = nil }
        guard let (ping, passedOver) = self[asker].pings.take(control.payload) else {
            let mayBeUnseen = isMidStream || self[asker].hasGap || self[asker].pings.isCut
            if mayBeUnseen { self[from].scanner.relate(control.frame, to: .unknown) }
            return
        }
        self[from].scanner.relate(control.frame, to: .frame(ping))
        for frame in passedOver + [ping] { self[asker].scanner.relate(frame, to: .frame(control.frame)) }
    }

    /// Bytes of `endpoint` are missing, perhaps with Pings that have the same payload as those that wait.
    mutating func losePings(of endpoint: Endpoint) {
        for frame in self[endpoint].pings.takeAll() { self[endpoint].scanner.relate(frame, to: .unknown) }
    }
}
