// Flow on a large terminal is a desk: the ladder, and beside it the selected row.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct DeskTests {
    /// A conversation of 100 rows; in its middle a text of 4 KiB and its echo.
    private static let long: Session = {
        var session = Session()
        session.handshake(0.002)
        for number in 0..<48 { session.text(1 + Double(number), .client, "number \(number)") }
        let text = String(repeating: "0123456789abcdef", count: 256)
        session.text(60, .client, text)
        session.text(60.001, .server, text)
        for number in 48..<95 { session.text(61 + Double(number), .server, "number \(number)") }
        return session
    }()

    private static func model(_ session: Session, _ keys: [Key], width: Int, height: Int) -> Model {
        Model.after(
            [session], keys: keys, size: Size(width: width, height: height), source: .recording(title: "desk"))
    }

    static let sizes = [(140, 45), (200, 60)]

    @Test func `The rows of the long conversation`() {
        #expect(Self.model(Self.long, [], width: 80, height: 24).ladder.count == 100)
    }

    /// On a header byte, in the payload and at the end of a large frame, of either sender.
    @Test(arguments: sizes) func `No large block is empty`(width: Int, height: Int) throws {
        for screen in "24" {
            for frame in 0...1 {
                for byte in [0, 1, 5, 700, 4095] {
                    var model = Self.model(Self.long, [], width: width, height: height)
                    model.context.cursor.row = 51 + frame
                    model.press([.character(screen)])
                    model.context.cursor.byte = byte
                    let grid = view(model)
                    if let block = grid.emptyBlock(widerThan: 30, higherThan: 8) {
                        Issue.record("\(screen), frame \(frame), byte \(byte): \(block)\n\(model.screenText)")
                    }
                }
            }
        }
    }

    /// With the focus on the bytes, the keys that step do so there.
    @Test func `Steps go through the bytes where the focus is`() {
        let tabs: [Key] = [.tab, .tab, .tab]
        var model = Self.model(.hello, .typing("2") + [.home, .down, .down, .down] + tabs, width: 140, height: 45)
        #expect(view(model).lines.last?.contains("← → byte") == true)
        model.press([.right, .right])
        #expect((model.cursor.row, model.cursor.byte) == (3, 2))
        model.press([.left])
        #expect((model.cursor.row, model.cursor.byte) == (3, 1))
        // Other rows are a key away, and behind the last byte the next frame follows.
        model.press([.down])
        #expect((model.cursor.row, model.cursor.byte) == (4, 0))
        model.press([.up, .left])
        #expect(model.cursor.row == 3)
        #expect(model.notice == "This is the start.")
        model.press(Array(repeating: .right, count: 11))
        #expect((model.cursor.row, model.cursor.byte) == (4, 0))
        model.press([.backTab, .right])
        #expect((model.cursor.row, model.cursor.byte) == (5, 0))
        // A request has no bytes here.
        var request = Self.model(.hello, .typing("2") + [.home, .down] + tabs, width: 140, height: 45)
        request.press([.right])
        #expect(request.cursor.row == 2)
        #expect(view(request).lines.last?.contains("← → row") == true)
    }

    @Test func `The selected row stands beside the ladder`() {
        expectScreen(
            Self.model(.hello, .typing("2") + [.home, .down, .down, .down], width: 140, height: 45).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                                                                                     RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101  ─ wire ────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                         The handshake is done: frames may be sent. RFC 6455 §4.1  [81]85 37 fa 21 3d 7f 9f 4d 51 58                  ··7·!=··MQX
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101    FO ML K--K--K--K  P--P--P--P--P
                         The handshake is done: frames may be sent. RFC 6455 §4.1 ─ bits ───────────────────────────────────────────────────────────────────
                ─ ▸ client 127.0.0.1:51544 ─── server 127.0.0.1:1338 ─┬─ 4 of 9 ─    0                   1                   2                   3
                  │ TCP connection                                    │  0.000 s     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
                  │──────────────────────────────────────────────────▶│             +-+-+-+-+-------+-+-------------+-------------------------------+
                  │ GET /  Upgrade: websocket  key dGhlIHNhbXBsZSBub… │  +2.0 ms    [1|0|0|0|0 0 0 1]1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0|
                  │──────────────────────────────────────────────────▶│             |F|R|R|R|opcode |M|   length    |          masking key          |
                  │          101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms    +-+-+-+-+-------+-+-------------+-------------------------------+
                  │◀─ client OPEN ─ server OPEN ──────────────────────│             |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1|
                ▸ │ text  5 B  FIN masked  "Hello"                    │ +0.499 s    |          masking key          |            payload            |
                  │──────────────────────────────────────────────────▶│             +-------------------------------+---------------+---------------+
                  │                           text  5 B  FIN  "Hello" │  +1.0 ms    |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|
                  │◀──────────────────────────────────────────────────│             |                    payload                    |
                  │ close 1000 "bye"  masked                          │ +1.497 s    +-----------------------------------------------+
                  │── client CLOSING ─ server CLOSING ───────────────▶│           ─ decoder ────────────────────────────────────────────────────────────────
                  │                                  close 1000 "bye" │  +1.0 ms       0x81 is 8 and 1: 1000 0001. Bits count from the left,  RFC 6455 §5.2
                  │◀──────────────────────────────────────────────────│                0-7.
                  │                      server ends its stream (FIN) │  +1.0 ms    F  FIN is 1: this frame ends its message.                 RFC 6455 §5.2
                  │◀──────────────────────────────────────────────────│             R  RSV1, RSV2 and RSV3 are 0: no extension was agreed     RFC 6455 §5.2
                  │ client ends its stream (FIN)                      │  +1.0 ms       on.
                  │── client CLOSED ─ server CLOSED ─────────────────▶│             O  The opcode is 1: a text frame; the payload is UTF-8.   RFC 6455 §5.6
                                                                                       State: has the first byte, needs 1 more for MASK and length.
                                                                                  ─ unmasking ──────────────────────────────────────────────────────────────
                                                                                    i      0        1        2        3        4
                                                                                    wire   7f       9f       4d       51       58
                                                                                    key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                                                                                    xor    48       65       6c       6c       6f
                                                                                    char   H        e        l        l        o





                ─ client frame 0, 0.502 s, byte 0 of its stream ─────────────────
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

    @Test func `A response stands below the states`() {
        expectScreen(
            Self.model(.hello, .typing("2") + [.home, .down, .down], width: 120, height: 36).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                                                                 RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED         ─ states ─────────────────────────────────────────────────────
                         The handshake is done: frames may be sent. §4.1  c client ╭─────────────────────────────────────────────────╮
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED         s server │                 ╭────────────────────────╮      │
                         The handshake is done: frames may be sent. §4.1           │          ╭──╮   │        ╭──╮            │      │
                ─ ▸ client 127.0.0.1:51544 ────────── server ─┬─ 3 of 9 ─ ┌────────┴───┐    ┌─┴──▼───┴─┐    ┌─┴──▼─────┐    ┌─▼──────▼─┐
                  │ TCP connection                            │  0.000 s  │ CONNECTING ╞cs═▶│ OPEN     ├───▶│ CLOSING  ├───▶│ CLOSED   │
                  │──────────────────────────────────────────▶│           │            │    │ ● both   │    │          │    │          │
                  │ GET /  Upgrade: websocket  key dGhlIHNhb… │  +2.0 ms  └──┬─────────┘    └──┬────▲──┘    └──┬────▲──┘    └───────▲──┘
                  │──────────────────────────────────────────▶│              │                 │    │          │    │               │
                ▸ │  101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms  ┌──▼─────────────────▼────┴──────────▼────┴───────────────┴──┐
                  │◀─ client OPEN ─ server OPEN ──────────────│           │ unknown  what the log does not show                        │
                  │ text  5 B  FIN masked  "Hello"            │ +0.499 s  └────────────────────────────────────────────────────────────┘
                  │──────────────────────────────────────────▶│           ─ CONNECTING → OPEN ────────────────────────── arrow 1 of 13 ─
                  │                   text  5 B  FIN  "Hello" │  +1.0 ms   ● The handshake is done: frames may be sent (§4.1).
                  │◀──────────────────────────────────────────│                server: response 101
                  │ close 1000 "bye"  masked                  │ +1.497 s       client: response 101
                  │── client CLOSING ─ server CLOSING ───────▶│              Frames follow the missing bytes, so the handshake was
                  │                          close 1000 "bye" │  +1.0 ms     done.
                  │◀──────────────────────────────────────────│           ─ response ───────────────────────────────────────────────────
                  │              server ends its stream (FIN) │  +1.0 ms    HTTP/1.1 101 Switching Protocols                     ok
                  │◀──────────────────────────────────────────│             Upgrade               websocket                      ok
                  │ client ends its stream (FIN)              │  +1.0 ms    Connection            Upgrade                        ok
                  │── client CLOSED ─ server CLOSED ─────────▶│             Sec-WebSocket-Accept  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   ok
                                                                            empty line                                           ok
                                                                          ─ accept key ─────────────────────────────────────────────────
                                                                            key      dGhlIHNhbXBsZSBub25jZQ==    request, from byte 140
                                                                            + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11 RFC 6455 §1.3
                                                                            SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea
                ─ response, 0.003 s ─────────────────────────────────────   Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=         28 characters
                 101: the server agrees, and its accept value matches       sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this serv…
                 the key. Frames follow (§4.2.2).                           try it   printf %s 'dGhl…' | openssl sha1 -binary | base64


                 0.000 s ├●──────────────────────────────────────────────────────────────────────────────┤ 2.003 s  row 3 of 9, 0.003 s
                 ← → row  { } frame  Enter open  Esc back  space play  , . note  H hide  \\ zoom  / filter  : go to  1-6 screens  q quit
                """)
    }

    @Test func `With room for both, the states stand above the frame`() {
        expectScreen(
            Self.model(.hello, .typing("2") + [.home, .down, .down, .down], width: 200, height: 60).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                                                                                                                                                 RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101             ─ states ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                         The handshake is done: frames may be sent. RFC 6455 §4.1                                   c client ╭────────────────────────────────────────────────────────────────╮
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101                                    s server │                      ╭──────────────────────────────────╮      │
                         The handshake is done: frames may be sent. RFC 6455 §4.1                                            │               ╭──╮   │             ╭──╮                 │      │
                ─ ▸ client 127.0.0.1:51544 ─── server 127.0.0.1:1338 ─┬──── time ── 4 of 9 ─                        ┌────────┴───┐         ┌─┴──▼───┴─┐         ┌─┴──▼─────┐         ┌─▼──────▼─┐
                  CONNECTING │ TCP connection                         │  0.000 s CONNECTING                         │ CONNECTING ╞═══cs═══▶│ OPEN     ├────────▶│ CLOSING  ├────────▶│ CLOSED   │
                             │───────────────────────────────────────▶│                                             │            │         │ ● both   │         │          │         │          │
                             │ GET /  Upgrade: websocket  key dGhlIH… │  +2.0 ms                                    └──┬─────────┘         └──┬────▲──┘         └──┬────▲──┘         └───────▲──┘
                             │───────────────────────────────────────▶│                                                │                      │    │               │    │                    │
                        OPEN │ 101  accept s3pPLMBiTxaQ9kYGzzhZRbK+x… │  +1.0 ms OPEN                               ┌──▼──────────────────────▼────┴───────────────▼────┴────────────────────┴──┐
                             │◀───────────────────────────────────────│                                             │ unknown  what the log does not show                                       │
                ▸            │ text  5 B  FIN masked  "Hello"         │ +0.499 s                                    └───────────────────────────────────────────────────────────────────────────┘
                             │───────────────────────────────────────▶│                      ─ wire ─────────────────────────────────────────────────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                             │                text  5 B  FIN  "Hello" │  +1.0 ms              [81]85 37 fa 21 3d 7f 9f 4d 51 58                  ··7·!=··MQX
                             │◀───────────────────────────────────────│                        FO ML K--K--K--K  P--P--P--P--P
                     CLOSING │ close 1000 "bye"  masked               │ +1.497 s CLOSING     ─ bits ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                             │───────────────────────────────────────▶│                         0                   1                   2                   3     ▸ 1... ....  F  FIN is 1: this frame ends its
                             │                       close 1000 "bye" │  +1.0 ms                0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1                   message.
                             │◀───────────────────────────────────────│                        +-+-+-+-+-------+-+-------------+-------------------------------+  ▸ .0.. ....  R  RSV1 is 0: no extension was agreed
                             │           server ends its stream (FIN) │  +1.0 ms               [1|0|0|0|0 0 0 1]1|0 0 0 0 1 0 1|0 0 1 1 0 1 1 1 1 1 1 1 1 0 1 0|                  on.
                             │◀───────────────────────────────────────│                        |F|R|R|R|opcode |M|   length    |          masking key          |  ▸ ..0. ....  R  RSV2 is 0: no extension was agreed
                      CLOSED │ client ends its stream (FIN)           │  +1.0 ms CLOSED        +-+-+-+-+-------+-+-------------+-------------------------------+                  on.
                             │───────────────────────────────────────▶│                        |0 0 1 0 0 0 0 1 0 0 1 1 1 1 0 1|0 1 1 1 1 1 1 1 1 0 0 1 1 1 1 1|  ▸ ...0 ....  R  RSV3 is 0: no extension was agreed
                                                                                               |          masking key          |            payload            |                  on.
                                                                                               +-------------------------------+---------------+---------------+  ▸ .... 0001  O  The opcode is 1: a text frame; the
                                                                                               |0 1 0 0 1 1 0 1 0 1 0 1 0 0 0 1 0 1 0 1 1 0 0 0|                                  payload is UTF-8.
                                                                                               |                    payload                    |                    1... ....  M  MASK is 1: the payload is masked with
                                                                                               +-----------------------------------------------+                                  a key of four bytes. …
                                                                                             ─ decoder ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                                                                                                  0x81 is 8 and 1: 1000 0001. Bits count from the left, 0-7.                                              RFC 6455 §5.2
                                                                                               F  FIN is 1: this frame ends its message.                                                                  RFC 6455 §5.2
                                                                                               R  RSV1, RSV2 and RSV3 are 0: no extension was agreed on.                                                  RFC 6455 §5.2
                                                                                               O  The opcode is 1: a text frame; the payload is UTF-8.                                                    RFC 6455 §5.6
                                                                                                  State: has the first byte, needs 1 more for MASK and length.
                                                                                             ─ unmasking ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
                                                                                               i      0        1        2        3        4
                                                                                               wire   7f       9f       4d       51       58
                                                                                               key    37 [0]   fa [1]   21 [2]   3d [3]   37 [0]
                                                                                               xor    48       65       6c       6c       6f
                                                                                               char   H        e        l        l        o







                ─ client frame 0, 0.502 s, byte 0 of its stream ────────────────────────────
                 "Hello"
                 The opcode is 1: a text frame; the payload is UTF-8 (§5.6).
                 FIN is 1: this frame ends its message (§5.2).
                 MASK is 1: the payload is masked with the key 37 fa 21 3d (§5.3).
                 The length bits are 5: the payload has 5 bytes (§5.2).




                 0.000 s ├────────────────────────────────────────●──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┤ 2.003 s  row 4 of 9, 0.502 s
                 ← → row  { } frame  Enter open  Esc back  space play  , . note  H hide  \\ zoom  / filter  : go to  w write  R reload  ? help  1-6 screens  q quit
                """)
    }

    /// Tab goes through the panes of the row too, and zoom fills the screen with one of them.
    @Test func `Tab goes through the panes of the row`() {
        var model = Self.model(.hello, .typing("2") + [.home, .down, .down, .down], width: 140, height: 45)
        let first = model.screenText
        model.press([.tab, .tab])
        for pane in ["wire", "bits", "decoder", "unmasking"] {
            model.press([.tab])
            #expect(model.screenText.contains("─ ▸ \(pane) ─"))
            var zoomed = model
            zoomed.press([.character("\\")])
            #expect(view(zoomed).lines[1].hasPrefix("─ ▸ \(pane) ─"))
            #expect(!zoomed.screenText.contains("client 127.0.0.1"))
        }
        model.press([.tab])
        #expect(model.screenText == first)
        model.press([.backTab])
        #expect(model.screenText.contains("─ ▸ unmasking ─"))
    }

    /// On a row that is not a frame its words have the focus instead, and Tab goes on from there.
    @Test func `A row without a frame has no panes of one`() {
        var model = Self.model(.hello, .typing("2") + [.home, .down, .down, .down], width: 140, height: 45)
        model.press([.tab, .tab, .tab, .up])
        #expect(model.screenText.contains("─ ▸ response"))
        model.press([.tab, .tab, .tab])
        #expect(!model.screenText.contains("─ ▸ wire"))
    }

    /// 32 bytes in a row where there is room for them, but not where a frame is short.
    @Test(arguments: [(11, 200, 16), (17, 200, 32), (4104, 140, 32), (4104, 103, 32), (4104, 102, 16), (4104, 80, 16)])
    func `Bytes in a row`(count: Int, width: Int, expected: Int) {
        #expect(HexRows(count: count, width: width, longest: 32).perRow == expected)
        #expect(HexRows(count: count, width: width).perRow == 16, "other screens keep to 16")
    }

    /// One column or row less, and there is no desk.
    @Test(arguments: [(119, 36), (120, 35)]) func `A smaller terminal has no desk`(width: Int, height: Int) {
        let model = Self.model(.hello, .typing("2") + [.home, .down, .down, .down], width: width, height: height)
        #expect(!model.screenText.contains("─ wire ─"))
    }
}
