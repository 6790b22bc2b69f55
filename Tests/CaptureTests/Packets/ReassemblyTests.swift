// TCP put together: what the receiver would have read, and when.

import Testing
import WebSocketProtocol

@testable import Capture

struct ReassemblyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [String]
        let events: [String]

        init(_ name: String, _ steps: [String], _ events: [String]) {
            testDescription = name
            self.steps = steps
            self.events = events
        }
    }

    static let cases = [
        Case("in order", ["c 0 abc", "c 3 def"], ["client abc", "client def"]),
        Case("both directions", ["c 0 abc", "s 0 xyz", "c 3 d"], ["client abc", "server xyz", "client d"]),
        Case("reordered", ["c 3 def", "c 0 abc", "c 6 g"], ["client abc", "client def", "client g"]),
        Case("reversed", ["c 6 ghi", "c 3 def", "c 0 abc"], ["client abc", "client def", "client ghi"]),
        Case("sent again", ["c 0 abc", "c 0 abc", "c 3 d"], ["client abc", "client d"]),
        Case("sent again while waiting", ["c 3 def", "c 3 def", "c 0 abc"], ["client abc", "client def"]),
        Case("sent again with more", ["c 0 abc", "c 0 abcdef"], ["client abc", "client def"]),
        Case("overlap, other bytes: the first stay", ["c 0 abc", "c 1 XYZd"], ["client abc", "client Zd"]),
        Case(
            "overlap while waiting: the first stay", ["c 2 cd", "c 1 XYZe", "c 0 a"],
            ["client a", "client X", "client cd", "client e"]),
        Case(
            "one over two waiting", ["c 1 b", "c 3 d", "c 0 VWXYZ"],
            ["client V", "client b", "client X", "client d", "client Z"]),
        Case(
            "fills around two waiting", ["c 2 c", "c 4 e", "c 1 WXYZZ", "c 0 a"],
            ["client a", "client W", "client c", "client Y", "client e", "client Z"]),
        Case("lost, acknowledged", ["c 3 def", "s ack 6", "c 6 g"], ["client gap 3", "client def", "client g"]),
        Case("lost, end of the file", ["c 0 a", "c 3 def"], ["client a", "client gap 2", "client def"]),
        Case("lost twice", ["c 1 b", "c 3 d", "s ack 4"], ["client gap 1", "client b", "client gap 1", "client d"]),
        Case("lost at the end", ["c 0 a", "s ack 5"], ["client a", "client gap 4"]),
        Case("acknowledged before it was captured", ["c 3 def", "s ack 6", "c 0 abc"], ["client abc", "client def"]),
        Case("lost before a FIN", ["c fin 3", "s ack 4"], ["client gap 3", "client fin"]),
        Case("a lost FIN is not a lost byte", ["c 0 abc", "s ack 4"], ["client abc"]),
        Case("keep-alive", ["c 0 abc", "c 2 c", "s ack 3", "c 3 d"], ["client abc", "client d"]),
        Case("cut by the capture", ["c 0 abcdef 2", "c 6 g"], ["client ab", "client gap 4", "client g"]),
        Case("cut while waiting", ["c 3 def 1", "c 0 abc"], ["client abc", "client d", "client gap 2"]),
        Case("cut altogether", ["c 0 abc 0"], ["client gap 3"]),
        Case("FINs", ["c fin 0", "s 0 x", "s fin 1"], ["client fin", "server x", "server fin"]),
        Case("FINs at once", ["c fin 0", "s fin 0", "c ack 1", "s ack 1"], ["client fin", "server fin"]),
        Case("FIN sent again", ["c fin 0", "c fin 0", "s fin 0"], ["client fin", "server fin"]),
        Case("FIN before its bytes", ["c fin 3", "c 0 abc"], ["client abc", "client fin"]),
        Case("bytes after a FIN", ["c fin 0", "c 0 abc"], ["client fin"]),
        Case("reset", ["c 0 a", "s rst 0", "c 1 b"], ["client a", "server reset"]),
        Case("reset, with something waiting", ["c 1 b", "c rst 0"], ["client gap 1", "client b", "client reset"]),
        Case("reset after a FIN", ["c fin 0", "s rst 0"], ["client fin", "server reset"]),
        Case("reset elsewhere, and more", ["c 0 a", "s rst 500000", "c 1 b"], ["client a", "client b"]),
        Case("reset elsewhere, and an answer", ["c rst 500000", "s 0 x"], ["server x"]),
        Case("reset elsewhere, and a FIN", ["c rst -5", "c fin 0"], ["client fin"]),
        Case("reset elsewhere, and bytes after a hole", ["c rst 5", "c 1 b"], ["client gap 1", "client b"]),
        Case("reset after what was lost", ["c 0 a", "c rst 5"], ["client a", "client reset"]),
        Case("reset elsewhere and again", ["c rst 5", "s rst 9", "c ack 0"], ["client reset"]),
        Case("reset elsewhere, and then here", ["c rst 5", "s rst 0", "c 0 a"], ["client reset"]),
        Case("reset after its own FIN", ["c fin 0", "c rst 1", "s 0 x"], ["client fin", "client reset"]),
        Case(
            "acknowledged by mistake, bytes follow", ["c 0 a", "s ack 1000000000", "c 1 b", "c 2 c"],
            ["client a", "client b", "client c"]),
        Case(
            "acknowledged by mistake, and then rightly", ["c 0 a", "s ack 1000000000", "s ack 1"], ["client a"]),
        Case(
            "acknowledged by mistake twice", ["s ack 1000000000", "s ack 2000000000", "c 0 a", "s ack 1"],
            ["client a"]),
        Case("acknowledged less, late", ["c 3 def", "s ack 6", "s ack 3"], ["client gap 3", "client def"]),
        Case(
            "acknowledged with the FIN, then less, late", ["c fin 3", "s ack 4", "s ack 1", "s 0 x", "s fin 1"],
            ["client gap 3", "client fin", "server x", "server fin"]),
        Case(
            "a gap in parts", ["s ack 1000000000", "s ack 2000000000", "s ack 3000000000", "c 3000000000 a"],
            ["client gap 1000000000", "client gap 1000000000", "client gap 1000000000", "client a"]),
        Case("far outside", ["c 1500000000 a", "c 0 b"], ["client b"]),
    ]

    @Test("The stream is what the receiver reads", arguments: cases)
    func stream(_ item: Case) throws {
        #expect(try read(Script.upgraded(item.steps).file).events == opening + item.events)
    }

    @Test("Sequence numbers wrap around", arguments: cases)
    func wraps(_ item: Case) throws {
        // The wrap lies within the first bytes after the heads.
        let initial = (client: 0xFFFF_FFFF - request.count - 1, server: 0xFFFF_FFFF - response.count)
        #expect(try read(Script.upgraded(item.steps, initial: initial).file).events == opening + item.events)
    }

    @Test("What waited is delivered when the hole is filled, and has that time")
    func times() throws {
        let events = try read(Script.upgraded(["c 3 def", "s 0 x", "c 0 abc"]).file).logged.map(\.event)
        #expect(events.map(\.time) == [0, 0.003, 0.004, 0.006, 0.007, 0.007])
    }

    @Test("A gap stands where it was acknowledged, though it is known only later")
    func gapTimes() throws {
        let (words, logged, _) = try read(Script.upgraded(["c 3 def", "s ack 6", "s 0 x", "c 6 g"]).file)
        #expect(words.dropFirst(3) == ["client gap 3", "client def", "server x", "client g"])
        #expect(logged.dropFirst(3).map(\.event.time) == [0.006, 0.006, 0.007, 0.008])
    }

    @Test("An acknowledged hole is kept open for some packets, and no longer")
    func patience() throws {
        let acks = (1...Stream.maximumPatience + 1).map { _ in "s ack 6" }
        let events = try read(Script.upgraded(["c 3 def"] + acks + ["c 0 abc"]).file).events
        #expect(events == opening + ["client gap 3", "client def"])
    }

    @Test("What waits is bounded in pieces")
    func boundedPieces() throws {
        let steps = (0...Stream.maximumWaitingPieces).map { "c \(1 + $0 * 2) x" }
        let events = try read(Script.upgraded(steps + ["c 0 a"]).file).events
        // The byte 0 comes too late: its place has been given up.
        #expect(events.dropFirst(3).prefix(2) == ["client gap 1", "client x"])
    }

    @Test("What waits is bounded in bytes")
    func boundedBytes() throws {
        let large = String(repeating: "x", count: 60_000)
        let steps = (0...Stream.maximumWaitingBytes / 60_000).map { "c \(1 + $0 * 60_000) \(large)" }
        let events = try read(Script.upgraded(steps + ["c 0 a"]).file).events
        #expect(events[3] == "client gap 1")
    }
}

