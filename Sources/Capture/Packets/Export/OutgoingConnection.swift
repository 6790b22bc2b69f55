// One connection of a log as the TCP segments that would have carried it.
//
//     opened             SYN ▶   ◀ SYN ACK   ACK ▶      all at the time of the event: a log does not know more
//     joined             ACK ▶                          the opening was before the log
//     bytes              data ▶ in segments   ◀ ACK
//     missing            nothing: sequence numbers are left out, and the ACK tells that the receiver had them
//     ended, a FIN       FIN ▶   ◀ ACK
//     ended, a close     the same in both directions: nothing more was seen of either
//     ended, a reset     RST ▶

import WebSocketProtocol

/// The state of both ends of a connection that is written.
struct OutgoingConnection {
    private var client, server: End
    private let isJoined: Bool

    private struct End {
        var socket: SocketEnd
        var sequence: UInt32
        var hasEnded = false
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

    /// A connection with a number, between the addresses of a log. Where they are none, addresses for documentation
    /// stand in (RFC 5737).
    init(number: Int, client: String, server: String, isJoined: Bool = false) {
        self.isJoined = isJoined
        // The number, so that a port that is used again has other sequence numbers, as it has in life.
        let initial = UInt32(truncatingIfNeeded: number) &* 1_000_003
        let stranger = SocketEnd(address: .v4(0xC000_0201), port: 0xC000 | UInt16(truncatingIfNeeded: number & 0x3FFF))
        self.client = End(socket: SocketEnd(client) ?? stranger, sequence: initial)
        self.server = End(
            socket: SocketEnd(server) ?? SocketEnd(address: .v4(0xC000_0202), port: 80),
            sequence: initial &+ 0x4000_0000)
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
        guard !isJoined else {
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

    /// The packets of an event.
    mutating func packets(for kind: ConnectionEvent.Kind) -> Packets {
        var packets = Packets()
        switch kind {
        case .opened, .joined, .note, .decision: break
        case .bytes(let from, let bytes) where !self[from].hasEnded: send(bytes[...], from: from, &packets)
        case .missing(let from, let count) where !self[from].hasEnded:
            self[from].sequence &+= UInt32(truncatingIfNeeded: count)
            packets.add(segment(from.peer, .ack))
        case .ended(let by, .fin) where !self[by].hasEnded: finish(by, &packets)
        case .ended(let by, .close) where !(client.hasEnded && server.hasEnded):
            if !self[by].hasEnded { finish(by, &packets) }
            if !self[by.peer].hasEnded { finish(by.peer, &packets, isCommented: packets.segments.isEmpty) }
        case .ended(let by, .reset) where !(client.hasEnded && server.hasEnded):
            packets.add(segment(by, [.reset, .ack]))
            client.hasEnded = true
            server.hasEnded = true
        case .bytes(let from, _), .missing(let from, _), .ended(let from, _):
            // TCP has no place for what comes after the end of its direction; a comment needs a packet all the same.
            packets.add(segment(from.peer, .ack))
        }
        return packets
    }

    private mutating func send(_ bytes: ArraySlice<UInt8>, from: Endpoint, _ packets: inout Packets) {
        let maximum = OutgoingSegment.maximumData(client.socket, server.socket)
        var rest = bytes
        var unacknowledged = 0
        while !rest.isEmpty {
            let part = rest.prefix(maximum)
            rest = rest.dropFirst(maximum)
            packets.add(segment(from, rest.isEmpty ? [.push, .ack] : .ack, part))
            self[from].sequence &+= UInt32(part.count)
            unacknowledged += 1
            guard rest.isEmpty || unacknowledged == Self.burst else { continue }
            packets.add(segment(from.peer, .ack), isCommented: false)
            unacknowledged = 0
        }
    }

    private mutating func finish(_ endpoint: Endpoint, _ packets: inout Packets, isCommented: Bool = true) {
        packets.add(segment(endpoint, [.fin, .ack]), isCommented: isCommented)
        self[endpoint].sequence &+= 1
        self[endpoint].hasEnded = true
        packets.add(segment(endpoint.peer, .ack), isCommented: false)
    }

    private func segment(_ from: Endpoint, _ flags: TCPSegment.Flags, _ data: ArraySlice<UInt8> = []) -> OutgoingSegment
    {
        OutgoingSegment(
            source: self[from].socket, destination: self[from.peer].socket, sequence: self[from].sequence,
            acknowledgment: flags.contains(.ack) ? self[from.peer].sequence : 0, flags: flags, data: data)
    }
}
