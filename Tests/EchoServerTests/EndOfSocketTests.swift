// Every way in which a socket can end is logged as what it was: nobody's FIN is made up.

import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct EndOfSocketTests {
    /// What happens to a connection, and the ends in the log.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let ends: [String]
        /// Whether the handshake is done when it begins.
        let isOpen: Bool
        let run: @Sendable (HandledChannel) throws -> Void

        static func head(_ name: String, _ ends: [String], _ run: @escaping @Sendable (HandledChannel) throws -> Void)
            -> Case
        {
            Case(testDescription: "before the handshake: \(name)", ends: ends, isOpen: false, run: run)
        }

        static func open(_ name: String, _ ends: [String], _ run: @escaping @Sendable (HandledChannel) throws -> Void)
            -> Case
        {
            Case(testDescription: "open: \(name)", ends: ends, isOpen: true, run: run)
        }
    }

    static let cases: [Case] = [
        .head("a FIN", ["client fin", "server fin"]) { $0.receiveEnd() },
        .head("a reset", ["client reset"]) { $0.fail() },
        .head("a socket that is gone", ["client reset"]) { $0.vanish() },
        .head("no request in time", ["server close"]) { $0.pass(seconds: 10) },
        .head("half a request in time", ["server fin", "server close"]) {
            try $0.receive(Array("GET /".utf8))
            $0.pass(seconds: 10)
            $0.pass(seconds: 3)
        },
        .head("the server stops", ["server close"]) { $0.stop() },
        .head("a page, and a FIN", ["server fin", "client fin"]) {
            try $0.receive(Wire.http("GET / HTTP/1.1", "Host: a"))
            $0.receiveEnd()
        },
        .head("a page, and a reset", ["server fin", "client reset"]) {
            try $0.receive(Wire.http("GET / HTTP/1.1", "Host: a"))
            $0.fail()
        },
        .open("a FIN", ["client fin", "server fin"]) { $0.receiveEnd() },
        .open("a reset", ["client reset"]) { $0.fail() },
        .open("a socket that is gone", ["client reset"]) { $0.vanish() },
        .open("a socket that is gone in the middle of a frame", ["client reset"]) {
            try $0.receive(Array(frame(.text, "Hello").prefix(8)))
            $0.vanish()
        },
        .open("two errors", ["client reset"]) {
            $0.fail()
            $0.fail()
        },
        .open("a reset behind the end of both", ["client fin", "server fin"]) {
            $0.receiveEnd()
            $0.fail()
        },
        .open("a Close, and a FIN", ["server fin", "client fin"]) {
            try $0.receive(closeFrame(1000))
            $0.receiveEnd()
        },
        .open("a Close, and the end of the channel", ["server fin", "client fin"]) {
            try $0.receive(closeFrame(1000))
            $0.vanish()
        },
        .open("a Close, and a reset", ["server fin", "client reset"]) {
            try $0.receive(closeFrame(1000))
            $0.fail()
        },
        .open("a Close, and nothing more", ["server fin", "server close"]) {
            try $0.receive(closeFrame(1000))
            $0.pass(seconds: 3)
        },
        .open("a failure, and a FIN", ["server fin", "client fin"]) {
            try $0.receive(frame(.text, "Hello", from: .server))
            $0.receiveEnd()
        },
        .open("a failure, and a reset", ["server fin", "client reset"]) {
            try $0.receive(frame(.text, "Hello", from: .server))
            $0.fail()
        },
        .open("the server stops, and the client answers", ["server fin", "client fin"]) {
            $0.stop()
            try $0.receive(closeFrame(1001))
            $0.receiveEnd()
        },
        .open("the server stops, and nobody answers", ["server close"]) {
            $0.stop()
            $0.pass(seconds: 3)
        },
        .open("the server stops, and the socket is gone", ["client reset"]) {
            $0.stop()
            $0.vanish()
        },
    ]

    @Test(arguments: cases) func isLoggedAsWhatItWas(item: Case) throws {
        let handled = item.isOpen ? try HandledChannel.open() : try HandledChannel()
        try item.run(handled)
        #expect(handled.ends == item.ends)
    }
}

@Suite(.enabled(if: AddressSpace.isKnown, "the size of the address space is not known"))
struct PromiseTests {
    /// A header that comes alone, or with a little of its payload: 2,000 of them promise 32 GB.
    @Test(arguments: [0, 1, 1000], [true, false])
    func aHeaderReservesNothing(count: Int, inOneRead: Bool) throws {
        let header = FrameHeader(opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: 16 << 20).encoded
        let bytes = header + pattern(count)
        let growth = try AddressSpace.growth(of: 2000) { _ in
            let handled = try HandledChannel.open { $0.log = nil }
            for part in inOneRead ? [bytes] : [Array(bytes.prefix(5)), Array(bytes.dropFirst(5))] {
                try handled.receive(part)
            }
            return handled
        }
        #expect(growth < 1 << 30)
    }
}
