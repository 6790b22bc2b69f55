// How connections end: by the closing handshake, by half, by force.

import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct ClosingTests {
        private static func payload(_ code: UInt16, _ reason: String = "") -> [UInt8] {
            ClosePayload.encode(CloseCode(rawValue: code), reason: reason)
        }

        @Test(
            arguments: [
                ("without a code", [] as [UInt8]), ("1000", payload(1000)), ("with a reason", payload(3001, "bye é")),
                ("the longest reason", payload(4999, String(repeating: "x", count: 123))),
            ])
        func `A Close is echoed and the server ends first`(_: String, payload: [UInt8]) async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, with: frame(.text, "last") + frame(.close, payload))
                // The end of the server's side, while the client's is still open.
                let (bytes, end) = try client.readToEnd()
                #expect(bytes == frame(.text, "last", from: .server) + frame(.close, payload, from: .server))
                #expect(end == .fin)
                client.close()
                let dissection = try server.over()
                #expect(dissection.outcome?.isClean == true)
                #expect(dissection.outcome?.code == ClosePayload(payload).code)
                #expect(!dissection.hasViolations)
                #expect(server.ends() == ["server fin", "client fin"])
                #expect(server.serverActions() == [])
            }
        }

        @Test func `What follows a Close is not answered`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port)
                try client.send(closeFrame(1000) + frame(.text, "too late"))
                #expect(try client.readToEnd().bytes == closeFrame(1000, from: .server))
                try client.send(frame(.ping, "much too late"))
                client.close()
                _ = try server.over()
                #expect(server.serverActions() == [])
            }
        }

        @Test(arguments: [1, 200_000, 12 << 20])
        func `A client that ends its side still gets its echo`(length: Int) async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, receiveBuffer: 128 << 10)
                try client.send(frame(.binary, pattern(length)))
                client.endOutput()
                let (bytes, end) = try client.readToEnd()
                #expect(bytes == frame(.binary, pattern(length), from: .server))
                #expect(end == .fin)
                #expect(try server.over().outcome?.code == .abnormal)
                #expect(server.ends() == ["client fin", "server fin"])
            }
        }

        @Test func `A large echo before a Close is read by and by`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, receiveBuffer: 128 << 10)
                try client.send(frame(.binary, pattern(12 << 20)) + frame(.close))
                client.endOutput()
                let (bytes, end) = try client.readToEnd()
                #expect(bytes == frame(.binary, pattern(12 << 20), from: .server) + frame(.close, from: .server))
                #expect(end == .fin)
                #expect(try server.over().outcome?.isClean == true)
            }
        }

        @Test func `The end of a client without a word ends the connection`() async throws {
            try await TestServer.run { server in
                for (number, sent) in [[], Array("GET / HT".utf8)].enumerated() {
                    let client = try RawClient(server.port)
                    try client.send(sent)
                    client.endOutput()
                    #expect(try client.readToEnd() == ([], .fin))
                    _ = try server.over(number + 1)
                    #expect(server.ends(number + 1) == ["client fin", "server fin"])
                }
            }
        }

        @Test func `A reset is logged as the client's`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, with: frame(.text, "x"))
                _ = try client.read(3)
                client.reset()
                #expect(try server.over().outcome?.code == .abnormal)
                #expect(server.ends() == ["client reset"])
                #expect(server.serverActions() == [])
            }
        }

        @Test func `A reset after the closing handshake is one`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, with: frame(.close))
                _ = try client.readToEnd()
                client.reset()
                #expect(try server.over().outcome?.isClean == true)
                #expect(server.ends() == ["server fin", "client reset"])
            }
        }

        @Test func `A client that does not end its side is cut off`() async throws {
            try await TestServer.run {
                $0.closingSeconds = 1
            } _: { server in
                let client = try RawClient(open: server.port, with: closeFrame(1000))
                #expect(try client.readToEnd() == (closeFrame(1000, from: .server), .fin))
                let dissection = try server.over()
                #expect(server.serverActions() == ["closing-timeout"])
                #expect(server.sentences() == ["The peer did not end its side within 1 s; the socket was closed."])
                #expect(server.ends() == ["server fin", "server close"])
                #expect(dissection.outcome?.isClean == true)
                client.close()
            }
        }

        @Test func `Bytes that keep coming do not put off the end`() async throws {
            try await TestServer.run {
                $0.closingSeconds = 1
            } _: { server in
                let client = try RawClient(open: server.port, with: frame(.close))
                // Sending continues until the server has closed its socket.
                try server.wait("the cut") {
                    try? client.send(frame(.text, "more"))
                    return server.serverActions() == ["closing-timeout"] ? () : nil
                }
                #expect(server.ends() == ["server fin", "server close"])
            }
        }

        @Test func `Who reads slowly gets all of it, although that takes longer than the closing limit`() async throws {
            try await TestServer.run {
                $0.closingSeconds = 2
            } _: { server in
                let client = try RawClient(open: server.port, receiveBuffer: 128 << 10)
                let message = pattern(14 << 20)
                try client.send(frame(.binary, message) + frame(.close))
                // Seven parts with a pause after each: what waits in the server leaves it after the limit. What the system has taken
                // by then arrives even when the server has closed its socket.
                var echo: [UInt8] = []
                for _ in 0..<7 {
                    echo += try client.read(2 << 20)
                    try await Task.sleep(for: .milliseconds(500))
                }
                echo += try client.readToEnd().bytes
                #expect(echo == frame(.binary, message, from: .server) + frame(.close, from: .server))
            }
        }

        @Test func `A client that does not read its answer is cut off, and the log says what it did not do`()
            async throws
        {
            try await TestServer.run {
                $0.closingSeconds = 1
            } _: { server in
                let client = try RawClient(open: server.port, receiveBuffer: 128 << 10)
                try client.send(frame(.binary, pattern(12 << 20)) + frame(.close))
                _ = try server.over()
                #expect(
                    server.sentences() == ["The peer did not read what was sent within 1 s; the socket was closed."])
                #expect(server.ends() == ["server close"])
                client.close()
            }
        }
    }
}
