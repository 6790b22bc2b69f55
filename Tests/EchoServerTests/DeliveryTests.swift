// When answers are handed to the system, when nothing is read, and what the server sends of its own accord.

import Capture
import NIOCore
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct BatchingTests {
    private static let answers = (0..<12).map { frame(.text, "\($0 % 10)", from: .server) }
    private static let texts = (0..<12).map { frame(.text, "\($0 % 10)") }

    struct Case: CustomTestStringConvertible, Sendable {
        let batching: Batching
        /// How many texts come in each read.
        let reads: [Int]
        /// How many answers each write has, and after which read.
        let writes: [[Int]]
        /// How many answers wait in the end.
        var held = 0
        var testDescription: String { "\(batching.words), reads of \(reads)" }
    }

    static let cases = [
        Case(batching: .read, reads: [3, 1, 2], writes: [[3], [1], [2]]),
        Case(batching: .frame, reads: [3, 1, 2], writes: [[1, 1, 1], [1], [1, 1]]),
        Case(batching: .every(3), reads: [2, 1, 1, 5, 2], writes: [[], [3], [], [6], []], held: 2),
        Case(batching: .every(10), reads: [4, 5, 1, 1], writes: [[], [], [10], []], held: 1),
        Case(batching: .every(10), reads: [9], writes: [[]], held: 9),
    ]

    private static func open(_ batching: Batching) throws -> HandledChannel {
        let handled = try HandledChannel.open { $0.batching = batching }
        _ = try handled.output()
        return handled
    }

    @Test(arguments: cases) func `Answers go out in these writes`(item: Case) throws {
        let handled = try Self.open(item.batching)
        var (texts, answers) = (Self.texts[...], Self.answers[...])
        for (count, writes) in zip(item.reads, item.writes) {
            try handled.receive(texts.prefix(count).flatMap(\.self))
            texts = texts.dropFirst(count)
            let expected = writes.map { count in
                defer { answers = answers.dropFirst(count) }
                return answers.prefix(count).flatMap(\.self)
            }
            #expect(try handled.writes() == expected)
        }
        #expect(handled.handler.batch.frameCount == item.held)
    }

    /// What lets go of answers that wait, and what goes out behind them.
    static let releases: [(what: String, by: @Sendable (HandledChannel) throws -> Void, behind: [UInt8])] = [
        ("a Ping of the server's", { try $0.ask(SendPing()) }, frame(.ping, "ping 1", from: .server)),
        ("bytes by hand", { try $0.ask(SendBytes(bytes: [0xff])) }, [0xff]),
        (
            "a Close of the server's", { try $0.ask(SendClose(code: .normal, reason: "")) },
            closeFrame(1000, from: .server)
        ),
        ("the client's Close", { try $0.receive(closeFrame(1000)) }, closeFrame(1000, from: .server)),
        (
            "a failure", { try $0.receive([0xc1, 0x80, 0, 0, 0, 0]) },
            closeFrame(1002, "reserved-bit-set", from: .server)
        ),
        ("the client's end", { $0.receiveEnd() }, []),
        ("silence", { $0.pass(seconds: 900) }, closeFrame(1001, "idle", from: .server)),
    ]

    @Test(arguments: releases) func `A late answer waits, but not behind this`(
        item: (what: String, by: @Sendable (HandledChannel) throws -> Void, behind: [UInt8])
    ) throws {
        let handled = try Self.open(.every(10))
        try handled.receive(frame(.text, "late"))
        handled.pass(seconds: 600)
        try handled.receive(frame(.pong))
        #expect(try handled.output() == [])
        #expect(handled.handler.batch.frameCount == 1)
        try item.by(handled)
        #expect(try handled.output() == frame(.text, "late", from: .server) + item.behind)
    }

    @Test func `What is much is not kept`() throws {
        let handled = try HandledChannel.open {
            $0.batching = .every(1000)
            $0.queue = QueueLimits(high: 5000)
        }
        _ = try handled.output()
        try handled.receive(frame(.binary, pattern(4000)))
        #expect(try handled.output() == [])
        try handled.receive(frame(.binary, pattern(4000)))
        let answer = frame(.binary, pattern(4000), from: .server)
        #expect(try handled.output() == answer + answer)
    }

    /// Neither the buffers of the reads that are answered nor the answers themselves, however small, are kept without end.
    @Test(arguments: [Batching.read, .frame, .every(1000)])
    func `Small answers that wait cost what they take`(batching: Batching) throws {
        let handled = try HandledChannel.open {
            $0.batching = batching
            $0.queue = QueueLimits(high: 64 << 10)
        }
        _ = try handled.output()
        handled.setWritable(false)
        for _ in 0..<40_000 where !handled.handler.isAboveMark { try handled.receive(frame(.text, "a")) }
        #expect(handled.handler.isAboveMark)
        var kept = 0
        while let entry = handled.handler.outbox.next() { kept += entry.buffer.storageCapacity }
        #expect(kept <= 128 << 10)
    }

    @Test(
        arguments: [
            ("read", .read), ("frame", .frame), ("2", .every(2)), ("1000", .every(1000)), ("1", nil), ("1001", nil),
            ("0", nil), ("-2", nil), ("", nil), ("Read", nil), ("2 ", nil),
        ] as [(String, Batching?)])
    func `A word or a number says when`(text: String, batching: Batching?) { #expect(Batching(text) == batching) }
}

/// Reading that a user holds, without a socket.
@Suite struct HeldReadingTests {
    private static let held =
        "reading-held: Nothing is read from the client until the user lets go: its bytes fill TCP's buffers, and then it must wait."
    private static let released = "reading-released: The client's bytes are read again."

    @Test func `It is said when it begins and when it ends, once each`() throws {
        let handled = try HandledChannel.open()
        for _ in 0..<2 { try handled.ask(HoldReading(isOn: true)) }
        #expect(handled.handler.isHeld && handled.handler.wait == .byHand)
        #expect(handled.actions == [Self.held])
        for _ in 0..<2 { try handled.ask(HoldReading(isOn: false)) }
        #expect(!handled.handler.isHeld && handled.handler.wait == nil)
        #expect(handled.actions == [Self.held, Self.released])
    }

    /// The peer's end is only seen by reading.
    @Test(
        arguments: [
            { try $0.ask(SendClose(code: .normal, reason: "")) }, { $0.stop() },
            { try $0.ask(SendBytes(bytes: closeFrame(1000, from: .server))) },
        ] as [@Sendable (HandledChannel) throws -> Void])
    func `What closes the connection lets go`(end: @Sendable (HandledChannel) throws -> Void) throws {
        let handled = try HandledChannel.open()
        try handled.ask(HoldReading(isOn: true))
        try end(handled)
        #expect(!handled.handler.isHeld)
        #expect(handled.actions.filter { $0 == Self.released }.count == 1)
    }

    @Test func `It goes on when another reason to wait is over`() throws {
        let service = Listener()
        let handled = try HandledChannel.open(service: service)
        service.wait = .otherThreads
        handled.read()
        #expect(handled.handler.reasonNotToRead == .otherThreads)
        try handled.ask(HoldReading(isOn: true))
        // The reason from before stops nobody who sends by hand.
        try handled.ask(SendBytes(bytes: frame(.ping, from: .server)))
        service.wait = nil
        service.resume?()
        handled.pass(seconds: 1)
        #expect(handled.handler.reasonNotToRead == .byHand)
        try handled.ask(HoldReading(isOn: false))
        #expect(handled.handler.reasonNotToRead == nil)
        #expect(handled.actions == [Self.held, Self.released])
    }

    @Test func `Let go, it waits for the queue as before`() throws {
        let handled = try HandledChannel.open { $0.queue = QueueLimits(high: 5000) }
        _ = try handled.output()
        handled.setWritable(false)
        try handled.ask(HoldReading(isOn: true))
        // They had been read before.
        for _ in 0..<2 { try handled.receive(frame(.binary, pattern(4000))) }
        #expect(handled.handler.reasonNotToRead == .byHand)
        try handled.ask(HoldReading(isOn: false))
        #expect(handled.handler.reasonNotToRead == .queue)
        handled.setWritable(true)
        #expect(handled.handler.reasonNotToRead == nil)
        #expect(
            handled.actions == [
                Self.held, Self.released,
                "reading-paused: 8,008 bytes are waiting to be sent, over the limit of 5,000 bytes: nothing is read from the client until "
                    + "at most 1,250 bytes is left.", "reading-resumed: The client's bytes are read again.",
            ])
    }

    @Test func `Its own queue may be the reason before others are`() throws {
        let service = Listener()
        let handled = try HandledChannel.open(service: service) { $0.queue = QueueLimits(high: 5000) }
        _ = try handled.output()
        service.wait = .slowReaders([SlowReader(number: 7, address: "192.0.2.7:7777")])
        handled.read()
        handled.setWritable(false)
        for _ in 0..<2 { service.send(pattern(4000)) }
        #expect(handled.handler.reasonNotToRead == .queue)
        handled.setWritable(true)
        #expect(handled.handler.reasonNotToRead == service.wait)
        service.wait = nil
        service.resume?()
        handled.pass(seconds: 1)
        #expect(handled.handler.reasonNotToRead == nil)
        #expect(
            handled.actions.map { $0.prefix(while: { $0 != ":" }) } == [
                "reading-paused", "reading-paused", "slow-reader-drop", "reading-paused", "reading-resumed",
                "slow-reader-drained",
            ])
    }

    /// Nothing can come from a peer that is not read.
    @Test func `It is not taken for the silence of the peer`() throws {
        let handled = try HandledChannel.open()
        try handled.ask(HoldReading(isOn: true))
        handled.pass(seconds: 899)
        handled.pass(seconds: 2)
        #expect(handled.actions == [Self.held])
        try handled.ask(HoldReading(isOn: false))
        // The silence is counted from the last time that it was looked at, a second ago.
        handled.pass(seconds: 898)
        #expect(handled.actions == [Self.held, Self.released])
        handled.pass(seconds: 1)
        #expect(handled.actions.last == "idle-timeout: Nothing came for 900 s; the connection is closed with 1001.")
    }

    @Test(
        arguments: [
            { try HandledChannel() },
            {
                let handled = try HandledChannel.open()
                try handled.receive(closeFrame(1000))
                return handled
            },
        ] as [@Sendable () throws -> HandledChannel])
    func `Only an open WebSocket is held`(start: @Sendable () throws -> HandledChannel) throws {
        let handled = try start()
        try handled.ask(HoldReading(isOn: true))
        #expect(!handled.handler.isHeld && handled.actions == [])
    }
}

