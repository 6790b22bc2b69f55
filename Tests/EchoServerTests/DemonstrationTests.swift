// The built-in client, as the log shows it.

import Capture
import EchoServer
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct DemonstrationTests {
        @Test(arguments: [nil, "a word"])
        func `The demonstration shows a handshake, frames, fragments, a ping and a clean end`(token: String?)
            async throws
        {
            try await TestServer.run {
                $0.token = token
            } _: { server in
                server.server.startDemonstration()
                let dissection = try await server.inTime("the end") {
                    server.dissection().outcome == nil ? nil : server.dissection()
                }
                #expect(dissection.handshake.status == 101)
                #expect(!dissection.hasViolations)
                let agent = "User-Agent: wslens-demonstration/\(ProgramVersion.current)\r\n"
                #expect(String(decoding: dissection.handshake.requestBytes, as: UTF8.self).contains(agent))
                func frames(_ endpoint: Endpoint) -> [String] {
                    dissection.frames(from: endpoint).compactMap(\.header).map {
                        "\($0.opcode.name)\($0.fin ? "" : "...")"
                    }
                }
                #expect(
                    frames(.client) == [
                        "text", "ping", "text...", "continuation...", "ping", "continuation", "binary", "binary",
                        "close",
                    ])
                #expect(frames(.server) == ["text", "pong", "pong", "text", "binary", "binary", "close"])
                #expect(dissection.messages(from: .client).map(\.length) == [5, 39, 5, 126])
                #expect(dissection.messages(from: .server).map(\.length) == [5, 39, 5, 126])
                let keys = Set(dissection.frames(from: .client).compactMap(\.header?.maskingKey))
                #expect(keys.count == 9, "each frame has a key of its own")
                #expect(dissection.outcome?.code == .normal && dissection.outcome?.reason == "done")
                #expect(dissection.outcome?.isClean == true)
                #expect(server.ends() == ["server fin", "client fin"])
                #expect(server.serverActions() == (token == nil ? [] : ["token-masked"]))
            }
        }

        @Test func `A stop in the middle of it is clean`() async throws {
            try await TestServer.run { server in
                server.server.startDemonstration()
                try await server.inTime("the handshake") {
                    server.dissection().byteCount(from: .server) == 0 ? nil : ()
                }
                await server.server.stop()
                let dissection = try server.over()
                #expect(dissection.outcome?.code == .goingAway && dissection.outcome?.isClean == true)
                #expect(!dissection.hasViolations)
                #expect(server.serverActions() == ["server-stops"])
            }
        }
    }
}
