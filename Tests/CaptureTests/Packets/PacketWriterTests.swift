// What is written, and that it reads back as it was.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

/// A log in the order of time from kinds that follow each other by a tenth of a second.
func log(_ kinds: [ConnectionEvent.Kind], connection: Int = 1) -> [LoggedEvent] {
    Session(kinds, number: connection, eventsPerSecond: 10).events
}

struct PacketWriterTests {
    private static let opened = ConnectionEvent.Kind.opened(client: "127.0.0.1:51544", server: "127.0.0.1:1338")
    private static let upgrade: [ConnectionEvent.Kind] = [
        opened, .bytes(from: .client, request), .bytes(from: .server, response),
    ]

    /// The packets of a file that the writer has made, which are raw IP.
    private static func packets(_ file: [UInt8]) throws -> [[UInt8]] {
        var reader = try PacketReader(FileBytes(bytes: file))
        var summary = PacketSummary()
        var packets: [[UInt8]] = []
        while let packet = reader.next(&summary) { packets.append(Array(file[packet.start..<packet.end])) }
        return packets
    }

    @Test("The first packet, byte for byte")
    func firstPacket() throws {
        let file = PacketWriter.pcapng(log([.opened(client: "10.1.2.3:258", server: "10.1.2.4:1338")]))
        let packet = try #require(try Self.packets(file).first)
        // 1,000,003 is the sequence number of connection 1. Both checksums were computed apart from this code.
        #expect(
            Hex.string(packet) == "45000030000040004006" + "22c0" + "0a0102030a010204"
                + "0102053a000f42430000000070" + "02ffff" + "2382" + "0000" + "020405b401030307")
    }

    @Test(
        "Every checksum is right",
        arguments: [("127.0.0.1:1", "127.0.0.1:2"), ("[::1]:1", "[::1]:2"), ("10.0.0.1:1", "[2001:db8::1]:2")])
    func checksums(_ client: String, _ server: String) throws {
        let bytes = (0..<3001).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let events = log([
            .opened(client: client, server: server), .bytes(from: .client, bytes), .bytes(from: .server, [7]),
        ])
        for packet in try Self.packets(PacketWriter.pcapng(events)) {
            let isVersion4 = packet[0] >> 4 == 4
            let segment = packet[(isVersion4 ? 20 : 40)...]
            let pseudoHeader =
                packet[(isVersion4 ? 12 : 8)..<(isVersion4 ? 20 : 40)] + big(6, 4) + big(segment.count, 4)
            #expect(Self.sum(Array(pseudoHeader) + segment) == 0xFFFF)
            if isVersion4 { #expect(Self.sum(Array(packet[..<20])) == 0xFFFF) }
        }
    }

    /// The ones' complement sum of RFC 1071, which is all ones over data with its checksum.
    private static func sum(_ bytes: [UInt8]) -> Int {
        let words = stride(from: 0, to: bytes.count, by: 2).map {
            Int(bytes[$0]) << 8 + ($0 + 1 < bytes.count ? Int(bytes[$0 + 1]) : 0)
        }
        let total = words.reduce(0, +)
        return total % 0xFFFF == 0 && total > 0 ? 0xFFFF : total % 0xFFFF
    }

    @Test("A log of one connection reads back as it was")
    func roundTrip() throws {
        let kinds =
            Self.upgrade + [
                .bytes(from: .client, Array("abc".utf8)), .missing(from: .server, count: 100),
                .bytes(from: .server, Array("xyz".utf8)),
                .ended(by: .client, .fin), .bytes(from: .server, Array("late".utf8)), .ended(by: .server, .fin),
            ]
        let result = try read(PacketWriter.pcapng(log(kinds), header: RecordingHeader(created: "2023-11-14T22:13:20Z")))
        #expect(result.logged == log(kinds))
        #expect(result.summary.skipped == [])
    }

    @Test(
        "Large reads are cut as TCP would: whole within one machine, to an Ethernet frame between two",
        arguments: [
            ("127.0.0.1:1", "127.0.0.1:2", 65_495), ("[::1]:1", "[::1]:2", 65_495), ("10.0.0.1:1", "10.0.0.2:2", 1460),
            ("[2001:db8::1]:1", "[2001:db8::2]:2", 1440), ("10.0.0.1:1", "[2001:db8::2]:2", 1440),
        ])
    func segments(_ client: String, _ server: String, _ maximum: Int) throws {
        let payload = [UInt8](repeating: 0x41, count: 200_000)
        let kinds: [ConnectionEvent.Kind] = [
            .opened(client: client, server: server), .bytes(from: .client, request), .bytes(from: .server, response),
            .bytes(from: .client, payload),
        ]
        let counts = try read(PacketWriter.pcapng(log(kinds))).logged.dropFirst(3).map { logged -> Int in
            guard case .bytes(.client, let bytes) = logged.event.kind else { return -1 }
            return bytes.count
        }
        #expect(counts.dropLast().allSatisfy { $0 == maximum })
        #expect(counts.reduce(0, +) == payload.count)
    }

    @Test("Notes and server actions are comments on the packet that is nearest in time")
    func comments() throws {
        let kinds =
            [Self.opened, .note("first", pauses: true)] + Self.upgrade.dropFirst() + [
                .note("größer", pauses: false), .serverAction(name: "timeout", sentence: "Nothing came."),
                .ended(by: .server, .close),
                .note("the end", pauses: false),
            ]
        #expect(
            try read(PacketWriter.pcapng(log(kinds))).events == [
                "open 127.0.0.1:51544 127.0.0.1:1338", "note first", "client REQUEST", "server RESPONSE", "note größer",
                "server fin", "note timeout: Nothing came.", "note the end",
            ])
    }

    @Test(
        "A comment between two packets goes to the nearer one, and to the first where both are as near",
        arguments: [
            ([0.5], "0|"), ([0.6], "|0"), ([0.5, 0.6], "0|1"), ([0.6, 0.7], "|01"), ([0.1, 0.2, 0.9], "01|2"),
            // Out of order, as a hand may have written them: they keep their order.
            ([0.9, 0.1], "|01"), ([0.0, 1.0], "0|1"),
        ])
    func nearest(_ times: [Double], _ places: String) throws {
        var events = log(Self.upgrade).map { logged in
            LoggedEvent(connection: 1, ConnectionEvent(time: 0, logged.event.kind))
        }
        for (index, time) in times.enumerated() {
            events.append(LoggedEvent(connection: 1, ConnectionEvent(time: time, .note("\(index)", pauses: false))))
        }
        events.append(LoggedEvent(connection: 1, ConnectionEvent(time: 1, .bytes(from: .client, [0x61]))))
        let words = try read(PacketWriter.pcapng(events)).events.dropFirst(3)
        let found = words.map { $0 == "client a" ? "|" : String($0.last ?? "?") }.joined()
        #expect(found == places)
    }

    @Test("A comment that is too long for an option is cut between characters")
    func longComment() throws {
        let kinds = Self.upgrade + [.note(String(repeating: "ü", count: 40_000), pauses: false)]
        let note = try read(PacketWriter.pcapng(log(kinds))).events.last ?? ""
        #expect(note.utf8.count > 60_000 && note.utf8.count <= 65_535 + "note ".utf8.count)
        #expect(note.dropFirst("note ".count).allSatisfy { $0 == "ü" })
    }

    struct Ending: Sendable {
        let kinds: [ConnectionEvent.Kind]
        let events: [String]
    }

    @Test(
        "Endings, and what comes after them",
        arguments: [
            Ending(
                kinds: [.ended(by: .server, .reset), .bytes(from: .client, [1]), .ended(by: .client, .fin)],
                events: ["server reset"]),
            Ending(
                kinds: [.ended(by: .client, .close), .ended(by: .server, .close)], events: ["client fin", "server fin"]),
            Ending(kinds: [.ended(by: .server, .close)], events: ["server fin"]),
            Ending(
                kinds: [.ended(by: .server, .close), .bytes(from: .client, [0x61])], events: ["server fin", "client a"]),
            Ending(kinds: [.ended(by: .client, .fin), .ended(by: .client, .close)], events: ["client fin"]),
            Ending(
                kinds: [.ended(by: .client, .fin), .bytes(from: .client, [1]), .missing(from: .client, count: 5)],
                events: ["client fin"]),
            Ending(
                kinds: [.ended(by: .client, .fin), .ended(by: .client, .fin), .ended(by: .server, .reset)],
                events: ["client fin", "server reset"]),
            Ending(
                kinds: [.ended(by: .client, .fin), .bytes(from: .client, [1]), .note("lost", pauses: false)],
                events: ["client fin", "note lost"]),
        ])
    func endings(_ ending: Ending) throws {
        let events = try read(PacketWriter.pcapng(log(Self.upgrade + ending.kinds))).events
        #expect(Array(events.dropFirst(3)) == ending.events)
    }

    @Test("Addresses that are not addresses are replaced, with different ones for each connection")
    func fallbackAddresses() throws {
        let events =
            log([.bytes(from: .client, request)], connection: 1)
            + log([.opened(client: "unknown", server: "localhost:1"), .bytes(from: .client, request)], connection: 2)
            + log([.opened(client: "[::1]:5", server: "unknown"), .bytes(from: .client, request)], connection: 3)
        #expect(
            try read(PacketWriter.pcapng(events)).events.filter { $0.contains("open") } == [
                "1 open 192.0.2.1:49153 192.0.2.2:80", "2 open 192.0.2.1:49154 192.0.2.2:80",
                "3 open [::1]:5 192.0.2.2:80",
            ])
    }

    @Test("Conversations are written in the order of time")
    func conversations() throws {
        var (first, second) = (Conversation(number: 1), Conversation(number: 2))
        let other = ConnectionEvent.Kind.opened(client: "127.0.0.1:51545", server: "127.0.0.1:1338")
        for (index, kind) in Self.upgrade.enumerated() {
            first.add(ConnectionEvent(time: Double(index), kind))
            second.add(ConnectionEvent(time: Double(index) + 0.5, index == 0 ? other : kind))
        }
        let logged = try read(PacketWriter.pcapng([first, second])).logged
        #expect(logged.map(\.event.time) == [0, 0.5, 1, 1.5, 2, 2.5])
        #expect(logged.map(\.connection) == [1, 2, 1, 2, 1, 2])
    }

    @Test("A request that was logged late is written at its time, and each connection keeps its order")
    func lateEvents() throws {
        let note = ConnectionEvent.Kind.note("", pauses: false)
        func event(_ connection: Int, _ time: Double, _ kind: ConnectionEvent.Kind) -> LoggedEvent {
            LoggedEvent(connection: connection, ConnectionEvent(time: time, kind))
        }
        let events = [
            event(1, 0, Self.opened), event(2, 5, .opened(client: "127.0.0.1:2", server: "127.0.0.1:1338")),
            event(1, 1, note),
            event(1, 2, .bytes(from: .client, request)), event(1, 2.5, .bytes(from: .server, response)),
            event(2, 6, .bytes(from: .client, request)),
        ]
        let file = PacketWriter.pcapng(events)
        var reader = try PacketReader(FileBytes(bytes: file))
        var summary = PacketSummary()
        var times: [Int64] = []
        while let packet = reader.next(&summary) { times.append(packet.time) }
        #expect(times.count >= 9 && times == times.sorted())
    }

    @Test("Impossible times become the nearest possible ones", arguments: [-1, 1e30, .infinity, .nan])
    func times(_ time: Double) throws {
        let events = [LoggedEvent(connection: 1, ConnectionEvent(time: time, .bytes(from: .client, request)))]
        #expect(
            try read(PacketWriter.pcapng(events, header: RecordingHeader(created: "2262-01-01T00:00:00Z"))).events.count
                == 2)
    }
}