extension LiveServerTests {
    @Suite struct WatchedServerTests {
        @Test func `While reading is held TCP holds the client back, and then all comes`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port)
                server.server.holdReading(connection: 1, true)
                try await server.waits("the hold", 1) { $0.wait == .byHand }
                // One read may have been asked for before.
                let message = frame(.binary, pattern(1 << 20))
                var sent = 0
                var rest: [UInt8] = []
                while rest.isEmpty {
                    try #require(sent < 64, "nothing holds the client back")
                    rest = Array(message.dropFirst(client.sendUntilStalled(message, milliseconds: 300)))
                    sent += 1
                }
                #expect(server.dissection().messages(from: .client).count <= 1)
                let status = try #require(await server.status(of: 1))
                #expect(status.counts.reads <= 2 && status.wait == .byHand)
                server.server.holdReading(connection: 1, false)
                let echo = frame(.binary, pattern(1 << 20), from: .server)
                for number in 1..<sent { #expect(try client.read(echo.count) == echo, "echo \(number)") }
                // The last one had been sent in part.
                try client.send(rest)
                #expect(try client.read(echo.count) == echo)
                #expect(await server.status(of: 1)?.wait == nil)
                #expect(server.serverActions() == ["reading-held", "reading-released"])
            }
        }

        @Test func `Nine of ten wait, the status counts them, and another rule lets them go`() async throws {
            try await TestServer.run {
                $0.batching = .every(10)
            } _: { server in
                let client = try RawClient(open: server.port)
                try client.send((0..<9).flatMap { frame(.text, "\($0)") })
                try await server.waits("nine answers", 1) { $0.heldFrames == 9 }
                #expect(await server.server.status().batching == .every(10))
                #expect(server.bytes(from: .server).count == Wire.response.count)
                server.server.setBatching(.read)
                #expect(try client.read(27) == (0..<9).flatMap { frame(.text, "\($0)", from: .server) })
                #expect(await server.server.status().batching == .read)
                try client.send(frame(.text, "now"))
                #expect(try client.read(5) == frame(.text, "now", from: .server))
            }
        }

        @Test(arguments: [1, 2])
        func `The server's own text goes to one, to a room, or to all`(threads: Int) async throws {
            try await TestServer.run {
                $0.threads = threads
            } _: { server in
                #expect(server.server.send("nobody", to: .everybody) == 0)
                let paths = ["/room/a", "/room/a", "/broadcast", "/"]
                var clients: [RawClient] = []
                for path in paths {
                    let client = try RawClient(server.port)
                    try client.send(Wire.request(path: path))
                    #expect(try client.readHead().hasPrefix("HTTP/1.1 101 "))
                    clients.append(client)
                }
                // To whom each goes; nobody else gets it.
                let sent: [(to: MessageAudience, reaches: [Int])] = [
                    (.connection(2), [1]), (.connection(4), [3]), (.connection(9), []),
                    (.room(path: "/room/a"), [0, 1]), (.room(path: "/broadcast"), [2]), (.room(path: "/room/b"), []),
                    (.room(path: "/room/"), []), (.everybody, [0, 1, 2, 3]),
                ]
                for (number, item) in sent.enumerated() {
                    #expect(server.server.send("text \(number)", to: item.to) == item.reaches.count, "\(item.to)")
                }
                for (index, client) in clients.enumerated() {
                    let texts = sent.indices.filter { sent[$0].reaches.contains(index) }
                    let expected = texts.flatMap { frame(.text, "text \($0)", from: .server) }
                    #expect(try client.read(expected.count) == expected)
                    try client.send(frame(.close))
                    #expect(try client.readToEnd().bytes == frame(.close, from: .server))
                }
            }
        }
    }
}
