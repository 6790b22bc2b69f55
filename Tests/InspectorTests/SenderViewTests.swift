// The sender below the ladder: what is typed, and what it comes to before it goes.

import Inspector
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@Suite struct SenderViewTests {
    /// An open connection, the sender, and what is typed into it.
    static func model(
        _ line: String, _ session: Session = .open, width: Int = 80, height: Int = 24, client: String? = nil
    ) -> Model {
        var model = Model.after([session], keys: .typing("2"), size: Size(width: width, height: height))
        if let client { _ = model.update(.clientOpened(address: client)) }
        model.press(.typing("s" + line))
        return model
    }

    @Test func allWordsBeforeAnythingIsTyped() {
        expectScreen(
            Self.model("").screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                ▸            │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ send  as the server, to #1 ───────────────────────────────────────────────────
                 >
                 frames  text:Hello  binary:00ff  continuation:lo  ping:hi  pong:hi
                 close:3001:bye  opcode:3:fffe  hex:8105
                 changes  fin=no  rsv1  rsv2  rsv3  mask=none  length=99  length-form=64
                 fragments=3  compressed  repeat=126
                 between  pause:0.5  chop:2,5
                 such as text:Hel fin=no ping continuation:lo; values with spaces stand in
                 quotes.


                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func aFrameThatFollowsTheRules() {
        expectScreen(
            Self.model("text:Hello").screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                ▸            │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ send  as the server, to #1 ───────────────────────────────────────────────────
                 > text:Hello
                 81 05 48 65 6c 6c 6f                  text  5 B  FIN  "Hello"
                 FO ML P--P--P--P--P







                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func aRuleThatWillBeBroken() {
        expectScreen(
            Self.model("text:Hello mask=37fa213d close:1006").screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                ▸            │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ send  as the server, to #1 ───────────────────────────────────────────────────
                 > text:Hello mask=37fa213d close:1006
                 81 85 37 fa 21 3d 7f 9f 4d 51 58      text  5 B  FIN masked  "Hello"
                 FO ML K--K--K--K  P--P--P--P--P
                 ! A server must not mask; this frame is masked, so the client closes with
                 1002. §5.1
                 88 02 03 ee                           close 1006
                 FO ML P--P
                 ! This status code must not be sent in a Close frame. §7.4


                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func fragmentsWithAPause() {
        expectScreen(
            Self.model("text:Hello fragments=2 fin=no pause:0.5 chop:2,5 continuation:! length=9").screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                ▸            │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ send  as the server, to #1 ───────────────────────────────────────────────────
                 > text:Hello fragments=2 fin=no pause:0.5 chop:2,5 continuation:! length=9
                 01 03 48 65 6c                        text  3 B  FIN=0  "Hel"
                 FO ML P--P--P
                 00 02 6c 6f                           continuation  2 B  FIN=0  "lo"
                 FO ML P--P
                 80 09 21                              continuation  9 B  FIN  "!…
                 FO ML P                               payload, has 1 of 9 bytes, needs 8 more.
                 4 writes: 5, 4 bytes; after 0.5 s 2, 1 bytes


                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    /// What does not fit is counted, and the frame of the word under the cursor is seen.
    @Test func moreFramesThanThereIsRoomFor() {
        var model = Self.model("ping pong ping:a pong:b text:c binary:00")
        model.press([.home])
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                ▸            │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ send  as the server, to #1 ──────────────────────────────────────── ↓ 2 more ─
                 > ping pong ping:a pong:b text:c binary:00
                 89 00                                 ping  0 B
                 FO ML
                 8a 00                                 pong  0 B
                 FO ML
                 89 01 61                              ping  1 B  "a"
                 FO ML P
                 8a 01 62                              pong  1 B  "b"
                 FO ML P

                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func aProblem() {
        expectScreen(
            Self.model("text:Hello msk=none").screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                ▸            │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ send  as the server, to #1 ───────────────────────────────────────────────────
                 > text:Hello msk=none
                 Column 12: no word is called "msk"; did you mean mask?








                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func asAClientOfOnesOwn() {
        expectScreen(
            Self.model("text:Hello mask=none", client: "127.0.0.1:51544").screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 5 of 5 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                ▸            │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ send  as wslens's own client of #1, to the server ────────────────────────────
                 > text:Hello mask=none
                 81 05 48 65 6c 6c 6f                  text  5 B  FIN  "Hello"
                 FO ML P--P--P--P--P
                 ! A client must mask every frame; this one is not masked, so the server closes
                 with 1002. §5.1





                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    /// It continues what was sent before, and what is typed stays.
    @Test func theRestOfAFrame() {
        expectScreen(
            Self.model("hex:6c6f", .half).screenText,
            is: """
                 wslens  #1 Flow  OPEN                                     LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 6 of 6 ─
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ text  5 B  FIN masked  "Hello"             │ +0.997 s
                             │───────────────────────────────────────────▶│
                             │                    text  5 B  FIN  "Hello" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ▸            │                      text  5 B  FIN  "Hel… │   coming
                             │   60% here        ─────────────────────────│
                ─ send  as the server, to #1 ───────────────────────────────────────────────────
                 > hex:6c6f
                 6c 6f                                 more of a text frame, begun before
                 P--P







                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func theConnectionIsClosedMeanwhile() {
        var model = Self.model("text:Hello")
        var end = Session.open
        end.closeCleanly(3)
        _ = model.update(.events(Array(end.events.suffix(4))))
        model.press([.enter])
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  CLOSED 1000                              LIVE  FOLLOW  ?=help
                 client   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client ends its stream (FIN)
                 server   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client ends its stream (FIN)
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 9 of 9 ─
                     CLOSING │ close 1000 "bye"  masked                   │ +1.999 s CLOSING
                             │───────────────────────────────────────────▶│
                             │                           close 1000 "bye" │  +1.0 ms
                             │◀───────────────────────────────────────────│
                             │               server ends its stream (FIN) │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ▸     CLOSED │ client ends its stream (FIN)               │  +1.0 ms CLOSED
                             │───────────────────────────────────────────▶│
                ─ send  nothing can be sent now ────────────────────────────────────────────────
                 > text:Hello
                 #1 is closed: nothing can be sent on it.
                 81 05 48 65 6c 6c 6f                  text  5 B  FIN  "Hello"
                 FO ML P--P--P--P--P
                 ! After its Close frame an endpoint must not send any more data frames. §5.5.1





                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func onASmallTerminal() {
        expectScreen(
            Self.model("text:Hello mask=37fa213d", width: 60, height: 20).screenText,
            is: """
                 wslens  #1 Flow  OPEN                 LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED
                ─ ▸ client 127.0.0.1:51544 ───────────── server ─┬─ 5 of 5 ─
                  │     101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms
                  │◀─ client OPEN ─ server OPEN ─────────────────│
                  │ text  5 B  FIN masked  "Hello"               │ +0.997 s
                  │─────────────────────────────────────────────▶│
                ▸ │                      text  5 B  FIN  "Hello" │  +1.0 ms
                  │◀─────────────────────────────────────────────│
                ─ send  as the server, to #1 ───────────────────────────────
                 > text:Hello mask=37fa213d
                 81 85 37 fa 21 3d 7f 9f 4d 51 58
                 FO ML K--K--K--K  P--P--P--P--P
                 text  5 B  FIN masked  "Hello"
                 ! A server must not mask; this frame is masked, so the
                 client closes with 1002. §5.1


                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func onALargeTerminal() {
        expectScreen(
            Self.model("text:Hello mask=37fa213d binary:00 repeat=200 length-form=64", width: 140, height: 45)
                .screenText,
            is: """
                 wslens  #1 Flow  OPEN                                                                                                 LIVE  FOLLOW  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101  ─ wire ────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                         The handshake is done: frames may be sent. RFC 6455 §4.1  [81]05 48 65 6c 6c 6f                              ··Hello
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101    FO ML P--P--P--P--P
                         The handshake is done: frames may be sent. RFC 6455 §4.1 ─ bits ───────────────────────────────────────────────────────────────────
                ─ ▸ client 127.0.0.1:51544 ─── server 127.0.0.1:1338 ─┬─ 5 of 5 ─   F R R R  op    M  length   payload
                  │ TCP connection                                    │  0.000 s   [1 0 0 0  0001] 0  0000101  01001000 01100101 01101100 01101100
                  │──────────────────────────────────────────────────▶│             byte 0         byte 1      byte 2   byte 3   byte 4   byte 5
                  │ GET /  Upgrade: websocket  key dGhlIHNhbXBsZSBub… │  +2.0 ms  ─ decoder ────────────────────────────────────────────────────────────────
                  │──────────────────────────────────────────────────▶│                0x81 is 8 and 1: 1000 0001. Bits count from the left,  RFC 6455 §5.2
                  │          101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms       0-7.
                  │◀─ client OPEN ─ server OPEN ──────────────────────│             F  FIN is 1: this frame ends its message.                 RFC 6455 §5.2
                  │ text  5 B  FIN masked  "Hello"                    │ +0.997 s    R  RSV1, RSV2 and RSV3 are 0: no extension was agreed     RFC 6455 §5.2
                  │──────────────────────────────────────────────────▶│                on.
                ▸ │                           text  5 B  FIN  "Hello" │  +1.0 ms    O  The opcode is 1: a text frame; the payload is UTF-8.   RFC 6455 §5.6
                  │◀──────────────────────────────────────────────────│                State: has the first byte, needs 1 more for MASK and length.
                  │                                                   │           ─ payload ────────────────────────────────────────────────────────────────
                  │                                                   │             Not masked: the bytes are sent as they are.
                  │                                                   │             i      0        1        2        3        4
                  │                                                   │             byte   48       65       6c       6c       6f
                  │                                                   │             char   H        e        l        l        o
                  │                                                   │
                  │                                                   │
                  │                                                   │
                  │                                                   │
                  │                                                   │
                ─ send  as the server, to #1 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
                 > text:Hello mask=37fa213d binary:00 repeat=200 length-form=64
                 81 85 37 fa 21 3d 7f 9f 4d 51 58                                    text  5 B  FIN masked  "Hello"
                 FO ML K--K--K--K  P--P--P--P--P
                 ! A server must not mask; this frame is masked, so the client closes with 1002. §5.1
                 82 7f 00 00 00 00 00 00 00 c8 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00…
                 FO ML L--L--L--L--L--L--L--L  P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P--P
                 binary  200 B  FIN  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 …
                 ! The length must be written in the shortest of its three forms. §5.2









                 Enter send  ↑ ↓ earlier lines  Ctrl-U clear  Esc close
                """)
    }

    @Test func aCodeIsAskedFor() {
        var model = Model.after([.open], keys: .typing("2X"))
        model.press([.control("u")] + .typing("1006 gone"))
        #expect(
            view(model).lines.suffix(2) == [
                " close #1 with code 1006 gone        1006 is Abnormal Closure; must not be sent",
                " Enter send the Close  Esc cancel  Ctrl-U clear",
            ])
    }
}

extension Session {
    /// Hello and its echo; the connection stays open.
    static var open: Session {
        var session = Session()
        session.handshake(0.002)
        session.text(1, .client, "Hello")
        session.text(1.001, .server, "Hello")
        return session
    }

    /// The server has sent a part of a frame.
    static var half: Session {
        var session = open
        session.bytes(2, .server, [0x81, 0x05, 0x48, 0x65, 0x6c])
        return session
    }
}
