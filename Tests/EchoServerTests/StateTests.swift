// The state of the handler through each way in which a connection can go, and what may be done there. HandledChannel compares it with the
// dissection of the log after every step.

import NIOCore
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct StateTests {
    struct Course: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let start: @Sendable () throws -> HandledChannel
        let steps: [(@Sendable (HandledChannel) throws -> Void, ConnectionState)]
    }

    static let courses: [Course] = [
        Course(
            testDescription: "the client closes", start: { try .open() },
            steps: [
                ({ #expect($0.handler.connection.canSend) }, .open),
                ({ try $0.receive(closeFrame(1000)) }, .closeExchanged),
                ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "the server closes", start: { try .open() },
            steps: [
                ({ try $0.ask(SendClose(code: .normal, reason: "")) }, .closeSent),
                ({ try $0.receive(frame(.text, "late")) }, .closeSent),
                ({ try $0.receive(closeFrame(1000)) }, .closeExchanged), ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "both close at once", start: { try .open() },
            steps: [
                ({ $0.stop() }, .closeSent), ({ try $0.receive(closeFrame(4000)) }, .closeExchanged),
                ({ $0.fail() }, .closed),
            ]),
        Course(testDescription: "the client's FIN", start: { try .open() }, steps: [({ $0.receiveEnd() }, .closed)]),
        Course(
            testDescription: "the client's FIN while the echo waits", start: { try .open() },
            steps: [
                (
                    {
                        $0.stall()
                        try $0.receive(frame(.text, "Hello"))
                        $0.receiveEnd()
                    }, .peerGone
                ), ({ $0.pass(seconds: 3) }, .closed),
            ]),
        Course(testDescription: "a reset", start: { try .open() }, steps: [({ $0.fail() }, .closed)]),
        Course(testDescription: "a socket that is gone", start: { try .open() }, steps: [({ $0.vanish() }, .closed)]),
        Course(
            testDescription: "a failure, and the Close that answers it", start: { try .open() },
            steps: [
                ({ try $0.receive(frame(.text, "x", from: .server)) }, .closeSent),
                ({ try $0.receive(closeFrame(1002)) }, .closeExchanged), ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "a broken Close", start: { try .open() },
            steps: [({ try $0.receive(closeFrame(1005)) }, .closeExchanged), ({ $0.vanish() }, .closed)]),
        Course(
            testDescription: "a Close without a mask", start: { try .open() },
            steps: [({ try $0.receive(closeFrame(1000, from: .server)) }, .closeExchanged)]),
        Course(
            testDescription: "half a Close without a mask", start: { try .open() },
            steps: [
                ({ try $0.receive(Array(closeFrame(1000, from: .server).prefix(3))) }, .closeSent),
                ({ try $0.receive(Array(closeFrame(1000, from: .server).suffix(1))) }, .closeSent),
            ]),
        Course(
            testDescription: "a Close that is too long", start: { try .open() },
            steps: [({ try $0.receive(frame(.close, pattern(130))) }, .closeExchanged)]),
        Course(
            testDescription: "a refusal", start: { try HandledChannel() },
            steps: [
                ({ try $0.receive(Wire.http("GET / HTTP/1.1", "Host: a", "Upgrade: websocket")) }, .connecting),
                ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "not HTTP", start: { try HandledChannel() },
            steps: [({ try $0.receive([0x16, 0x03]) }, .connecting), ({ $0.fail() }, .closed)]),
        Course(
            testDescription: "plain HTTP", start: { try HandledChannel() },
            steps: [
                ({ try $0.receive(Wire.http("GET / HTTP/1.1", "Host: a")) }, .connecting),
                ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "no request in time", start: { try HandledChannel() },
            steps: [({ $0.pass(seconds: 10) }, .closed)]),
        Course(
            testDescription: "half a request in time", start: { try HandledChannel() },
            steps: [
                ({ try $0.receive(Array("GET /".utf8)) }, .connecting), ({ $0.pass(seconds: 10) }, .connecting),
                ({ $0.pass(seconds: 3) }, .closed),
            ]),
        Course(
            testDescription: "a client whose server closes", start: { try .openClient() },
            steps: [
                ({ try $0.receive(closeFrame(1000, from: .server)) }, .closeExchanged),
                ({ #expect($0.handler.output == .open) }, .closeExchanged), ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "a client that closes", start: { try .openClient() },
            steps: [
                ({ try $0.ask(SendClose(code: .normal, reason: "bye")) }, .closeSent),
                ({ try $0.receive(closeFrame(1000, from: .server)) }, .closeExchanged), ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "a client that is left to its user", start: { try .openClient { $0.answers = [] } },
            steps: [
                ({ try $0.receive(closeFrame(1000, from: .server)) }, .closeReceived),
                ({ try $0.ask(SendBytes(bytes: Array(closeFrame(1000).prefix(4)), isFree: true)) }, .closeReceived),
                ({ try $0.ask(SendBytes(bytes: Array(closeFrame(1000).dropFirst(4)), isFree: true)) }, .closeExchanged),
                ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "a client whose server breaks a rule", start: { try .openClient() },
            steps: [({ try $0.receive(frame(.text, "masked")) }, .closeSent), ({ $0.receiveEnd() }, .closed)]),
        Course(
            testDescription: "a client that is refused", start: { try .client() },
            steps: [
                ({ try $0.receive(Wire.http("HTTP/1.1 404 Not Found", "Content-Length: 2")) }, .connecting),
                ({ try $0.receive(Array("no".utf8)) }, .connecting), ({ $0.receiveEnd() }, .closed),
            ]),
        Course(
            testDescription: "a client with a wrong answer", start: { try .client() },
            steps: [({ try $0.receive(Wire.response(accept: "wrong")) }, .closed), ({ $0.receiveEnd() }, .closed)]),
    ]

    @Test(arguments: courses) func course(course: Course) throws {
        let handled = try course.start()
        for (number, step) in course.steps.enumerated() {
            try step.0(handled)
            #expect(handled.handler.connection.state == step.1, "after step \(number + 1)")
        }
    }

    /// Random frames, right and wrong ones, in random reads: the handler and the dissection agree after each.
    @Test func whateverComes() throws {
        var numbers = SeededNumbers(seed: 1338)
        for _ in 0..<150 {
            let handled = try HandledChannel.open()
            var bytes: [UInt8] = []
            for _ in 0..<4 {
                let opcode = numbers.one(of: [Opcode.text, .binary, .ping, .pong, .close, .continuation])
                let payload =
                    opcode == .close ? ClosePayload.encode(.normal) : numbers.bytes(numbers.below(9)).map { $0 & 0x7f }
                var made = frame(opcode, payload, from: numbers.below(12) == 0 ? .server : .client)
                if numbers.below(12) == 0 { made[0] ^= 1 << UInt8(numbers.below(8)) }
                bytes += made
            }
            for part in numbers.parts(of: bytes, longest: 12) { try handled.receive(part) }
            if numbers.below(2) == 0 { handled.receiveEnd() } else { handled.fail() }
        }
    }
}