struct ConnectionTests {
    @Test("A SYN that is sent again belongs to the same connection")
    func repeatedSYN() throws {
        var script = Script()
        script.handshake()
        script.handshake()
        script.upgrade()
        let result = try read(script.file)
        #expect(result.events == opening)
        #expect(result.summary.otherConnections == 0)
    }

    @Test("The same ports with another SYN are another connection")
    func portReuse() throws {
        var second = Script(initial: (client: 70_000, server: 80_000))
        second.handshake()
        second.upgrade()
        let first = Script.upgraded(["c fin 0", "s fin 0", "s ack 1"])
        let words = try read(Script.file(first.packets + second.packets)).events
        #expect(words == (opening + ["client fin", "server fin"]).map { "1 " + $0 } + opening.map { "2 " + $0 })
    }

    @Test("A refused connection is reset by the server, and the next try is another")
    func refused() throws {
        var first = Script()
        first.send(fromClient: true, seq: 500, ack: 0, flags: 0x02)
        first.send(fromClient: false, seq: 0, ack: 501, flags: 0x14)
        let result = try read(Script.file(first.packets + Script.upgraded([]).packets), includeAll: true)
        #expect(result.events == ["1 open 10.0.0.1:50000 10.0.0.2:8080", "1 server reset"] + opening.map { "2 " + $0 })
    }

