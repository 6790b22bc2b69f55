// What a user sends by hand: in pieces, at their times, between what the connection itself sends, and not where nothing may be sent.

import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct SendingTests {
    private static let hello = frame(.text, "Hello", from: .server)

    @Test func bytesGoOutInOneWrite() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        try handled.ask(SendBytes(bytes: [0xff, 0x00] + Self.hello))
        #expect(try handled.writes() == [[0xff, 0x00] + Self.hello])
        try handled.ask(SendBytes(bytes: []))
        #expect(try handled.writes() == [])
    }

    @Test func piecesHaveTheirTimes() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        try handled.ask(SendBytes(bytes: Self.hello, pieceLength: 3, pause: .seconds(1)))
        #expect(try handled.writes() == [[0x81, 0x05, 0x48]])
        handled.pass(.milliseconds(999))
        #expect(try handled.writes() == [])
        handled.pass(.milliseconds(1))
        #expect(try handled.writes() == [[0x65, 0x6c, 0x6c]])
        handled.pass(seconds: 5)
        #expect(try handled.writes() == [[0x6f]])
        // One read for each, and one frame in all.
        let frames = handled.dissection.frames(from: .server)
        #expect(frames.count == 1 && frames.first?.isComplete == true)
        #expect(handled.actions == [])
    }

    @Test func theWritesOfAScriptHaveTheirTimes() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        var keys = SplitMix64(seed: 1)
        let script = try Script("pause:1 chop:2,4 text:Hello pause:2 chop:off ping pong")
        try handled.ask(SendBytes(ScriptOutput(script, from: .server, keys: &keys).writes))
        var seen: [[UInt8]] = []
        for time in [999, 1, 1999, 1] {
            handled.pass(.milliseconds(Int64(time)))
            seen.append(try handled.writes().flatMap { [UInt8($0.count)] })
        }
        #expect(seen == [[], [2, 4, 1], [], [2, 2]])
        #expect(handled.dissection.frames(from: .server).compactMap(\.header?.opcode) == [.text, .ping, .pong])
    }

    @Test func piecesWithoutAPauseAreWritesOfTheirOwn() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        try handled.ask(SendBytes(bytes: Self.hello, pieceLength: 1))
        handled.pass(.zero)
        #expect(try handled.writes() == Self.hello.map { [$0] })
    }

    /// An echo in the middle of a frame would become its payload.
    @Test func whatTheConnectionSendsWaitsForTheLastPiece() throws {
        let handled = try HandledChannel.open { $0.pingSeconds = 2 }
        _ = try handled.output()
        try handled.ask(SendBytes(bytes: Self.hello, pieceLength: 4, pause: .seconds(3)))
        try handled.receive(frame(.text, "from you") + frame(.ping, "p"))
        #expect(try handled.writes() == [Array(Self.hello.prefix(4))])
        // Nothing more is read meanwhile, and no Ping goes out.
        handled.channel.read()
        #expect(handled.handler.owesRead)
        #expect(throws: PingProblem.busy) { try handled.ask(SendPing()) }
        handled.pass(seconds: 3)
        #expect(
            try handled.writes() == [
                Array(Self.hello.dropFirst(4)),
                frame(.text, "from you", from: .server) + frame(.pong, "p", from: .server),
            ])
        #expect(!handled.handler.owesRead)
        #expect(handled.dissection.frames(from: .server).map(\.isComplete) == [true, true, true])
        handled.pass(seconds: 1)
        #expect(try handled.writes() == [frame(.ping, "ping 1", from: .server)])
    }

    /// What ends a connection while pieces are to come, and what goes out then.
    static let endings: [(what: String, end: @Sendable (HandledChannel) throws -> Void, close: [UInt8])] = [
        ("the server stops", { $0.stop() }, closeFrame(1001, "server stops", from: .server)),
        ("the client closes", { try $0.receive(closeFrame(1000)) }, closeFrame(1000, from: .server)),
        ("the client ends its stream", { $0.receiveEnd() }, []),
        (
            "the client breaks a rule", { try $0.receive([0xc1, 0x80, 0, 0, 0, 0]) },
            closeFrame(1002, "reserved-bit-set", from: .server)
        ),
        ("silence", { $0.pass(seconds: 900) }, closeFrame(1001, "idle", from: .server)),
    ]

    @Test(arguments: endings) func noFrameIsCutByAnEnd(
        ending: (what: String, end: @Sendable (HandledChannel) throws -> Void, close: [UInt8])
    ) throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        // Between two steps the Close of the failure waits in the handler and is not yet in the log.
        try handled.ask(SendBytes(bytes: Self.hello, pieceLength: 2, pause: .seconds(1000)))
        try ending.end(handled)
        #expect(try handled.output() == Self.hello + ending.close)
    }

    @Test func whatCannotBeSentAnyMoreIsSaid() throws {
        let handled = try HandledChannel.open()
        let written = handled.channel.embeddedEventLoop.makePromise(of: Void.self)
        try handled.ask(SendBytes(bytes: Self.hello, pieceLength: 2, pause: .seconds(1), allWritten: written))
        handled.vanish()
        #expect(throws: SendProblem.notOpen) { try written.futureResult.wait() }
        #expect(
            handled.actions == [
                "not-sent: The connection ended before the last 5 bytes to be sent by hand had gone out."
            ])
        handled.pass(seconds: 10)
        #expect(handled.ends == ["client reset"])
    }

    @Test func theLastByteIsWaitedFor() throws {
        let handled = try HandledChannel.open()
        let written = handled.channel.embeddedEventLoop.makePromise(of: Void.self)
        let isWritten = NIOLoopBoundBox(false, eventLoop: handled.channel.embeddedEventLoop)
        written.futureResult.whenSuccess { isWritten.value = true }
        try handled.ask(SendBytes(bytes: Self.hello, pieceLength: 4, pause: .seconds(1), allWritten: written))
        #expect(!isWritten.value)
        handled.pass(seconds: 1)
        #expect(isWritten.value)
    }

    // MARK: Refused

    static let states: [(what: String, start: @Sendable () throws -> HandledChannel, problem: SendProblem)] = [
        ("before the handshake", { try HandledChannel() }, .notOpen),
        (
            "behind a page",
            {
                let handled = try HandledChannel()
                try handled.receive(Wire.http("GET / HTTP/1.1", "Host: a"))
                return handled
            }, .notOpen
        ),
        (
            "behind the server's Close",
            {
                let handled = try HandledChannel.open()
                handled.stop()
                return handled
            }, .closing
        ),
        (
            "behind the client's Close",
            {
                let handled = try HandledChannel.open()
                try handled.receive(closeFrame(1000))
                return handled
            }, .closing
        ),
        (
            "when it is gone",
            {
                let handled = try HandledChannel.open()
                handled.fail()
                return handled
            }, .notOpen
        ),
    ]

    @Test(arguments: states) func nothingIsSent(
        item: (what: String, start: @Sendable () throws -> HandledChannel, problem: SendProblem)
    ) throws {
        let handled = try item.start()
        _ = try handled.output()
        func refusal(_ wish: some Sendable) -> SendProblem? {
            do { try handled.ask(wish) } catch { return error as? SendProblem }
            return nil
        }
        #expect(refusal(SendBytes(bytes: Self.hello)) == item.problem)
        #expect(refusal(SendClose(code: .normal, reason: "")) == item.problem)
        #expect(try handled.output() == [])
    }

    @Test func nothingIsQueuedBehindWhatWaits() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        handled.channel.isWritable = false
        #expect(throws: SendProblem.busy) { try handled.ask(SendBytes(bytes: Self.hello)) }
        handled.channel.isWritable = true
        try handled.ask(SendBytes(bytes: Self.hello, pieceLength: 2, pause: .seconds(1)))
        #expect(throws: SendProblem.busy) { try handled.ask(SendBytes(bytes: Self.hello)) }
        handled.pass(seconds: 3)
        try handled.ask(SendBytes(bytes: Self.hello))
        #expect(try handled.output() == Self.hello + Self.hello)
    }

    // MARK: Closes

    @Test func aCloseByHandEndsTheConnection() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        try handled.ask(SendBytes(bytes: closeFrame(4000, from: .server), pieceLength: 1, pause: .seconds(1)))
        handled.pass(seconds: 10)
        #expect(handled.handler.connection.state == .closed)
        #expect(
            handled.actions == ["closing-timeout: The peer did not end its side within 3 s; the socket was closed."])
        let other = try HandledChannel.open()
        try other.ask(SendBytes(bytes: closeFrame(4000, from: .server)))
        try other.receive(closeFrame(4000))
        other.receiveEnd()
        #expect(other.ends == ["server fin", "client fin"])
        #expect(other.dissection.outcome?.isClean == true)
    }

    @Test func aCloseHasACodeThatMayBeSent() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        #expect(throws: SendProblem.codeMustNotBeSent(.abnormal)) {
            try handled.ask(SendClose(code: .abnormal, reason: ""))
        }
        try handled.ask(SendClose(code: CloseCode(rawValue: 3001), reason: "bye"))
        #expect(try handled.output() == closeFrame(3001, "bye", from: .server))
    }

    @Test func aClientMayShowWhatComesBehindAClose() throws {
        let handled = try HandledChannel.openClient()
        _ = try handled.output()
        handled.comparesStates = false
        let bytes = closeFrame(1000) + frame(.text, "late")
        try handled.ask(SendBytes(bytes: bytes, isFree: true))
        try handled.ask(SendBytes(bytes: frame(.ping), isFree: true))
        #expect(throws: SendProblem.closing) { try handled.ask(SendBytes(bytes: frame(.ping))) }
        #expect(try handled.output() == bytes + frame(.ping))
    }

    @Test(
        arguments: [
            (SendProblem.notOpen, "The connection is not an open WebSocket."),
            (.closing, "The connection is closing: nothing more is sent on it."),
            (.busy, "What was sent before is still waiting; try again when it has gone out."),
            (
                .codeMustNotBeSent(.abnormal),
                "Close code 1006 must not be sent; try 1000, or one of 3000 to 4999."
            ),
        ])
    func aProblemIsASentence(problem: SendProblem, words: String) { #expect(problem.description == words) }
}
