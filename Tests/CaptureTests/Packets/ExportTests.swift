// What a capture keeps of a log besides its bytes, what is made up in it, and what is reported as lost.

import Testing
import WebSocketProtocol

@testable import Capture

struct ExportTests {
    private static let upgrade: [ConnectionEvent.Kind] = [
        .opened(client: "127.0.0.1:51544", server: "127.0.0.1:1338"), .bytes(from: .client, request),
        .bytes(from: .server, response),
    ]

    private static func close(_ from: Endpoint) -> ConnectionEvent.Kind {
        let key = from == .client ? MaskingKey(7) : nil
        return .bytes(from: from, Frame(.close, payload: [0x03, 0xE8], maskingKey: key).encoded)
    }

    @Test("A closed socket invents nothing: the other side sends no FIN that was not seen")
    func closedSocket() throws {
        let kinds = Self.upgrade + [Self.close(.server), .ended(by: .server, .close)]
        let result = try read(PacketWriter.pcapng(log(kinds)))
        var dissection = Dissection()
        for logged in result.logged { dissection.add(logged.event) }
        #expect(dissection.remarks.map(\.rule) == [])
        #expect(result.events.filter { $0.contains("fin") } == ["server fin"])
    }

    @Test("What is sent to an endpoint that gave no further sign is not acknowledged")
    func silence() throws {
        func packets(_ kinds: [ConnectionEvent.Kind]) throws -> Int {
            try read(PacketWriter.pcapng(log(Self.upgrade + kinds))).summary.packets
        }
        let (ask, answer) = (Self.close(.server), ConnectionEvent.Kind.bytes(from: .client, [0x8A, 0x80, 0, 0, 0, 0]))
        let before = try packets([])
        #expect(try packets([ask, ask]) == before + 4)
        #expect(try packets([ask, ask, .ended(by: .server, .fin)]) == before + 6)
        // Here the response is not acknowledged either.
        #expect(try packets([ask, ask, .ended(by: .server, .close)]) == before + 2)
        #expect(try packets([ask, answer, ask, .ended(by: .server, .close)]) == before + 6)
    }

    @Test(
        "Title, about and the time of making come back",
        arguments: [
            RecordingHeader(title: "Größe", about: "Two\nlines.", created: "2026-11-22T10:00:00Z"),
            RecordingHeader(title: "Only a title", created: "2026-11-22T10:00:00.000000001Z"),
            RecordingHeader(about: "Only what it is about"), RecordingHeader(),
        ])
    func header(_ header: RecordingHeader) throws {
        // A log need not begin with an event.
        let events = log(Self.upgrade).map { logged in
            LoggedEvent(connection: 1, ConnectionEvent(time: logged.event.time + 2.5, logged.event.kind))
        }
        let result = try read(PacketWriter.pcapng(events, header: header))
        #expect(result.summary.title == header.title)
        #expect(result.summary.about == header.about)
        #expect(result.summary.created == header.created)
        #expect(result.logged == events)
    }

