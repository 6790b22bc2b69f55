// The Handshake screen as text: the RFC's example (§1.3) step by step, and handshakes that fail.

import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct HandshakeViewTests {
    let example = ByteScreens.handshake()

    @Test func `A header is shown as a field, as bytes and in words`() {
        expectScreen(
            example.pressing(.right, times: 4).body,
            is: #"""
                ─ ▸ request ────────────────────────────────────────────────────────────────────
                  GET / HTTP/1.1                                                         ok
                  Host                   localhost:1338                                  ok
                  Upgrade                websocket                                       ok
                  Connection             Upgrade                                         ok
                ▸ Sec-WebSocket-Key      dGhlIHNhbXBsZSBub25jZQ==                        ok
                  Sec-WebSocket-Version  13                                              ok
                  empty line                                                             ok
                  The key is 16 random bytes in Base64; the server uses it to     RFC 6455 §4.1
                  prove that it read the request.
                ─ bytes of the request, 79 to 121 ──────────────────────────────────────────────
                  64  74 69 6f 6e 3a 20 55 70 67 72 61 64 65 0d 0a[53   tion: Upgrade··S
                  80  65 63 2d 57 65 62 53 6f 63 6b 65 74 2d 4b 65 79   ec-WebSocket-Key
                  96  3a 20 64 47 68 6c 49 48 4e 68 62 58 42 73 5a 53   : dGhlIHNhbXBsZS
                 112  42 75 62 32 35 6a 5a 51 3d 3d]0d 0a 53 65 63 2d   Bub25jZQ==··Sec-
                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                  sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                """#)
    }

    @Test func `The GUID is explained where it is appended`() {
        expectScreen(
            example.pressing(.right, times: 13).body,
            is: #"""
                  request   GET / HTTP/1.1   5 headers
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                ─ key + GUID ───────────────────────────────────────────────────────────────────
                  The key is used as text, 24 characters, and the GUID is appended: 60 bytes
                  to hash (RFC 6455 §1.3).
                  The GUID is a fixed string, the same for every connection. Any would do that
                  no other protocol uses: a server that does not know WebSocket cannot give
                  the right answer by accident (RFC 6455 §1.3).
                  The answer proves that the server read this key and knows WebSocket. It does
                  not prove who the server is, and nothing in it is secret (RFC 6455 §1.3).
                   0  64 47 68 6c 49 48 4e 68 62 58 42 73 5a 53 42 75   dGhlIHNhbXBsZSBu
                  16  62 32 35 6a 5a 51 3d 3d│32 35 38 45 41 46 41 35   b25jZQ==258EAFA5
                  32  2d 45 39 31 34 2d 34 37 44 41 2d 39 35 43 41 2d   -E914-47DA-95CA-
                  48  43 35 41 42 30 44 43 38 35 42 31 31               C5AB0DC85B11
                  key │ GUID
                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                ▸ + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                  sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64
                """#)
    }

    @Test func `An offer that was declined says so at its header`() {
        let request = Wire.request.dropLast(2) + Array("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".utf8)
        let screen = ByteScreens.handshake(Array(request)).pressing(.right, times: 6)
        expectScreen(
            screen.body,
            is: #"""
                ─ ▸ request ───────────────────────────────────────────────────────── ↑ 1 more ─
                  Host                      localhost:1338                               ok
                  Upgrade                   websocket                                    ok
                  Connection                Upgrade                                      ok
                  Sec-WebSocket-Key         dGhlIHNhbXBsZSBub25jZQ==                     ok
                  Sec-WebSocket-Version     13                                           ok
                ▸ Sec-WebSocket-Extensions  permessage-deflate                           ok
                  empty line                                                             ok
                  The extensions that the client offers; the server may choose    RFC 6455 §9.1
                  some or none.
                  Declined: the response names no extension. So RSV1 stays 0, and   RFC 7692 §5
                  no message is compressed.
                  permessage-deflate: messages may be compressed with DEFLATE.      RFC 7692 §7
                ─ bytes of the request, 151 to 194 ─────────────────────────────────────────────
                 144  6e 3a 20 31 33 0d 0a[53 65 63 2d 57 65 62 53 6f   n: 13··Sec-WebSo
                 160  63 6b 65 74 2d 45 78 74 65 6e 73 69 6f 6e 73 3a   cket-Extensions:
                 176  20 70 65 72 6d 65 73 73 61 67 65 2d 64 65 66 6c    permessage-defl
                 192  61 74 65]0d 0a 0d 0a                              ate····
                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                """#)
        #expect(ByteScreens.handshake(Array(request), []).pressing(.right, times: 6).rows(with: "Declined").isEmpty)
    }

    @Test func `A round of SHA-1 with its words before and after`() {
        expectScreen(
            example.pressing(.right, times: 33).body,
            is: #"""
                  request   GET / HTTP/1.1   5 headers
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                ─ SHA-1: block 0, round 17 ─────────────────────────────────────────────────────
                            a         b         c         d         e
                  before    d7daf575  a004c468  7a48b327  ab86825b  d86f6caf
                  after     7ebb296b  d7daf575  2801311a  7a48b327  ab86825b
                  f        2b828233  Ch(b, c, d) = (b and c) xor (not b and d)
                  k        5a827999  the constant of this quarter of the rounds
                  w        w[17] is 24e81236: w[14] xor w[9] xor w[3] xor w[1], rotated left b…
                  Round 17 mixes w[17] into a with Ch(b, c, d) and the constant 5a827999 (FIPS
                  180-4 §6.1.2).
                  a rotated left by 5 is fb5eaeba; plus f 2b828233, e d86f6caf, k 5a827999 and
                  w 24e81236 that is 7ebb296b, the new a; the others move down by one, b
                  rotated left by 30.

                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                ▸ SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                  sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64
                """#)
    }

    @Test func `A group of Base64 cuts the same bits twice`() {
        expectScreen(
            example.pressing(.end, .left).body,
            is: #"""
                  request   GET / HTTP/1.1   5 headers
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                ─ Base64: group 6 ──────────────────────────────────────────────────────────────
                  2 bytes, c4ea, are 16 bits; with 2 zero bits added they make 3 numbers, 49,
                  14, 40, and 1 = fills the group: xOo= (RFC 4648 §4).

                  bytes        c4              ea
                  8 bits      |1 1 0 0 0 1 0 0|1 1 1 0 1 0 1 0|
                  6 bits      |1 1 0 0 0 1|0 0 1 1 1 0|1 0 1 0 0 0|
                  numbers      49          14          40
                  characters   x           O           o           =

                  all           s3pP LMBi TxaQ 9kYG zzhZ RbK+[xOo=]


                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                ▸ Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                  sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64
                """#)
    }

    @Test func `The verdict compares what was sent with what the key requires`() {
        expectScreen(
            example.pressing(.end).body,
            is: #"""
                  request   GET / HTTP/1.1   5 headers
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                ─ verdict ──────────────────────────────────────────────────────────────────────
                  expected  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                  received  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                  = match: this server speaks WebSocket.
                  The handshake is complete: from the next byte on, both sides    RFC 6455 §4.1
                  send frames.
                  In a shell:
                  printf %s 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11' |
                  openssl sha1 -binary | base64




                ─ accept key ───────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                       request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                   RFC 6455 §1.3
                  SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                           28 characters
                ▸ sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  try it   printf %s 'dGhl…' | openssl sha1 -binary | base64
                """#)
    }

    @Test func `A small terminal shows the fields first`() {
        expectScreen(
            ByteScreens.handshake(width: 60, height: 20).pressing(.right, times: 4).body,
            is: #"""
                ─ ▸ request ────────────────────────────────────────────────
                  GET / HTTP/1.1                                     ok
                  Host                   localhost:1338              ok
                  Upgrade                websocket                   ok
                  Connection             Upgrade                     ok
                ▸ Sec-WebSocket-Key      dGhlIHNhbXBsZSBub25jZQ==    ok
                  Sec-WebSocket-Version  13                          ok
                  empty line                                         ok
                  The key is 16 random bytes in Base64; the server     §4.1
                  uses it to prove that it read the request.
                ─ bytes of the request, 79 to 121 ──────────────────────────
                  64  74 69 6f 6e 3a 20 55 70 67 72 61 64 65 0d 0a[53
                  80  65 63 2d 57 65 62 53 6f 63 6b 65 74 2d 4b 65 79
                  96  3a 20 64 47 68 6c 49 48 4e 68 62 58 42 73 5a 53
                 112  42 75 62 32 35 6a 5a 51 3d 3d]0d 0a 53 65 63 2d
                ─ accept key ───────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==   request, from byte 98
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                """#)
    }

    @Test func `A large terminal shows both heads and the step at once`() {
        expectScreen(
            ByteScreens.handshake(width: 140, height: 45).pressing(.right, times: 33).body,
            is: #"""
                ─ request ───────────────────────────────────────────────────────────── ▸ response ─────────────────────────────────────────────────────────
                  GET / HTTP/1.1                                               ok       HTTP/1.1 101 Switching Protocols                             ok
                  Host                   localhost:1338                        ok       Upgrade               websocket                              ok
                  Upgrade                websocket                             ok       Connection            Upgrade                                ok
                  Connection             Upgrade                               ok       Sec-WebSocket-Accept  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=           ok
                  Sec-WebSocket-Key      dGhlIHNhbXBsZSBub25jZQ==              ok       empty line                                                   ok
                  Sec-WebSocket-Version  13                                    ok
                  empty line                                                   ok
                  The handshake is complete: from the next byte on, both sides send frames.                                                   RFC 6455 §4.1
                ─ bytes of the response ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                   0  48 54 54 50 2f 31 2e 31 20 31 30 31 20 53 77 69   HTTP/1.1 101 Swi
                  16  74 63 68 69 6e 67 20 50 72 6f 74 6f 63 6f 6c 73   tching Protocols
                  32  0d 0a 55 70 67 72 61 64 65 3a 20 77 65 62 73 6f   ··Upgrade: webso
                  48  63 6b 65 74 0d 0a 43 6f 6e 6e 65 63 74 69 6f 6e   cket··Connection
                ─ SHA-1: block 0, round 17 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                            a         b         c         d         e
                  before    d7daf575  a004c468  7a48b327  ab86825b  d86f6caf
                  after     7ebb296b  d7daf575  2801311a  7a48b327  ab86825b
                  f        2b828233  Ch(b, c, d) = (b and c) xor (not b and d)
                  k        5a827999  the constant of this quarter of the rounds
                  w        w[17] is 24e81236: w[14] xor w[9] xor w[3] xor w[1], rotated left by 1 bit (FIPS 180-4 §6.1.2).
                  Round 17 mixes w[17] into a with Ch(b, c, d) and the constant 5a827999 (FIPS 180-4 §6.1.2).
                  a rotated left by 5 is fb5eaeba; plus f 2b828233, e d86f6caf, k 5a827999 and w 24e81236 that is 7ebb296b, the new a; the others move
                  down by one, b rotated left by 30.












                ─ accept key ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  key      dGhlIHNhbXBsZSBub25jZQ==                                                                                   request, from byte 98
                  + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11                                                                               RFC 6455 §1.3
                ▸ SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea                                                                            20 bytes
                  Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                                                                                       28 characters
                  sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
                  try it   printf %s 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11' | openssl sha1 -binary | base64
                """#)
    }

    @Test(arguments: [
        (12, "key", "as text  dGhlIHNhbXBsZSBub25jZQ=="), (13, "key + GUID", "3d 3d│32 35"),
        (14, "SHA-1: padding", "31│80│00"),
        (15, "SHA-1: block 0, schedule", "w72 f30e0a1d"), (96, "SHA-1: block 0, addition", "  round 79  "),
        (97, "SHA-1: block 1, schedule", "000001e0"), (179, "SHA-1: 20 bytes", "b3 7a 4f 2c│c0 62"),
        (180, "Base64: group 0", "[s3pP]LMBi"),
    ])
    func `Each step of the computation shows its values`(step: Int, title: String, values: String) {
        let screen = example.pressing(.right, times: step)
        #expect(screen.rows(with: "─ \(title) ─").count == 1)
        #expect(screen.rows(with: values).count == 1)
    }
}
