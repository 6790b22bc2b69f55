// The log: every byte of both directions as it was read and written, and nothing where no log was asked for.

import Capture
import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct LogTests {
        @Test func `The log has the bytes of both sides, in order and in the order of time`() async throws {
            try await TestServer.run {
                $0.threads = 2
            } _: { server in
                let requests: [(sent: [UInt8], chunk: Int)] = [
                    (frame(.text, "a") + frame(.ping) + frame(.close), .max),
                    (frame(.binary, pattern(300_000)) + closeFrame(1000), 9_999),
                    (frame(.text, "x", fin: false) + frame(.continuation, "y") + frame(.close), 1),
                    (frame(.text, "not masked", from: .server) + pattern(5000), .max),
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
                    let unread = server.unread(after: .failure, index + 1).reduce(0, +)
                    #expect(unread == (index == 3 ? 5000 : 0), "what follows a failure is counted")
                    #expect(server.bytes(from: .client, index + 1) == Array(client.sent.dropLast(unread)))
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
                let client = try RawClient(open: server.port, with: frame(.text, "x") + frame(.close))
                #expect(try client.readToEnd().bytes == frame(.text, "x", from: .server) + frame(.close, from: .server))
                #expect(server.events() == [])
            }
        }

        /// Nobody reads the log meanwhile.
        @Test func `A reader that falls behind gets counts, and then frames again`() async throws {
            try await TestServer.run(policy: .letsGo(limit: 400_000)) { server in
                let client = try RawClient(open: server.port)
                let count = 200
                for index in 0..<count {
                    try client.send(frame(.binary, pattern(10_000, seed: index)))
                    #expect(try client.read(10_004) == frame(.binary, pattern(10_000, seed: index), from: .server))
                }
                try client.send(closeFrame(1000))
                _ = try client.readToEnd()
                let dissection = try server.over()
                var (held, missing) = ([Endpoint: Int](), [Endpoint: (bytes: Int, frames: Int)]())
                for event in server.events() {
                    switch event.kind {
                    case .bytes(let from, let bytes): held[from, default: 0] += bytes.count
                    case .missing(let from, let count, let frames):
                        missing[from] = (count, try #require(frames, "the next frame is known"))
                    default: break
                    }
                }
                for (endpoint, all) in [(Endpoint.client, client.sent), (.server, client.received)] {
                    let lost = try #require(missing[endpoint])
                    #expect(held[endpoint, default: 0] + lost.bytes == all.count)
                    #expect(held[endpoint, default: 0] < 400_000)
                    let frames = dissection.frames(from: endpoint)
                    #expect(frames.count + lost.frames == count + 1)
                    #expect(frames.allSatisfy { $0.isComplete && $0.violations.isEmpty })
                    #expect(frames.last?.header?.opcode == .close)
                }
                #expect(dissection.outcome?.code?.rawValue == 1000)
            }
        }

        /// Pongs, since they are not answered: nothing but the recording can hold the server back.
        @Test func `The server waits for a recording that has not caught up, and nothing is lost`() async throws {
            let limit = 100_000
            let log = EventLog()
            var recording = log.reader(.holdsBack(limit: limit))
            try await TestServer.run {
                $0.log = log
            } _: { server in
                let client = try RawClient(open: server.port)
                let pongs = Array(repeatElement(frame(.pong, pattern(125)), count: 300_000).joined())
                let sent = client.sendUntilStalled(pongs, milliseconds: 500)
                #expect(sent < pongs.count, "the server has stopped reading")
                let read = server.bytes(from: .client).count
                #expect(read < limit + (256 << 10), "one read beyond the limit at most, not \(read)")

                var recorded: [UInt8] = []
                while recorded.count < client.sent.count, await recording.waitForEvents(), let batch = recording.take()
                {
                    for case .bytes(.client, let bytes) in batch.events.map(\.event.kind) { recorded += bytes }
                    recording.isDone(batch)
                }
                #expect(recorded == client.sent)
            }
        }

        @Test func `A recording that has ended does not hold the server back`() async throws {
            let log = EventLog()
            let recording = log.reader(.holdsBack(limit: 1000))
            try await TestServer.run {
                $0.log = log
            } _: { server in
                let client = try RawClient(open: server.port)
                recording.detach()
                for _ in 0..<5 {
                    try client.send(frame(.binary, pattern(10_000)))
                    #expect(try client.read(10_004) == frame(.binary, pattern(10_000), from: .server))
                }
            }
        }
    }
}
