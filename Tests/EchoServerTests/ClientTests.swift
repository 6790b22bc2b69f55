// The client over TCP, against the server of this process; the server's log shows what it sent, and its own what it received.

import Capture
import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct ClientTests {
        @Test func `It sends what it is given, and its log has what came back`() async throws {
            try await TestServer.run { server in
                let log = EventLog()
                var reader = log.reader(.letsGo(limit: .max))
                var configuration = ClientConfiguration(
                    host: "localhost", port: server.port, path: "/?name=me", log: log)
                configuration.headers = [("User-Agent", "hand/1")]
                let client = try await WebSocketClient.connect(configuration)
                #expect(client.verdict.isOpen)
                try await client.send(frame(.text, "Hello"), pieceLength: 1, pause: .milliseconds(1))
                try await client.send(Frame(.ping, payload: [0x70]))
                try await client.close(.normal, reason: "bye")
                await client.ended()

                let served = try server.over()
                #expect(served.frames(from: .client).compactMap(\.header?.opcode) == [.text, .ping, .close])
                #expect(served.handshake.request?.target == "/?name=me")
                #expect(served.handshake.request?.head.values(of: "User-Agent").first?.value == "hand/1")
                // The client knows at once, and the server when TCP has ended.
                _ = try server.wait("the end of TCP") { server.ends().count == 2 ? true : nil }
                #expect(server.ends() == ["server fin", "client fin"])

                var own = Dissection()
                while let batch = reader.take() {
                    for event in batch.events { own.add(event.event) }
                    reader.isDone(batch)
                }
                #expect(own.frames(from: .server).compactMap(\.header?.opcode) == [.text, .pong, .close])
                #expect(own.client == served.client && own.server == served.server)
                #expect(own.outcome?.isClean == true && own.outcome?.reason == "bye")
                #expect(!own.hasViolations && !served.hasViolations)
            }
        }

        @Test func `A frame that breaks a rule is refused by the server, and the client says what came of it`()
            async throws
        {
            try await TestServer.run { server in
                let client = try await WebSocketClient.connect(
                    ClientConfiguration(host: "127.0.0.1", port: server.port))
                try await client.send(frame(.text, "not masked", from: .server))
                await client.ended()
                #expect(server.serverActions() == ["client-frame-not-masked"])
                #expect(try server.over().outcome?.isClean == true)
                await #expect(throws: SendProblem.notOpen) { try await client.send([0x81]) }
                await #expect(throws: SendProblem.notOpen) { try await client.close(.normal) }
            }
        }

        @Test func `A socket that is closed is one`() async throws {
            try await TestServer.run { server in
                let client = try await WebSocketClient.connect(
                    ClientConfiguration(host: "127.0.0.1", port: server.port))
                client.closeSocket()
                await client.ended()
                #expect(try server.over().outcome?.code == .abnormal)
            }
        }

        @Test func `Why there is no connection is said`() async throws {
            try await TestServer.run {
                $0.token = "a word"
            } _: { server in
                let problem = await #expect(throws: ClientProblem.self) {
                    try await WebSocketClient.connect(ClientConfiguration(host: "127.0.0.1", port: server.port))
                }
                #expect(problem?.description == "The server answered with status 401, so no WebSocket was opened.")
                _ = try server.over()
                #expect(server.ends() == ["server fin", "client fin"])
                let port = server.port
                await server.server.stop()
                await #expect(
                    throws: ClientProblem.unreachable(host: "127.0.0.1", port: port, reason: "Connection refused")
                ) { try await WebSocketClient.connect(ClientConfiguration(host: "127.0.0.1", port: port)) }
            }
        }
    }

    @Suite struct ServerSendingTests {
        @Test func `The server sends by the number of a connection, and says why it does not`() async throws {
            try await TestServer.run { server in
                let hello = frame(.text, "Hello", from: .server)
                #expect(throws: SendProblem.notOpen) { try server.server.send(connection: 1, bytes: hello) }
                let client = try RawClient(open: server.port)
                try server.server.send(connection: 1, bytes: hello, pieceLength: 2, pause: .milliseconds(1))
                #expect(try client.read(7) == hello)
                try server.wait("the end of the pieces") { try? server.server.send(connection: 1, bytes: hello) }
                #expect(try client.read(7) == hello)
                try server.server.close(connection: 1, code: .goingAway, reason: "bye")
                #expect(throws: SendProblem.closing) { try server.server.send(connection: 1, bytes: hello) }
                #expect(throws: SendProblem.closing) { try server.server.close(connection: 1, code: .normal) }
                #expect(try client.read(7) == closeFrame(1001, "bye", from: .server))
                try client.send(closeFrame(1001))
                client.close()
                let dissection = try server.over()
                #expect(dissection.frames(from: .server).count == 3 && dissection.outcome?.isClean == true)
                #expect(server.serverActions() == [])
            }
        }
    }
}
