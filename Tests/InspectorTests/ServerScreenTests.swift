// Server: rooms, queues, limits, mischief, and what its keys ask for.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct ServerScreenTests {
    /// Two open WebSockets in a room, of which the second holds back the first, and one that echoes.
    static var status: ServerStatus {
        var status = ServerStatus()
        (status.highMark, status.lowMark, status.slowReader) = (1 << 20, 1 << 18, .hold)
        status.rooms = [ServerStatus.Room(path: "/room/bl%1Bue", name: "bl\u{1b}ue", members: [1, 2])]
        var (sender, slow, spare) = (
            ConnectionStatus(number: 1), ConnectionStatus(number: 2), ConnectionStatus(number: 9)
        )
        (sender.isWebSocket, slow.isWebSocket, spare.isWebSocket) = (true, true, false)
        sender.wait = .slowReaders([SlowReader(number: 2, address: "127.0.0.1:51542")])
        (sender.counts.reads, sender.counts.writes, sender.counts.frames) = (12, 4, 12)
        (slow.queuedBytes, slow.queueCost, slow.isAboveMark) = (700_000, 712_800, true)
        slow.system = SystemBuffers(received: 0, receiveLimit: 131_072, sent: 2_000_000, sendLimit: 2_500_000)
        spare.counts.reads = 1
        status.connections = [sender, slow, spare]
        for connection in status.connections { status.totals += connection.counts }
        (status.reusedBuffers, status.madeBuffers) = (1204, 3)
        status.limits = [
            ServerStatus.Limit(
                option: "--message-limit", words: "16 MiB for a message", answer: "close code 1009", count: 2)
        ]
        return status
    }

    /// Two sessions under these numbers, with joins in the log.
    static var sessions: [Session] {
        (1...2).map { number in
            var session = Session(number, at: Double(number), port: 51540 + number)
            session.handshake(Double(number) + 0.001, target: "/room/bl%1Bue", agent: "websockets/15.0")
            session.add(
                Double(number) + 0.002,
                .serverAction(name: "room-joined", sentence: "Joined room bl\u{1b}ue: \(number) there now."))
            return session
        }
    }

    static func model(_ keys: [Key] = [], size: Size = Size(width: 80, height: 24), status: ServerStatus = status)
        -> Model
    {
        var model = Model.after(sessions, keys: .typing("6"), size: size)
        _ = model.update(.server(status))
        model.press(keys)
        return model
    }

    @Test func `Rooms, queues and what waits for whom`() {
        expectScreen(
            Self.model().screenText,
            is: """
                 wslens  Server  http://localhost:1338/                            LIVE  ?=help
                ─ ▸ queues, marks 256 KiB and 1 MiB; slow readers: hold ────────────────────────
                    # room         to send        reading           reads writes  f/w   in  out
                ▸   2 bl␛ue        700,000 ■■■■■· reads                 0      0        0%  80%
                    1 bl␛ue              0 ······ waits for #2         12      4  4.0
                  TCP's buffers of #2 in bytes: in 0 of 131,072, out 2,000,000 of 2,500,000
                ─ rooms ───────────────────── mischief ──── ↓ 5 more ───────────────────────────
                  bl␛ue  2: #1, #2            wrong-accept             The 101 has the accept
                                              no-upgrade               value of another key.
                                              masked-frames            Sec-WebSocket-Accept is
                                              unasked-rsv1             not the hash of this
                                              bad-utf8                 key; the client must
                                              fragments                fail the connection.
                                              one-byte                 (RFC 6455 §4.1)
                ─ totals and limits ────────────────────────────────────────────────────────────
                  answers go out once per read; 13 reads, 4 writes, 12 frames written
                  messages dropped: 0; buffers for reads: 1,204 used again, 3 made
                  16 MiB for a message  close code 1009  reached 2 times
                ─ what the server did, the latest first ────────────────────────────────────────
                  2.002 s  #2  room-joined  Joined room bl␛ue: 2 there now.
                  1.002 s  #1  room-joined  Joined room bl␛ue: 1 there now.


                 Tab pane  z hold  b batch  S slow readers  s send  ↑ ↓ row  1-6 screens  q quit
                """)
    }

    @Test func `More room shows more`() {
        expectScreen(
            Self.model([.tab, .tab], size: Size(width: 140, height: 45)).screenText,
            is: """
                 wslens  Server  http://localhost:1338/                                                                                        LIVE  ?=help
                ─ queues, marks 256 KiB and 1 MiB; slow readers: hold ──────────────────────────────────────────────────────────────────────────────────────
                    # name           room                       to send        reading                      reads writes  f/w   in  out
                ▸   2                bl␛ue                      700,000 ■■■■■· reads                            0      0        0%  80%
                    1                bl␛ue                            0 ······ waits for #2                    12      4  4.0
                  TCP's buffers of #2 in bytes: in 0 of 131,072, out 2,000,000 of 2,500,000
                ─ rooms ────────────────────────────────────────── ▸ mischief ──────────────────────────────────────────────────────────────────────────────
                  bl␛ue  2: #1, #2                               ▸ wrong-accept             The 101 has the accept value of another key.
                                                                   no-upgrade               Sec-WebSocket-Accept is not the hash of this key; the client
                                                                   masked-frames            must fail the connection. (RFC 6455 §4.1)
                                                                   unasked-rsv1
                                                                   bad-utf8
                                                                   fragments
                                                                   one-byte
                                                                   shared-buffer
                                                                   late-pong
                                                                   wrong-pong
                                                                   no-close
                                                                   reset
                ─ totals and limits ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  answers go out once per read; 13 reads, 4 writes, 12 frames written
                  messages dropped: 0; buffers for reads: 1,204 used again, 3 made
                  16 MiB for a message  close code 1009  reached 2 times
                ─ what the server did, the latest first ────────────────────────────────────────────────────────────────────────────────────────────────────
                  2.002 s  #2  room-joined  Joined room bl␛ue: 2 there now.
                  1.002 s  #1  room-joined  Joined room bl␛ue: 1 there now.


















                 Tab pane  Enter on the next  L on #2  ↑ ↓ row  \\ zoom  Esc back  ? help  1-6 screens  q quit
                """)
    }

    @Test func `Mischief is marked`() {
        var status = Self.status
        status.connections[0].mischief = [.latePong]
        status.mischiefForNext = [.wrongAccept]
        expectScreen(
            Self.model([.tab, .tab, .character("\\")], status: status).screenText,
            is: """
                 wslens  Server  http://localhost:1338/             LIVE  MISCHIEF NEXT  ?=help
                ─ ▸ MISCHIEF ───────────────────────────────────────────────────────────────────
                ▸ wrong-accept next        The 101 has the accept value of another key.
                  no-upgrade               Sec-WebSocket-Accept is not the hash of this key;
                  masked-frames            the client must fail the connection. (RFC 6455 §4.1)
                  unasked-rsv1
                  bad-utf8
                  fragments
                  one-byte
                  shared-buffer
                  late-pong
                  wrong-pong
                  no-close
                  reset









                 Tab pane  Enter on the next  L on #2  ↑ ↓ row  \\ zoom  1-6 screens  q quit
                """)
    }

    @Test func `A recording shows what its server did`() {
        expectScreen(
            Model.after(Self.sessions, keys: .typing("6"), source: .recording(title: "rooms")).screenText,
            is: """
                 wslens  Server  rooms                                         RECORDED  ?=help
                  A recording has no server: what waited, and why, is not in it. What the
                  server did of its own accord is.
                ─ what the server did, the latest first ────────────────────────────────────────
                  2.002 s  #2  room-joined  Joined room bl␛ue: 2 there now.
                  1.002 s  #1  room-joined  Joined room bl␛ue: 1 there now.

















                 ↑ ↓ row  Enter open  Esc back  Tab pane  \\ zoom  ? help  1-6 screens  q quit
                """)
    }

    @Test(arguments: [Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 200, height: 60)])
    func `Whatever a peer is called, it steers no terminal`(size: Size) {
        for keys in [[], [Key.tab], [.tab, .tab], [.tab, .tab, .tab], [.backTab]] {
            let lines = view(Self.model(keys, size: size)).lines
            #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 })
        }
    }

    // MARK: Keys

    @Test func `z holds the selected connection, and lets go`() {
        var model = Self.model([.end])
        #expect(model.update(.key(.character("z"))) == [.holdReading(1, true)])
        var status = Self.status
        status.connections[0].wait = .byHand
        _ = model.update(.server(status))
        #expect(view(model).lines[23].contains("z let go"))
        #expect(model.update(.key(.character("z"))) == [.holdReading(1, false)])
        var none = Model.after([], keys: .typing("6"))
        #expect(none.update(.key(.character("z"))) == [])
        #expect(none.notice == ServerScreen.noConnection)
    }

    @Test func `b goes through the ways to hand answers over`() {
        var model = Self.model()
        for batching in [Batching.frame, .every(10), .read] {
            #expect(model.update(.key(.character("b"))) == [.setBatching(batching)])
            #expect(model.notice?.isEmpty == false)
            var status = Self.status
            status.batching = batching
            _ = model.update(.server(status))
        }
    }

    @Test func `S goes through what becomes of messages for slow readers`() {
        var model = Self.model()
        for policy in [SlowReaderPolicy.drop, .close, .hold] {
            #expect(model.update(.key(.character("S"))) == [.setSlowReader(policy)])
            #expect(model.notice?.hasPrefix("\(policy.rawValue): ") == true)
            #expect(model.screenText.contains("slow readers: \(policy.rawValue)"))
        }
    }

    @Test func `A connection that closes stays selected, and says so`() {
        var sessions = Self.sessions
        sessions[1].end(5, .client)
        sessions[1].end(5, .server)
        var status = Self.status
        status.connections.remove(at: 1)
        var model = Model.after(sessions, keys: .typing("6"))
        _ = model.update(.server(status))
        #expect(view(model).lines[3].hasPrefix("▸   2 "))
        #expect(view(model).lines[3].contains("CLOSED"))
        #expect(model.update(.key(.character("z"))) == [])
        #expect(model.notice == ServerScreen.noConnection)
        // Away from it, the list has open ones alone.
        model.press([.down])
        #expect(view(model).lines[3].hasPrefix("▸   1 "))
        #expect(!view(model).lines[4].contains("CLOSED"))
    }

    @Test func `Server comes back as it was left`() {
        var model = Self.model([.tab, .tab, .down, .down] + .typing("26"))
        #expect(model.screenText.contains("▸ masked-frames"))
        model.press(.typing("16"))
        #expect(model.screenText.contains("▸ masked-frames"))
    }

    @Test func `Names of clients stand in rooms and queues, unless they are hidden`() {
        var sessions = Self.sessions
        sessions[1] = Session(2, at: 2, port: 51542)
        sessions[1].handshake(2.001, target: "/room/bl%1Bue?name=anna", agent: "websockets/15.0")
        var model = Model.after(sessions, keys: .typing("6"), size: Size(width: 140, height: 45))
        _ = model.update(.server(Self.status))
        #expect(model.screenText.contains("2: #1, #2 anna"))
        #expect(view(model).lines[3].contains(" 2 anna "))
        model.press(.typing("1K6"))
        #expect(!model.screenText.contains("anna"))
    }

    @Test func `What is done again and again is one row`() {
        var sessions = Self.sessions
        for (second, session) in [(6.0, 0), (7, 1), (8, 0)] {
            sessions[session].add(second, .serverAction(name: "handshake-timeout", sentence: "No request came."))
        }
        let lines = view(Model.after(sessions, keys: .typing("6"), source: .recording(title: "rooms"))).lines
        #expect(lines[4].hasPrefix("  8.000 s  #1  handshake-timeout, 3 times  No request came."))
        #expect(lines[5].contains("room-joined"))
    }

    @Test func `Where the pane is left, the latest action is selected again`() {
        var model = Self.model([.backTab, .down])
        #expect(model.screenText.contains("▸ 1.002 s  #1  room-joined"))
        model.press([.tab, .backTab])
        #expect(model.screenText.contains("▸ 2.002 s  #2  room-joined"))
    }

    /// Its title needs the room, and how much is hidden stands behind it.
    @Test func `In a narrow pane the title stays`() {
        let model = Self.model([.tab, .tab] + [Key](repeating: .down, count: 6))
        #expect(model.screenText.contains("─ ▸ mischief ── ↑ "))
    }

    /// Whoever else is in it: what one of them wrote is its name.
    @Test func `A room in which somebody's texts are hidden has no name`() {
        let model = Self.model([.character("1"), .character("K"), .character("6")])
        #expect(model.context.hiddenTexts.count == 1)
        let lines = view(model).lines[2...12]
        #expect(lines.contains { $0.contains("(hidden)") } && !lines.contains { $0.contains("bl␛ue") })
    }

    /// What one of them writes everybody has. Those who join come with all that they wrote in one batch, as after a pause of the view.
    @Test func `K on a room hides it, with everybody who is, was or comes to be in it`() {
        var model = Self.model([.tab, .character("K")])
        #expect(model.screenText.contains("This room with 2 connections is hidden on every screen"))
        #expect(view(model).lines[23].contains("K show"))
        var sessions: [Session] = []
        for (number, path) in [(3, "/room/%62l%1bue?name=rude"), (4, "/room/other"), (5, "/room/bl%1Bue")] {
            var session = Session(number, at: 5, port: 51600 + number)
            session.handshake(5.1, target: path)
            session.add(5.2, .serverAction(name: "room-joined", sentence: "Joined room \(path)."))
            session.text(5.3, .client, "insult")
            if number == 5 { session.closeCleanly(5.4, code: 1000, reason: "") }
            sessions.append(session)
        }
        _ = model.update(.events(sessions.flatMap(\.events)))
        #expect((1...5).map(model.context.hidesTexts) == [true, true, true, false, true])
        for screen in ["6", "1"] {
            model.press([.character(Character(screen))])
            #expect(!model.screenText.contains("bl␛ue"))
        }
        // Whoever is let go by a key on one of them is let go with the room.
        model.context.selected = 3
        model.press([.character("K")])
        #expect(model.notice == "The room of #3 is shown again, with all in it.")
        #expect(!(1...5).contains(where: model.context.hidesTexts))
    }

    @Test func `Spellings of one name are one room`() {
        var status = Self.status
        status.rooms = [ServerStatus.Room(path: "/room/caf%C3%A9", name: "caf\u{e9}", members: [1])]
        var model = Self.model([.tab, .character("K")], status: status)
        var session = Session(3, at: 5, port: 51603)
        session.handshake(5.1, target: "/room/cafe%CC%81")
        _ = model.update(.events(session.events))
        #expect(model.context.hidesTexts(of: 3))
    }

    /// Otherwise a key that is meant for one hides or shows another.
    @Test func `K is about the room that was selected`() {
        var status = Self.status
        status.rooms = ["a", "b"].map { ServerStatus.Room(path: "/room/\($0)", name: $0, members: [1]) }
        var model = Self.model([.tab, .down], status: status)
        status.rooms.removeLast()
        _ = model.update(.server(status))
        model.press([.character("K")])
        #expect(model.context.hiddenRooms == [])
        #expect(model.notice == "The room that was selected is empty now. K is about this one from here on.")
        model.press([.character("K")])
        #expect(model.context.hiddenRooms == ["/room/a"])
        status.rooms = []
        _ = model.update(.server(status))
        model.press([.character("K")])
        #expect(model.notice == "Nobody is in a room.")
        #expect(model.context.hiddenTexts == [])
    }

    @Test func `K, X and i are about the selected connection`() {
        var model = Self.model([.end, .character("K")])
        #expect(model.context.hiddenTexts == [1])
        #expect(model.notice?.contains("K on the room on screen 6 hides it for all") == true)
        #expect(model.update(.key(.character("i"))) == [.ping(1)])
        model.press([.character("X")])
        #expect(view(model).lines[22].hasPrefix(" close #1 with code 1000"))
    }

    @Test func `Enter opens what the server did at its row`() {
        var session = Self.sessions[0]
        session.text(2, .client, "before")
        session.add(3, .serverAction(name: "reading-held", sentence: "On request."))
        session.add(3, .serverAction(name: "reading-released", sentence: "On request."))
        session.text(4, .client, "after")
        for (rows, name) in [(0, "reading-released"), (1, "reading-held"), (2, "room-joined")] {
            var model = Model.after([session], keys: .typing("6"))
            _ = model.update(.server(Self.status))
            model.press([.backTab] + [Key](repeating: .down, count: rows) + [.enter])
            #expect(model.screen == .flow)
            #expect(view(model).lines.contains { $0.contains("▸") && $0.contains(name) }, "\(name)")
        }
    }

    /// Otherwise the rows that it is about make way for it.
    @Test func `What the keys of the queues say is one row at 80 columns`() throws {
        for (key, count) in [("z", 2), ("b", 3), ("S", 3)] {
            var model = Self.model()
            for _ in 0..<count {
                model.press([.character(Character(key))])
                let notice = try #require(model.notice)
                #expect(notice.count <= 78, "\(notice)")
            }
        }
    }

    @Test func `The whole sentence of the selected action is shown`() {
        var session = Self.sessions[0]
        session.add(3, .serverAction(name: "long", sentence: String(repeating: "many words ", count: 12) + "the end"))
        var model = Model.after([session], keys: .typing("6"), size: Size(width: 80, height: 30))
        _ = model.update(.server(Self.status))
        #expect(!model.screenText.contains("the end"))
        model.press([.backTab])
        #expect(model.screenText.contains("the end"))
    }

    @Test func `Mischief for the next WebSocket is over with it`() {
        var model = Self.model([.tab, .tab, .enter])
        var status = Self.status
        status.mischiefForNext = [.wrongAccept]
        _ = model.update(.server(status))
        _ = model.update(.server(Self.status))
        #expect(model.notice == "The new WebSocket got wrong-accept. The next one is served like the others.")
        #expect(!model.screenText.contains("MISCHIEF NEXT"))
        // What has been said since stays.
        model.press([.enter])
        _ = model.update(.notice("Sent by #1: hex."))
        status.mischiefForNext = []
        _ = model.update(.server(status))
        #expect(model.notice == "Sent by #1: hex.")
    }

    @Test func `s sends to one, to a room, or to all`() {
        var model = Self.model([.end, .character("s")] + .typing("Hi"))
        #expect(view(model).lines[22].hasPrefix(" text to #1 Hi"))
        #expect(model.update(.key(.enter)) == [.sendText("Hi", .connection(1))])
        model.press([.character("s"), .tab])
        #expect(view(model).lines[22].hasPrefix(" text to room bl␛ue (2)"))
        model.press([.tab] + .typing("all"))
        #expect(model.update(.key(.enter)) == [.sendText("all", .everybody)])
        var room = Self.model([.tab, .character("s")] + .typing("x"))
        #expect(room.update(.key(.enter)) == [.sendText("x", .room(path: "/room/bl%1Bue"))])
    }

    @Test func `Enter lies to the next WebSocket, L to the selected one`() {
        var model = Self.model([.end, .tab, .tab])
        #expect(model.update(.key(.enter)) == [.setMischief([.wrongAccept], connection: nil)])
        #expect(model.screenText.contains("MISCHIEF NEXT"))
        // What is in the handshake is too late for it.
        #expect(model.update(.key(.character("L"))) == [])
        #expect(model.notice?.contains("Enter does it on the next WebSocket") == true)
        model.press([.down, .down])
        #expect(model.update(.key(.character("L"))) == [.setMischief([.maskedFrames], connection: 1)])
        #expect(model.update(.key(.enter)) == [.setMischief([.wrongAccept, .maskedFrames], connection: nil)])
    }

    @Test func `The title marks a connection on which the server lied`() {
        var lied = Self.sessions[0]
        lied.add(3, .serverAction(name: "mischief-late-pong", sentence: "On purpose."))
        #expect(view(Model.after([lied], keys: .typing("2"))).lines[0].contains("MISCHIEF"))
        #expect(!view(Model.after([Self.sessions[0]], keys: .typing("2"))).lines[0].contains("MISCHIEF"))
    }
}
