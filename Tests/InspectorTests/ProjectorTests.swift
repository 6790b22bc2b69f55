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
                 ▄█▄█▄ ▄█    ▄▀▀ ▄▀▄ █▄ █ █▄ █ █▀▀ ▄▀▀ ▀█▀ ▀█▀ █▄ █ ▄▀▀
                 ▄█▄█▄  █    █   █ █ █ ▀█ █ ▀█ █▀  █    █   █  █ ▀█ █ █
                  ▀ ▀   ▀     ▀▀  ▀  ▀  ▀ ▀  ▀ ▀▀▀  ▀▀  ▀  ▀▀▀ ▀  ▀  ▀▀
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
                 ← → connection  Enter open  space play  / filter  o others  1-6 screens  q quit
                """)
    }

    /// As everything in the preview, the large state is that of the row that it shows.
    @Test(arguments: [([Key.home], "OPEN"), ([.end], "CLOSED 1000")])
    func `The state of a connection is that of the row`(keys: [Key], state: String) {
        let rows = [Key].typing("2") + keys + (keys == [.home] ? [.down, .down, .down] : []) + .typing("1")
        let large = Grid.large("#1 \(state)")
        #expect(Self.screen(rows).contains(large[0]))
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
                ─ client frame 0, 0.502 s, byte 0 of its stream ────────────────────────────────
                 ▄█▄ ▄▀▄ ▄ ▄ ▄█▄    █ █ █ █ ▄▀▄ █ █  ▄  █ █    █▀▀    █▀▄    █▀▀ ▀█▀ █▄ █
                  █  █▀▀  █   █         █▀█ █▀▀ █ █ █ █        ▀▀█    █▀▄    █▀   █  █ ▀█
                  ▀▀  ▀▀ ▀ ▀  ▀▀        ▀ ▀  ▀▀ ▀ ▀  ▀         ▀▀▀    ▀▀     ▀   ▀▀▀ ▀  ▀
                 "Hello"
                 Opcode 1: text, in UTF-8 (§5.6). FIN 1: the message ends here (§5.2). MASK 1:…
                 0.000 s ├──────────●────────────────────────────┤ 2.003 s  row 4 of 9, 0.502 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
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
                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
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
                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func `The GUID`() {
        expectScreen(
            Self.screen(.typing("3") + [.home] + [Key](repeating: .right, count: 14)),
            is: """
                 wslens  #1 Handshake  at this step: OPEN                      RECORDED  ?=help
                ─ GUID ─────────────────────────────────────────────────────────────────────────
                  ▀▀█ █▀▀ █▀█ █▀▀ ▄▀▄ █▀▀ ▄▀▄ █▀▀    █▀▀ █▀█ ▄█ █ █    █ █ ▀▀█ █▀▄ ▄▀▄
                  █▀▀ ▀▀█ █▀█ █▀  █▀█ █▀  █▀█ ▀▀█ ▀▀ █▀  ▀▀█  █ ▀▀█ ▀▀ ▀▀█  ▄▀ █ █ █▀█ ▀▀
                  ▀▀▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀ ▀ ▀   ▀ ▀ ▀▀▀    ▀▀▀ ▀▀▀  ▀   ▀      ▀  ▀  ▀▀  ▀ ▀
                  █▀█ █▀▀ ▄▀▀ ▄▀▄    ▄▀▀ █▀▀ ▄▀▄ █▀▄ █▀█ █▀▄ ▄▀▀ █▀█ █▀▀ █▀▄ ▄█ ▄█
                  ▀▀█ ▀▀█ █   █▀█ ▀▀ █   ▀▀█ █▀█ █▀▄ █ █ █ █ █   █▀█ ▀▀█ █▀▄  █  █
                  ▀▀▀ ▀▀▀  ▀▀ ▀ ▀     ▀▀ ▀▀▀ ▀ ▀ ▀▀  ▀▀▀ ▀▀   ▀▀ ▀▀▀ ▀▀▀ ▀▀   ▀  ▀
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

                 ├────●────────────────────────────────────────────────────────┤ step 15 of 189
                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func `The verdict`() {
        expectScreen(
            Self.screen(.typing("3") + [.end]),
            is: """
                 wslens  #1 Handshake  at this step: OPEN                      RECORDED  ?=help
                ─ verdict ──────────────────────────────────────────────────────────────────────
                  ▄▄▄    ▄▄▄▄   ▄▄ ▄█▄  ▄▄ █
                  ▄▄▄    █ █ █ █ █  █  █   █▀▄
                         ▀ ▀ ▀  ▀▀  ▀▀  ▀▀ ▀ ▀
                  ▄▀▀ ▀▀█ ▄▄  █▀▄ █   █▄ ▄█ █▀▄ ▀ ▀█▀ ▄ ▄  ▄▄ ▄▀▄ █▀█ █ ▄ █ █ ▄▀▀ ▄▄▄
                   ▀▄  ▀█ █ █ █▀  █   █ ▀ █ █▀▄ █  █   █  █ █ █ █ ▀▀█ █▀▄  █  █ █ ▄ ▀
                  ▀▀  ▀▀▀ █▀  ▀   ▀▀▀ ▀   ▀ ▀▀  ▀  ▀  ▀ ▀  ▀▀  ▀▄ ▀▀▀ ▀ ▀  ▀   ▀▀ ▀▀▀ ▀ ▀ ▀
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
                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
                """)
    }

    /// Words and letters of twice the size.
    @Test func `Flow at 140x45`() {
        expectScreen(
            Self.screen(.typing("2") + [.home, .down, .down, .down], width: 140, height: 45),
            is: """
                 wslens  #1 Flow  OPEN                                                                                                     RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101  ─ wire ────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                         The handshake is done: frames may be sent. RFC 6455 §4.1   [81] 85  37  fa  21  3d  7f  9f  4d  51  58
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101     FO  ML  K---K---K---K   P---P---P---P---P
                         The handshake is done: frames may be sent. RFC 6455 §4.1 ─ bits ───────────────────────────────────────────────────────────────────
                ─ ▸ client 127.0.0.1:51544 ─── server 127.0.0.1:1338 ─┬─ 4 of 9 ─   █▀█ ▄█    ▄█   █▀█ █▀█ █▀█   █▀█ █▀█ █▀█ ▄█
                  │ TCP connection                                    │  0.000 s    █▀█  █     █   █ █ █ █ █ █   █ █ █ █ █ █  █
                  │──────────────────────────────────────────────────▶│             ▀▀▀  ▀     ▀   ▀▀▀ ▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀ ▀▀▀  ▀
                  │ GET /  Upgrade: websocket  key dGhlIHNhbXBsZSBub… │  +2.0 ms    █▀▀ ▀█▀ █▄ █    ▄█     ▄  ▄▄   ▄▄  ▄   ▄█ ▄▀▄    ▄█    ▄█▄ ▄▀▄ ▄ ▄ ▄█▄
                  │──────────────────────────────────────────────────▶│             █▀   █  █ ▀█     █    █ █ █ █ █   █ █ █ █ █▀▀     █     █  █▀▀  █   █
                  │          101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms    ▀   ▀▀▀ ▀  ▀     ▀     ▀  █▀   ▀▀  ▀   ▀▀  ▀▀     ▀     ▀▀  ▀▀ ▀ ▀  ▀▀
                  │◀─ client OPEN ─ server OPEN ──────────────────────│              0                   1                   2                   3
                ▸ │ text  5 B  FIN masked  "Hello"                    │ +0.499 s     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
                  │──────────────────────────────────────────────────▶│             +-+-+-+-+-------+-+-------------+-------------------------------+
                  │                           text  5 B  FIN  "Hello" │  +1.0 ms    [1|0|0|0|0 0 0 1]1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0|
                  │◀──────────────────────────────────────────────────│             |F|R|R|R|opcode |M|   length    |          masking key          |
                  │ close 1000 "bye"  masked                          │ +1.497 s    +-+-+-+-+-------+-+-------------+-------------------------------+
                  │── client CLOSING ─ server CLOSING ───────────────▶│             |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1|
                  │                                  close 1000 "bye" │  +1.0 ms    |          masking key          |            payload            |
                  │◀──────────────────────────────────────────────────│             +-------------------------------+---------------+---------------+
                  │                      server ends its stream (FIN) │  +1.0 ms    |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|
                  │◀──────────────────────────────────────────────────│             |                    payload                    |
                  │ client ends its stream (FIN)                      │  +1.0 ms    +-----------------------------------------------+
                  │── client CLOSED ─ server CLOSED ─────────────────▶│           ─ decoder ────────────────────────────────────────────────────────────────
                                                                                       0x81 is 8 and 1: 1000 0001. Bits count from the left, 0-7.      §5.2
                                                                                    F  FIN is 1: this frame ends its message.                          §5.2
                                                                                    R  RSV1, RSV2 and RSV3 are 0: no extension was agreed on.          §5.2
                                                                                    O  The opcode is 1: a text frame; the payload is UTF-8.            §5.6
                                                                                       State: has the first byte, needs 1 more for MASK and length.
                                                                                  ─ unmasking ──────────────────────────────────────────────────────────────
                ─ client frame 0, 0.502 s, byte 0 of its stream ─────────────────   i      0        1        2        3        4
                 ▄█▄ ▄▀▄ ▄ ▄ ▄█▄    █ █ █ █ ▄▀▄ █ █  ▄  █ █    █▀▀    █▀▄           wire   7f       9f       4d       51       58
                  █  █▀▀  █   █         █▀█ █▀▀ █ █ █ █        ▀▀█    █▀▄           key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  ▀▀  ▀▀ ▀ ▀  ▀▀        ▀ ▀  ▀▀ ▀ ▀  ▀         ▀▀▀    ▀▀            xor    48       65       6c       6c       6f
                 █▀▀ ▀█▀ █▄ █    ▄▄▄▄   ▄▄ ▄▀▀ █ ▄ ▄▀▄  ▄█                          char   H        e        l        l        o
                 █▀   █  █ ▀█    █ █ █ █ █  ▀▄ █▀▄ █▀▀ █ █
                 ▀   ▀▀▀ ▀  ▀    ▀ ▀ ▀  ▀▀ ▀▀  ▀ ▀  ▀▀  ▀▀
                 "Hello"
                 The opcode is 1: a text frame; the payload is UTF-8 (§5.6).
                 FIN is 1: this frame ends its message (§5.2).
                 MASK is 1: the payload is masked with the key 37 fa 21 3d
                 (§5.3).
                 The length bits are 5: the payload has 5 bytes (§5.2).
                 0.000 s ├─────────────────────────●─────────────────────────────────────────────────────────────────────────┤ 2.003 s  row 4 of 9, 0.502 s
                 ← → row  { } frame  Enter open  Esc back  space play  , . note  H hide  \\ zoom  / filter  : go to  w write  R reload  1-6 screens  q quit
                """)
    }

    @Test func `The code of a Close`() {
        expectScreen(
            Self.screen(
                .typing("2") + [.home] + [Key](repeating: .down, count: 5) + .typing("4a")
                    + [Key](repeating: .right, count: 7)),
            is: """
                 wslens  #1 client frame 1  close  5 bytes                     RECORDED  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   88  85  37  fa  21  3d  34 [12] 43  44  52
                   FO  ML  K---K---K---K   P---P---P---P---P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  ▄█ ▀▀█    █▀█ █▀█ █▀█ ▄█ █▀█ █▀█ ▄█ █▀█
                   █ █▀▀    █ █ █ █ █ █  █ █ █ █ █  █ █ █
                   ▀ ▀▀▀    ▀▀▀ ▀▀▀ ▀▀▀  ▀ ▀▀▀ ▀▀▀  ▀ ▀▀▀
                   ▄▄  ▄   ▄█ ▄▀▄    ▄█ █▀█ █▀█ █▀█
                  █   █ █ █ █ █▀▀     █ █ █ █ █ █ █
                   ▀▀  ▀   ▀▀  ▀▀     ▀ ▀▀▀ ▀▀▀ ▀▀▀

                ─ decoder ──────────────────────────────────────────────────────────────────────
                  P  Payload byte 1: 0x12 XOR key byte 1, 0xfa, is 0xe8.                   §5.3
                  P  03 e8 is the close code 1000: Normal Closure.                         §7.4
                     State: payload, has 2 of 5 bytes, needs 3 more.
                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  wire   34       12       43       44       52
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    03       e8       62       79       65
                  char   1000───────       b        y        e
                 0.000 s ├──────────────────────────────────────●┤ 2.003 s  row 6 of 9, 2.000 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
    }

    @Test func `A bit under the cursor`() {
        expectScreen(
            Model.after(
                [.hello], keys: .typing("P4") + [.home, .right, .down, .down], source: .recording(title: "back row")
            ).screenText,
            is: """
                 wslens  #1 client frame 0  text  5 bytes                      RECORDED  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   81 [85] 37  fa  21  3d  7f  9f  4d  51  58
                   FO  ML  K---K---K---K   P---P---P---P---P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  █▀█ █▀▀    ▄█   ▐█▀█▌ █▀█ █▀█ █▀█ ▄█ █▀█ ▄█
                  █▀█ ▀▀█     █   ▐█ █▌ █ █ █ █ █ █  █ █ █  █
                  ▀▀▀ ▀▀▀     ▀   ▐▀▀▀▌ ▀▀▀ ▀▀▀ ▀▀▀  ▀ ▀▀▀  ▀
                  █ ▄▀▄ ▄▄   ▄▄ ▄█▄ █      █▀▀
                  █ █▀▀ █ █ ▀▄█  █  █▀▄    ▀▀█
                  ▀  ▀▀ ▀ ▀ ▄▄▀  ▀▀ ▀ ▀    ▀▀▀
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  L  Bit 1 of byte 1 is 0: worth 64, here 0.                               §5.2
                  L  The length bits are 5: the payload has 5 bytes.                       §5.2
                     State: masking key, has 0 bytes, needs 4 more.


                ─ unmasking ────────────────────────────────────────────────────────────────────
                  wire   7f       9f       4d       51       58
                  key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                  xor    48       65       6c       6c       6f
                  char   H        e        l        l        o
                 0.000 s ├──────────●────────────────────────────┤ 2.003 s  row 4 of 9, 0.502 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
    }

    @Test func `A row that breaks a rule`() {
        expectScreen(
            Model.after(
                [.unmasked], keys: .typing("P2") + [.home] + .typing("}"), source: .recording(title: "back row")
            ).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                         RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 4 of 6 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                ▸            │ text  5 B  FIN  "Hello"                    │ +0.497 s
                             │── ! client-frame-not-masked ──────────────▶│
                     CLOSING │       close 1002 "client-frame-not-masked" │  +1.0 ms CLOSING
                             │◀───────────────────────────────────────────│
                     unknown │                   server closes its socket │  +1.0 ms CLOSED
                             │◀───────────────────────────────────────────│
                ─ client frame 0, 0.500 s, byte 0 of its stream ────────────────────────────────
                 █    ▄█▄ ▄▀▄ ▄ ▄ ▄█▄    █ █ █ █ ▄▀▄ █ █  ▄  █ █    █▀▀    █▀▄    █▀▀ ▀█▀ █▄ █
                 ▀     █  █▀▀  █   █         █▀█ █▀▀ █ █ █ █        ▀▀█    █▀▄    █▀   █  █ ▀█
                 ▀     ▀▀  ▀▀ ▀ ▀  ▀▀        ▀ ▀  ▀▀ ▀ ▀  ▀         ▀▀▀    ▀▀     ▀   ▀▀▀ ▀  ▀
                 ! client-frame-not-masked: A client must mask every frame; this one is not
                 masked, so the server closes with 1002 (§5.1). Found: MASK is 0. …
                 0.000 s ├──────────────────────────────────────●┤ 0.502 s  row 4 of 6, 0.500 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func `A byte that breaks a rule`() {
        expectScreen(
            Model.after(
                [.unmasked], keys: .typing("P4") + [.home, .right], source: .recording(title: "back row")
            ).screenText,
            is: """
                 wslens  #1 client frame 0  text  5 bytes                      RECORDED  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                   81 [05] 48  65  6c  6c  6f
                   FO  ML  P---P---P---P---P
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  █▀█ █▀▀    █▀█   █▀█ █▀█ █▀█ █▀█ ▄█ █▀█ ▄█
                  █ █ ▀▀█    █ █   █ █ █ █ █ █ █ █  █ █ █  █
                  ▀▀▀ ▀▀▀    ▀▀▀   ▀▀▀ ▀▀▀ ▀▀▀ ▀▀▀  ▀ ▀▀▀  ▀
                  █    █▄ ▄█ ▄▀▄ ▄▀▀▀ █ █    █▀█    █ ▄▀▄ ▄▄   ▄▄ ▄█▄ █      █▀▀
                  ▀    █ ▀ █ █▀█  ▀▀▄ █▀▄    █ █    █ █▀▀ █ █ ▀▄█  █  █▀▄    ▀▀█
                  ▀    ▀   ▀ ▀ ▀ ▀▀▀  ▀ ▀    ▀▀▀    ▀  ▀▀ ▀ ▀ ▄▄▀  ▀▀ ▀ ▀    ▀▀▀
                ─ decoder ───────────────────────────────────────────────── ! 1 rule is broken ─
                  M  MASK is 0: the payload is not masked, and there is no key.            §5.1
                  L  The length bits are 5: the payload has 5 bytes.                       §5.2
                     State: payload, has 0 of 5 bytes, needs 5 more.
                  !  violation, byte 1: A client must mask every frame; this one  RFC 6455 §5.1
                     is not masked, so the server closes with 1002. Found: MASK
                     is 0. MUST, close code 1002.
                ─ payload ──────────────────────────────────────────────────────────────────────
                  i      0        1        2        3        4
                  byte   48       65       6c       6c       6f
                  char   H        e        l        l        o
                 0.000 s ├──────────────────────────────────────●┤ 0.502 s  row 4 of 6, 0.500 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
    }

    @Test func `The diagram of states`() {
        expectScreen(
            Model.after(
                [.hello],
                keys: .typing("P2") + [.home, .down, .down, .down, .down, .down, .tab, .tab, .character("\\")],
                source: .recording(title: "back row")
            ).screenText,
            is: """
                 wslens  #1 Flow  CLOSING                                      RECORDED  ?=help
                 c client ╭────────────────────────────────────────────────────────────────╮
                 s server │                      ╭──────────────────────────────────╮      │
                          │               ╭──╮   │             ╭──╮                 │      │
                 ┌────────┴───┐         ┌─┴──▼───┴─┐         ┌─┴──▼─────┐         ┌─▼──────▼─┐
                 │ CONNECTING ├───cs───▶│ OPEN     ╞═══cs═══▶│ CLOSING  ├────────▶│ CLOSED   │
                 │            │         │          │         │ ● both   │         │          │
                 └──┬─────────┘         └──┬────▲──┘         └──┬────▲──┘         └───────▲──┘
                    │                      │    │               │    │                    │
                 ┌──▼──────────────────────▼────┴───────────────▼────┴────────────────────┴──┐
                 │ unknown  what the log does not show                                       │
                 └───────────────────────────────────────────────────────────────────────────┘
                 The states of both endpoints are inferred from what they sent.
                ─ OPEN → CLOSING ─────────────────────────────────────── arrow 4 of 13, ↓ more ─
                 ▄▀▄ █▀▄ █▀▀ █▄ █     ▀▄     ▄▀▀ █   ▄▀▄ ▄▀▀▀ ▀█▀ █▄ █ ▄▀▀
                 █ █ █▀  █▀  █ ▀█    ▀▀█▀    █   █   █ █  ▀▀▄  █  █ ▀█ █ █
                  ▀  ▀   ▀▀▀ ▀  ▀     ▀       ▀▀ ▀▀▀  ▀  ▀▀▀  ▀▀▀ ▀  ▀  ▀▀
                 ● It sent a Close and waits for the peer's Close (§7.1.2).
                     client: Close 1000, client frame 1
                 ● It received a Close and must answer with one (§5.5.1).
                     server: Close 1000, client frame 1
                   It sent a Close that its peer will not answer (§7.1.2). …
                 0.000 s ├──────────────────────────────────────●┤ 2.003 s  row 6 of 9, 2.000 s
                 ← → arrow  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
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
                    ████                  ██    ██    ██    ██    ██  ██████    ██  ██████
                  ██        ████        ████  ████  ████  ████  ████  ██  ██  ████  ██  ██
                  ████    ██  ██          ██    ██    ██    ██    ██  ██  ██    ██  ██  ██
                  ██      ██  ██          ██    ██    ██    ██    ██  ██  ██    ██  ██  ██
                  ██        ████          ██    ██    ██    ██    ██  ██████    ██  ██████

                  ██        ██                  ██████  ██████    ████          ██████    ██  ██████      ██
                  ██  ██  ██  ██  ██  ██            ██      ██  ██        ████      ██  ████      ██    ████
                  ████    ██████  ██  ██          ████      ██  ████    ██  ██  ██████    ██    ████  ██  ██
                  ██  ██  ██        ████            ██    ██    ██      ██  ██  ██        ██      ██  ██  ██
                  ██  ██    ████      ██        ██████    ██    ██        ████  ██████    ██  ██████    ████
                                  ████
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
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  space play  , . note  H hide  \\ zoom  / filter  m mark  : go to  1-6 screens  q quit
                """)
    }

    /// The large letters of the fields that a byte holds; the reserved bits are there only where one is set.
    @Test(
        arguments: [
            (frame(.text, "Hello"), 0, ["FIN 1", "opcode 1 text"]), (frame(.text, "Hello"), 1, ["MASK 1", "length 5"]),
            (frame(.text, "Hello"), 2, ["masking key 37fa213d"]),
            (frame(.text, "Hello"), 6, ["payload 7f ^ 37 = 48 H"]),
            (frame(.text, "Hello"), 10, ["payload 58 ^ 37 = 6f o"]),
            (frame(.text, "Hello", from: .server), 2, ["payload 48 H"]),
            (frame(.close, [3, 0xe8, 0x62], from: .server), 2, ["code 03.."]),
            (frame(.close, [3, 0xe8, 0x62], from: .server), 3, ["code 1000"]),
            (frame(.close, [3, 0xe8, 0x62], from: .server), 4, ["reason 62 b"]),
            (frame(.close, [3, 0xe8, 0x62]), 6, ["code 03.."]), (frame(.close, [3, 0xe8, 0x62]), 7, ["code 1000"]),
            (frame(.close, [3, 0xe8, 0x62]), 8, ["reason 43 ^ 21 = 62 b"]),
            (frame(.close, [3], from: .server), 2, ["payload 03"]),
            ([0x82, 0xfe], 1, ["MASK 1", "length 126: in 2 bytes"]),
            ([0x82, 0x7f], 1, ["MASK 0", "length 127: in 8 bytes"]),
        ] as [([UInt8], Int, [String])])
    func `Values of fields`(bytes: [UInt8], byte: Int, expected: [String]) {
        let explanation = FrameExplanation(bytes)
        let values = explanation.fields(atByte: byte).filter { ![.rsv1, .rsv2, .rsv3].contains($0.field) }.map {
            let short = explanation.shortReading(of: $0, byte: byte, wire: bytes[byte])
            return "\(short.name ?? $0.field.name) \(short.values[0])"
        }
        #expect(values == expected)
    }
}

extension Grid {
    /// The lines of a text in large letters.
    fileprivate static func large(_ text: String) -> [String] {
        var grid = Grid(size: Size(width: 78, height: 3))
        BigText.draw(text, x: 0, y: 0, in: grid.area, into: &grid)
        return grid.lines
    }
}
