// What was in a capture file, and what of it could not be used.

import WebSocketProtocol

/// The findings of reading a capture file.
public struct PacketSummary: Sendable, Hashable {
    /// How many packets the file holds.
    public internal(set) var packets = 0
    /// How many of them carried TCP over IP.
    public internal(set) var tcpPackets = 0
    /// How many packets there are of each link type.
    public internal(set) var linkTypes: [LinkType: Int] = [:]
    /// What was left out, and why; in the order of the file.
    public internal(set) var skipped: [Skipped] = []
    /// What the file is called, where its first section says so.
    public internal(set) var title: String?
    /// What there is to see, where its first section says so.
    public internal(set) var about: String?
    /// When it begins, as ISO 8601; nil where there is nothing in it, and where the clock was not set.
    public internal(set) var created: String?
    /// How many connections' events were given out. They are numbered from 1 up to this.
    public internal(set) var connections = 0
    /// How many of these are WebSocket connections.
    public internal(set) var webSocketConnections = 0
    /// How many TCP connections were left out because they are not WebSocket connections.
    public internal(set) var otherConnections = 0
    /// The numbers of those that have no opening handshake in the file and bytes that look like frames from the first on:
    /// their first event is `midStream`. That is a guess; a handshake would have been certain.
    public internal(set) var midStream: [Int] = []
    /// How many these are.
    public var midStreamConnections: Int { midStream.count }
    /// Where the clock of the capturing machine was set back, and by how many nanoseconds at least: the first ten.
    public internal(set) var clockSteps: [ClockStep] = []
    /// How often it was set back.
    public internal(set) var clockStepCount = 0
    /// The number of the first packet that has the time of a clock, where those before it count from 1970.
    public internal(set) var clockSetAt: Int?
    /// The time from the first packet to the last in seconds.
    public internal(set) var duration = 0.0
    /// When the file says that it begins, in nanoseconds since 1970.
    var start: Int64?

    /// A place where the clock was set back.
    public struct ClockStep: Sendable, Hashable {
        /// The number of the first packet after it, from 1.
        public let packet: Int
        /// By how much at least, in nanoseconds.
        public let nanoseconds: Int64
    }

    /// Something that was left out of the events.
    public struct Skipped: Sendable, Hashable, CustomStringConvertible {
        /// Why.
        public let reason: SkipReason
        /// How many packets or blocks it happened to.
        public internal(set) var count = 1
        /// The number of the first such packet, from 1; nil where it is not a packet.
        public let firstPacket: Int?
        /// Where the first such record starts in the file.
        public let offset: Int

        /// How many, why, and where the first is.
        public var description: String {
            let place = firstPacket.map { "packet \($0), byte \(offset)" } ?? "byte \(offset)"
            return "\(reason.sentence(count)) (\(count == 1 ? "" : "the first is ")\(place))"
        }
    }
}

/// Why a packet, or a part of a file, was left out of the events.
public enum SkipReason: Sendable, Hashable {
    /// The file ends within a record.
    case cutShort
    /// A record's lengths contradict the file, so that nothing after it can be found.
    case damaged
    /// A packet whose lengths contradict its record.
    case damagedPacket
    /// A packet of an interface that the file does not describe.
    case unknownInterface
    /// A packet that starts with a header that is not supported.
    case linkType(LinkType)
    /// A packet that is cut, or damaged, within its headers.
    case brokenHeaders
    /// A piece of an IP packet: pieces are not put together.
    case fragment
    /// A packet whose contents IPsec hides.
    case encrypted
    /// A TCP segment far outside what its connection can be sending.
    case outsideWindow

    /// The reason for `count` packets.
    func sentence(_ count: Int) -> String {
        let packets = Count.words(count, "packet")
        return switch self {
        case .cutShort: "The file ends within a record: what comes before it was read"
        case .damaged: "A record contradicts itself: what comes before it was read"
        case .damagedPacket: "\(packets) with a length that does not fit the record"
        case .unknownInterface: "\(packets) of an interface that the file does not describe"
        case .linkType(let type): "\(packets) of a kind that is not supported: \(type)"
        case .brokenHeaders: "\(packets) cut or damaged within the headers"
        case .fragment: "\(packets) with a fragment of an IP packet, which is not put together"
        case .encrypted: "\(packets) encrypted by IPsec"
        case .outsideWindow: "\(packets) far outside the sequence numbers of the connection"
        }
    }
}

extension PacketSummary {
    /// Records a clock that was set back.
    mutating func addClockStep(at packet: Int, back nanoseconds: Int64) {
        clockStepCount += 1
        if clockSteps.count < 10 { clockSteps.append(ClockStep(packet: packet, nanoseconds: nanoseconds)) }
    }

    /// Records something that is left out.
    mutating func skip(_ reason: SkipReason, packet: Int?, at offset: Int) {
        // Only noise has more kinds of problem than this, and link types are counted elsewhere too.
        let mostKinds = 64
        if let index = skipped.firstIndex(where: { $0.reason == reason }) {
            skipped[index].count += 1
        } else if skipped.count < mostKinds {
            skipped.append(Skipped(reason: reason, firstPacket: packet, offset: offset))
        }
    }
}
