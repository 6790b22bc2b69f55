// The diagram of states: zoomed at 80x24, beside the ladder on a wide terminal, and what it must not know yet.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct StateDiagramTests {
    /// From Flow to the zoomed diagram.
    private static let toDiagram: [Key] = [.character("2"), .tab, .tab, .character("\\")]

    private static func recording(_ sessions: [Session], keys: [Key], size: Size = Size(width: 80, height: 24)) -> Model
    {
        .after(sessions, keys: keys, size: size, source: .recording(title: "Hello"))
    }

    // MARK: The picture

    @Test(arguments: [StateDiagram.minimumWidth, 63, 80, 120]) func noTwoArrowsMeet(width: Int) throws {
        let area = Rect(x: 0, y: 0, width: width, height: StateDiagram.height)
        var taken: Set<Point> = []
        for arrow in StateArrow.all {
            let path = try #require(StateDiagram(in: area).path(of: arrow), "\(arrow.from) -> \(arrow.to)")
            for (point, _) in path.cells {
                #expect(area.contains(point))
                #expect(taken.insert(point).inserted, "\(arrow.from) -> \(arrow.to) at \(point)")
            }
        }
    }

    @Test func zoomedAtTheClose() {
        let model = Self.recording([.hello], keys: Self.toDiagram + [Key](repeating: .character("}"), count: 3))
        expectScreen(
            model.screenText,
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
                ─ OPEN → CLOSING ─────────────────────────────────────────────── arrow 4 of 13 ─
                 ● It sent a Close and waits for the peer's Close (§7.1.2).
                     client: Close 1000, client frame 1
                 ● It received a Close and must answer with one (§5.5.1).
                     server: Close 1000, client frame 1
                   It sent a Close that its peer will not answer (§7.1.2).
                   It received a Close that it can no longer answer (§5.5.1).


                 0.000 s ├──────────────────────────────────────●┤ 2.003 s  row 6 of 9, 2.000 s
                 ← → arrow  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func zoomedAtTheEnd() {
        let model = Self.recording([.hello], keys: [.character("2"), .end] + Self.toDiagram.dropFirst())
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  CLOSED 1000                                  RECORDED  ?=help
                 c client ╭────────────────────────────────────────────────────────────────╮
                 s server │                      ╭──────────────────────────────────╮      │
                          │               ╭──╮   │             ╭cs╮                 │      │
                 ┌────────┴───┐         ┌─┴──▼───┴─┐         ┌─┴──▼─────┐         ┌─▼──────▼─┐
                 │ CONNECTING ├───cs───▶│ OPEN     ├───cs───▶│ CLOSING  ╞═══cs═══▶│ CLOSED   │
                 │            │         │          │         │          │         │ ● both   │
                 └──┬─────────┘         └──┬────▲──┘         └──┬────▲──┘         └───────▲──┘
                    │                      │    │               │    │                    │
                 ┌──▼──────────────────────▼────┴───────────────▼────┴────────────────────┴──┐
                 │ unknown  what the log does not show                                       │
                 └───────────────────────────────────────────────────────────────────────────┘
                 The states of both endpoints are inferred from what they sent.
                ─ CLOSING → CLOSED ───────────────────────────────────── arrow 9 of 13, ↓ more ─
                 ● TCP is closed after both Close frames: a clean end (§7.1.4).
                     server: client ends its stream (FIN)
                     client: client ends its stream (FIN)
                   TCP was closed before a Close of the peer was read (§7.1.4).
                   TCP was reset before a Close of the peer was read (§7.1.4).
                   TCP has ended. Bytes are missing, so how it was closed is not known.
                   TCP was closed before an answer to the Close was read (§5.5.1).
                   TCP was reset before an answer to the Close was read (§5.5.1). …
                 0.000 s ├──────────────────────────────────────●┤ 2.003 s  row 9 of 9, 2.003 s
                 ← → arrow  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func bytesThatAreMissing() {
        let model = Self.recording([.reset], keys: [.character("2"), .end] + Self.toDiagram.dropFirst())
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  CLOSED                                       RECORDED  ?=help
                 c client ╭────────────────────────────────────────────────────────────────╮
                 s server │                      ╭──────────────────────────────────╮      │
                          │               ╭──╮   │             ╭──╮                 │      │
                 ┌────────┴───┐         ┌─┴──▼───┴─┐         ┌─┴──▼─────┐         ┌─▼──────▼─┐
                 │ CONNECTING ├───cs───▶│ OPEN     ├────────▶│ CLOSING  ├────────▶│ CLOSED   │
                 │            │         │          │         │          │         │ ● both   │
                 └──┬─────────┘         └──┬────▲──┘         └──┬────▲──┘         └───────▲──┘
                    │                      │cs  │               │    │                    ║cs
                 ┌──▼──────────────────────▼────┴───────────────▼────┴────────────────────╨──┐
                 │ unknown  what the log does not show                                       │
                 └───────────────────────────────────────────────────────────────────────────┘
                 The states of both endpoints are inferred from what they sent.
                ─ unknown → CLOSED ──────────────────────────────────────────── arrow 12 of 13 ─
                 ● TCP has ended. Bytes are missing, so how it was closed is not known.
                     server: client resets TCP (RST)
                     client: client resets TCP (RST)
                   The handshake failed: no WebSocket connection was opened (§4.1).
                   TCP is closed; what came before is not all known (§7.1.4).
                   TCP was reset; what came before is not all known (§7.1.4).


                 4.000 s ├──────────◆───────────────────────────●┤ 6.000 s  row 7 of 7, 6.000 s
                 ← → arrow  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
    }

    @Test func besideTheLadder() {
        let model = Self.recording(
            [.hello], keys: .typing("2") + [.home, .down, .down], size: Size(width: 140, height: 45))
        expectScreen(
            model.screenText,
            is: """
                 wslens  #1 Flow  OPEN                                                                                                     RECORDED  ?=help
                 client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101  ─ states ─────────────────────────────────────────────────────────────────
                         The handshake is done: frames may be sent. RFC 6455 §4.1 c client ╭─────────────────────────────────────────────────────────────╮
                 server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   response 101  s server │                     ╭────────────────────────────────╮      │
                         The handshake is done: frames may be sent. RFC 6455 §4.1          │              ╭──╮   │            ╭──╮                │      │
                ─ ▸ client 127.0.0.1:51544 ─── server 127.0.0.1:1338 ─┬─ 3 of 9 ─ ┌────────┴───┐        ┌─┴──▼───┴─┐        ┌─┴──▼─────┐        ┌─▼──────▼─┐
                  │ TCP connection                                    │  0.000 s  │ CONNECTING ╞══cs═══▶│ OPEN     ├───────▶│ CLOSING  ├───────▶│ CLOSED   │
                  │──────────────────────────────────────────────────▶│           │            │        │ ● both   │        │          │        │          │
                  │ GET /  Upgrade: websocket  key dGhlIHNhbXBsZSBub… │  +2.0 ms  └──┬─────────┘        └──┬────▲──┘        └──┬────▲──┘        └───────▲──┘
                  │──────────────────────────────────────────────────▶│              │                     │    │              │    │                   │
                ▸ │          101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms  ┌──▼─────────────────────▼────┴──────────────▼────┴───────────────────┴──┐
                  │◀─ client OPEN ─ server OPEN ──────────────────────│           │ unknown  what the log does not show                                    │
                  │ text  5 B  FIN masked  "Hello"                    │ +0.499 s  └────────────────────────────────────────────────────────────────────────┘
                  │──────────────────────────────────────────────────▶│           ─ CONNECTING → OPEN ────────────────────────────────────── arrow 1 of 13 ─
                  │                           text  5 B  FIN  "Hello" │  +1.0 ms   ● The handshake is done: frames may be sent (§4.1).
                  │◀──────────────────────────────────────────────────│                server: response 101
                  │ close 1000 "bye"  masked                          │ +1.497 s       client: response 101
                  │── client CLOSING ─ server CLOSING ───────────────▶│              Frames follow the missing bytes, so the handshake was done.
                  │                                  close 1000 "bye" │  +1.0 ms  ─ response ───────────────────────────────────────────────────────────────
                  │◀──────────────────────────────────────────────────│             HTTP/1.1 101 Switching Protocols                                 ok
                  │                      server ends its stream (FIN) │  +1.0 ms    Upgrade               websocket                                  ok
                  │◀──────────────────────────────────────────────────│             Connection            Upgrade                                    ok
                  │ client ends its stream (FIN)                      │  +1.0 ms    Sec-WebSocket-Accept  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=               ok
                  │── client CLOSED ─ server CLOSED ─────────────────▶│             empty line                                                       ok
                                                                                  ─ accept key ─────────────────────────────────────────────────────────────
                                                                                    key      dGhlIHNhbXBsZSBub25jZQ==                request, from byte 140
                                                                                    + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11             RFC 6455 §1.3
                                                                                    SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea          20 bytes
                                                                                    Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                     28 characters
                                                                                    sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks We…
                                                                                    try it   printf %s 'dGhl…' | openssl sha1 -binary | base64





                ─ response, 0.003 s ─────────────────────────────────────────────
                 101: the server agrees, and its accept value matches the key.
                 Frames follow (§4.2.2).




                 0.000 s ├●──────────────────────────────────────────────────────────────────────────────────────────────────┤ 2.003 s  row 3 of 9, 0.003 s
                 ← → row  { } frame  Enter open  Esc back  space play  , . note  H hide  \\ zoom  / filter  : go to  w write  R reload  1-6 screens  q quit
                """)
    }

    // MARK: What it knows

    /// An endpoint has gone along an arrow only if it did so by the row under the cursor.
    @Test func nothingOfWhatComesLaterIsMarked() throws {
        var model = Self.recording([.hello], keys: .typing("2"))
        for _ in 0..<model.ladder.count {
            let conversation = try #require(model.conversation)
            let count = model.ladder.moveCount(at: model.cursor.row)
            let made = conversation.dissection.moves[..<count]
            let history = StateHistory(conversation: conversation, moveCount: count)
            let visited = StateArrow.all.reduce(0) { $0 + history.visitors(of: $1).count }
            #expect(
                visited
                    == Set(made.map { "\($0.endpoint) \($0.transition.from.name) \($0.transition.to.name)" }).count)
            let marks = StateArrow.all.indices.flatMap { number in
                StateArrowPane(history: history, choice: number).lines(width: 76).filter { $0.plain.hasPrefix("●") }
            }
            #expect(marks.count == Set(made.map(\.transition.sentence)).count)
            model.press([.right])
        }
    }

    /// Each sentence of the table is listed under its arrow, however long the list is.
    @Test func stepsLeadThroughAllRowsOfTheTable() {
        var model = Self.recording([.hello], keys: Self.toDiagram)
        var seen = model.screenText
        for _ in 0..<40 {
            model.press([.down])
            seen += model.screenText
        }
        for row in Transition.table {
            #expect(seen.contains(row.sentence.text.dropLast().prefix(60)), "\(row.sentence.text)")
        }
        #expect(seen.contains("arrow \(StateArrow.all.count) of \(StateArrow.all.count)"))
        let last = model.screenText
        model.press([.down])
        #expect(model.screenText == last, "there is no further arrow")
    }

    @Test func stepsGoBackAndEscapeLeavesTheDiagram() {
        var model = Self.recording([.hello], keys: .typing("2"))
        let before = model.screenText
        model.press([.tab, .tab, .character("\\")])
        let first = model.screenText
        model.press([.down])
        #expect(model.screenText != first)
        model.press([.up])
        #expect(model.screenText == first)
        model.press([.escape, .tab])
        #expect(model.screenText == before)
    }

    /// The ladder has the focus first; Tab goes to the row, and on to the states.
    /// An arrow that was chosen by hand stays until the reader goes to another row.
    @Test func anotherRowBringsTheArrowBackToItsMove() {
        let keys = [Key].typing("2g}") + [.tab, .tab, .character("\\")]
        var model = Model.after([.hello], keys: keys)
        #expect(model.screenText.contains("─ CONNECTING → OPEN ─"))
        model.press([.right, .right])
        #expect(model.screenText.contains("arrow 3 of 13"))
        model.press(.typing("}}"))
        #expect(model.screenText.contains("─ OPEN → CLOSING ─"))
        model.press([.right])
        #expect(!model.screenText.contains("─ OPEN → CLOSING ─"))
        model.press(.typing("F"))
        #expect(model.screenText.contains("─ CLOSING → CLOSED ─"))
    }

    @Test func zoomShowsThePaneWithTheFocus() {
        let ladder = Self.recording([.hello], keys: .typing("2\\")).screenText
        #expect(ladder.contains("client 127.0.0.1:51544") && !ladder.contains("CONNECTING ── OPEN"))
        let row = Self.recording([.hello], keys: .typing("2") + [.tab, .character("\\")]).screenText
        #expect(row.contains("▸") == false && !row.contains("server 127.0.0.1:1338 ─┬"))
        let states = Self.recording([.hello], keys: .typing("2") + [.backTab, .character("\\")]).screenText
        #expect(states.contains("arrow 1 of"))
    }

    // MARK: The line of states

    /// What the states say of both endpoints at the end of a story.
    static let endings: [(String, Session, [String])] = [
        (
            "the client has ended its stream",
            Session.upgraded.client(frame(.text, "x")).end(.client, .fin),
            [
                "client   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   client ends its stream (FIN)",
                "It ended its stream without a Close: it may only read now. §7.1.5",
                "server   CONNECTING ──▐OPEN▌── CLOSING ── CLOSED   client ends its stream (FIN)",
                "The peer's stream ended without a Close: the code will be 1006.",
            ]
        ),
        (
            "a client that is no longer there", Session.upgraded.end(.server, .close),
            [
                "client   CONNECTING ── OPEN ── CLOSING ── CLOSED  ▐unknown▌",
                "Its peer closed its socket; whether it noticed is not known.",
                "server   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  server closes its socket",
                "TCP was closed without any Close: the code is 1006. RFC 6455 §7.1.5",
            ]
        ),
        (
            "Closes that crossed",
            Session.upgraded.client(closeFrame(.normal)).server(closeFrame(.goingAway, from: .server)),
            [
                "client   CONNECTING ── OPEN ──▐CLOSING▌── CLOSED   Close 1001, server frame 0",
                "The peer's Close arrived: the closing handshake is done.",
                "server   CONNECTING ── OPEN ──▐CLOSING▌── CLOSED   Close 1001, server frame 0",
                "It sent its own Close: the closing handshake is done.",
            ]
        ),
        (
            "a handshake of which bytes are missing",
            Session.blank.client(Wire.request).then(.missing(from: .server, count: 9)),
            [
                "client   CONNECTING ── OPEN ── CLOSING ── CLOSED  ▐unknown▌",
                "Bytes are missing, and the handshake may be among them.",
                "server   CONNECTING ── OPEN ── CLOSING ── CLOSED  ▐unknown▌",
                "Bytes are missing, and the handshake may be among them.",
            ]
        ),
    ]

    @Test(arguments: endings) func states(name: String, story: Session, expected: [String]) {
        let lines = Self.recording([story], keys: [.character("2"), .end]).screenText.split(separator: "\n")
        for (line, words) in zip(lines.dropFirst(), expected) { #expect(line.contains(words), "\(name)") }
    }
}
