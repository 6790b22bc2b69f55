// The life of one endpoint around its frames: the handshake, the ends of TCP, and what a user sends by hand. Where a step can be told from
// a log, the dissection of that log must find the same state.

import TestSupport
import Testing
import WebSocketProtocol

struct LifeTests {
    enum Step {
        case handshake(HandshakeOutcome)
        case ends(Endpoint, EndManner)
        case comes([UInt8])
        case weClose
    }

    struct Life: CustomTestStringConvertible {
        let testDescription: String
        let role: Endpoint
        let steps: [Step]
        /// The state after each step, and whether only the end of TCP is awaited then.
        let states: [(ConnectionState, isEnding: Bool)]

        init(_ name: String, _ role: Endpoint, _ course: [(Step, ConnectionState, isEnding: Bool)]) {
            (testDescription, self.role) = (name, role)
            steps = course.map(\.0)
            states = course.map { ($0.1, $0.isEnding) }
        }
    }

    static let lives = [
        Life(
            "a clean end, by the client", .server,
            [
                (.handshake(.opened(Agreement())), .open, false), (.comes(closeFrame(1000)), .closeExchanged, true),
                (.ends(.server, .fin), .closeExchanged, true), (.ends(.client, .fin), .closed, true),
            ]),
        Life(
            "a clean end, seen by the client", .client,
            [
                (.handshake(.opened(Agreement())), .open, false), (.weClose, .closeSent, false),
                (.comes(closeFrame(1000, from: .server)), .closeExchanged, true),
                (.ends(.server, .fin), .closeExchanged, true), (.ends(.client, .fin), .closed, true),
            ]),
        Life(
            "the peer ends its stream without a Close", .server,
            [
                (.handshake(.opened(Agreement())), .open, false), (.ends(.client, .fin), .peerGone, true),
                (.ends(.server, .fin), .closed, true),
            ]),
        Life(
            "this side ends its stream without a Close", .client,
            [
                (.handshake(.opened(Agreement())), .open, false), (.ends(.client, .fin), .ended, false),
                (.ends(.server, .fin), .closed, true),
            ]),
        Life(
            "a reset", .server,
            [(.handshake(.opened(Agreement())), .open, false), (.ends(.client, .reset), .closed, true)]),
        Life(
            "a socket that is closed", .server,
            [(.handshake(.opened(Agreement())), .open, false), (.ends(.server, .close), .closed, true)]),
        Life(
            "a failure, and the Close that answers it unread", .server,
            [
                (.handshake(.opened(Agreement())), .open, false),
                (.comes(frame(.text, "x", from: .server)), .closeSent, true),
                (.ends(.server, .fin), .closeSent, true), (.ends(.client, .fin), .closed, true),
            ]),
        Life(
            "a broken Close is one", .server,
            [(.handshake(.opened(Agreement())), .open, false), (.comes(closeFrame(1005)), .closeExchanged, true)]),
        Life(
            "half a broken Close is none", .server,
            [
                (.handshake(.opened(Agreement())), .open, false),
                (.comes(Array(closeFrame(1000, "bye", from: .server).prefix(3))), .closeSent, true),
            ]),
        Life(
            "a refusal", .client,
            [
                (.handshake(.refused), .connecting, true), (.ends(.server, .fin), .connecting, true),
                (.ends(.client, .fin), .closed, true),
            ]),
        Life(
            "plain HTTP", .server,
            [
                (.handshake(.plainHTTP), .connecting, true), (.ends(.server, .fin), .connecting, true),
                (.ends(.client, .reset), .closed, true),
            ]),
        Life("a 101 that breaks a rule", .client, [(.handshake(.broken), .closed, true)]),
        Life("no request at all", .server, [(.ends(.server, .close), .closed, true)]),
        Life(
            "a handshake has one outcome", .client,
            [(.handshake(.refused), .connecting, true), (.handshake(.opened(Agreement())), .connecting, true)]),
    ]

    @Test(arguments: lives) func life(life: Life) throws {
        var connection = Connection(role: life.role)
        for (step, expected) in zip(life.steps, life.states) {
            switch step {
            case .handshake(let outcome): connection.handshakeEnded(outcome)
            case .ends(let endpoint, let how):
                let isNews = connection.tcpEnded(by: endpoint, how)
                #expect(isNews)
            case .weClose:
                let payload = try connection.close(.normal)
                #expect(payload != nil)
            case .comes(let bytes):
                var (read, cursor) = (bytes, 0)
                var span = read.mutableSpan
                var raw = span.mutableBytes
                while true { if case .needMore = connection.receive(&raw, from: &cursor) { break } }
            }
            #expect(connection.state == expected.0, "after \(step)")
            #expect(connection.isEnding == expected.isEnding, "after \(step)")
        }
    }

