// Echoes over TCP, however the bytes are cut into segments.

import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct EchoTests {
        /// What the client sends in its one segment or in pieces, and what must come back.
        struct Exchange: CustomTestStringConvertible {
            let name: String
            let sent: [UInt8]
            let echo: [UInt8]
            var chunk = Int.max
            var testDescription: String { name }
        }

        static let exchanges = [
            Exchange(name: "a text", sent: frame(.text, "Hello"), echo: frame(.text, "Hello", from: .server)),
            Exchange(
                name: "three frames in one read",
                sent: frame(.text, "a") + frame(.binary, pattern(300)) + frame(.text, "é"),
                echo: frame(.text, "a", from: .server) + frame(.binary, pattern(300), from: .server)
                    + frame(.text, "é", from: .server)),
            Exchange(
                name: "byte by byte", sent: frame(.text, "Hello"), echo: frame(.text, "Hello", from: .server), chunk: 1),
            Exchange(
                name: "a 16-bit length, byte by byte", sent: frame(.binary, pattern(126)) + frame(.text, "x"),
                echo: frame(.binary, pattern(126), from: .server) + frame(.text, "x", from: .server), chunk: 1),
            Exchange(
                name: "1 MiB in odd chunks", sent: frame(.binary, pattern(1 << 20)),
                echo: frame(.binary, pattern(1 << 20), from: .server),
                chunk: 70_001),
            Exchange(
                name: "many frames across many reads",
                sent: (0..<500).flatMap { frame(.binary, pattern(997, seed: $0)) },
                echo: (0..<500).flatMap { frame(.binary, pattern(997, seed: $0), from: .server) }, chunk: 40_961),
            Exchange(
                name: "large and small by turns",
                sent: (0..<8).flatMap { frame(.binary, pattern(150_000, seed: $0)) + frame(.text, "\($0)") },
                echo: (0..<8).flatMap {
                    frame(.binary, pattern(150_000, seed: $0), from: .server) + frame(.text, "\($0)", from: .server)
                },
                chunk: 33_333),
            Exchange(
                name: "empty messages", sent: frame(.text) + frame(.binary) + frame(.text),
                echo: frame(.text, from: .server) + frame(.binary, from: .server) + frame(.text, from: .server)),
            Exchange(name: "a ping", sent: frame(.ping, "beat"), echo: frame(.pong, "beat", from: .server)),
            Exchange(
                name: "an unsolicited pong", sent: frame(.pong, "?") + frame(.text, "x"),
                echo: frame(.text, "x", from: .server)),
            Exchange(
                name: "fragments with a ping between",
                sent: frame(.text, "one ", fin: false) + frame(.ping, "p") + frame(.continuation, "two ", fin: false)
                    + frame(.continuation, "three"),
                echo: frame(.pong, "p", from: .server) + frame(.text, "one two three", from: .server)),
            Exchange(
                name: "fragments, byte by byte",
                sent: frame(.text, "one ", fin: false) + frame(.ping, "p") + frame(.continuation, "two"),
                echo: frame(.pong, "p", from: .server) + frame(.text, "one two", from: .server), chunk: 1),
            Exchange(
                name: "empty fragments",
                sent: frame(.binary, [], fin: false) + frame(.continuation, [], fin: false) + frame(.continuation),
                echo: frame(.binary, from: .server)),
            Exchange(
                name: "messages in one frame and in several by turns",
                sent: (0..<200).flatMap {
                    frame(.text, "a\($0)") + frame(.binary, pattern($0), fin: false)
                        + frame(.continuation, pattern(130))
                },
                echo: (0..<200).flatMap {
                    frame(.text, "a\($0)", from: .server) + frame(.binary, pattern($0) + pattern(130), from: .server)
                }),
            Exchange(
                name: "1 MiB in fragments of 1000",
                sent: (0..<1049).flatMap {
                    frame($0 == 0 ? .binary : .continuation, pattern(1000, seed: $0), fin: $0 == 1048)
                },
                echo: frame(.binary, (0..<1049).flatMap { pattern(1000, seed: $0) }, from: .server)),
        ]

        @Test(arguments: exchanges)
        func `What is sent comes back`(exchange: Exchange) async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port)
                try client.send(exchange.sent, chunk: exchange.chunk)
                #expect(try client.read(exchange.echo.count) == exchange.echo)
                try client.send(closeFrame(1000))
                #expect(try client.readToEnd().bytes == closeFrame(1000, from: .server))
            }
        }

        @Test func `Frames in the segment of the handshake are echoed`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, with: frame(.text, "early") + frame(.ping).prefix(3))
                #expect(try client.read(7) == frame(.text, "early", from: .server))
                try client.send(Array(frame(.ping).dropFirst(3)))
                #expect(try client.read(2) == frame(.pong, from: .server))
            }
        }

        @Test func `A pong does not wait for the end of the message`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port)
                try client.send(frame(.text, "first", fin: false) + frame(.ping, "now"))
                #expect(try client.read(5) == frame(.pong, "now", from: .server))
                try client.send(frame(.continuation, " last"))
                #expect(try client.read(12) == frame(.text, "first last", from: .server))
            }
        }

        @Test func `Two hundred connections at once`() async throws {
            try await TestServer.run { server in
                let clients = try (0..<200).map { _ in try RawClient(open: server.port) }
                for (index, client) in clients.enumerated() { try client.send(frame(.text, "number \(index)")) }
                for (index, client) in clients.enumerated() {
                    let echo = frame(.text, "number \(index)", from: .server)
                    #expect(try client.read(echo.count) == echo)
                }
                for client in clients { try client.send(frame(.close)) }
                for client in clients { #expect(try client.readToEnd().bytes == frame(.close, from: .server)) }
            }
        }
    }
}