    @Test("A creation time with an offset is the same time in UTC")
    func offset() throws {
        let header = RecordingHeader(created: "2026-11-22T11:30:00.5+01:30")
        #expect(
            try read(PacketWriter.pcapng(log(Self.upgrade), header: header)).summary.created == "2026-11-22T10:00:00.5Z"
        )
    }

    @Test(
        "The comments on a capture of another program are what it is about; of several, the first is the title",
        arguments: [
            ([], nil, nil), (["One."], nil, "One."), (["One", "Two."], "One", "Two."),
            (["One", "Two.", "Three."], "One", "Two.\nThree."),
        ] as [([String], String?, String?)])
    func foreignComments(_ comments: [String], _ title: String?, _ about: String?) throws {
        let builder = FileBuilder(isBig: true)
        let options = comments.flatMap { builder.option(1, Array($0.utf8)) } + builder.option(4, Array("Dumpcap".utf8))
        let packet = Captured(bytes: ipv4(1, 2, tcp(5000, 80, seq: 1, request)), ticks: 1_700_000_000_250_000)
        let file = builder.section(options: options) + builder.interface(link: 101) + builder.enhanced(packet)
        let summary = try read(file).summary
        #expect(summary.title == title)
        #expect(summary.about == about)
        #expect(summary.created == "2023-11-14T22:13:20.25Z")
    }

    @Test("Statistics after the packets, and those that state a later start, move no times")
    func statistics() throws {
        let builder = FileBuilder()
        let packet = builder.enhanced(Captured(bytes: ipv4(1, 2, tcp(5000, 80, seq: 1, request)), ticks: 7_000_000))
        func statistics(_ ticks: Int) -> [UInt8] {
            let time = builder.number(0, 4) + builder.number(ticks, 4)
            return builder.block(5, builder.number(0, 4) + time + builder.option(2, time))
        }
        let start = builder.section() + builder.interface(link: 101)
        #expect(try read(start + statistics(4_000_000) + packet).logged.map(\.event.time) == [3, 3])
        #expect(try read(start + statistics(9_000_000) + packet).logged.map(\.event.time) == [0, 0])
        #expect(try read(start + packet + statistics(4_000_000)).logged.map(\.event.time) == [0, 0])
    }

    @Test(
        "Gaps of any length come back whole",
        arguments: [(1 << 30) - 1, 1 << 30, (1 << 31) - 1, 1 << 31, 1 << 32, (1 << 32) + 5, 64 << 30], Endpoint.allCases
    )
    func largeGap(_ count: Int, _ from: Endpoint) throws {
        let rest: [ConnectionEvent.Kind] = [
            .bytes(from: from, [0x61]), .bytes(from: from.peer, [0x62]), .ended(by: from, .fin),
        ]
        let file = PacketWriter.pcapng(
            log(Self.upgrade + [.bytes(from: from, [0x60]), .missing(from: from, count: count)] + rest))
        let (events, logged, summary) = try read(file)
        let gaps = logged.compactMap { logged -> Int? in
            if case .missing(from, let count, _) = logged.event.kind { count } else { nil }
        }
        #expect(gaps.reduce(0, +) == count)
        #expect(
            events.filter { !$0.contains("gap") }.dropFirst(3) == [
                "\(from) `", "\(from) a", "\(from.peer) b", "\(from) fin",
            ])
        #expect(summary.skipped == [])
    }

    @Test("A gap beyond all measure is cut, and that is reported")
    func endlessGap() throws {
        let kinds = Self.upgrade + [.missing(from: .client, count: .max), .bytes(from: .client, [0x61])]
        let result = try read(PacketWriter.pcapng(log(kinds)))
        #expect(result.events.last == "client a")
        #expect(
            PacketWriter.write(log(kinds)) { _ in } == ["1 gap was cut to 64 GiB, the most that is written."])
        let most = Self.upgrade + [.missing(from: .client, count: 64 << 30), .bytes(from: .client, [0x61])]
        #expect(PacketWriter.write(log(most)) { _ in } == [])
    }

    @Test("A request line in parts becomes one segment; what comes after it stays as it was read")
    func requestLine() throws {
        func words(_ kinds: [ConnectionEvent.Kind]) throws -> [String] {
            try read(PacketWriter.pcapng(log([Self.upgrade[0]] + kinds)), includeAll: true).events.dropFirst().map(
                \.self)
        }
        func client(_ text: String) -> ConnectionEvent.Kind { .bytes(from: .client, Array(text.utf8)) }
        let rest: [ConnectionEvent.Kind] = [client("Host: a\r\n"), client("\r\n")]
        let whole = ["client GET / HTTP/1.1\r\n", "client Host: a\r\n", "client \r\n"]
        #expect(try words([client("GET / HTTP/1.1\r\n")] + rest) == whole)
        #expect(try words([client("G"), client("ET / HTTP/1.1"), client("\r\n")] + rest) == whole)
        #expect(
            try words([client("GET /"), .note("b", pauses: false), client(" HTTP/1.1\r\n")] + rest).contains(whole[0]))
        // What the server sends in between was sent before the line was complete; and other things are not a line.
        #expect(try words([client("GET "), .bytes(from: .server, [0x61]), client("/\r\n")]).count == 3)
        #expect(try words([client("abc"), client("def\n")]).count == 2)
        #expect(try words([client("GET " + String(repeating: "a", count: 1440)), client("\r\n")]).count == 2)
        let losses = PacketWriter.write(log([Self.upgrade[0], client("GET / HT"), client("TP/1.1\r\n")])) { _ in }
        #expect(
            losses == ["1 request line, read in parts, became one segment: otherwise Wireshark would not recognise it."]
        )
    }

    @Test("What is lost is reported")
    func losses() {
        func losses(_ kinds: [ConnectionEvent.Kind], _ header: RecordingHeader = RecordingHeader()) -> [String] {
            PacketWriter.write(log(Self.upgrade + kinds), header: header) { _ in }
        }
        #expect(losses([.note("plain", pauses: false), .ended(by: .client, .fin)]) == [])
        #expect(
            losses([.note("a", pauses: true), .note("b", pauses: true), .note("c", pauses: true)]) == [
                "3 pauses became plain comments: pcapng has no place for them."
            ])
        #expect(
            losses([.missing(from: .client, count: 5, frames: 2), .missing(from: .server, count: 5)]) == [
                "1 gap lost its count of frames: what follows it is not decoded when it is read back."
            ])
        #expect(
            losses(
                [
                    .serverAction(name: "a", sentence: "b"), .note("a", pauses: true), .ended(by: .client, .close),
                    .bytes(from: .client, [1, 2]),
                ], RecordingHeader(created: "last\u{1B}[2J week")) == [
                    "1 pause became a plain comment: pcapng has no place for it.",
                    "1 server action became a comment, which reads back as a note.",
                    "1 closed socket became a FIN: pcapng cannot say that nothing more was read there.",
                    "2 bytes came after the end of their direction, where TCP has no place for them, and were left out.",
                    #"The creation time, "last\u001b[2J week", was left out: it is not a time such as 2026-11-22T10:00:00Z."#,
                ])
    }

    @Test("Two connections with the same ends at the same time stay two; one after the other, they keep their ends")
    func sameEnds() throws {
        let first = log(Self.upgrade + [.bytes(from: .client, [0x61])])
        let second = log(Self.upgrade + [.bytes(from: .client, [0x62])], connection: 2)
        func words(_ events: [LoggedEvent]) throws -> [String] { try read(PacketWriter.pcapng(events)).events }
        let together = zip(first, second).flatMap { [$0, $1] }
        #expect(
            try words(together).filter { !$0.contains("RE") } == [
                "1 open 127.0.0.1:51544 127.0.0.1:1338", "2 open 192.0.2.1:49154 127.0.0.1:1338", "1 client a",
                "2 client b",
            ])
        let later = second.map { LoggedEvent(connection: 2, ConnectionEvent(time: $0.event.time + 1, $0.event.kind)) }
        #expect(try words(first + later).filter { $0.contains("open") }.allSatisfy { $0.contains("127.0.0.1:51544") })
        let losses = PacketWriter.write(together) { _ in }
        #expect(losses.first?.hasPrefix("1 connection got made-up addresses") == true)
    }

    @Test("A connection from an address to itself still has two ends")
    func oneEnd() throws {
        let kinds = [.opened(client: "127.0.0.1:80", server: "127.0.0.1:80")] + Self.upgrade.dropFirst()
        #expect(
            try read(PacketWriter.pcapng(log(kinds))).events == [
                "open 192.0.2.1:49153 127.0.0.1:80", "client REQUEST", "server RESPONSE",
            ])
    }

    @Test("A large file is handed out in parts, and ends where taking them fails")
    func parts() {
        struct Full: Error {}
        let kinds = Self.upgrade + (0..<100).map { _ in .bytes(from: .server, [UInt8](repeating: 7, count: 60_000)) }
        let whole = PacketWriter.pcapng(log(kinds))
        var parts: [Int] = []
        PacketWriter.write(log(kinds)) { parts.append($0.count) }
        #expect(parts.count > 4 && parts.allSatisfy { $0 < 2 << 20 })
        #expect(parts.reduce(0, +) == whole.count)
        #expect(throws: Full.self) { try PacketWriter.write(log(kinds)) { _ in throw Full() } }
    }
}