    /// What is said twice is news once; a reset may follow the end of one direction, and nothing follows the end of both.
    @Test func endsAreNewsOnce() {
        var connection = Connection(role: .server)
        connection.handshakeEnded(.opened(Agreement()))
        let ends: [(Endpoint, EndManner, isNews: Bool)] = [
            (.server, .fin, true), (.server, .fin, false), (.client, .reset, true), (.client, .fin, false),
            (.server, .close, false),
        ]
        let news = ends.map { connection.tcpEnded(by: $0.0, $0.1) }
        #expect(news == ends.map(\.isNews))
    }

    // MARK: Answers that are left to the user

    @Test func nothingIsAnsweredUnasked() throws {
        var driver = ConnectionDriver(role: .client, answers: [])
        driver.feed(frame(.ping, "p", from: .server) + closeFrame(.normal, from: .server))
        #expect(driver.log == [#"received "p""#, "received 03e8"])
        #expect(driver.connection.state == .closeReceived)
        #expect(driver.connection.endOfReading == .close && !driver.connection.isEnding)
        try driver.close(.normal)
        #expect(driver.connection.state == .closeExchanged && driver.connection.isEnding)
        #expect(driver.connection.endAction == .expectEnd)
    }

    // MARK: What is sent by hand

    /// Bytes in two writes, the states after each, and the first frame that begins after them.
    @Test(
        arguments: [
            (frame(.text, "Hello") + closeFrame(1000), 11, ConnectionState.open, ConnectionState.closeSent, 2),
            (closeFrame(1000), 3, .open, .closeSent, 1),
            (closeFrame(1000), 7, .open, .closeSent, 1),
            (closeFrame(1000, from: .server) + [0x81], 4, .closeSent, .closeSent, 2),
            ([0x88, 0x80, 0, 0, 0, 0] + frame(.ping), 5, .open, .closeSent, 2),
            (frame(.binary, closeFrame(1000)), 8, .open, .open, 1),
        ] as [([UInt8], Int, ConnectionState, ConnectionState, Int)])
    func aCloseThatIsSentByHandMovesTheState(
        bytes: [UInt8], split: Int, before: ConnectionState, after: ConnectionState, frames: Int
    ) {
        var driver = ConnectionDriver(role: .client)
        _ = driver.sendByHand(Array(bytes[..<split]))
        #expect(driver.connection.state == before)
        let next = driver.sendByHand(Array(bytes[split...])).next
        #expect(next.number == frames)
        #expect(driver.connection.state == after)
    }

    /// A log learns where frames begin, also while a user sends halves of them, and other frames come between the halves.
    @Test func theFramesOfWhatIsSentAreCounted() {
        var driver = ConnectionDriver(role: .server)
        let hello = frame(.text, "Hello", from: .server)
        func start(_ offset: Int?, _ number: Int) -> FrameStart { FrameStart(offset: offset, number: number) }
        let sent = [
            driver.send(hello + hello, wholeFrames: 2), driver.sendByHand([0x81]), driver.sendByHand([0x03, 0x61]),
            // Its header is payload of the frame before, "He" the header of a frame of 0x65 bytes, and "llo" its first three.
            driver.send(hello, wholeFrames: 1),
        ]
        #expect(sent.map(\.first) == [start(0, 0), start(0, 2), start(nil, 3), start(2, 3)])
        #expect(sent.map(\.next) == [start(0, 2), start(nil, 3), start(2, 3), start(0x65 - 3, 4)])
    }

    /// Random bytes in random parts have the frames that the decoder finds in them.
    @Test func everySplitHasTheSameFrames() {
        var numbers = SeededNumbers(seed: 6455)
        for _ in 0..<200 {
            let bytes = (0..<1 + numbers.below(60)).map { _ in UInt8(truncatingIfNeeded: numbers.below(256)) & 0x8f }
            var whole = ConnectionDriver(role: .server)
            var parts = ConnectionDriver(role: .server)
            let end = whole.sendByHand(bytes).next
            var last = end
            for part in numbers.parts(of: bytes, longest: 5) { last = parts.sendByHand(part).next }
            #expect(last == end)
            #expect(whole.connection.state == parts.connection.state)
        }
    }
}
