// A client that sends and does not read: the server stops reading from it, and only from it.

import Capture
import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct BackPressureTests {
        /// Far more than the buffers of both sockets hold.
        private static let flood = 612 << 20

        @Test(arguments: [Batching.read, .frame])
        func `Nothing is read from a client that does not read`(batching: Batching) async throws {
            // Without a log, which would hold what the server holds back.
            try await TestServer.run {
                $0.log = nil
                $0.batching = batching
            } _: { server in
                let client = try RawClient(open: server.port, receiveBuffer: 64 << 10)
                let frames = (0..<64).map { frame(.binary, pattern(16_000, seed: $0)) }
                let echoes = (0..<64).map { frame(.binary, pattern(16_000, seed: $0), from: .server) }
                var accepted = 0
                var rest: [UInt8] = []
                var next = 0
                while accepted < Self.flood {
                    let count = client.sendUntilStalled(frames[next % 64], milliseconds: 500)
                    accepted += count
                    rest = Array(frames[next % 64].dropFirst(count))
                    next += 1
                    if !rest.isEmpty || count == 0 { break }
                }
                // What was taken lies in the buffers of the system: of two sockets, in both directions.
                #expect(accepted < Self.flood / 2)

                // Meanwhile others are served, by the same thread.
                let other = try RawClient(open: server.port, with: frame(.text, "and me?"))
                #expect(try other.read(9) == frame(.text, "and me?", from: .server))

                // When the client reads, everything comes, in order.
                for index in 0..<next - 1 { #expect(try client.read(16_004) == echoes[index % 64], "echo \(index)") }
                try client.send(rest + frame(.close))
                #expect(try client.readToEnd().bytes == echoes[(next - 1) % 64] + frame(.close, from: .server))
            }
        }
    }
}
