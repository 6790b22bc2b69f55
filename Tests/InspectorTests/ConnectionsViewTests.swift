// The list of connections with its preview.

import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Capture
@testable import Inspector

@Suite struct ConnectionsViewTests {
    private let three: [Session] = [.hello, .page, .reset]

    @Test func listsTheNewestFirstAndPreviewsTheSelected() {
        expectScreen(
            Model.after(three, now: 75).screenText,
            is: """
                 wslens  http://localhost:1338/   0 open, 2 in all         LIVE  FOLLOW  ?=help
                   # state       peer   name, program        frames        bytes   age verdict
                ▸  2 CLOSED      :51548 websockets 15           0> <0      1,515  0:02 unknown
                   1 CLOSED 1000 :51544 Chrome 156              2> <2        360  0:02 clean
                   1 plain HTTP: o lists it
                ─ #2  websockets 15 ────────────────────────────────────────────────────────────
                 client   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client resets TCP (RST)
                         TCP has ended. Bytes are missing, so how it was closed is not known.
                 server   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌  client resets TCP (RST)
                         TCP has ended. Bytes are missing, so how it was closed is not known.
                ─ client 127.0.0.1:51548 ───────── server 127.0.0.1:1338 ─┬─────── last 6 of 7 ─
                             │ GET /  Upgrade: websocket  key dGhlIHNhbX… │  +1.0 ms
                             │───────────────────────────────────────────▶│
                        OPEN │   101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= │  +1.0 ms OPEN
                             │◀───────────────────────────────────────────│
                             │ note: Watch what the code will be,         │ +0.498 s
                             │ although nobody sends one.                 │
                             │ server action: idle. Nothing came for 60   │ +0.500 s
                             │ s; a Ping was sent.                        │
                     unknown │ 1,204 B missing; what follows is not deco… │ +0.500 s unknown
                             │─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─▶│
                      CLOSED │ client resets TCP (RST)                    │ +0.500 s CLOSED
                             │───────────────────────────────────────────▶│
                 ← → connection  Enter open  d demo  F follow  p pause  1-6 screens  q quit
                """)
    }

    /// A class that reloads its pages for an hour.
    @Test(arguments: [
        (80, " 123456 CLOSED 1000 127.0.0.1:51544 Chrome …    2> <2        360  0:02 clean"),
        (60, " 123456 CLOSED 1000 127.0.0.1:5…    2> <2     0:02 clean"),
    ])
    func longNumbersAreWhole(width: Int, row: String) {
        var conversation = Session.hello.conversation
        conversation.webSocket = 123_456
        var grid = Grid(size: Size(width: width, height: 1))
        let table = ConnectionTable(width: width, now: 75, largestNumber: 123_456)
        table.draw(conversation, isSelected: false, in: grid.area, into: &grid)
        #expect(grid.lines == [row])
    }

    /// Where all peers are on this machine, their ports say enough, and names have room.
    @Test(arguments: [
        (100, "     CLOSED 1000 127.0.0.1:51544           blue-2 Chrome 156        1> <1        354  0:02 clean"),
        (80, "     CLOSED 1000 :51544 blue-2 Chrome 156       1> <1        354  0:02 clean"),
        (60, "     CLOSED 1000 :51544 blue-2 …    1> <1     0:02 clean"),
    ])
    func namesHaveTheRoomOfLocalAddresses(width: Int, row: String) {
        var session = Session()
        session.handshake(0.002, target: "/?name=blue-2")
        session.closeCleanly(2)
        var grid = Grid(size: Size(width: width, height: 1))
        let table = ConnectionTable(width: width, now: 75, largestNumber: 1, isLocal: true)
        table.draw(session.conversation, isSelected: false, in: grid.area, into: &grid)
        #expect(grid.lines == [row])
    }

