// The Flow screen in other sizes, zoomed, and filtered.

import Inspector
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@Suite struct FlowSizesTests {
    @Test func smallTerminal() {
        let model = Model.after(
            [.hello], keys: .typing("2") + [.left, .left, .left], size: Size(width: 60, height: 20))
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  CLOSING, now CLOSED 1000     LIVE  ?=help
                 client   CONNECTING ── OPEN ──▐CLOSING▌── CLOSED
                 server   CONNECTING ── OPEN ──▐CLOSING▌── CLOSED
                ─ ▸ client 127.0.0.1:51544 ───────────── server ─┬─ 6 of 9 ─
                  │ text  5 B  FIN masked  "Hello"               │ +0.499 s
                  │─────────────────────────────────────────────▶│
                  │                      text  5 B  FIN  "Hello" │  +1.0 ms
                  │◀─────────────────────────────────────────────│
                ▸ │ close 1000 "bye"  masked                     │ +1.497 s
                  │── client CLOSING ─ server CLOSING ──────────▶│
                  │                             close 1000 "bye" │  +1.0 ms
                  │◀─────────────────────────────────────────────│
                  │                 server ends its stream (FIN) │  +1.0 ms
                  │◀─────────────────────────────────────────────│

                ─ client frame 1, 2.000 s, byte 11 of its stream ───────────
                 1000 is Normal Closure. Reason: "bye". The connection has
                 served its purpose (§7.4). Opcode 8: a Close (§5.5.1).
                 MASK 1: the key is 37 fa 21 3d (§5.3). Length 5, in 7 bit…
                 ← → row  { } frame  Enter open  H hide  1-6 screens  q quit
                """)
    }

    @Test func largeTerminal() {
        let size = Size(width: 140, height: 45)
        let model = Model.after([.fragments], keys: .typing("2") + [.left, .left], size: size)
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  OPEN                                                                                                         LIVE  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101  ─ wire ────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                         The handshake is done: frames may be sent. RFC 6455 §4.1  [00]83 37 fa 21 3d 5b 95 01                        ··7·!=[··
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101    FO ML K--K--K--K  P--P--P
                         The handshake is done: frames may be sent. RFC 6455 §4.1 ─ bits ───────────────────────────────────────────────────────────────────
                ─ ▸ client 127.0.0.1:51544 ─── server 127.0.0.1:1338 ─┬─ 7 of 9 ─    0                   1                   2                   3
                  │ TCP connection                                    │  0.000 s     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
                  │──────────────────────────────────────────────────▶│             +-+-+-+-+-------+-+-------------+-------------------------------+
                  │ GET /  Upgrade: websocket  key dGhlIHNhbXBsZSBub… │  +2.0 ms    [0|0|0|0|0 0 0 0]1|0 0 0 0 0 1 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0|
                  │──────────────────────────────────────────────────▶│             |F|R|R|R|opcode |M|   length    |          masking key          |
                  │          101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms    +-+-+-+-+-------+-+-------------+-------------------------------+
                  │◀─ client OPEN ─ server OPEN ──────────────────────│             |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 0 1 1 0 1 1 1 0 0 1 0 1 0 1|
                 ╭│ text  3 B  FIN=0 masked  "Hel"                    │ +0.497 s    |          masking key          |            payload            |
                 ┊│── message 0, fragment 1 of 3 ────────────────────▶│             +---------------+---------------+-------------------------------+
                 ┊│ ping  4 B  masked  "here"                         │ +0.100 s    |0 0 0 0 0 0 0 1|
                 ┊│──────────────────────────────────────────────────▶│             |    payload    |
                 ┊│                                 pong  4 B  "here" │  +1.0 ms    +---------------+
                 ┊│◀─ answers frame 1 after 1.0 ms ───────────────────│           ─ decoder ────────────────────────────────────────────────────────────────
                ▸├│ continuation  3 B  FIN=0 masked  "lo "            │ +99.0 ms       0x00 is 0 and 0: 0000 0000. Bits count from the left,  RFC 6455 §5.2
                 ┊│── message 0, fragment 2 of 3 ────────────────────▶│                0-7.
                 ╰│ continuation  5 B  FIN masked  "class"            │ +0.100 s    F  FIN is 0: more frames of this message follow.          RFC 6455 §5.4
                  │── message 0, fragment 3 of 3 ────────────────────▶│             R  RSV1, RSV2 and RSV3 are 0: no extension was agreed     RFC 6455 §5.2
                  │                    text  11 B  FIN  "Hello class" │  +1.0 ms       on.
                  │◀──────────────────────────────────────────────────│             O  The opcode is 0: a continuation of a text message.     RFC 6455 §5.4
                  │                                                   │                State: has the first byte, needs 1 more for MASK and length.
                  │                                                   │           ─ unmasking ──────────────────────────────────────────────────────────────
                  │                                                   │             Message 0 (text), fragment 2 of 3.
                  │                                                   │             The text so far: "Hello "
                  │                                                   │             i      0        1        2
                  │                                                   │             wire   5b       95       01
                  │                                                   │             key    37 [0]   fa [1]   21 [2]
                  │                                                   │             xor    6c       6f       20
                  │                                                   │             char   l        o        space
                  │                                                   │
                  │                                                   │
                  │                                                   │
                ─ client frame 2, 0.700 s, byte 19 of its stream ────────────────
                 "lo "
                 The opcode is 0: a continuation of a text message (§5.4).
                 FIN is 0: more frames of this message follow (§5.4).
                 MASK is 1: the payload is masked with the key 37 fa 21 3d
                 (§5.3).
                 The length bits are 3: the payload has 3 bytes (§5.2).
                 0.000 s ├──────────────────────────────────────────────────────────────────────────────────────●────────────┤ 0.801 s  row 7 of 9, 0.700 s
                 ← → row  { } frame  Enter open  Esc back  space play  F follow  H hide  p pause  s send  \\ zoom  / filter  : go to  1-6 screens  q quit
                """)
    }

    @Test func zoomGivesTheLadderTheWholeScreen() {
        expectScreen(
            Model.after([.hello], keys: .typing("2\\")).screenText,
            is: """
                 wslens  #1 Flow  CLOSED 1000                              LIVE  FOLLOW  ?=help
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 9 of 9 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.499 s
                             │───────────────────────────────────────────▶│
                             │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                     CLOSING │ close 1000 "bye"  masked                   │ +1.497 s CLOSING
                             │───────────────────────────────────────────▶│
                             │                           close 1000 "bye" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                             │               server ends its stream (FIN) │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ▸     CLOSED │ client ends its stream (FIN)               │  +1.0 ms CLOSED
                             │───────────────────────────────────────────▶│



                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func theFilterShowsOnlyItsFrames() {
        expectScreen(
            Model.after([.fragments], keys: .typing("2/ping") + [.enter]).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                      LIVE  /ping  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 1 of 1 ─
                ▸           ┊│ ping  4 B  masked  "here"                  │  0.600 s
                            ┊│───────────────────────────────────────────▶│
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                 1 of 9 rows shown: /ping; Esc shows all.
                ─ client frame 1, 0.600 s, byte 9 of its stream ────────────────────────────────
                 "here"
                 Server frame 0 answers it, 1.0 ms later (§5.5.3). Opcode 9: a Ping (§5.5.2).
                 MASK 1: the key is 37 fa 21 3d (§5.3). Length 4, in 7 bits (§5.2).
                 0.000 s ├────────────────────────────●──────────┤ 0.801 s  row 5 of 9, 0.600 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func aFilterWithoutMatchesSaysSo() {
        let lines = view(.after([.fragments], keys: .typing("2/zzz") + [.enter])).lines
        #expect(lines[5].hasSuffix("0 of 9 rows ─"))
        #expect(lines[7] == "             │ Nothing matches /zzz; Esc clears the       │")
    }

    @Test func aNoticeLeavesTheLayoutAlone() {
        let model = Model.after([.hello], keys: .typing("2"))
        var noticed = model
        _ = noticed.update(.notice("Recorded."))
        let (before, after) = (view(model).lines, view(noticed).lines)
        #expect(before[...16] == after[...16])
        #expect(after[22] == " Recorded.")
    }

    /// All text stays between the lifelines: no label or remark touches them.
    @Test(arguments: [60, 75, 76, 80, 120, 200])
    func labelsKeepOffTheLifelines(width: Int) {
        var session = Session()
        session.handshake(0.002)
        session.frame(1, .client, .text, Array(String(repeating: "宽", count: 300).utf8), fin: false)
        session.bytes(2, .client, Frame(.continuation, payload: Array("x".utf8), fin: false).encoded)
        let lines = view(.after([session], keys: .typing("2\\"), size: Size(width: width, height: 24))).lines
        for line in lines[2...11] {
            let bars = line.filter { $0 == "│" || $0 == "▶" || $0 == "◀" }
            #expect(bars.count >= 2, "\(line)")
        }
    }

    @Test func aLongLadderKeepsTheSelectedRowInTheMiddle() {
        var session = Session()
        session.handshake(0.002)
        for number in 0..<500 { session.text(1 + Double(number), .client, "number \(number)") }
        let model = Model.after([session], keys: .typing("2g") + Array(repeating: .down, count: 252))
        let lines = view(model).lines
        #expect(lines[5].hasSuffix("─ 253 of 503 ─"))
        #expect(lines[12].hasPrefix("▸"))
        #expect(lines[12].contains("\"number 249\""))
    }
}
