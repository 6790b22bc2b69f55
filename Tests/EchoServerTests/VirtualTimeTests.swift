// Every limit of time, on the event loop's clock, which is the test's: what is written, what the log says, and how the connection ends.

import NIOCore
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct VirtualTimeTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// What happens, and what the last step is that is before the limit.
        let before: @Sendable () throws -> HandledChannel
        /// The step with which the limit is reached.
        var last: @Sendable (HandledChannel) throws -> Void = { $0.pass(.nanoseconds(1)) }
        let actions: [String]
        let output: [UInt8]
        var ends: [String] = []
    }

    private static let almost = TimeAmount.seconds(10) - .nanoseconds(1)
    private static let noRequest = "No complete request within 10 s; the connection was closed."
    private static let idle = "idle-timeout: Nothing came for 60 s; the connection is closed with 1001."

    static let cases: [Case] = [
        Case(
            testDescription: "no request",
            before: {
                let handled = try HandledChannel()
                handled.pass(almost)
                return handled
            }, actions: ["handshake-timeout: \(noRequest)"], output: [], ends: ["server close"]),
        Case(
            testDescription: "half a request, whose parts put nothing off",
            before: {
                let handled = try HandledChannel()
                handled.pass(.seconds(5))
                try handled.receive(Array("GET / HTTP/1.1\r\nHost:".utf8))
                handled.pass(almost - .seconds(5))
                return handled
            }, actions: ["handshake-timeout: \(noRequest)"],
            output: Refusal(status: 408, sentence: Sentence(noRequest)).bytes, ends: ["server fin"]),
        Case(
            testDescription: "no response",
            before: {
                let handled = try HandledChannel.client()
                _ = try handled.output()
                try handled.receive(Array("HTTP/1.1 101".utf8))
                handled.pass(almost)
                return handled
            }, actions: ["handshake-timeout: No complete response within 10 s; the connection was closed."], output: [],
            ends: ["client close"]),
        Case(
            testDescription: "silence since the handshake",
            before: {
                let handled = try HandledChannel { $0.idleSeconds = 60 }
                handled.pass(.seconds(9))
                try handled.receive(Wire.request)
                _ = try handled.output()
                handled.pass(.seconds(60) - .nanoseconds(1))
                return handled
            }, actions: [idle], output: closeFrame(1001, "idle", from: .server)),
        Case(
            testDescription: "silence since the last bytes, although a Ping went out",
            before: {
                let handled = try HandledChannel.open {
                    $0.idleSeconds = 60
                    $0.pingSeconds = 50
                }
                handled.pass(.seconds(59))
                try handled.receive([0x8a])
                _ = try handled.output()
                handled.pass(.seconds(60) - .nanoseconds(1))
                let ping = try handled.output()
                #expect(ping == frame(.ping, "ping 2", from: .server))
                return handled
            }, actions: [idle], output: closeFrame(1001, "idle", from: .server)),
        Case(
            testDescription: "silence on a client",
            before: {
                let handled = try HandledChannel.openClient { $0.idleSeconds = 60 }
                handled.pass(.seconds(60) - .nanoseconds(1))
                _ = try handled.output()
                return handled
            },
            last: { handled in
                handled.pass(.nanoseconds(1))
                // Its key is drawn, so the Close is looked at in the log.
                let close = try handled.output()
                #expect(close.count == 12)
            }, actions: [idle], output: []),
        Case(
            testDescription: "a Ping",
            before: {
                let handled = try HandledChannel.open { $0.pingSeconds = 7 }
                _ = try handled.output()
                handled.pass(.seconds(7) - .nanoseconds(1))
                return handled
            }, actions: [], output: frame(.ping, "ping 1", from: .server)),
        Case(
            testDescription: "a Close that is not answered",
            before: {
                let handled = try HandledChannel.open()
                handled.stop()
                _ = try handled.output()
                handled.pass(.seconds(3) - .nanoseconds(1))
                return handled
            },
            actions: [
                "server-stops: The server stops and says so with close code 1001.",
                "closing-timeout: The peer did not end its side within 3 s; the socket was closed.",
            ], output: [], ends: ["server close"]),
        Case(
            testDescription: "a server that does not end TCP first",
            before: {
                let handled = try HandledChannel.openClient()
                try handled.receive(closeFrame(1000, from: .server))
                _ = try handled.output()
                handled.pass(.seconds(3) - .nanoseconds(1))
                return handled
            }, actions: ["closing-timeout: The peer did not end its side within 3 s; the socket was closed."],
            output: [],
            ends: ["client close"]),
        Case(
            testDescription: "a peer that does not read",
            before: {
                let handled = try HandledChannel.open()
                _ = try handled.output()
                handled.stall()
                try handled.receive(frame(.text, "Hello") + closeFrame(1000))
                handled.pass(.seconds(3) - .nanoseconds(1))
                return handled
            }, actions: ["closing-timeout: The peer did not read what was sent within 3 s; the socket was closed."],
            output: [], ends: ["server close"]),
        Case(
            testDescription: "a flood behind the end",
            before: {
                let handled = try HandledChannel.open()
                try handled.receive(closeFrame(1000) + frame(.ping))
                try handled.receive([UInt8](repeating: 0, count: (1 << 20) + 1))
                _ = try handled.output()
                handled.pass(.seconds(3) - .nanoseconds(1))
                return handled
            },
            actions: [
                "unread-limit: The client sent more than 1 MiB that is not read. No more is taken, and its socket "
                    + "is closed once it has had 3 s to read what was sent to it."
            ], output: [], ends: ["server fin", "server close"]),
    ]

    @Test(arguments: cases) func limit(item: Case) throws {
        let handled = try item.before()
        let (actions, ends) = (handled.actions, handled.ends)
        #expect(try handled.output() == [])
        try item.last(handled)
        #expect(handled.actions == item.actions)
        #expect(try handled.output() == item.output)
        #expect(handled.ends == item.ends)
        // The last step is what reached it.
        let hasMoved = actions != handled.actions || ends != handled.ends || !item.output.isEmpty
        #expect(hasMoved)
    }

    /// Nothing else is on the clock: an open connection without an idle limit stays.
    @Test func nothingEndsAnOpenConnection() throws {
        let handled = try HandledChannel.open { $0.idleSeconds = 0 }
        _ = try handled.output()
        handled.pass(seconds: 1_000_000)
        #expect(try handled.output() == [] && handled.actions == [] && handled.ends == [])
    }

    /// When the peer has taken what was sent, it has the whole time again to end its side.
    @Test func thePeersEndHasATimeOfItsOwn() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        handled.stall()
        try handled.receive(frame(.text, "Hello") + closeFrame(1000))
        handled.pass(seconds: 2)
        handled.takeAll()
        #expect(handled.ends == ["server fin"])
        handled.pass(seconds: 2)
        #expect(handled.actions == [])
        handled.pass(seconds: 1)
        #expect(
            handled.actions == ["closing-timeout: The peer did not end its side within 3 s; the socket was closed."])
    }
}
