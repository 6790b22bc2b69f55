// What is not a handshake, and what is a wrong one.

import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct HTTPTests {
        struct Case: CustomTestStringConvertible {
            let request: String
            let status: Int
            /// A header line that the response must have.
            var header = "Connection: close"
            var body: String?
            var testDescription: String { request.prefix(60).debugDescription }
        }

        static func upgrade(
            _ start: String = "GET / HTTP/1.1", host: String = "Host: localhost\r\n", version: String = "13",
            key: String = Wire.key, extra: String = ""
        ) -> String {
            "\(start)\r\n\(host)Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: \(version)\r\n"
                + "Sec-WebSocket-Key: \(key)\r\n\(extra)\r\n"
        }

        private static func found(_ fault: String) -> String {
            "An HTTP/1.1 request names the server and its port in one Host header. Found: \(fault) (RFC 9112 §3.2).\n"
        }

        /// Those that other servers answer wrongly are in `RobustnessTests`.
        static let cases = [
            Case(
                request: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", status: 200,
                header: "Content-Type: text/html; charset=utf-8"),
            Case(
                request: "GET /?x=1 HTTP/1.1\r\nHost: x\r\n\r\n", status: 200, header: "X-Content-Type-Options: nosniff"
            ),
            Case(request: "GET / HTTP/1.0\r\n\r\n", status: 200, header: "Cache-Control: no-store"),
            Case(request: "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", status: 200, body: ""),
            Case(request: "HEAD /nope HTTP/1.1\r\nHost: x\r\n\r\n", status: 404, body: ""),
            Case(
                request: "GET /nope?x HTTP/1.1\r\nHost: x\r\n\r\n", status: 404,
                body: "There is nothing at /nope; the page is at /.\n"),
            Case(
                request: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", status: 405,
                header: "Allow: GET, HEAD"),
            Case(
                request: "GET / HTTP/1.1\r\n\r\n", status: 400,
                body: found("there is none")),
            Case(
                request: "GET / HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n", status: 400,
                body: found("there are 2 of them")),
            Case(request: "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n", status: 400),
            Case(
                request: "GET / HTTP/1.1\r\nHost: x y\r\n\r\n", status: 400, body: found("a space in the Host header")),
            Case(request: "GET / HTTP/1.1\r\nHost: x:y\r\n\r\n", status: 400, body: found("'y' in the port")),
            Case(request: "GET / HTTP/1.1\r\nHost:\r\n\r\n", status: 200),
            Case(request: upgrade(host: "Host: x\r\nHost: x\r\n"), status: 400),
            Case(request: upgrade(host: "Host: x/y\r\n"), status: 400),
            Case(request: upgrade(extra: "Content-Length: 0\r\n"), status: 101, header: "Upgrade: websocket"),
            Case(request: upgrade(extra: "Content-Length: 1\r\n") + "x", status: 400),
            Case(request: upgrade(extra: "Content-Length: x\r\n"), status: 400),
            Case(request: upgrade(extra: "Content-Length: 0\r\nContent-Length: 1\r\n"), status: 400),
            Case(request: upgrade(extra: "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", status: 400),
            Case(request: upgrade(extra: "Transfer-Encoding: \r\nContent-Length: 0\r\n"), status: 400),
            Case(request: "\u{16}\u{3}\u{1}\r\n\r\n", status: 400),
            Case(request: "hello\r\n\r\n", status: 400),
            Case(request: upgrade(version: "12"), status: 426, header: "Sec-WebSocket-Version: 13"),
            Case(request: upgrade("POST / HTTP/1.1"), status: 405, header: "Allow: GET"),
            Case(
                request: upgrade("GET /any/path?x HTTP/1.1"), status: 101,
                header: "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        ]

        @Test(arguments: cases)
        func `Each request has its answer`(item: Case) async throws {
            try await TestServer.run { server in
                let client = try RawClient(server.port)
                try client.send(Array(item.request.utf8))
                let head = try client.readHead()
                let lines = head.split(separator: "\r\n")
                #expect(lines.first?.hasPrefix("HTTP/1.1 \(item.status) ") == true, "\(head)")
                if item.status != 101 {
                    #expect(lines.contains(item.header[...]) || lines.contains("Connection: Upgrade, close"), "\(head)")
                    let (body, end) = try client.readToEnd()
                    #expect(end == .fin)
                    if let expected = item.body { #expect(String(decoding: body, as: UTF8.self) == expected) }
                    if item.body != "" { #expect(lines.contains("Content-Length: \(body.count)")) }
                    client.close()
                    _ = try server.over()
                    #expect(server.ends() == ["server fin", "client fin"])
                }
                if item.status == 101 || item.status == 426 { #expect(lines.contains(item.header[...]), "\(head)") }
            }
        }

        @Test func `A body is not read as frames`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(server.port)
                let head = Self.upgrade(extra: "Content-Length: \(Wire.hello.count)\r\n")
                try client.send(Array(head.utf8) + Wire.hello)
                #expect(try client.readHead().hasPrefix("HTTP/1.1 400 "))
                #expect(
                    String(decoding: try client.readToEnd().bytes, as: UTF8.self).hasPrefix("A handshake has no body"))
                client.close()
                _ = try server.over()
                #expect(server.serverActions() == ["body-refused"])
                #expect(
                    server.events(of: 1).map(\.kind).contains(
                        .unread(from: .client, count: Wire.hello.count, after: .answer)))
            }
        }

        private static func answer(_ server: TestServer, to request: String) throws -> (head: String, body: [UInt8]) {
            let client = try RawClient(server.port)
            defer { client.close() }
            try client.send(Array(request.utf8))
            return (try client.readHead(), try client.readToEnd().bytes)
        }

        /// RFC 9110 §9.3.2 and §8.6; also where the server cannot or will not serve the request.
        @Test(
            arguments: [
                " /nope HTTP/1.1\r\nHost: x\r\n\r\n", " / HTTP/1.1\r\n\r\n", " / HTTP/1.1\r\nHost: x y\r\n\r\n",
                " / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n",
                " / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "X: y\r\n", count: 200) + "\r\n",
            ])
        func `HEAD is answered as GET is, without the body`(rest: String) async throws {
            try await TestServer.run { server in
                let get = try Self.answer(server, to: "GET" + rest)
                let head = try Self.answer(server, to: "HEAD" + rest)
                #expect(!get.body.isEmpty && get.head.contains("Content-Length: \(get.body.count)\r\n"))
                #expect(head.head == get.head)
                #expect(head.body == [])
            }
        }

        @Test func `HEAD beyond a limit gets no body`() async throws {
            try await TestServer.run {
                $0.connectionLimit = 1
            } _: { server in
                let first = try RawClient(server.port)
                try first.send(Array("GET".utf8))
                let (head, body) = try Self.answer(server, to: "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(head.hasPrefix("HTTP/1.1 503 "))
                #expect(body == [])
                first.close()
            }
        }

        @Test func `HEAD uses up no name of a page`() async throws {
            try await TestServer.run { server in
                for name in ["blue-1", "green-2"] {
                    for _ in 0..<3 { _ = try Self.answer(server, to: "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n") }
                    let body = try Self.answer(server, to: "GET / HTTP/1.1\r\nHost: x\r\n\r\n").body
                    #expect(String(decoding: body, as: UTF8.self).contains("data-name=\"\(name)\""))
                }
            }
        }

        @Test func `The page may run its own script and style and nothing else`() async throws {
            try await TestServer.run { server in
                func page() throws -> (head: String, body: String) {
                    let client = try RawClient(server.port)
                    try client.send(Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
                    return (try client.readHead(), String(decoding: try client.readToEnd().bytes, as: UTF8.self))
                }
                let (head, body) = try page()
                let nonce = try #require(head.firstMatch(of: /script-src 'nonce-([^']+)'/)).1
                #expect(Base64.decode(String(nonce))?.count == 16)
                #expect(head.contains("default-src 'none'; ") && head.contains("style-src 'nonce-\(nonce)'"))
                #expect(body.contains("<script nonce=\"\(nonce)\">") && body.contains("<style nonce=\"\(nonce)\">"))
                #expect(!body.contains("<script>") && !body.contains("<style>"))
                let again = try page().head
                #expect(!again.contains(nonce), "each response draws its own")
            }
        }

        @Test func `Each page has a name of its own and the time of the log`() async throws {
            try await TestServer.run { server in
                var seconds: [Double] = []
                for name in ["blue-1", "green-2", "red-3"] {
                    let client = try RawClient(server.port)
                    try client.send(Array("GET /?name=mine HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
                    _ = try client.readHead()
                    let body = String(decoding: try client.readToEnd().bytes, as: UTF8.self)
                    #expect(body.contains("data-name=\"\(name)\""), "what the address says is for the page's script")
                    let match = try #require(body.firstMatch(of: /data-log-seconds="([0-9.]+)"/))
                    seconds.append(try #require(Double(match.1)))
                }
                // In the order of the log: each page behind the request for it, and before its response.
                for (index, time) in seconds.enumerated() {
                    let times = server.events(of: index + 1).map(\.time)
                    #expect(times[1] <= time && time <= times[2])
                }
            }
        }

        private static let invisible = "a\u{202e}\u{2066}\u{61c}\u{2028}\u{feff}\u{fe0f}\u{e0041}\u{ffff}"

        /// Requests that try to put a line of their own into the response, or control characters into a terminal.
        @Test(
            arguments: [
                "GET /\r\nX-Evil: 1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /\u{1b}[2JX-Evil HTTP/1.1\r\nHost: x\r\n\r\n", "X-Evil\u{9b}2J / HTTP/1.1\r\nHost: x\r\n\r\n",
                upgrade(extra: "Origin: http://a\u{1b}[2J\r\n"), upgrade(extra: "Origin: http://a\rX-Evil: 1\r\n"),
                upgrade(extra: "Origin: http://a\u{9b}2J\r\n"),
                upgrade(extra: "Origin: a\r\nOrigin: \u{85}X-Evil: 1\r\n"),
                upgrade(version: "\u{9b}2J"), upgrade(extra: "Sec-WebSocket-Protocol: \u{9b}2J\r\n"),
                upgrade(extra: "Sec-WebSocket-Extensions: \u{9b}2J\r\n"),
                // The direction of writing turned, invisible text, and a line of its own for some readers.
                upgrade(extra: "Origin: \(invisible)\r\n"), upgrade(version: invisible),
                upgrade(extra: "Sec-WebSocket-Protocol: \(invisible)\r\n"),
                upgrade(extra: "Sec-WebSocket-Extensions: \(invisible)\r\n"),
                "GET /\(invisible) HTTP/1.1\r\nHost: x\r\n\r\n",
            ])
        func `Nothing of a request can steer what reads the response or the log`(request: String) async throws {
            try await TestServer.run {
                $0.allowedOrigins = ["http://good.example"]
            } _: { server in
                let client = try RawClient(server.port)
                try client.send(Array(request.utf8))
                let head = try client.readHead()
                #expect(!head.contains("X-Evil") && head.contains("HTTP/1.1 4"), "\(head)")
                let body = String(decoding: try client.readToEnd().bytes, as: UTF8.self)
                client.close()
                _ = try server.over()
                for text in [head, body] + server.sentences() {
                    let hidden = text.unicodeScalars.filter {
                        switch $0.properties.generalCategory {
                        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: true
                        default: $0.properties.isDefaultIgnorableCodePoint
                        }
                    }
                    #expect(hidden.allSatisfy { $0 == "\r" || $0 == "\n" }, "\(text.debugDescription)")
                }
                #expect(server.sentences().allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
            }
        }
    }
}
