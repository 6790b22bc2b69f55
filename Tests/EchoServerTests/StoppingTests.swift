// Starting where that is not possible, and stopping whatever is happening.

import EchoServer
import Foundation
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct StoppingTests {
        static let goodbye = closeFrame(1001, "server stops", from: .server)

        @Test func `Every client gets a Close with 1001, and the port is free again`() async throws {
            try await TestServer.run { server in
                let clients = try (0..<5).map { _ in try RawClient(open: server.port) }
                let running = server.server
                async let stopping: Void = running.stop()
                for client in clients {
                    #expect(try client.read(Self.goodbye.count) == Self.goodbye)
                    try client.send(closeFrame(1001))
                    #expect(try client.readToEnd() == ([], .fin))
                    client.close()
                }
                await stopping
                for number in 1...5 {
                    #expect(try server.over(number).outcome?.isClean == true)
                    #expect(server.serverActions(number) == ["server-stops"])
                    #expect(server.ends(number) == ["server fin", "client fin"])
                }
                let again = try await EchoServer.start(ServerConfiguration(port: server.port))
                #expect(again.port == server.port)
                await again.stop()
            }
        }

        @Test func `A request that is half done is cut off`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(server.port)
                try client.send(Array("GET / HT".utf8))
                try server.wait("the request") { server.dissection().byteCount(from: .client) == 0 ? nil : () }
                await server.server.stop()
                #expect(try client.readToEnd().bytes == [])
                _ = try server.over()
                #expect(server.serverActions() == ["server-stops"])
                #expect(server.ends() == ["server close"])
            }
        }

        @Test func `The Close comes behind an echo that is half written`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port, receiveBuffer: 128 << 10)
                let message = pattern(12 << 20)
                try client.send(frame(.binary, message))
                try server.wait("the echo") { server.dissection().byteCount(from: .server) > message.count ? () : nil }
                let running = server.server
                async let stopping: Void = running.stop()
                try server.wait("the stop") { server.serverActions().contains("server-stops") ? () : nil }
                let echo = frame(.binary, message, from: .server) + Self.goodbye
                #expect(try client.read(echo.count) == echo)
                try client.send(frame(.close))
                client.close()
                await stopping
                #expect(try server.over().outcome?.isClean == true)
            }
        }

        @Test func `A client that does not read does not hold up the stop`() async throws {
            try await TestServer.run {
                $0.closingSeconds = 1
            } _: { server in
                let client = try RawClient(open: server.port, receiveBuffer: 128 << 10)
                try client.send(frame(.binary, pattern(12 << 20)))
                try server.wait("the echo") { server.dissection().byteCount(from: .server) > 12 << 20 ? () : nil }
                await server.server.stop()
                #expect(
                    server.serverActions() == ["reading-paused", "server-stops", "reading-resumed", "closing-timeout"])
                #expect(server.ends() == ["server close"])
                client.close()
            }
        }

        @Test func `A second stop does nothing`() async throws {
            try await TestServer.run { server in
                await server.server.stop()
                await server.server.stop()
                #expect(throws: RawClient.Failure.self) { try RawClient(server.port) }
            }
        }

        // MARK: Starting

        private func failure(host: String = "127.0.0.1", port: Int) async -> ServerError? {
            do {
                await (try EchoServer.start(ServerConfiguration(host: host, port: port))).stop()
                return nil
            } catch {
                return error
            }
        }

        @Test func `A port that is taken`() async throws {
            try await TestServer.run { server in
                let error = await failure(port: server.port)
                #expect(error == .portTaken(host: "127.0.0.1", port: server.port))
                #expect(error?.description.contains("--port 0") == true)
            }
        }

        @Test(arguments: ["nonsense.invalid", "203.0.113.1", "not an address", ""])
        func `A host that is not this machine`(host: String) async throws {
            let error = await failure(host: host, port: 0)
            #expect(error == .hostUnusable(host: host))
            #expect(error?.description.contains("--host 127.0.0.1") == true)
        }

        /// Whether the system lets this user have any port: an administrator, or anybody in a container.
        private static var hasAnyPort: Bool {
            let first = try? String(contentsOfFile: "/proc/sys/net/ipv4/ip_unprivileged_port_start", encoding: .utf8)
            return getuid() == 0 || first.flatMap { Int($0.dropLast()) } ?? 1024 <= 1
        }

        @Test(.disabled(if: hasAnyPort, "this user may have any port"))
        func `A port that is reserved`() async throws {
            #expect(await failure(port: 1) == .portForbidden(port: 1))
        }

        @Test(
            arguments: [
                ServerError.portTaken(host: "127.0.0.1", port: 1338), .portForbidden(port: 80),
                .hostUnusable(host: "x"),
                .other(host: "x", port: 1, reason: "y"),
            ])
        func `An error is one line that says what to do`(error: ServerError) {
            #expect(!error.description.contains("\n"))
            #expect(error.description.contains("--port") || error.description.contains("--host"))
        }

        @Test(arguments: ["127.0.0.1", "localhost", "0.0.0.0"])
        func `The addresses are those to open`(host: String) async throws {
            let server = try await EchoServer.start(ServerConfiguration(host: host, port: 0))
            #expect(server.port > 0)
            #expect(server.urls.first == "http://localhost:\(server.port)/")
            #expect(server.url.hasSuffix(":\(server.port)/") && !server.url.contains("0.0.0.0"))
            let client = try RawClient(open: server.port)
            client.close()
            await server.stop()
        }
    }
}
