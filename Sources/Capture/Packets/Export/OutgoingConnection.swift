// One connection of a log as the TCP segments that would have carried it.
//
//     opened             SYN ▶   ◀ SYN ACK   ACK ▶      all at the time of the event: a log does not know more
//     mid-stream         ACK ▶                          the opening was before the log
//     bytes              data ▶ in segments   ◀ ACK     no ACK where the other side may have been gone
//     missing            nothing: sequence numbers are left out, and the ACK shows that the receiver had them; of a
//                        gigabyte and more, a part at a time, since sequence numbers wrap around
//     ended, a FIN       FIN ▶   ◀ ACK
//     ended, a close     FIN ▶                          nothing more was seen
//     ended, a reset     RST ▶
//
// What was not seen is written only where TCP has no other way to say what was seen: the opening, and the ACKs,
// without which a reader could not distinguish what is lost from what is late.

import WebSocketProtocol

/// The state of both ends of a connection that is written.
struct OutgoingConnection {
    private var client, server: End
    private let isMidStream: Bool

    private struct End {
        let socket: SocketEnd
        var sequence: UInt32
    }

    /// The packets of an event so far, and which of them its comments belong to.
    struct Packets {
        var segments: [OutgoingSegment] = []
        var commented = 0

        fileprivate mutating func add(_ segment: OutgoingSegment, isCommented: Bool = true) {
            if isCommented { commented = segments.count }
            segments.append(segment)
        }
    }

    /// How many segments are sent before they are acknowledged: fewer than fit the window.
    private static let burst = 64

    /// How far one ACK goes: less than the largest window, beyond which it is not treated as this connection's.
    private static let maximumStep = (1 << 30) - 1
    /// The largest gap that is written, 64 GiB: one packet per gigabyte must have an end.
    static let maximumGap = 64 << 30

    /// A connection with a number.
    init(number: Int, client: SocketEnd, server: SocketEnd, isMidStream: Bool) {
        self.isMidStream = isMidStream
        // The number, so that a port that is used again has other sequence numbers, as it has in reality.
        let initial = UInt32(truncatingIfNeeded: number) &* 1_000_003
        self.client = End(socket: client, sequence: initial)
        self.server = End(socket: server, sequence: initial &+ 0x4000_0000)
    }

    private subscript(_ endpoint: Endpoint) -> End {
        get { endpoint == .client ? client : server }
        _modify {
            if endpoint == .client { yield &client } else { yield &server }
        }
    }

    /// The packets of the opening.
    mutating func open() -> Packets {
        var packets = Packets()
        guard !isMidStream else {
            packets.add(segment(.client, .ack))
            return packets
        }
        packets.add(segment(.client, .syn))
        client.sequence &+= 1
        packets.add(segment(.server, [.syn, .ack]))
        server.sequence &+= 1
        packets.add(segment(.client, .ack))
        return packets
    }

    /// The packets of an event that TCP can carry, with or without the other side's ACK.
    mutating func packets(for kind: ConnectionEvent.Kind, isAcknowledged: Bool) -> Packets {
        var packets = Packets()
        switch kind {
        case .bytes(let from, let bytes): send(bytes, from: from, isAcknowledged, &packets)
        case .missing(let from, let count, _), .unread(let from, let count, _):
            var rest = min(count, Self.maximumGap)
            while rest > 0 {
                let step = min(rest, Self.maximumStep)
                self[from].sequence &+= UInt32(step)
                packets.add(segment(from.peer, .ack), isCommented: packets.segments.isEmpty)
                rest -= step
            }
        case .ended(let by, .reset): packets.add(segment(by, [.reset, .ack]))
        case .ended(let by, let how):
            packets.add(segment(by, [.fin, .ack]))
            self[by].sequence &+= 1
            if isAcknowledged, how == .fin { packets.add(segment(by.peer, .ack), isCommented: false) }
        default: break
        }
        return packets
    }

    private mutating func send(
        _ bytes: ArraySlice<UInt8>, from: Endpoint, _ isAcknowledged: Bool, _ packets: inout Packets
    ) {
        let maximum = OutgoingSegment.maximumData(client.socket, server.socket)
        var rest = bytes
        var unacknowledged = 0
        while !rest.isEmpty {
            let part = rest.prefix(maximum)
            rest = rest.dropFirst(maximum)
            packets.add(segment(from, rest.isEmpty ? [.push, .ack] : .ack, part))
            self[from].sequence &+= UInt32(part.count)
            unacknowledged += 1
            guard rest.isEmpty ? isAcknowledged : unacknowledged == Self.burst else { continue }
            packets.add(segment(from.peer, .ack), isCommented: false)
            unacknowledged = 0
        }
    }

    private func segment(_ from: Endpoint, _ flags: TCPSegment.Flags, _ data: ArraySlice<UInt8> = []) -> OutgoingSegment
    {
        OutgoingSegment(
            source: self[from].socket, destination: self[from.peer].socket, sequence: self[from].sequence,
            acknowledgment: flags.contains(.ack) ? self[from.peer].sequence : 0, flags: flags, data: data)
    }
}
