// The limits of time: for the request, for silence. That they come is tested, not how soon. What has no request in time is among the probes
// of RobustnessTests.

import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct TimeLimitTests {
        @Test func `A request that trickles in does not get more time`() async throws {
            try await TestServer.run {
                $0.handshakeSeconds = 1
            } _: { server in
                let client = try RawClient(server.port)
                try client.send(Array("GET / HTTP/1.1\r\nX: ".utf8))
                // A byte every 10 ms for as long as the server takes them.
                try server.wait("the limit") {
                    try? client.send([0x78])
                    return server.serverActions() == ["handshake-timeout"] ? () : nil
                }
                #expect(try client.readHead().hasPrefix("HTTP/1.1 408 "))
            }
        }

        @Test func `An open connection has no limit from the handshake`() async throws {
            try await TestServer.run {
                $0.handshakeSeconds = 1
            } _: { server in
                let client = try RawClient(open: server.port)
                try await Task.sleep(for: .seconds(1.3))
                try client.send(frame(.text, "still here"))
                #expect(try client.read(12) == frame(.text, "still here", from: .server))
                #expect(server.serverActions() == [])
            }
        }

        @Test func `Silence after the handshake is closed with 1001`() async throws {
            try await TestServer.run {
                $0.idleSeconds = 1
            } _: { server in
                let client = try RawClient(open: server.port)
                let close = closeFrame(1001, "idle", from: .server)
                #expect(try client.read(close.count) == close)
                // After its own Close the server echoes nothing more, and takes the client's Close.
                try client.send(frame(.text, "too late") + frame(.ping) + closeFrame(1001))
                #expect(try client.readToEnd() == ([], .fin))
                client.close()
                let dissection = try server.over()
                #expect(dissection.outcome?.isClean == true)
                #expect(!dissection.hasViolations)
                #expect(server.serverActions() == ["idle-timeout"])
                #expect(server.ends() == ["server fin", "client fin"])
            }
        }

        @Test func `Traffic puts the end off`() async throws {
            try await TestServer.run {
                $0.idleSeconds = 2
            } _: { server in
                let client = try RawClient(open: server.port)
                // Three seconds with something every 100 ms.
                for _ in 0..<30 {
                    try client.send(frame(.ping))
                    #expect(try client.read(2) == frame(.pong, from: .server))
                    try await Task.sleep(for: .milliseconds(100))
                }
                #expect(server.serverActions() == [])
                let close = closeFrame(1001, "idle", from: .server)
                #expect(try client.read(close.count) == close)
            }
        }

        @Test func `Who does not answer the Close of an idle connection is cut off`() async throws {
            try await TestServer.run {
                $0.idleSeconds = 1
                $0.closingSeconds = 1
            } _: { server in
                let client = try RawClient(open: server.port)
                #expect(try client.readToEnd().bytes == closeFrame(1001, "idle", from: .server))
                _ = try server.over()
                #expect(server.serverActions() == ["idle-timeout", "closing-timeout"])
                #expect(server.ends() == ["server close"])
            }
        }
    }
}
