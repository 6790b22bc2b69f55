// The screens behind the veil, and what keys and new traffic do meanwhile.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct VeilScreensTests {
    private func hidden(_ screen: Screen, _ session: Session = .hello, keys: [Key]) -> Model {
        var model = Model(source: .recording(title: "Hello, and a Close"), size: Size(width: 80, height: 24))
        _ = model.update(.events(session.events))
        for key in [.character(Character("\(screen.rawValue)")), .home, .character("H")] + keys {
            _ = model.update(.key(key))
        }
        return model
    }

    @Test func frameShowsTheBytesUpToTheCursor() {
        expectScreen(
            view(hidden(.frame, keys: [.right, .right, .right])).text,
            is: """
                 wslens  #1 client frame 0                               RECORDED  VEIL  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 85 37[fa]··                                    ··7·
                  FO ML K--K
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op    M  length   masking key
                  1 0 0 0  0001  1  0000101  00110111[11111010]········
                  byte 0         byte 1      byte 2   byte 3   byte 4
                ─ decoder ──────────────────────────────────────────────────────────────────────
                  K  This is the second of the 4 bytes of the masking key: 0xfa.  RFC 6455 §5.3
                     State: masking key, has 2 bytes, needs 2 more.



                ─ payload ──────────────────────────────────────────────────────────────────────
                  The rest of the header is hidden.






                 ▒▒▒ what is ahead is hidden ▒▒▒▒▒▒  → next byte   E in two steps   H shows all
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
    }

    @Test func aFrameIsComeToBeforeItsFirstByte() {
        expectScreen(
            view(hidden(.frame, keys: [.character("}")])).text,
            is: """
                 wslens  #1 Frame  OPEN                                  RECORDED  VEIL  ?=help
                ─ wire ─────────────────────────────────────────────────────────────────────────
                 [··]

                ─ decoder ──────────────────────────────────────────────────────────────────────
                     State: waiting for the first byte: FIN, RSV and opcode.
















                 ▒▒▒ what is ahead is hidden ▒▒▒▒▒▒  → next byte   E in two steps   H shows all
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
        var model = hidden(.frame, keys: [.character("}"), .right])
        #expect(model.cursor.byte == 0)
        #expect(view(model).text.contains("[81]··"))
        // From there on the last byte is next to the first.
        _ = model.update(.key(.left))
        #expect(model.cursor.byte == 10)
    }

    @Test func aDeepVeilShowsAByteAndThenWhatItMeans() {
        var model = hidden(.frame, keys: [.character("E"), .right])
        expectScreen(
            view(model).text,
            is: """
                 wslens  #1 client frame 0                               RECORDED  VEIL  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81[85]                                            ·
                  FO 1
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op
                  1 0 0 0  0001 [10000101]
                  byte 0         byte 1
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     What byte 1 means is hidden.
                     State: has the first byte, needs 1 more for MASK and length.



                ─ payload ──────────────────────────────────────────────────────────────────────
                  The rest of the header is hidden.






                 ▒▒▒ what is ahead is hidden ▒▒▒  → what it means   E in one step   H shows all
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
        _ = model.update(.key(.right))
        #expect(view(model).text.contains("MASK is 1"))
        // And back the same way.
        _ = model.update(.key(.left))
        #expect(!view(model).text.contains("MASK is 1"))
        #expect(model.cursor.byte == 1)
        _ = model.update(.key(.left))
        #expect(model.cursor.byte == 0)
        #expect(view(model).text.contains("FIN is 1"))
    }

    /// A payload byte, its XOR and its character do not come in one step.
    @Test func aDeepVeilShowsAPayloadByteBeforeItsXOR() {
        var model = hidden(.frame, keys: [.character("E")])
        for _ in 0..<13 { _ = model.update(.key(.right)) }
        expectScreen(
            view(model).text,
            is: """
                 wslens  #1 client frame 0  text  5 bytes                RECORDED  VEIL  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 85 37 fa 21 3d 7f[9f]·· ·· ··                  ··7·!=·
                  FO ML K--K--K--K  P  7
                ─ bits ─────────────────────────────────────────────────────────────────────────

                 [10011111]········ ········ ········
                  byte 7   byte 8   byte 9   byte 10
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     What byte 7 means is hidden.
                     State: payload, has 1 of 5 bytes, needs 4 more.

                ─ unmasking ────────────────────────────────────────────────────────────────────
                  i      0        1
                  wire   7f       9f
                  key    37 [0]   ··
                  xor    48       ··
                  char   H        ··




                 ▒▒▒ what is ahead is hidden ▒▒▒  → what it means   E in one step   H shows all
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
        _ = model.update(.key(.right))
        #expect(view(model).text.contains("is 0x65"))
    }

    /// What a lesson asks: one byte in the middle, and what it means.
    @Test func aByteInTheMiddleIsHidden() {
        var model = Model(source: .recording(title: "Hello, and a Close"), size: Size(width: 80, height: 24))
        _ = model.update(.events(Session.hello.events))
        for key in [Key.character("4"), .home] { _ = model.update(.key(key)) }
        guard let conversation = model.conversation, let frame = model.context.ladder.frame(3, in: conversation) else {
            Issue.record("no frame")
            return
        }
        let start = conversation.start(of: frame)
        model.context.veil.hide(
            HiddenBytes(values: [start + 1..<start + 2, start + 8..<start + 9], end: start + 10), from: .client, of: 1)
        model.context.cursor.byte = 1
        _ = model.update(.tick(1))
        expectScreen(
            view(model).text,
            is: """
                 wslens  #1 client frame 0                                     RECORDED  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81[··]37 fa 21 3d 7f 9f ·· 51                     ·
                  FO 1  2  3  4  5  6  7  8  9
                ─ bits ─────────────────────────────────────────────────────────────────────────
                  F R R R  op
                  1 0 0 0  0001 [········]00110111 11111010 00100001 00111101 01111111
                  byte 0         byte 1   byte 2   byte 3   byte 4   byte 5   byte 6
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     Byte 1 is hidden.
                     State: has the first byte, needs 1 more for MASK and length.



                ─ payload ──────────────────────────────────────────────────────────────────────
                  The rest of the header is hidden.






                 0.000 s ├──────────────────────────────────────●┤ 0.502 s  row 4 of 4, 0.502 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
    }

    @Test func flowShowsTheRowsUpToTheCursor() {
        expectScreen(
            view(hidden(.flow, keys: [.right, .right])).text,
            is: """
                 wslens  #1 Flow  OPEN                                   RECORDED  VEIL  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ─── row 3 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                ▸       OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                ─ response, 0.003 s ────────────────────────────────────────────────────────────
                 101: the server agrees, and its accept value matches the key. Frames follow
                 (§4.2.2).

                 ▒▒▒ what is ahead is hidden ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  → next row   H shows all
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func flowShowsNoMoreOfAFrameThanFrameDid() {
        var model = hidden(.frame, keys: [.right, .right, .right, .right, .right, .right, .right])
        _ = model.update(.key(.character("2")))
        #expect(view(model).text.contains("text  5 B  FIN masked  \"He"))
        #expect(view(model).text.contains("40% here"))
        _ = model.update(.key(.right))
        #expect(view(model).text.contains("\"Hello\""))
    }

    @Test func handshakeShowsTheLinesUpToTheCursor() {
        expectScreen(
            view(hidden(.handshake, keys: [.right, .right, .right])).text,
            is: """
                 wslens  #1 Handshake  at this step: CONNECTING          RECORDED  VEIL  ?=help
                ─ ▸ request ────────────────────────────────────────────────────────────────────
                  GET / HTTP/1.1
                  Host        localhost:1338
                  User-Agent  Mozilla/5.0 Chrome/156.0.0.0
                ▸ Upgrade     websocket
                  Upgrade: websocket asks to leave HTTP for WebSocket on this     RFC 6455 §4.1
                  connection.
                ─ bytes of the request, 80 to 97 ───────────────────────────────────────────────
                 80 [55 70 67 72 61 64 65 3a 20 77 65 62 73 6f 63 6b   Upgrade: websock
                 96  65 74]0d 0a                                       et··
                ─ accept key ───────────────────────────────────────────────────────────────────
                  ! There is nothing to compute: no request with a key has      RFC 6455 §4.2.2
                    arrived.







                  response  nothing yet
                 ▒▒▒ what is ahead is hidden ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  → next step   H shows all
                 ← → step  [ ] stage  { } part  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func theComputationShowsWhatItHasReached() {
        var model = hidden(.handshake, keys: [])
        while !view(model).text.contains("Base64: group 1") { _ = model.update(.key(.right)) }
        let lines = view(model).lines
        #expect(lines.contains { $0.contains("Base64   s3pPLMBi····················") })
        #expect(lines.contains { $0.contains("sent     ········") && !$0.contains("match") })
        #expect(!lines.contains { $0.contains("all") && $0.contains("TxaQ") })
    }

    @Test func connectionsShowsNoEnd() {
        expectScreen(
            view(hidden(.connections, keys: [])).text,
            is: """
                 wslens  a recording   1 in all                          RECORDED  VEIL  ?=help
                   # state       peer   name, program        frames        bytes   age verdict
                ▸  1 CONNECTING  :51544                         0> <0          0  0:00
                ─ #1 ───────────────────────────────────────────────────────────────────────────
                 client  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                 server  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                ─ client 127.0.0.1:51544 ───────── server 127.0.0.1:1338 ─┬──── time ───────────
                ▸ CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                             │                                            │
                 The veil is on: what is ahead is hidden, and each step shows more.
                 ▒▒▒ what is ahead is hidden ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  → next connection   H shows all
                 ← → connection  Enter open  space play  / filter  o others  1-6 screens  q quit
                """)
    }

    @Test func typingAPlaceTellsNothingOfIt() {
        let model = hidden(.flow, keys: .typing(":s0"))
        #expect(view(model).lines.contains { $0.contains("going there shows it") })
        let other = hidden(.flow, keys: .typing(":s999"))
        #expect(view(other).lines.contains { $0.contains("going there shows it") })
        let gone = hidden(.flow, keys: .typing(":s0") + [.enter])
        #expect(view(gone).text.contains("server frame 0"))
    }

    @Test func liveTrafficIsCountedAndDoesNotMoveTheReader() {
        var session = Session()
        session.handshake(0.002)
        session.text(0.5, .client, "one")
        var model = Model.after([session], keys: .typing("2H"))
        let row = model.cursor.row
        var more = session
        more.text(0.6, .server, "secret")
        more.text(0.7, .client, "two")
        _ = model.update(.events(Array(more.events.suffix(2))))
        #expect(model.cursor.row == row)
        #expect(view(model).text.contains("+2 new"))
        #expect(!view(model).text.contains("secret"))
        // F says why nothing moves; without the veil, following goes on.
        _ = model.update(.key(.character("F")))
        #expect(model.notice?.contains("H takes it off") == true)
        _ = model.update(.key(.character("H")))
        #expect(model.cursor.row == row + 2)
        #expect(view(model).text.contains("secret"))
    }

    /// Of a connection that has dropped its oldest frames, the rest is veiled all the same.
    @Test func aReducedConnectionIsVeiledToo() {
        var session = Session()
        session.handshake(0.1)
        for index in 0..<600 {
            session.text(1 + Double(index), .client, "text \(index) " + String(repeating: "x", count: 400))
        }
        var model = Model(
            source: .live(urls: ["http://localhost:1338/"]), size: Size(width: 80, height: 24), memoryLimit: 200_000)
        for event in session.events { _ = model.update(.events([event])) }
        #expect(model.conversation?.isReduced == true)
        for key in [Key.character("2"), .left, .left, .left, .character("H")] { _ = model.update(.key(key)) }
        let text = view(model).text
        #expect(text.contains("text 596"))
        #expect(!text.contains("text 597"))
    }
}

extension Grid {
    fileprivate var text: String { lines.joined(separator: "\n") }
}
