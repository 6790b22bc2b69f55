// Screens of connections with several exchanges: all are stepped through, and the title says which one is shown.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct ExchangeScreensTests {
    private static let denied = Array(
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"class\"\r\nContent-Length: 6\r\n\r\ndenied".utf8)
    private static let early = Array("HTTP/1.1 103 Early Hints\r\nLink: </class.css>; rel=preload\r\n\r\n".utf8)

    /// Refused, then accepted.
    static let again: [ConnectionEvent.Kind] = [
        .bytes(from: .client, Wire.request), .bytes(from: .server, denied),
        .bytes(from: .client, Wire.request), .bytes(from: .server, Wire.response),
    ]
    /// A hint, then accepted.
    static let hinted: [ConnectionEvent.Kind] = [
        .bytes(from: .client, Wire.request), .bytes(from: .server, early),
        .bytes(from: .server, Wire.response),
    ]

    private func text(_ screen: ByteScreens) -> String { view(screen.model).lines.joined(separator: "\n") }

    @Test func bothExchangesOnFlow() {
        let screen = ByteScreens(.flow, Self.again, height: 23).pressing(.end)
        expectScreen(
            text(screen),
            is: #"""
                 wslens  #1 Flow  OPEN                                         RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +1.0 ms
                             │───────────────────────────────────────────▶│
                             │                           401 Unauthorized │  +1.0 ms
                             │◀───────────────────────────────────────────│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +1.0 ms
                             │───────────────────────────────────────────▶│
                ▸       OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │                                            │
                ─ response, 0.004 s ────────────────────────────────────────────────────────────
                 101: the server agrees, and its accept value matches the key. Frames follow
                 (§4.2.2).


                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """#)
    }

    @Test func theRefusedExchange() {
        let screen = ByteScreens(.handshake, Self.again, height: 23).pressing(.character("]"))
        expectScreen(
            text(screen),
            is: #"""
                 wslens  #1 request 1 of 2  at this step: CONNECTING           RECORDED  ?=help
                  request   GET / HTTP/1.1   5 headers
                ─ ▸ response ───────────────────────────────────────────────────────────────────
                ▸ HTTP/1.1 401 Unauthorized                                              ok
                  WWW-Authenticate  Basic realm="class"
                  Content-Length    6
                  empty line                                                             ok
                  401 is not 101: the connection stays HTTP, and another request  RFC 6455 §4.1
                  follows.
                ─ bytes of the response, 0 to 24 ───────────────────────────────────────────────
                  0 [48 54 54 50 2f 31 2e 31 20 34 30 31 20 55 6e 61   HTTP/1.1 401 Una
                 16  75 74 68 6f 72 69 7a 65 64]0d 0a 57 57 57 2d 41   uthorized··WWW-A
                ─ accept key ───────────────────────────────────────────────────────────────────
                  ! There is nothing to compute: the answer was 401, and another  RFC 6455 §4.1
                    request follows.







                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
                """#)
    }

    @Test func theSecondExchange() {
        let screen = ByteScreens(.handshake, Self.again, height: 23).pressing(.character("]"), times: 2)
        expectScreen(
            text(screen),
            is: #"""
                 wslens  #1 request 2 of 2  at this step: CONNECTING           RECORDED  ?=help
                ─ ▸ request ────────────────────────────────────────────────────────────────────
                ▸ GET / HTTP/1.1                                                         ok
                  Host                   localhost:1338                                  ok
                  Upgrade                websocket                                       ok
                  Connection             Upgrade                                         ok
                  Sec-WebSocket-Key      dGhlIHNhbXBsZSBub25jZQ==                        ok
                  Sec-WebSocket-Version  13                                              ok
                  empty line                                                             ok
                  A handshake begins as an HTTP request: the method is GET, and   RFC 6455 §4.1
                  the target names what to connect to.
                ─ bytes of the request, 0 to 13 ────────────────────────────────────────────────
                   0 [47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31]0d 0a   GET / HTTP/1.1··
                  16  48 6f 73 74 3a 20 6c 6f 63 61 6c 68 6f 73 74 3a   Host: localhost:
                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                  sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
                """#)
    }

    @Test func anInterimResponseOnFlow() {
        let screen = ByteScreens(.flow, Self.hinted, height: 23).pressing(.right, times: 2)
        expectScreen(
            text(screen),
            is: #"""
                 wslens  #1 Flow  CONNECTING                                   RECORDED  ?=help
                 client  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                 server  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 3 of 4 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +1.0 ms
                             │───────────────────────────────────────────▶│
                ▸            │     103 Early Hints, interim: more to come │  +1.0 ms
                             │◀───────────────────────────────────────────│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │                                            │
                             │                                            │
                             │                                            │
                ─ interim response, 0.002 s ────────────────────────────────────────────────────
                 103 is an interim response: the answer to the request is still to come (RFC
                 9110 §15.2).


                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """#)
    }

    @Test func anInterimResponseOnHandshake() {
        let screen = ByteScreens(.handshake, Self.hinted, height: 23).pressing(.character("]"))
        expectScreen(
            text(screen),
            is: #"""
                 wslens  #1 Handshake  at this step: CONNECTING                RECORDED  ?=help
                  request   GET / HTTP/1.1   5 headers
                ─ ▸ interim response ───────────────────────────────────────────────────────────
                ▸ HTTP/1.1 103 Early Hints                                               ok
                  Link  </class.css>; rel=preload
                  empty line                                                             ok
                  103 is an interim response: the answer to the request is       RFC 9110 §15.2
                  still to come.
                ─ bytes of the interim response, 0 to 23 ───────────────────────────────────────
                  0 [48 54 54 50 2f 31 2e 31 20 31 30 33 20 45 61 72   HTTP/1.1 103 Ear
                 16  6c 79 20 48 69 6e 74 73]0d 0a 4c 69 6e 6b 3a 20   ly Hints··Link:
                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                  sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64



                  response  HTTP/1.1 101 Switching Protocols   3 headers
                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
                """#)
    }

    @Test func anInterimResponseOnAWideScreen() {
        let screen = ByteScreens(.handshake, Self.hinted, width: 140, height: 44).pressing(.character("]"))
        #expect(screen.rows(with: "─ request ─", "▸ interim response").count == 1)
        #expect(screen.rows(with: "GET / HTTP/1.1", "▸ HTTP/1.1 103 Early Hints").count == 1)
    }

    /// Nothing may be wider than the screen, and no step may be lost, forwards or backwards.
    @Test(arguments: [(again, 7 + 4 + 7 + 5 + 176), (hinted, 7 + 3 + 5 + 176)])
    func everyStepThereAndBack(events: [ConnectionEvent.Kind], count: Int) {
        var screen = ByteScreens(.handshake, events)
        var screens: [String] = []
        for step in 1...count {
            #expect(screen.rows(with: "step \(step) of \(count)").count == 1)
            screens.append(text(screen))
            if step < count { screen = screen.pressing(.right) }
        }
        for step in (1...count).reversed() {
            #expect(text(screen) == screens[step - 1])
            screen = screen.pressing(.left)
        }
    }

    @Test(arguments: [
        (1, "request 1 of 2", "▸ GET /"), (2, "request 1 of 2", "▸ HTTP/1.1 401"), (3, "request 2 of 2", "▸ GET /"),
        (4, "request 2 of 2", "▸ HTTP/1.1 101"),
    ])
    func aRowOfFlowOpensItsHead(row: Int, title: String, line: String) {
        let screen = ByteScreens(.flow, Self.again).pressing(.right, times: row).pressing(.enter)
        #expect(screen.rows(with: "#1 \(title)").count == 1)
        #expect(screen.rows(with: line).count == 1)
    }

    @Test func anInterimRowOpensItsHead() {
        let screen = ByteScreens(.flow, Self.hinted).pressing(.right, times: 2).pressing(.enter)
        #expect(screen.rows(with: "▸ HTTP/1.1 103 Early Hints").count == 1)
    }

    /// The place stays the same when the client asks again.
    @Test func newRequestsDoNotMoveThePlace() {
        var model = Model(source: .live(urls: []), size: Size(width: 80, height: 24))
        func take(_ kinds: ArraySlice<ConnectionEvent.Kind>) {
            let events = kinds.map { LoggedEvent(connection: 1, ConnectionEvent(time: 1, $0)) }
            _ = model.update(.events(events))
        }
        take([.opened(client: "a", server: "b")] + Self.again.prefix(2))
        model.press(.typing("3]"))
        #expect(model.screenText.contains("step 8 of 187"))
        take(Self.again.suffix(2))
        #expect(model.screenText.contains("step 8 of \(7 + 4 + 7 + 5 + 176)"))
        #expect(model.screenText.contains("▸ HTTP/1.1 401 Unauthorized"))
    }

    /// A note comes after the head that it follows.
    @Test func notesFollowTheirHeads() {
        var events = Self.again
        for (place, text) in [(4, "four"), (3, "three"), (2, "two"), (1, "one")] {
            events.insert(.note(text, pauses: true), at: place)
        }
        var screen = ByteScreens(.handshake, events)
        var found: [String] = []
        for _ in 0..<220 {
            screen = screen.pressing(.right)
            if let words = screen.model.noteWords, found.last != words { found.append(words) }
        }
        #expect(found == ["one", "two", "three", "four"])
    }

    @Test func requestsThatAreNotKeptAreReported() {
        let events = (0..<30).flatMap { _ in Self.again.prefix(2) } + Self.again.suffix(2)
        let screen = ByteScreens(.handshake, events)
        #expect(screen.rows(with: "request 1 of 31").count == 1)
        let behind = screen.pressing(.character("]"), times: 8)
        #expect(behind.rows(with: "request 20 of 31").count == 1)
        #expect(behind.rows(with: "! Requests 5 to 19 of this connection are not kept.").count == 1)
        let flow = ByteScreens(.flow, events).pressing(.right, times: 20)
        #expect(flow.rows(with: "▸", "response 10, not kept").count == 1)
        #expect(flow.pressing(.enter).rows(with: "This request and its response are no longer kept.").count == 1)
        let open = ByteScreens(.connections, events)
        #expect(open.rows(with: "▸", "OPEN").count == 1)
        var report: [UInt8] = []
        if let conversation = open.model.conversation { ConversationReport(conversation).write(to: &report) { _ in } }
        #expect(String(decoding: report, as: UTF8.self).contains("Requests 5 to 19 of this connection are not kept."))
    }
}
