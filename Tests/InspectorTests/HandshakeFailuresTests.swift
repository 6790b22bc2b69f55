// The Handshake screen on handshakes that fail, and on connections without one.

import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct HandshakeFailuresTests {
    /// The request of the example with a part of it replaced.
    static func request(_ part: String, _ other: String) -> [UInt8] {
        Array(String(decoding: Wire.request, as: UTF8.self).replacing(part, with: other).utf8)
    }

    /// The response of the example with one character of the accept key replaced.
    static var wrongResponse: [UInt8] {
        Array(String(decoding: Wire.response, as: UTF8.self).replacing("+xOo=", with: "+AOo=").utf8)
    }

    @Test func `A wrong accept key breaks a rule at its header`() {
        expectScreen(
            ByteScreens.handshake(Wire.request, Self.wrongResponse).pressing(.right, times: 10).body,
            is: #"""
                  request   GET / HTTP/1.1   5 headers
                ─ ▸ response ───────────────────────────────────────────────────────────────────
                  HTTP/1.1 101 Switching Protocols                                       ok
                  Upgrade               websocket                                        ok
                  Connection            Upgrade                                          ok
                ▸ Sec-WebSocket-Accept  s3pPLMBiTxaQ9kYGzzhZRbK+AOo=                     ! bad
                  empty line                                                             ok
                  ! violation: Sec-WebSocket-Accept is not the hash of this key;  RFC 6455 §4.1
                    the client must fail the connection. Found: expected
                    s3pPLMBiTxaQ9kYGzzhZRbK+xOo=. MUST.
                  The server's proof: the hash of the client's key and a fixed  RFC 6455 §4.2.2
                  GUID, in Base64.
                ─ bytes of the response, 75 to 124 ─────────────────────────────────────────────
                  64  3a 20 55 70 67 72 61 64 65 0d 0a[53 65 63 2d 57   : Upgrade··Sec-W
                  80  65 62 53 6f 63 6b 65 74 2d 41 63 63 65 70 74 3a   ebSocket-Accept:
                  96  20 73 33 70 50 4c 4d 42 69 54 78 61 51 39 6b 59    s3pPLMBiTxaQ9kY
                 112  47 7a 7a 68 5a 52 62 4b 2b 41 4f 6f 3d]0d 0a 0d   GzzhZRbK+AOo=···
                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                """#)
    }

    @Test func `The verdict on a wrong accept key shows both`() {
        expectScreen(
            ByteScreens.handshake(Wire.request, Self.wrongResponse).pressing(.end).body,
            is: #"""
                  request   GET / HTTP/1.1   5 headers
                  response  HTTP/1.1 101 Switching Protocols   3 headers   ! 1 broken rule
                ─ verdict ──────────────────────────────────────────────────────────────────────
                  expected  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                  received  s3pPLMBiTxaQ9kYGzzhZRbK+AOo=
                  ≠ mismatch: not the hash of this key.
                  ! violation: Sec-WebSocket-Accept is not the hash of this key;  RFC 6455 §4.1
                    the client must fail the connection. Found: expected
                    s3pPLMBiTxaQ9kYGzzhZRbK+xOo=. MUST.
                  The 101 response breaks a rule: the client must fail the        RFC 6455 §4.1
                  connection.
                  In a shell:
                  printf %s 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11' |
                  openssl sha1 -binary | base64

                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                ▸ sent     s3pPLMBiTxaQ9kYGzzhZRbK+AOo=   ≠ mismatch: not the hash of this key
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64
                """#)
    }

    @Test func `A refusal names the rule that was broken`() {
        expectScreen(
            refused().pressing(.right, times: 7).body,
            is: #"""
                  request   GET / HTTP/1.1   5 headers   ! 1 broken rule
                ─ ▸ response ───────────────────────────────────────────────────────────────────
                ▸ HTTP/1.1 426 Upgrade Required                                          ok
                  Connection             Upgrade, close                                  ok
                  Upgrade                websocket                                       ok
                  Sec-WebSocket-Version  13                                              ok
                  Content-Type           text/plain; charset=utf-8
                  Content-Length         123
                  empty line                                                             ok
                  426 is not 101, so the connection stays HTTP: no frame is sent  RFC 6455 §4.1
                  on it.
                ─ bytes of the response, 0 to 28 ───────────────────────────────────────────────
                   0 [48 54 54 50 2f 31 2e 31 20 34 32 36 20 55 70 67   HTTP/1.1 426 Upg
                  16  72 61 64 65 20 52 65 71 75 69 72 65 64]0d 0a 43   rade Required··C
                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                  sent     none: the server did not answer with 101, but 426
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64
                """#)
    }

    @Test func `Plain HTTP is not a handshake`() {
        expectScreen(
            plain().body,
            is: #"""
                ─ ▸ request ────────────────────────────────────────────────────────────────────
                ▸ GET / HTTP/1.1
                  Host        localhost:1338
                  User-Agent  curl/8
                  empty line
                  ! This is plain HTTP: the request does not ask for a          RFC 6455 §4.2.1
                    WebSocket, so there is no handshake.
                ─ bytes of the request, 0 to 13 ────────────────────────────────────────────────
                  0 [47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31]0d 0a   GET / HTTP/1.1··
                 16  48 6f 73 74 3a 20 6c 6f 63 61 6c 68 6f 73 74 3a   Host: localhost:
                ─ accept key ───────────────────────────────────────────────────────────────────
                  ! There is nothing to compute: the request does not ask for   RFC 6455 §4.2.2
                    a WebSocket.








                  response  HTTP/1.1 200 OK   1 header
                """#)
    }

    private func refused() -> ByteScreens {
        let old = Self.request("Version: 13", "Version: 8")
        return ByteScreens.handshake(old, Wire.answer(to: old))
    }

    private func plain() -> ByteScreens {
        let request = Array("GET / HTTP/1.1\r\nHost: localhost:1338\r\nUser-Agent: curl/8\r\n\r\n".utf8)
        return ByteScreens.handshake(request, Wire.answer(to: request))
    }

    @Test func `The broken header of a refused request is marked`() {
        let screen = refused().pressing(.right, times: 5)
        #expect(screen.rows(with: "▸ Sec-WebSocket-Version  8", "! bad").count == 1)
        #expect(screen.rows(with: "! violation: This server speaks version 13").count == 1)
        #expect(refused().pressing(.end).rows(with: "none: the server did not answer with 101, but 426").count == 1)
    }

    @Test(arguments: [("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""), ("dGhlIHNhbXBsZSBub25jZQ==", "short")])
    func `Without a valid key there is nothing to compute`(part: String, other: String) {
        let request = Self.request(part, other)
        let screen = ByteScreens.handshake(request, Wire.answer(to: request))
        #expect(screen.rows(with: "! There is nothing to compute.").count == 1)
        #expect(screen.rows(with: "+ GUID").isEmpty)
        #expect(screen.pressing(.end).rows(with: "▸ empty line").count == 1)
    }

    @Test func `An incomplete head shows what has arrived`() {
        let part = Array(Wire.request.prefix(60))
        let screen = ByteScreens(.handshake, [.bytes(from: .client, part)])
        #expect(screen.rows(with: "▸ GET / HTTP/1.1").count == 1)
        #expect(screen.rows(with: "! The request head is still arriving: 60 bytes so far").count == 1)
    }

    @Test func `Bytes that are not HTTP are shown and named`() {
        let screen = ByteScreens(.handshake, [.bytes(from: .client, [0x16, 3, 1, 2, 0, 1, 0, 10, 33])])
        #expect(screen.rows(with: "[16 03 01 02 00 01 00]0a 21").count == 1)
        #expect(screen.rows(with: "TLS record").count == 1)
    }

    @Test func `Before any byte the screen says so`() {
        #expect(ByteScreens(.handshake, []).rows(with: "No byte of a request has arrived yet.").count == 1)
    }
}
