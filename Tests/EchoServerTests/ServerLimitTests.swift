// Each bound on what a peer can make grow: that it acts, says so in the log, and is counted under its option.

import Capture
import NIOCore
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

/// One connection, in a channel whose time is the test's.
@Suite struct ServerLimitTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let limit: ServerLimit
        let configure: @Sendable (inout ServerConfiguration) -> Void
        /// What `ServerStatus` says about it.
        let words: String
        /// What the peer does, from the start of TCP on. It stops at the bound.
        let atMost: @Sendable (HandledChannel) throws -> Void
        /// What is over it.
        let more: @Sendable (HandledChannel) throws -> Void
        /// What the server does, as "name: sentence".
        let action: String
        /// What it writes then.
        var output: @Sendable (HandledChannel) -> [UInt8] = { _ in [] }
        var testDescription: String { limit.option }
    }

    private static let halfRequest = Array("GET / HTTP/1.1\r\nHost: x\r\n".utf8)

    private static func open(_ handled: HandledChannel) throws {
        try handled.receive(Wire.request)
        _ = try handled.output()
    }

    static let cases: [Case] = [
        Case(
            limit: .head, configure: { $0.headLimits.maximumLength = 300 },
            words: "300 bytes and 100 headers for a request head",
            atMost: { try $0.receive(Array("GET / HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: 0x78, count: 280)) },
            more: { try $0.receive([0x78]) },
            action: "head-limit: The request head has more than 300 bytes; it is refused with 431.",
            output: { _ in
                Refusal(violations: [
                    Violation(.requestHeadTooLarge, at: 0..<300, detail: "more than 300 bytes")
                ])?.bytes ?? []
            }),
        Case(
            limit: .head, configure: { $0.headLimits.maximumHeaders = 2 },
            words: "16 KiB and 2 headers for a request head",
            atMost: { try $0.receive(Array("GET / HTTP/1.1\r\nA: b\r\nC: d\r\n".utf8)) },
            more: { try $0.receive(Array("E".utf8)) },
            action: "head-limit: The request head has more than 2 headers; it is refused with 431.",
            output: { _ in
                Refusal(violations: [
                    Violation(.requestHeadTooLarge, at: 0..<1, detail: "more than 2 headers")
                ])?.bytes ?? []
            }),
        Case(
            limit: .handshake, configure: { $0.handshakeSeconds = 7 }, words: "7 s for a handshake",
            atMost: {
                try $0.receive(halfRequest)
                $0.pass(.seconds(7) - .nanoseconds(1))
            },
            more: { $0.pass(.nanoseconds(1)) },
            action: "handshake-timeout: No complete request within 7 s; the connection was closed.",
            output: { _ in
                Refusal(
                    status: 408, sentence: Sentence("No complete request within 7 s; the connection was closed.")
                ).bytes
            }),
        Case(
            limit: .message, configure: { $0.limits.maximumMessageLength = 1000 }, words: "1,000 bytes for a message",
            atMost: {
                try open($0)
                try $0.receive(frame(.binary, pattern(1000)))
                _ = try $0.output()
            },
            more: { try $0.receive(frame(.binary, pattern(1001))) },
            action: "message-too-big: ", output: { _ in closeFrame(1009, "message-too-big", from: .server) }),
        Case(
            limit: .fragments, configure: { $0.limits.maximumFragments = 2 }, words: "2 frames for a message",
            atMost: {
                try open($0)
                try $0.receive(frame(.text, fin: false) + frame(.continuation, fin: false))
            },
            more: { try $0.receive(frame(.continuation)) },
            action: "too-many-fragments: ", output: { _ in closeFrame(1009, "too-many-fragments", from: .server) }),
        Case(
            limit: .buffers, configure: { $0.bufferLimit = 100_000 },
            words: "100,000 bytes in all for unfinished messages and queues",
            atMost: {
                try open($0)
                try $0.receive(frame(.binary, pattern(100_000), fin: false).dropLast(100))
            },
            more: { try $0.receive(pattern(99) + [0] + frame(.continuation, pattern(200)).dropLast(1)) },
            action: "buffer-limit: All connections together keep more than 100,000 bytes, and this one ",
            output: { _ in closeFrame(1013, "too much is unfinished", from: .server) }),
        Case(
            limit: .idle, configure: { $0.idleSeconds = 60 }, words: "60 s of silence",
            atMost: {
                try open($0)
                $0.pass(.seconds(60) - .nanoseconds(1))
            },
            more: { $0.pass(.nanoseconds(1)) },
            action: "idle-timeout: Nothing came for 60 s; the connection is closed with 1001.",
            output: { _ in closeFrame(1001, "idle", from: .server) }),
        Case(
            limit: .closing, configure: { $0.closingSeconds = 4 }, words: "4 s to end TCP",
            atMost: {
                try open($0)
                try $0.receive(closeFrame(1000))
                _ = try $0.output()
                $0.pass(.seconds(4) - .nanoseconds(1))
            },
            more: { $0.pass(.nanoseconds(1)) },
            action: "closing-timeout: The peer did not end its side within 4 s; the socket was closed."),
        Case(
            limit: .unread, configure: { $0.unreadLimit = 1000 }, words: "1,000 bytes after a Close or a failure",
            atMost: {
                try open($0)
                // Of the first two bytes, the header of a frame is shown.
                try $0.receive(closeFrame(1000) + [UInt8](repeating: 0, count: 1002))
                _ = try $0.output()
            },
            more: { try $0.receive([0]) },
            action: "unread-limit: The client sent more than 1,000 bytes that is not read. "),
    ]

    @Test(arguments: cases) func `It acts beyond its bound, once, and is counted`(item: Case) throws {
        var configuration = ServerConfiguration()
        item.configure(&configuration)
        #expect(item.limit.words(configuration) == item.words)
        let handled = try HandledChannel(item.configure)
        try item.atMost(handled)
        #expect(handled.actions == [])
        #expect(ServerLimit.allCases.allSatisfy { handled.handler.loop.limits[$0] == 0 })
        try item.more(handled)
        #expect(handled.actions.count == 1 && handled.actions[0].hasPrefix(item.action), "\(handled.actions)")
        #expect(try handled.output() == item.output(handled))
        for limit in ServerLimit.allCases {
            #expect(handled.handler.loop.limits[limit] == (limit == item.limit ? 1 : 0), "\(limit)")
        }
    }

    @Test func `Without a limit on silence nothing is said to happen beyond it`() {
        var configuration = ServerConfiguration()
        configuration.idleSeconds = 0
        #expect(ServerLimit.idle.words(configuration) == "no limit on silence")
        #expect(ServerLimit.idle.answer(configuration, slowReader: .drop) == nil)
    }

    /// Nothing is left out: what takes others to reach it is in the two suites below.
    @Test func `Every bound has a test`() {
        #expect(Set(Self.cases.map(\.limit)).union([.connections, .perAddress, .queue]) == Set(ServerLimit.allCases))
    }
}

/// A connection for which messages of others come.
@Suite struct QueueLimitTests {
    private static func stalled(_ policy: SlowReaderPolicy) throws -> (HandledChannel, Listener) {
        let service = Listener()
        let handled = try HandledChannel.open(service: service) {
            $0.slowReader = policy
            $0.queue = QueueLimits(high: 2 * (1904 + Outbox.entryCost))
        }
        _ = try handled.output()
        handled.setWritable(false)
        return (handled, service)
    }

    @Test(
        arguments: [
            (.drop, ["reading-paused", "slow-reader-drop"], 3, 2), (.close, ["slow-reader-close"], 1, 0),
            (.hold, ["reading-paused"], 0, 5),
        ] as [(SlowReaderPolicy, [String], Int, Int)])
    func `What waits is bounded, and what is over it goes by the policy`(
        policy: SlowReaderPolicy, actions: [String], count: Int, sent: Int
    ) throws {
        let (handled, service) = try Self.stalled(policy)
        // Two fit; the third and those behind it do not.
        for number in 1...5 {
            if number == 3 { #expect(handled.actions == [] && handled.handler.loop.limits[.queue] == 0) }
            service.send(pattern(1900))
        }
        let names = handled.actions.compactMap { $0.split(separator: ":").first.map(String.init) }
        #expect(names == actions)
        #expect(handled.handler.loop.limits[.queue] == count)
        #expect(handled.handler.counts.dropped == (policy == .drop ? 3 : 0))
        #expect(handled.handler.isAboveMark == (policy != .close))
        handled.setWritable(true)
        let message = frame(.binary, pattern(1900), from: .server)
        let close = policy == .close ? closeFrame(.policyViolation, "slow reader", from: .server) : []
        #expect(try handled.output() == Array(repeatElement(message, count: sent).joined()) + close)
    }

    /// A hundred bytes take more than twice as much, so the bytes alone would not say why there is no room.
    @Test(arguments: [SlowReaderPolicy.drop, .close, .hold])
    func `Where many are small, it is said what they take`(policy: SlowReaderPolicy) throws {
        let (handled, service) = try Self.stalled(policy)
        // Each is 230 bytes with what it costs: 17 fit into 4,064.
        for _ in 1...18 { service.send(pattern(100)) }
        let paused =
            switch policy {
            case .drop:
                "reading-paused: 1,734 bytes are waiting to be sent in 17 pieces, which take 3,910 bytes to keep, and for the next message "
                    + "there is no room below 4,064 bytes: nothing is read from the client until at most 1,016 bytes is left."
            case .hold:
                "reading-paused: 1,836 bytes are waiting to be sent in 18 pieces, which take 4,140 bytes to keep, over the limit of "
                    + "4,064 bytes: nothing is read from the client until at most 1,016 bytes is left."
            case .close:
                "slow-reader-close: 1,734 bytes are waiting to be sent in 17 pieces, which take 3,910 bytes to keep, and with this "
                    + "message of 102 bytes that would be more than 4,064 bytes: what waits is dropped, and the connection is closed with 1008."
            }
        #expect(handled.actions.first == paused)
    }

    /// Nothing comes from it, but because it does not read.
    @Test func `Silence while the queue is full has another reason`() throws {
        let (handled, service) = try Self.stalled(.hold)
        for _ in 1...3 { service.send(pattern(1900)) }
        // Its Close waits behind the rest, so the log has not seen it.
        handled.comparesStates = false
        handled.pass(seconds: 900)
        #expect(
            handled.actions[1]
                == "idle-timeout: For 900 s the client has not read enough for its own bytes to be read; the connection is closed with 1001."
        )
    }

    @Test func `How many were dropped is said when the queue has stayed low for a second`() throws {
        let (handled, service) = try Self.stalled(.drop)
        for _ in 1...5 { service.send(pattern(1900)) }
        handled.setWritable(true)
        handled.pass(.seconds(1) - .nanoseconds(1))
        #expect(handled.actions.count == 3)
        handled.pass(.nanoseconds(1))
        #expect(
            handled.actions.dropFirst(2) == [
                "reading-resumed: The client's bytes are read again.",
                "slow-reader-drained: 3 messages were dropped; the others have been sent.",
            ])
    }
}

extension LiveServerTests {
    /// Whether there is room for a connection at all.
    @Suite struct RoomForConnectionsTests {
        /// What the status says about the limits that have acted: "--connection-limit 2".
        private func counts(_ server: TestServer) async -> [String] {
            await server.server.status().limits.filter { $0.count > 0 }.map { "\($0.option) \($0.count)" }
        }

        @Test(
            arguments: [
                ("--connection-limit", "2 connections", 2, 9),
                ("--address-limit", "2 connections from one address", 9, 2),
            ])
        func `One too many is refused with 503, and there is room again when another has gone`(
            option: String, words: String, inAll: Int, perAddress: Int
        ) async throws {
            try await TestServer.run {
                ($0.connectionLimit, $0.addressLimit) = (inAll, perAddress)
            } _: { server in
                let first = try RawClient(open: server.port)
                let second = try RawClient(open: server.port)
                let third = try RawClient(server.port)
                try third.send(Wire.request)
                let head = try third.readHead()
                #expect(head.hasPrefix("HTTP/1.1 503 ") && head.contains("\r\nRetry-After: 5\r\n"))
                let sentence = "The server takes no more than \(words); this one is refused with 503."
                let body = try third.readToEnd().bytes
                #expect(String(decoding: body, as: UTF8.self) == sentence + "\n")
                third.close()
                _ = try server.over(3)
                #expect(server.serverActions(3) == [String(option.dropFirst(2))])
                #expect(server.sentences(3) == [sentence])
                #expect(await counts(server) == ["\(option) 1"])
                // Those that are open go on.
                try second.send(frame(.text, "still here"))
                #expect(try second.read(12) == frame(.text, "still here", from: .server))
                first.reset()
                _ = try server.over(1)
                let fourth = try RawClient(open: server.port)
                fourth.close()
            }
        }

        @Test func `Where even those are many that are refused, one is closed without an answer`() async throws {
            try await TestServer.run {
                $0.connectionLimit = 1
                $0.refusedLimit = 1
            } _: { server in
                let first = try RawClient(open: server.port)
                // It takes a place among the refused for as long as it sends no request.
                let second = try RawClient(server.port)
                try server.wait("the second") { server.events(of: 2).isEmpty ? nil : () }
                let third = try RawClient(server.port)
                #expect(try third.readToEnd().bytes == [])
                _ = try server.over(3)
                #expect(server.serverActions(3) == ["connection-limit"])
                #expect(
                    server.sentences(3) == [
                        "The server takes no more than 1 connection; this one is closed without an answer."
                    ])
                #expect(server.ends(3) == ["server close"])
                #expect(await counts(server) == ["--connection-limit 1"])
                try first.send(frame(.text, "and me?"))
                #expect(try first.read(9) == frame(.text, "and me?", from: .server))
                second.close()
            }
        }
    }
}