    @Test("Both ends may open at once: the first is the client")
    func simultaneousOpen() throws {
        var script = Script()
        script.send(fromClient: true, seq: 1000, ack: 0, flags: 0x02)
        script.send(fromClient: false, seq: 9000, ack: 0, flags: 0x02)
        script.send(fromClient: true, seq: 1000, ack: 9001, flags: 0x12)
        script.send(fromClient: false, seq: 9000, ack: 1001, flags: 0x12)
        script.upgrade()
        #expect(try read(script.file).events == opening)
    }

    @Test("Data may come with the SYN")
    func fastOpen() throws {
        var script = Script()
        script.send(fromClient: true, seq: 1000, ack: 0, flags: 0x02, request)
        script.send(fromClient: false, seq: 9000, ack: script.start(true), flags: 0x12)
        script.send(fromClient: false, seq: 9001, ack: script.start(true), flags: 0x18, response)
        #expect(try read(script.file).events == opening)
    }

    @Test("A capture without the SYN begins at the first byte it has")
    func withoutSYN() throws {
        var script = Script()
        script.upgrade()
        script.add(["c 0 abc", "s 0 x"])
        #expect(try read(script.file).events == opening + ["client abc", "server x"])
    }

    @Test("The answer to a lost SYN shows which end is the client, and where its stream begins")
    func lostSYN() throws {
        var script = Script()
        script.send(fromClient: false, seq: 9000, ack: 1001, flags: 0x12)
        script.upgrade()
        let (synchronize, answer) = (script.packets[0], script.packets[2])
        let events = try read(Script.file([synchronize, answer])).events
        // The server acknowledges the request in its answer, so the request came before.
        #expect(events == [opening[0], "client gap \(request.count)", "server RESPONSE"])
    }