    @Test(arguments: [
        ("127.0.0.1:51544", true), ("[::1]:51544", true), ("192.168.178.23:51544", false),
        ("[2001:db8::1]:51544", false),
    ])
    func whichPeersAreOnThisMachine(peer: String, isLocal: Bool) { #expect(peer.isLoopback == isLocal) }

    @Test func leavesOutColumnsIfThereIsLittleRoom() {
        let model = Model.after(three, keys: [.right], size: Size(width: 60, height: 20), now: 75)
        expectScreen(
            model.screenText,
            is: """
                 wslens  http://localhost:1338/   0 open, 2 i… LIVE  ?=help
                   # state       peer   name, p… frames        age verdict
                   2 CLOSED      :51548 websock…    0> <0     0:02 unknown
                ▸  1 CLOSED 1000 :51544 Chrome …    2> <2     0:02 clean
                   1 plain HTTP: o lists it
                ─ #1  Chrome 156 ───────────────────────────────────────────
                 client   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌
                         TCP is closed after both Close frames: a clean end.
                 server   CONNECTING ── OPEN ── CLOSING ──▐CLOSED▌
                         TCP is closed after both Close frames: a clean end.
                ─ client 127.0.0.1:51544 ─────────────── server ─┬──────────
                  │ close 1000 "bye"  masked                     │ +1.497 s
                  │── client CLOSING ─ server CLOSING ──────────▶│
                  │                             close 1000 "bye" │  +1.0 ms
                  │◀─────────────────────────────────────────────│
                  │                 server ends its stream (FIN) │  +1.0 ms
                  │◀─────────────────────────────────────────────│
                  │ client ends its stream (FIN)                 │  +1.0 ms
                  │── client CLOSED ─ server CLOSED ────────────▶│
                 ← → connection  Enter open  d demo  1-6 screens  q quit
                """)
    }

    @Test func showsMoreOfTheLadderIfThereIsRoom() {
        let lines = view(.after([.hello], size: Size(width: 140, height: 45))).lines
        #expect(lines.count { $0.contains("▶") || $0.contains("◀") } == 9)
        #expect(lines[11].contains("│ GET /  Upgrade: websocket  key dGhlIHNhbXBsZSBub25jZQ==   "))
    }

    @Test func filterSaysHowManyItShows() {
        let lines = view(.after(three, keys: .typing("/closed 1000") + [.enter])).lines
        #expect(lines[0] == " wslens  http://localhost:1338/   0 open, 2… LIVE  FOLLOW  /closed 1000  ?=help")
        #expect(lines[2] == "▸  1 CLOSED 1000 :51544 Chrome 156              2> <2        360  0:02 clean")
        #expect(lines[3] == " 1 of 3 shown: /closed 1000; Esc shows all.")
        #expect(lines[4].hasPrefix("─ #1  Chrome 156 ──"))
    }

    @Test func filterThatMatchesNothingSaysSo() {
        let lines = view(.after(three, keys: .typing("/nothing") + [.enter])).lines
        #expect(lines[2] == " No connection matches.")
        #expect(lines[3] == " 0 of 3 shown: /nothing; Esc shows all.")
        #expect(lines[4...22].allSatisfy { $0.isEmpty })
    }

    @Test(arguments: [(1.0, "0:01"), (59, "0:59"), (600, "10:00"), (3661, "1h1m"), (200_000, "2d")])
    func ageOfAnOpenConnection(now: Double, age: String) {
        var session = Session(at: 0)
        session.handshake(0.002)
        #expect(view(.after([session], now: now)).lines[2].contains(" \(age)"))
    }

    @Test func aRecordingHasNoPresent() {
        var session = Session(at: 10)
        session.handshake(12)
        let model = Model.after([session], source: .recording(title: ""), now: 500)
        #expect(view(model).lines[2].contains(" 0:02"))
    }

    @Test func scrollsToTheSelected() {
        let sessions = (1...50).map { number in
            var session = Session(number, at: Double(number), port: 50000 + number)
            session.handshake(Double(number) + 0.1)
            return session
        }
        let lines = view(.after(sessions, keys: .typing("g") + Array(repeating: .down, count: 25))).lines
        #expect(lines[2...8].map { $0.prefix(4) }.filter { $0.hasPrefix("▸") } == ["▸ 25"])
    }

    /// The start of the fragments' connection is dropped: the list and the ladder say so, and a notice says it once.
    @Test func saysWhatWasDropped() {
        let size = Size(width: 120, height: 24)
        var model = Model(source: .live(urls: ["http://localhost:1338/"]), size: size, memoryLimit: 40_000)
        _ = model.update(.events(Session.fragments.events))
        #expect(!model.screenText.contains("memory limit"))
        var more = Session()
        for _ in 0..<40 { more.text(2, .server, String(repeating: "x", count: 600)) }
        _ = model.update(.events(Array(more.events.dropFirst())))
        let text = model.screenText
        #expect(text.contains("─ #1  Chrome 156  oldest dropped to save memory ──"))
        #expect(
            text.contains("Memory limit reached: the oldest is dropped. --record keeps everything.")
        )
        model.press(.typing("2g") + [.down, .down, .down])
        #expect(model.screenText.contains(" B missing"), "\(model.screenText)")
    }

    /// Connections that were dropped as a whole are counted above the list.
    @Test func saysHowManyConnectionsWereDropped() {
        let size = Size(width: 80, height: 24)
        var model = Model(source: .live(urls: ["http://localhost:1338/"]), size: size, memoryLimit: 100_000)
        for number in 1...40 {
            var session = Session(number, at: Double(number), port: 50000 + number)
            session.handshake(Double(number) + 0.1)
            session.end(Double(number) + 0.2, .client, .close)
            _ = model.update(.events(session.events))
        }
        _ = model.update(.unseen(12_000))
        let line = view(model).lines[1]
        #expect(line == " Dropped to save memory: 34. Too fast to show: 12,000.", "\(line)")
        #expect(model.conversations.forgottenCount + model.conversations.all.count == 40)
        #expect(model.selected == 1)
    }
}
