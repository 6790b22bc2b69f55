// A key hides what the peers of one connection wrote. Non-interference: with other texts of the same lengths, the screens stay the same to
// the cell.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct HiddenTextsTests {
    /// A connection of which everything that can be written says something rude, or something else.
    private static func session(_ words: String) -> Session {
        var session = Session()
        let name = String(words.utf8.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : "x" })
        let request = Wire.http(
            "GET /?name=\(name) HTTP/1.1", "Host: localhost:1338", "User-Agent: Mozilla/5.0 Chrome/156.0.0.0",
            "Upgrade: websocket", "Connection: Upgrade", "Referer: http://localhost:1338/?name=\(name)",
            "Sec-WebSocket-Key: \(Wire.key)", "Sec-WebSocket-Version: 13")
        session.bytes(0.1, .client, request)
        session.bytes(0.101, .server, Wire.answer(to: request))
        session.add(
            0.102, .serverAction(name: "room-joined", sentence: "Joined room \(words): 1 connection there now."))
        session.text(0.5, .client, words)
        session.text(0.501, .server, words)
        session.frame(0.6, .client, .binary, Array(words.utf8))
        session.frame(0.7, .client, .ping, Array(words.utf8))
        session.frame(0.701, .server, .pong, Array(words.utf8))
        session.text(0.8, .client, String(repeating: words, count: 60))
        session.frame(0.9, .client, .text, Array(words.utf8), fin: false)
        session.frame(0.91, .client, .continuation, Array(words.utf8))
        session.closeCleanly(1, code: 3001, reason: words)
        session.add(1.1, .serverAction(name: "room-left", sentence: "Left room \(words): 0 connections there now."))
        return session
    }

    private static func model(_ words: String, _ size: Size, keys: String, isLive: Bool) -> Model {
        let source: Source = isLive ? .live(urls: ["http://localhost:1338/"]) : .recording(title: "a class")
        var model = Model(source: source, size: size)
        _ = model.update(.events(session(words).events))
        for key in keys { model.press(.typing(String(key))) }
        model.press([.home])
        model.context.notice = nil
        return model
    }

    @Test(
        arguments: ["1", "2", "2P", "3", "3P", "4", "4P", "4H", "4E", "2H", "6"],
        [Size(width: 80, height: 24), Size(width: 140, height: 45)])
    func nothingThatIsShownDependsOnTexts(keys: String, size: Size) {
        for isLive in [true, false] {
            var real = Self.model("Scheiße!", size, keys: "K" + keys, isLive: isLive)
            var fake = Self.model("Hel\u{E9}ooo!", size, keys: "K" + keys, isLive: isLive)
            var shown = Self.model("Scheiße!", size, keys: keys, isLive: isLive)
            for step in 0..<250 {
                let (grid, other) = (view(real), view(fake))
                guard grid == other else {
                    let lines = zip(grid.lines, other.lines).filter { $0 != $1 }.map { "\($0)\n\($1)" }
                    Issue.record("step \(step):\n\(lines.joined(separator: "\n"))")
                    return
                }
                if size.width > 80 { #expect(grid.lines[0].contains("TEXTS HIDDEN")) }
                for key in [step % 40 == 39 ? Key.character("}") : .right] {
                    real.press([key])
                    fake.press([key])
                    shown.press([key])
                }
            }
            #expect(real.cursor == shown.cursor)
        }
    }

    /// However many frames are between them, and also where its row is opened.
    @Test func theNameOfARoomIsHiddenEverywhere() {
        var session = Session()
        session.handshake(0.1)
        for number in 0..<200 {
            if number % 50 == 49 {
                session.add(
                    1 + Double(number),
                    .serverAction(name: "room-left", sentence: "Left room rude: 0 connections there now."))
            }
            session.text(1.5 + Double(number), .client, "x")
        }
        var model = Model(source: .live(urls: ["http://localhost:1338/"]), size: Size(width: 80, height: 24))
        _ = model.update(.events(session.events))
        for key in ["K", "2"] { model.press(.typing(key)) }
        model.press([.home])
        var opened = 0
        for _ in 0..<210 {
            #expect(!view(model).text.contains("rude"))
            model.press([.right])
            guard view(model).text.contains("server action, ") else { continue }
            opened += 1
            model.press([.enter])
            #expect(view(model).text.contains("Server action: room-left"))
            #expect(!view(model).text.contains("rude"))
            model.press([.escape])
        }
        #expect(opened == 4)
    }

    @Test func flowAndFrame() {
        let size = Size(width: 80, height: 24)
        expectScreen(
            view(Self.model("Scheiße!", size, keys: "K2", isLive: true)).text,
            is: """
                 wslens  #1 Flow  CONNECTING, now CLOSED 3001        LIVE  TEXTS HIDDEN  ?=help
                 client  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                 server  ▐CONNECTING▌── OPEN ── CLOSING ── CLOSED
                         The handshake is not done: no frame may be sent yet. RFC 6455 §4.1
                ─ ▸ client 127.0.0.1:51544 ─────── server 127.0.0.1:1338 ─┬──── time ─ 1 of 17 ─
                ▸ CONNECTING │ TCP connection                             │  0.000 s CONNECTING
                             │───────────────────────────────────────────▶│
                             │ GET /***************  Upgrade: websocket … │ +0.100 s
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ server action: room-joined. (hidden)       │  +1.0 ms
                             │                                            │
                             │ text  9 B  FIN masked  (hidden)            │ +0.398 s
                             │───────────────────────────────────────────▶│
                             │                   text  9 B  FIN  (hidden) │  +1.0 ms
                             │◀───────────────────────────────────────────│
                ─ opening of TCP, 0.000 s ──────────────────────────────────────────────────────
                 The client opened a TCP connection; its request comes first (§4.1).


                 0.000 s ├●─────────────────────────────────────┤ 1.100 s  row 1 of 17, 0.000 s
                 ← → row  { } frame  Enter open  Esc back  space play  1-6 screens  q quit
                """)
        var model = Self.model("Scheiße!", size, keys: "K4", isLive: true)
        for _ in 0..<7 { model.press([.right]) }
        expectScreen(
            view(model).text,
            is: """
                 wslens  #1 client frame 0  text  9 bytes            LIVE  TEXTS HIDDEN  ?=help
                ─ ▸ wire ────────── F FIN  R RSV  O opcode  M MASK  L length  K key  P payload ─
                  81 89 37 fa 21 3d ··[··]·· ·· ·· ·· ·· ·· ··      ··7·!=
                  FO ML K--K--K--K
                ─ bits ─────────────────────────────────────────────────────────────────────────

                 [········]········ ········ ········ ········ ········ ········ ········
                  byte 7   byte 8   byte 9   byte 10  byte 11  byte 12  byte 13  byte 14
                ─ decoder ──────────────────────────────────────────────────────────────────────
                     Byte 7 is hidden.




                ─ unmasking ────────────────────────────────────────────────────────────────────
                  What the peers wrote on this connection is hidden; K shows it.






                 0.000 s ├─────────────────●────────────────────┤ 1.100 s  row 5 of 17, 0.500 s
                 ← → byte  [ ] field  { } frame  ↑ ↓ bit  Esc back  H hide  1-6 screens  q quit
                """)
        // Its other connections are shown, and the key shows this one again.
        model.press(.typing("K"))
        #expect(model.notice == "The texts of #1 are shown again.")
        #expect(view(model).text.contains("unmasking"))
    }
}

extension Grid {
    fileprivate var text: String { lines.joined(separator: "\n") }
}