    @Test("Segments outside the window are counted, with the place of the first")
    func outside() throws {
        let summary = try read(Script.upgraded(["c 1500000000 a", "c 1500000000 a"]).file).summary
        #expect(summary.skipped.map(\.reason) == [.outsideWindow])
        #expect(summary.skipped.map(\.count) == [2])
        #expect(summary.skipped.map(\.firstPacket) == [6])
    }

    @Test("A reset that neither end accepts is counted, one that ends the connection is not")
    func doubtfulReset() throws {
        func skipped(_ steps: [String]) throws -> [String] {
            try read(Script.upgraded(steps).file).summary.skipped.map {
                "\($0.reason) \($0.count) \($0.firstPacket ?? 0)"
            }
        }
        #expect(try skipped(["s rst 500000", "s rst 5", "c 0 a", "c rst 9"]) == ["outsideWindow 2 6"])
        #expect(try skipped(["c rst 5", "c 1 b"]) == ["outsideWindow 1 6"])
        #expect(try skipped(["s rst 500000", "c ack 0"]) == [])
    }

    @Test("A reset elsewhere during the opening ends nothing, unless nothing follows")
    func resetInOpening() throws {
        var script = Script()
        script.handshake()
        script.add(["s rst 500000"])
        #expect(try read(script.file, includeAll: true).events == [opening[0], "server reset"])
        script.upgrade()
        #expect(try read(script.file).events == opening)
    }

    @Test("A reset elsewhere ends a connection whose ends open another")
    func resetBeforeReuse() throws {
        var second = Script(initial: (client: 70_000, server: 80_000))
        second.handshake()
        second.upgrade()
        let words = try read(Script.file(Script.upgraded(["c rst 5"]).packets + second.packets)).events
        #expect(words == (opening + ["client reset"]).map { "1 " + $0 } + opening.map { "2 " + $0 })
    }

    @Test("A wrong acknowledgment loses nothing of what follows, however long the connection continues")
    func wrongAcknowledgment() throws {
        let rest = (0..<200).flatMap { ["c \($0) x", "s ack \($0 + 1)"] }
        let script = Script.upgraded(["s ack \((1 << 30) - 1)"] + rest)
        #expect(try read(script.file).events == opening + rest.indices.dropLast(200).map { _ in "client x" })
    }

    /// As a flood of SYNs and a port scan leave them: opened, refused, opened and left.
    @Test("Connections that carry nothing are kept small")
    func carryNothing() throws {
        var scripts = (0..<3).map { Script(clientPort: 1000 + $0) }
        for index in scripts.indices { scripts[index].send(fromClient: true, seq: 1000, ack: 0, flags: 0x02) }
        scripts[1].send(fromClient: false, seq: 0, ack: 1001, flags: 0x14)
        scripts[2].send(fromClient: false, seq: 9000, ack: 1001, flags: 0x12)
        scripts[2].send(fromClient: true, seq: 1001, ack: 9001, flags: 0x10)
        let file = FileBytes(bytes: Script.file(scripts.flatMap(\.packets)))
        var intake = PacketIntake(file)
        let reader = try PacketReader(file)
        let isInOrder = intake.add(reader)
        #expect(isInOrder)
        #expect(intake.table.flows.count == 3)
        #expect(intake.table.data.isEmpty)
        #expect(MemoryLayout<Flow>.stride <= 96)
        #expect(try read(file.bytes, includeAll: true).events.count == 4)
    }

    @Test("What a connection without data acknowledges is missing")
    func acknowledgedAlone() throws {
        var script = Script()
        script.handshake()
        script.send(fromClient: false, seq: 9001, ack: 1011, flags: 0x10)
        #expect(try read(script.file, includeAll: true).events == [opening[0], "client gap 10"])
    }

    @Test("Packets out of the order of time are sorted in 40 bytes each")
    func packetSize() { #expect(MemoryLayout<Packet>.stride <= 40) }
}
