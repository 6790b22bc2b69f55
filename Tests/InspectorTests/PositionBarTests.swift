// The position bar and the notices at 80x24, with the screen above them.

import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct PositionBarTests {
    private func recorded(_ session: Session, _ keys: [Key], height: Int = 24) -> Model {
        .after([session], keys: keys, size: Size(width: 80, height: height), source: .recording(title: "Hello"))
    }

    private func bar(_ model: Model) -> String { view(model).lines[22] }

    /// The bytes of a frame that is still coming have no row of their own.
    @Test func theBarEndsWithTheLastEvent() {
        var session = Session.unfinished
        session.bytes(4, .client, [1, 2, 3])
        #expect(bar(recorded(session, .typing("2g"))).contains("┤ 4.000 s  row 1 of "))
    }

    @Test func pausesAndMarksAreOnTheBar() {
        var session = Session()
        session.handshake(1)
        session.text(3, .client, "Hello")
        session.add(5, .note("Look.", pauses: true))
        session.add(8, .note("Passing.", pauses: false))
        session.text(10, .server, "Hello")
        #expect(
            bar(recorded(session, .typing("2g}ma") + [.home]))
                == " 0.000 s ├●──────────a───────◆──────────────────┤ 10.000 s  row 1 of 7, 0.000 s")
        #expect(
            bar(recorded(session, .typing("2g}ma") + [.end]))
                == " 0.000 s ├───────────a──────◆─────────────────●┤ 10.000 s  row 7 of 7, 10.000 s")
    }

    @Test func whilePlayingItMovesThroughSilence() {
        var model = recorded(.hello, .typing("2 "))
        for tick in 1...10 { _ = model.update(.tick(Double(tick) / 10)) }
        #expect(model.cursor.row == 4)
        #expect(bar(model) == " 0.000 s ├───────────────────●───────────────────┤ 2.003 s  row 5 of 9, 1.000 s")
    }

    @Test func aConnectionWithoutTimeIsMeasuredInRows() {
        var session = Session()
        for _ in 0..<2 { session.add(0, .note("At once.", pauses: false)) }
        #expect(
            bar(recorded(session, .typing("2") + [.right]))
                == " 0.000 s ├───────────────────●───────────────────┤ 0.000 s  row 2 of 3, 0.000 s")
    }

    @Test func onHandshakeItCountsSteps() {
        let model = recorded(.hello, .typing("3]]]]mx") + [.home])
        #expect(bar(model) == " ├●────x────────────────────────────────────────────────────────┤ step 1 of 189")
    }

    @Test(arguments: [
        ("1", 24, false), ("2", 24, true), ("3", 24, true), ("4", 24, true), ("2", 23, false), ("2?", 24, false),
    ])
    func whereItIs(keys: String, height: Int, isShown: Bool) {
        let model = recorded(.hello, .typing(keys), height: height)
        #expect(view(model).lines.contains { $0.contains("├") && $0.contains("●") } == isShown)
    }

    @Test func aLiveConnectionHasItUnlessItIsFollowed() {
        var model = Model.after([.hello], keys: .typing("2"))
        #expect(!bar(model).contains("●"))
        model.press([.left])
        #expect(bar(model).hasSuffix("┤ 2.003 s  row 8 of 9, 2.002 s"))
    }

    @Test func inASCII() {
        let text = String(bar(recorded(.reset, .typing("2") + [.end])).map(AsciiArt.replacement))
        #expect(text == " 4.000 s +----------o---------------------------*+ 6.000 s  row 7 of 7, 6.000 s")
    }

    /// A note at which playing pauses is shown in full, above the bar; the ladder stays where it is.
    @Test func aNoteIsShownInFull() {
        var session = Session()
        session.handshake(0.002)
        let words =
            "The length is in the low seven bits of byte 1. What would it be for a payload of 200 bytes? Step on to see."
        session.add(0.5, .note(words, pauses: true))
        session.text(1, .client, "Hello")
        var model = recorded(session, .typing("2 "))
        _ = model.update(.tick(0.75))
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  OPEN                                         RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101
                         The handshake is done: frames may be sent. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ── 4 of 5 ─
                  CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +2.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                ▸            │ note: The length is in the low seven bits  │ +0.497 s
                             │ of byte 1. What would it … Enter shows all │
                             │ text  5 B  FIN masked  "Hello"             │ +0.500 s
                             │───────────────────────────────────────────▶│
                             │                                            │
                             │                                            │
                ─ note, 0.500 s ────────────────────────────────────────────────────────────────
                 The length is in the low seven bits of byte 1. What would it be for a payload
                 of 200 bytes? Step on to see.

                 0.000 s ├───────────────────●───────────────────┤ 1.000 s  row 4 of 5, 0.500 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
        // With the next key the words of the row have their room again.
        model.press([.left, .right])
        let lines = view(model).lines
        #expect(
            lines[19...20] == [
                " The length is in the low seven bits of byte 1. What would it be for a payload",
                " of 200 bytes? Step on to see.",
            ])
        model.press(.typing("4"))
        #expect(view(model).lines[22].hasSuffix("row 5 of 5, 1.000 s"))
    }

    @Test func aLongNoteEndsWhereTheNoticeEnds() {
        var model = recorded(.hello, .typing("2"))
        _ = model.update(.notice(String(repeating: "words and ", count: 400)))
        let lines = view(model).lines
        #expect(lines[21].hasSuffix(" …"))
        #expect(lines[22].contains("●"))
    }

    /// All four panes of a masked frame, the longest step of SHA-1, and a head with its bytes leave the bar its row.
    @Test func theByteScreensHaveRoomForIt() {
        let frame = view(recorded(.hello, .typing("4"))).lines
        for pane in ["─ ▸ wire ", "─ bits ", "─ decoder ", "─ unmasking ", "  char   H", "     State: "] {
            #expect(frame.contains { $0.hasPrefix(pane) }, "\(pane)")
        }
        // The stages: the response, the key, the padding, the schedule.
        var model = recorded(.hello, .typing("3]]]]"))
        for notice in ["", "A notice."] {
            if !notice.isEmpty { _ = model.update(.notice(notice)) }
            let text = model.screenText
            for words in ["w0  ", "w72 ", "─ accept key ", "  try it  "] { #expect(text.contains(words), "\(words)") }
        }
        let head = recorded(.hello, .typing("3") + Array(repeating: .right, count: 5)).screenText
        for words in ["▸ Sec-WebSocket-Key", "─ bytes of the request", "─ accept key ", "  response  HTTP/1.1 101"] {
            #expect(head.contains(words), "\(words)")
        }
    }
}
