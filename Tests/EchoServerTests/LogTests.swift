// The log: every byte of both directions as it was read and written, and nothing where nobody asked for it.

import Capture
import EchoServer
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct LogTests {
        @Test func `The log has the bytes of both sides, in order and in the order of time`() async throws {
            try await TestServer.run {
                $0.threads = 2
            } _: { server in
                let requests: [(sent: [UInt8], chunk: Int)] = [
                    (masked(.text, "a") + masked(.ping) + masked(.close), .max),
                    (masked(.binary, pattern(300_000)) + masked(.close, closing(1000)), 9_999),
                    (masked(.text, "x", fin: false) + masked(.continuation, "y") + masked(.close), 1),
                    (plain(.text, "not masked") + pattern(5000), .max),
                ]
                var clients: [RawClient] = []
                for (index, request) in requests.enumerated() {
                    let client = try RawClient(open: server.port)
                    clients.append(client)
                    try client.send(request.sent, chunk: request.chunk)
                    let (_, end) = try client.readToEnd()
                    #expect(end == .fin)
                    client.close()
                    _ = try server.over(index + 1)
                    #expect(server.bytes(from: .client, index + 1) == client.sent)
                    #expect(server.bytes(from: .server, index + 1) == client.received)
                    let events = server.events(of: index + 1)
                    guard case .opened(let peer, let here) = events.first?.kind else {
                        Issue.record("the first event is \(String(describing: events.first))")
                        continue
                    }
                    #expect(peer.hasPrefix("127.0.0.1:") && here == "127.0.0.1:\(server.port)")
                    let times = events.map(\.time)
                    #expect(times == times.sorted())
                }
            }
        }

        @Test func `Without a log the server serves all the same`() async throws {
            try await TestServer.run {
                $0.log = nil
            } _: { server in
                let client = try RawClient(open: server.port, with: masked(.text, "x") + masked(.close))
                #expect(try client.readToEnd().bytes == plain(.text, "x") + plain(.close))
                #expect(server.events() == [])
            }
        }

        @Test func `A full log lets go of bytes, and the server goes on`() async throws {
            let log = EventLog(memoryLimit: 100_000)
            try await TestServer.run {
                $0.log = log
            } _: { server in
                let client = try RawClient(open: server.port)
                for index in 0..<50 {
                    try client.send(masked(.binary, pattern(10_000, seed: index)))
                    #expect(try client.read(10_004) == plain(.binary, pattern(10_000, seed: index)))
                }
                var counts = (held: 0, missing: 0)
                for event in server.events() {
                    switch event.kind {
                    case .bytes(_, let bytes): counts.held += bytes.count
                    case .missing(_, let count): counts.missing += count
                    default: break
                    }
                }
                #expect(counts.held <= 100_000)
                #expect(counts.held + counts.missing == client.sent.count + client.received.count)
            }
        }
    }
}
