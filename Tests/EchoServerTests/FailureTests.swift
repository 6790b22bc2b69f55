// What breaks the protocol: a Close that says so, the end, and a line in the log.

import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct FailureTests {
        struct Breach: CustomTestStringConvertible {
            let name: String
            let bytes: [UInt8]
            let code: UInt16
            /// What the server action's sentence must contain.
            let words: String
            var testDescription: String { name }
        }

        /// Those that other servers let pass are in `RobustnessTests`.
        static let breaches = [
            Breach(
                name: "message-too-big", bytes: [0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], code: 1009,
                words: "4611686018427387904"),
            Breach(name: "control-frame-too-long", bytes: [0x89, 0xfe, 0, 126, 0, 0, 0, 0], code: 1002, words: "125"),
            Breach(name: "control-frame-fragmented", bytes: [0x09, 0x80, 0, 0, 0, 0], code: 1002, words: "fragment"),
            Breach(
                name: "continuation-without-message", bytes: frame(.continuation, "x"), code: 1002,
                words: "ontinuation"),
            Breach(
                name: "message-not-finished", bytes: frame(.text, "x", fin: false) + frame(.text, "y"), code: 1002,
                words: "message"),
            Breach(name: "close-payload-one-byte", bytes: frame(.close, [3]), code: 1002, words: "Close"),
            Breach(name: "close-reason-not-utf8", bytes: frame(.close, [3, 0xe8, 0xff]), code: 1007, words: "UTF-8"),
        ]

        @Test(arguments: breaches)
        func `A breach is answered with a Close, an end, and a server action`(breach: Breach) async throws {
            try await TestServer.run { server in
                // A good message before it is still echoed, one behind it is not.
                let client = try RawClient(open: server.port)
                try client.send(frame(.text, "good") + breach.bytes + frame(.text, "late"))
                let close = closeFrame(breach.code, breach.name, from: .server)
                #expect(try client.readToEnd() == (frame(.text, "good", from: .server) + close, .fin))
                client.close()
                _ = try server.over()
                #expect(server.serverActions() == [breach.name])
                #expect(server.sentences().first?.contains(breach.words) == true, "\(server.sentences())")
                #expect(server.ends() == ["server fin", "client fin"])
            }
        }

        @Test func `Fragments that together are over the limit are refused at the header that shows it`() async throws {
            try await TestServer.run {
                $0.limits.maximumMessageLength = 1000
            } _: { server in
                let client = try RawClient(open: server.port)
                try client.send(frame(.binary, pattern(1000)))
                #expect(try client.read(1004) == frame(.binary, pattern(1000), from: .server))
                try client.send(
                    frame(.binary, pattern(600), fin: false) + frame(.continuation, pattern(401)).prefix(8))
                #expect(try client.readToEnd().bytes == closeFrame(1009, "message-too-big", from: .server))
                client.close()
                #expect(try server.over().outcome?.code == .messageTooBig)
            }
        }
    }
}
