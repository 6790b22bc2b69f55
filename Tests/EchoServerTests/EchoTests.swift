// Echoes over TCP, however the bytes are cut into segments.

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
            Exchange(name: "a text", sent: masked(.text, "Hello"), echo: plain(.text, "Hello")),
            Exchange(
                name: "three frames in one read",
                sent: masked(.text, "a") + masked(.binary, pattern(300)) + masked(.text, "é"),
                echo: plain(.text, "a") + plain(.binary, pattern(300)) + plain(.text, "é")),
            Exchange(name: "byte by byte", sent: masked(.text, "Hello"), echo: plain(.text, "Hello"), chunk: 1),
            Exchange(
                name: "a 16-bit length, byte by byte", sent: masked(.binary, pattern(126)) + masked(.text, "x"),
                echo: plain(.binary, pattern(126)) + plain(.text, "x"), chunk: 1),
            Exchange(
                name: "1 MiB in odd chunks", sent: masked(.binary, pattern(1 << 20)),
                echo: plain(.binary, pattern(1 << 20)),
                chunk: 70_001),
            Exchange(
                name: "many frames across many reads",
                sent: (0..<500).flatMap { masked(.binary, pattern(997, seed: $0)) },
                echo: (0..<500).flatMap { plain(.binary, pattern(997, seed: $0)) }, chunk: 40_961),
            Exchange(
                name: "large and small by turns",
                sent: (0..<8).flatMap { masked(.binary, pattern(150_000, seed: $0)) + masked(.text, "\($0)") },
                echo: (0..<8).flatMap { plain(.binary, pattern(150_000, seed: $0)) + plain(.text, "\($0)") },
                chunk: 33_333),
            Exchange(
                name: "empty messages", sent: masked(.text) + masked(.binary) + masked(.text),
                echo: plain(.text) + plain(.binary) + plain(.text)),
            Exchange(name: "a ping", sent: masked(.ping, "beat"), echo: plain(.pong, "beat")),
            Exchange(
                name: "a pong nobody asked for", sent: masked(.pong, "?") + masked(.text, "x"), echo: plain(.text, "x")),
            Exchange(
                name: "fragments with a ping between",
                sent: masked(.text, "one ", fin: false) + masked(.ping, "p") + masked(.continuation, "two ", fin: false)
                    + masked(.continuation, "three"),
                echo: plain(.pong, "p") + plain(.text, "one two three")),
            Exchange(
                name: "fragments, byte by byte",
                sent: masked(.text, "one ", fin: false) + masked(.ping, "p") + masked(.continuation, "two"),
                echo: plain(.pong, "p") + plain(.text, "one two"), chunk: 1),
            Exchange(
                name: "empty fragments",
                sent: masked(.binary, [], fin: false) + masked(.continuation, [], fin: false) + masked(.continuation),
                echo: plain(.binary)),
            Exchange(
                name: "messages in one frame and in several by turns",
                sent: (0..<200).flatMap {
                    masked(.text, "a\($0)") + masked(.binary, pattern($0), fin: false)
                        + masked(.continuation, pattern(130))
                },
                echo: (0..<200).flatMap { plain(.text, "a\($0)") + plain(.binary, pattern($0) + pattern(130)) }),
            Exchange(
                name: "1 MiB in fragments of 1000",
                sent: (0..<1049).flatMap {
                    masked($0 == 0 ? .binary : .continuation, pattern(1000, seed: $0), fin: $0 == 1048)
                },
                echo: plain(.binary, (0..<1049).flatMap { pattern(1000, seed: $0) })),
        ]

        @Test(arguments: exchanges)
        func `What is sent comes back`(exchange: Exchange) async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port)
                try client.send(exchange.sent, chunk: exchange.chunk)
                #expect(try client.read(exchange.echo.count) == exchange.echo)
                try client.send(masked(.close, closing(1000)))
                #expect(try client.readToEnd().bytes == plain(.close, closing(1000)))
            }
        }

        @Test func `Frames in the segment of the handshake are echoed`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, with: masked(.text, "early") + masked(.ping).prefix(3))
                #expect(try client.read(7) == plain(.text, "early"))
                try client.send(Array(masked(.ping).dropFirst(3)))
                #expect(try client.read(2) == plain(.pong))
            }
        }

        @Test func `A pong does not wait for the end of the message`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port)
                try client.send(masked(.text, "first", fin: false) + masked(.ping, "now"))
                #expect(try client.read(5) == plain(.pong, "now"))
                try client.send(masked(.continuation, " last"))
                #expect(try client.read(12) == plain(.text, "first last"))
            }
        }

        @Test func `Two hundred connections at once`() async throws {
            try await TestServer.run { server in
                let clients = try (0..<200).map { _ in try RawClient(open: server.port) }
                for (index, client) in clients.enumerated() { try client.send(masked(.text, "number \(index)")) }
                for (index, client) in clients.enumerated() {
                    let echo = plain(.text, "number \(index)")
                    #expect(try client.read(echo.count) == echo)
                }
                for client in clients { try client.send(masked(.close)) }
                for client in clients { #expect(try client.readToEnd().bytes == plain(.close)) }
            }
        }
    }
}
