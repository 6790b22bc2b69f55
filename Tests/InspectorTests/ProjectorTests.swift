// For the back row: the byte, its field and its value, the step of the handshake, the row and the connection in letters of three rows.

import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct ProjectorTests {
    private static func screen(_ keys: [Key], width: Int = 80, height: Int = 24) -> String {
        Model.after(
            [.hello], keys: keys + .typing("P") + [.left, .right], size: Size(width: width, height: height),
            source: .recording(title: "back row")
        ).screenText
    }

    @Test func connections() {
        expectScreen(
            Self.screen([.character("1")]),
            is: """
                 wslens  back row   1 in all                                   RECORDED  ?=help
                   # state       peer   name, program        frames        bytes   age verdict
                ▸  1 CLOSED 1000 :51544 Chrome 156              2> <2        360  0:02 clean
                ─ #1  Chrome 156 ───────────────────────────────────────────────────────────────
                 █▄█ ▄█    ▄▀▀ █   ▄▀▄ ▄▀▀▀ █▀▀ █▀▄    ▄█ █▀█ █▀█ █▀█
                 █▄█  █    █   █   █ █  ▀▀▄ █▀  █ █     █ █ █ █ █ █ █
                 ▀ ▀  ▀     ▀▀ ▀▀▀  ▀  ▀▀▀  ▀▀▀ ▀▀      ▀ ▀▀▀ ▀▀▀ ▀▀▀
                 client  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                 server  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                ─ client 127.0.0.1:51544 ───────── server 127.0.0.1:1338 ─┬──── time ── 1 of 9 ─
                ▸ CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.499 s
                             │───────────────────────────────────────────▶│
                             │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                 This is the end.
                 ← → connection  Enter open  space play  / filter  o others  1-4 screens  q quit
                """)
    }

    @Test func flow() {
        expectScreen(
            Self.screen(.typing("2") + [.home, .down, .down, .down]),
            is: """
                 wslens  #1 Flow  OPEN                                         RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 4 of 9 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                ▸            │ text  5 B  FIN masked  "Hello"             │ +0.499 s
                             │───────────────────────────────────────────▶│
                             │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                     CLOSING │ close 1000 "bye"  masked                   │ +1.497 s CLOSING
                             │───────────────────────────────────────────▶│
                ─ client frame 0, byte 0 of its stream, 0.502 s ────────────────────────────────
                 ▄█▄ ▄▀▄ ▄ ▄ ▄█▄    █▀▀    █▀▄    █▀▀ ▀█▀ █▄ █    ▄▄▄▄   ▄▄ ▄▀▀ █ ▄ ▄▀▄
                  █  █▀▀  █   █     ▀▀█    █▀▄    █▀   █  █ ▀█    █ █ █ █ █  ▀▄ █▀▄ █▀▀
                  ▀▀  ▀▀ ▀ ▀  ▀▀    ▀▀▀    ▀▀     ▀   ▀▀▀ ▀  ▀    ▀ ▀ ▀  ▀▀ ▀▀  ▀ ▀  ▀▀ ▀ ▀ ▀
                 "Hello"
                 Opcode 1: text, in UTF-8 (§5.6). FIN 1: the message ends here (§5.2). MASK 1:…
                 0.000 s ├──────────●────────────────────────────┤ 2.003 s  row 4 of 9, 0.502 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-4 screens  q quit
                """)
    }

    @Test func `A line of a head`() {
        expectScreen(
            Self.screen(.typing("3") + [.home, .right, .right, .right, .right, .right]),
            is: """
                 wslens  #1 Handshake  at this step: CONNECTING                RECORDED  ?=help
                ─ Sec-WebSocket-Key ────────────────────────────────────────────────────────────
                   ▄█ ▄▀▀ █   █ ▀█▀ █ █ █▄ █ █   █▄  █ █ █▀▄ ▄▀▀ ▀▀█ ▄▀▀▀ █▀▄ ▄ ▄ █▄  ▀▀█ █▀▀
                  █ █ █ █ █▀▄ █  █  █▀█ █ ▀█ █▀▄ █ █ ▄▀▄ █▀▄  ▀▄ ▄▀   ▀▀▄ █▀▄ █ █ █ █ █▀▀ ▀▀█
                   ▀▀  ▀▀ ▀ ▀ ▀ ▀▀▀ ▀ ▀ ▀  ▀ ▀ ▀ ▀▀  ▀ ▀ ▀▀  ▀▀  ▀▀▀ ▀▀▀  ▀▀   ▀▀ ▀▀  ▀▀▀ ▀▀▀
                   ▀ ▀▀█ ▄▀▄ ▄▄▄ ▄▄▄
                   █ ▄▀  █ █ ▄▄▄ ▄▄▄
                  ▄▀ ▀▀▀  ▀▄
                ─ ▸ request ───────────────────────────────────────────────────────── ↑ 1 more ─
                  Host                   localhost:1338                                  ok
                  User-Agent             Mozilla/5.0 Chrome/156.0.0.0
                  Upgrade                websocket                                       ok
                  Connection             Upgrade                                         ok
                ▸ Sec-WebSocket-Key      dGhlIHNhbXBsZSBub25jZQ==                        ok
                  Sec-WebSocket-Version  13                                              ok
                  empty line                                                             ok
                  The key is 16 random bytes in Base64; the server uses it to     RFC 6455 §4.1
                  prove that it read the request.
                ─ bytes of the request, 121 to 163 ─────────────────────────────────────────────
                 112   55  70  67  72  61  64  65  0d  0a [53  65  63  2d  57  65  62
                 128   53  6f  63  6b  65  74  2d  4b  65  79  3a  20  64  47  68  6c
                  response  HTTP/1.1 101 Switching Protocols   3 headers
                 ├──●───────────────────────────────────────────────────────────┤ step 6 of 189
                 ← → step  [ ] stage  { } part  Esc back  space play  1-4 screens  q quit
                """)
    }

    @Test func `The hash`() {
        expectScreen(
            Self.screen(.typing("3") + [.end] + .typing("[[")),
            is: """
                 wslens  #1 Handshake  at this step: OPEN                      RECORDED  ?=help
                ─ value ────────────────────────────────────────────────────────────────────────
                █▄  ▀▀█ ▀▀█  ▄▄ █ █ ▄▀▀ ▀▀█  ▄▄  ▄▄ █▀█ █▀▀ ▀▀█ █ █ ▄▀▀ ▄█ █▀▀ █▀█ █▀█ ▄▀▀ █▀▀
                █ █  ▀█  ▄▀ █ █ ▀▀█ █▀  █▀▀ █   █   █ █ █▀█ █▀▀ ▀▀█ █▀   █ █▀█ ▀▀█ █ █ █▀  █▀█
                ▀▀  ▀▀▀  ▀   ▀▀   ▀ ▀   ▀▀▀  ▀▀  ▀▀ ▀▀▀ ▀▀▀ ▀▀▀   ▀ ▀    ▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀   ▀▀▀
                █ █ █▀▀ █▀█ █▀▀  ▄▄ ▄▀▀ ▀▀█ █▀█ █▀▀ █▀█ █ █ █▀▀ █▄  ▀▀█ █▄  ▄▀▄  ▄▄ █ █ ▄▀▄  ▄▄
                ▀▀█ █▀█ █ █ █▀█ █   █▀   ▀█ █▀█ ▀▀█ ▀▀█ ▀▀█ ▀▀█ █ █ █▀▀ █ █ █▀▀ █   ▀▀█ █▀▀ █ █
                  ▀ ▀▀▀ ▀▀▀ ▀▀▀  ▀▀ ▀   ▀▀▀ ▀▀▀ ▀▀▀ ▀▀▀   ▀ ▀▀▀ ▀▀  ▀▀▀ ▀▀   ▀▀  ▀▀   ▀  ▀▀  ▀▀
                ─ SHA-1: 20 bytes ──────────────────────────────────────────────────────────────
                  After 2 blocks the five words are the hash, 20 bytes:
                  b37a4f2cc0624f1690f64606cf385945b2bec4ea (FIPS 180-4 §6.1.2).
                  SHA-1 turns them into 20 bytes, b37a4f2cc0624f1690f64606cf385945b2bec4ea;
                  another key gives different ones (RFC 6455 §4.2.2).

                   0  b3 7a 4f 2c│c0 62 4f 16│90 f6 46 06│cf 38 59 45   ·zO,·bO···F··8YE
                  16 │b2 be c4 ea                                       ····
                  a │ b │ c │ d │ e





                 ├────────────────────────────────────────────────────────●───┤ step 181 of 189
                 ← → step  [ ] stage  { } part  Esc back  space play  1-4 screens  q quit
                """)
    }

    @Test func `The verdict`() {
        expectScreen(
            Self.screen(.typing("3") + [.end]),
            is: """
                 wslens  #1 Handshake  at this step: OPEN                      RECORDED  ?=help
                ─ value ────────────────────────────────────────────────────────────────────────
                  ▄▄▄    ▄▀▀ ▀▀█ ▄▄  █▀▄ █   █▄ ▄█ █▀▄ ▀ ▀█▀ ▄ ▄  ▄▄ ▄▀▄ █▀█ █ ▄ █ █ ▄▀▀ ▄▄▄
                  ▄▄▄     ▀▄  ▀█ █ █ █▀  █   █ ▀ █ █▀▄ █  █   █  █ █ █ █ ▀▀█ █▀▄  █  █ █ ▄ ▀
                         ▀▀  ▀▀▀ █▀  ▀   ▀▀▀ ▀   ▀ ▀▀  ▀  ▀  ▀ ▀  ▀▀  ▀▄ ▀▀▀ ▀ ▀  ▀   ▀▀ ▀▀▀
                  ▄▄▄ █   ▀▀█ █▀▄ █▄  █ █  ▄  ▄ ▄ ▄▀▄  ▄  ▄▄▄
                  ▄ ▀ █▀▄ ▄▀  █▀▄ █ █ █▀▄ ▀█▀  █  █ █ █ █ ▄▄▄
                  ▀▀▀ ▀ ▀ ▀▀▀ ▀ ▀ ▀▀  ▀ ▀     ▀ ▀  ▀   ▀
                ─ verdict ──────────────────────────────────────────────────────────────────────
                  expected  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                  received  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                  = match: this server speaks WebSocket.
                  The handshake is complete: from the next byte on, both sides    RFC 6455 §4.1
                  send frames.
                  In a shell:
                  printf %s 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11' |
                  openssl sha1 -binary | base64





                 ├───────────────────────────────────────────────────────────●┤ step 189 of 189
                 ← → step  [ ] stage  { } part  Esc back  space play  1-4 screens  q quit
                """)
    }

    @Test func `A byte at 140x45`() {
        expectScreen(
            Self.screen(.typing("4") + [.home, .right, .right, .right], width: 140, height: 45),
            is: """
                 wslens  #1 client frame 0  text  5 bytes                                                                                  RECORDED  ?=help
                ─ ▸ wire ────────────────────────────────────────────────────────────────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   81  85  37 [fa] 21  3d  7f  9f  4d  51  58                        ··7·!=··MQX
                   FO  ML  K---K---K---K   P---P---P---P---P
                ─ bits ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  ▄▀▀  ▄▄    ▄█ ▄█ ▄█ ▄█ ▄█ █▀█ ▄█ █▀█
                  █▀  █ █     █  █  █  █  █ █ █  █ █ █
                  ▀    ▀▀     ▀  ▀  ▀  ▀  ▀ ▀▀▀  ▀ ▀▀▀
                  ▄▄▄▄   ▄▄ ▄▀▀ █ ▄ ▀ ▄▄   ▄▄    █ ▄ ▄▀▄ ▄ ▄    ▀▀█ ▀▀█ ▄▀▀  ▄▄ ▀▀█ ▄█ ▀▀█  ▄█
                  █ █ █ █ █  ▀▄ █▀▄ █ █ █ ▀▄█    █▀▄ █▀▀ ▀▄█     ▀█  ▄▀ █▀  █ █ █▀▀  █  ▀█ █ █
                  ▀ ▀ ▀  ▀▀ ▀▀  ▀ ▀ ▀ ▀ ▀ ▄▄▀    ▀ ▀  ▀▀ ▄▄▀    ▀▀▀  ▀  ▀    ▀▀ ▀▀▀  ▀ ▀▀▀  ▀▀
                   0                   1                   2                   3       1... ....  F  FIN is 1: this frame ends its message.
                   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1     .0.. ....  R  RSV1 is 0: no extension was agreed on.
                  +-+-+-+-+-------+-+-------------+-------------------------------+    ..0. ....  R  RSV2 is 0: no extension was agreed on.
                  |1|0|0|0|0 0 0 1|1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1[1 1 1 1 1 0 1 0]    ...0 ....  R  RSV3 is 0: no extension was agreed on.
                  |F|R|R|R|opcode |M|   length    |          masking key          |    .... 0001  O  The opcode is 1: a text frame; the payload is UTF-8.
                  +-+-+-+-+-------+-+-------------+-------------------------------+    1... ....  M  MASK is 1: the payload is masked with a key of four
                  |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1|                  bytes.
                  |          masking key          |            payload            |    .000 0101  L  The length bits are 5: the payload has 5 bytes.
                  +-------------------------------+---------------+---------------+  ▸ 37fa213d   K  Masking key: payload byte i is XORed with key byte i
                  |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|                                  mod 4.
                  |                    payload                    |                    7f9f4d51…  P  The payload: 5 bytes, masked with the key before it.
                  +-----------------------------------------------+
                ─ decoder ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  K  This is the second of the 4 bytes of the masking key: 0xfa.                                                                       §5.3
                  K  Masking key: payload byte i is XORed with key byte i mod 4.                                                                       §5.3
                  K  Each frame needs a new key that nobody can predict.                                                                               §5.3
                  K  This is not encryption: the key is sent along.                                                                                    §5.3
                     State: masking key, has 2 bytes, needs 2 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o








                 0.000 s ├─────────────────────────●─────────────────────────────────────────────────────────────────────────┤ 2.003 s  row 4 of 9, 0.502 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  space play  , . note  H hide  \\ zoom  / filter  m mark  : go to  1-4 screens  q quit
                """)
    }

    /// The large letters of the fields that a byte of "Hello", masked, holds; the reserved bits are there only where one is set.
    @Test(arguments: [
        (0, ["FIN 1", "opcode 1 text"]), (1, ["MASK 1", "length 5"]), (2, ["masking key 37fa213d"]),
        (6, ["payload 48 H"]), (10, ["payload 6f o"]),
    ])
    func `Values of fields`(byte: Int, expected: [String]) {
        let bytes = frame(.text, "Hello")
        let explanation = FrameExplanation(bytes)
        let values = explanation.fields(atByte: byte).filter { ![.rsv1, .rsv2, .rsv3].contains($0.field) }.map {
            "\($0.field.name) \(explanation.shortValue(of: $0, byte: byte, wire: bytes[byte]))"
        }
        #expect(values == expected)
    }
}