struct ClockTimeTests {
    @Test(
        "Times and their text are the same",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1999-12-31T23:59:59.999999999Z", 946_684_799_999_999_999),
            ("2000-02-29T12:00:00Z", 951_825_600_000_000_000), ("2000-03-01T00:00:00.1Z", 951_868_800_100_000_000),
            ("2026-11-22T10:00:00Z", 1_795_341_600_000_000_000), ("2262-04-11T23:47:15Z", 9_223_372_035_000_000_000),
        ] as [(String, Int64)])
    func text(_ text: String, _ nanoseconds: Int64) {
        #expect(ClockTime.text(nanoseconds) == text)
        #expect(ClockTime.nanoseconds(text) == nanoseconds)
    }

    @Test("Every day reads back as itself")
    func days() {
        for day in stride(from: Int64(0), to: 106_000, by: 1) {
            let time = day * 86_400 * 1_000_000_000
            #expect(ClockTime.nanoseconds(ClockTime.text(time)) == time)
        }
    }

    @Test(
        "What is not a time is refused",
        arguments: ["", "today", "2026-11-22T10:00:00.Z", "2026-11-22T10:00:00", "2300-01-01T00:00:00Z", "2026.5"])
    func noTime(_ text: String) { #expect(ClockTime.nanoseconds(text) == nil) }
}
