// Who may connect: by the origin of the page, and by a token.

import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct AdmissionTests {
        private func status(_ port: Int, path: String = "/", origin: String? = nil, extra: String = "") throws -> String
        {
            let client = try RawClient(port)
            var request = Wire.request(path: path, origin: origin)
            request.removeLast(2)
            try client.send(request + Array("\(extra)\r\n".utf8))
            return String(try client.readHead().dropFirst("HTTP/1.1 ".count).prefix(3))
        }

        @Test(
            arguments: [
                ([], "http://anything.example", "101"), (["http://good.example"], "http://good.example", "101"),
                (["http://a.example", "http://good.example"], "HTTP://Good.Example", "101"),
                (["http://good.example"], nil, "101"), (["http://good.example"], "http://evil.example", "403"),
                (["http://good.example"], "http://good.example.evil.example", "403"),
                (["http://good.example"], "https://good.example", "403"), (["http://good.example"], "null", "403"),
                (["http://good.example"], "", "403"),
            ] as [([String], String?, String)])
        func `Only pages of the allowed origins connect`(allowed: [String], origin: String?, status: String)
            async throws
        {
            try await TestServer.run {
                $0.allowedOrigins = allowed
            } _: { server in
                let answer = try self.status(server.port, origin: origin)
                #expect(answer == status)
                let sentence = "Pages of \(origin ?? "") may not connect; allowed are http://good.example."
                #expect(server.serverActions() == (status == "403" ? ["origin-refused"] : []))
                #expect(server.sentences() == (status == "403" ? [sentence] : []))
            }
        }

        private static func base64(_ text: String) -> String { Base64.encode(Array(text.utf8)) }

        @Test(
            arguments: [
                ("s3cret", "/", "", "401"), ("s3cret", "/?token=s3cret", "", "101"),
                ("s3cret", "/?a=b&token=s3cret", "", "101"),
                ("s3cret", "/?token=s3cre", "", "401"), ("s3cret", "/?token=s3crets", "", "401"),
                ("s3cret", "/?token=", "", "401"),
                ("s3cret", "/?Token=s3cret", "", "401"), ("s3cret", "/token=s3cret", "", "401"),
                ("s3cret", "/", "Authorization: Bearer s3cret\r\n", "101"),
                ("s3cret", "/", "Authorization: s3cret\r\n", "401"),
                ("s3cret", "/", "Authorization: Bearer S3CRET\r\n", "401"),
                ("a b&c%é", "/?token=a%20b%26c%25%C3%A9", "", "101"), ("100%", "/?token=100%", "", "101"),
                ("%4", "/?token=%4", "", "101"),
                // Basic (RFC 7617): any user, and the token as the password.
                ("s3cret", "/", "Authorization: Basic \(base64("ada:s3cret"))\r\n", "101"),
                ("s3cret", "/", "authorization: bAsIc   \(base64(":s3cret"))\r\n", "101"),
                ("a:b é", "/", "Authorization: Basic \(base64("ada:a:b é"))\r\n", "101"),
                ("s3cret", "/", "Authorization: Basic \(base64("s3cret"))\r\n", "401"),
                ("s3cret", "/", "Authorization: Basic \(base64("s3cret:"))\r\n", "401"),
                ("s3cret", "/", "Authorization: Basic \(base64("ada:s3cre"))\r\n", "401"),
                ("s3cret", "/", "Authorization: Basic ada:s3cret\r\n", "401"),
                ("s3cret", "/", "Authorization: Bearer \(base64("ada:s3cret"))\r\n", "401"),
                ("s3cret", "/", "Proxy-Authorization: Bearer s3cret\r\n", "401"),
                ("s3cret", "/", "Authorization: Bearer no\r\nAuthorization: Bearer s3cret\r\n", "101"),
            ])
        func `A token is shown in the header or in the query`(
            token: String, path: String, extra: String, status: String
        ) async throws {
            try await TestServer.run {
                $0.token = token
            } _: { server in
                #expect(try self.status(server.port, path: path, extra: extra) == status)
                let refused = status == "401" ? ["token-missing"] : []
                #expect(server.serverActions().filter { $0 != "token-masked" } == refused)
                // The page itself is for everybody: it is there to ask for the token.
                let client = try RawClient(server.port)
                try client.send(Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
                #expect(try client.readHead().hasPrefix("HTTP/1.1 200 "))
            }
        }

        @Test(
            arguments: [
                ("/", "", "There is no Authorization header, and no token in the address"),
                ("/?token=guess", "", "The token in the address is wrong"),
                ("/", "Authorization: Bearer guess\r\n", "The token in the Authorization header is wrong"),
                (
                    "/", "Authorization: Basic \(base64("a:guess"))\r\n",
                    "The password in the Authorization header is wrong"
                ),
                (
                    "/", "Authorization: Basic guess\r\n",
                    "What stands behind Basic is not the Base64 of a user, a colon and a password"
                ),
                (
                    "/", "Authorization: Digest guess\r\n",
                    "The Authorization header has the scheme Digest, not Bearer or Basic"
                ),
                (
                    "/", "Authorization: guess\r\n",
                    "The Authorization header is not a scheme, Bearer or Basic, and credentials behind it"
                ),
            ])
        func `A refusal says what was wrong, and neither the guess nor the token`(
            path: String, extra: String, why: String
        ) async throws {
            try await TestServer.run {
                $0.token = "s3cret"
            } _: { server in
                let client = try RawClient(server.port)
                var request = Wire.request(path: path)
                request.removeLast(2)
                try client.send(request + Array("\(extra)\r\n".utf8))
                let head = try client.readHead()
                #expect(head.contains("\r\nWWW-Authenticate: Bearer realm=\"wslens\"\r\n"))
                #expect(head.contains("\r\nWWW-Authenticate: Basic realm=\"wslens\", charset=\"UTF-8\"\r\n"))
                let body = String(decoding: try client.readToEnd().bytes, as: UTF8.self)
                for way in ["Bearer", "Basic", "?token="] { #expect(body.contains(way)) }
                #expect(server.sentences().last == "\(why); the request is refused with 401.")
                #expect(!server.sentences().joined().contains("guess"))
            }
        }

        @Test func `The server chooses the first of its subprotocols that is offered`() async throws {
            try await TestServer.run {
                $0.subprotocols = ["superchat", "chat"]
            } _: { server in
                for (offer, choice) in [("chat, superchat", "superchat"), ("chat", "chat"), ("soap", nil)] {
                    let client = try RawClient(server.port)
                    try client.send(
                        ClientHandshake.request(
                            host: "x", path: "/", key: Wire.key,
                            subprotocols: offer.split(separator: ", ").map(String.init)))
                    let head = try client.readHead()
                    #expect(head.hasPrefix("HTTP/1.1 101 "))
                    #expect(head.firstMatch(of: /Sec-WebSocket-Protocol: (.*)\r\n/)?.1 == choice.map { $0[...] })
                }
            }
        }
    }
}
