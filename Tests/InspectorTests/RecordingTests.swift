// An opened recording: its title, its problems, and what a reload leaves as it was.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct RecordingTests {
    static func content(
        _ sessions: [Session], title: String = "Chromium says Hello", problems: [String] = []
    ) -> RecordingContent {
        var conversations = Conversations()
        for event in sessions.flatMap(\.events) { conversations.add(event) }
        return RecordingContent(
            title: title, path: "fixtures/hello.jsonl", conversations: conversations, problems: problems)
    }

    private func opened(_ sessions: [Session], keys: [Key] = [], problems: [String] = []) -> Model {
        var model = Model(source: .recording(title: ""), size: Size(width: 80, height: 24))
        _ = model.update(.recording(Self.content(sessions, problems: problems)))
        model.press(keys)
        return model
    }

    private let problem = "Line 7 is cut off: the string has no closing quote; the text ends. It is skipped."

    @Test func theListAndTheTitle() {
        expectScreen(
            opened([.page, .hello]).screenText,
            is: """
                 wslens  Chromium says Hello   1 in all   fixtures/hello.jsonl RECORDED  ?=help
                   # state       peer   name, program        frames        bytes   age verdict
                ▸  1 CLOSED 1000 :51544 Chrome 156              2> <2        360  0:02 clean
                   1 plain HTTP: o lists it
                ─ #1  Chrome 156 ───────────────────────────────────────────────────────────────
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
                     CLOSING │ close 1000 "bye"  masked                   │ +1.497 s CLOSING
                             │───────────────────────────────────────────▶│

                 ← → connection  Enter open  space play  / filter  o others  1-6 screens  q quit
                """)
    }

    @Test(arguments: [
        ("Hello", "a/b.jsonl", "Hello"), ("", "a/b.jsonl", "a/b.jsonl"),
        ("b.jsonl", "a/b.jsonl", "a/b.jsonl"),
        ("Hello", "", "Hello"),
    ])
    func theName(title: String, path: String, name: String) {
        #expect(
            Model(source: .recording(title: title, path: path), size: Size(width: 80, height: 24)).context.sourceName
                == name)
    }

    @Test func aLadderIsOnlyBuiltForAViewedConnection() {
        var model = opened([.hello, .page, .reset])
        #expect(model.ladders.keys.sorted() == [1])
        model.press([.up])
        #expect(model.ladders.keys.sorted() == [1, 3])
        #expect(model.ladder.count == 7)
    }

    @Test func problemsAreReportedAndListedInTheHelp() {
        var model = opened([.hello], problems: [problem, "Line 9 has no time."])
        let lines = view(model).lines
        #expect(lines[21] == " 2 problems (? lists all, R reads the file again after editing): Line 7 is cut")
        #expect(lines[22] == " off: the string has no closing quote; the text ends. It is skipped.")
        model.press(.typing("?"))
        let text = Help.pager(for: model).paragraphs.map(\.plain)
        #expect(text.prefix(5) == ["Problems in this file", "", problem, "Line 9 has no time.", ""])
        #expect(model.screenText.contains("Problems in this file"))
        #expect(!Help.pager(for: .after([.hello])).paragraphs.map(\.plain).contains("Problems in this file"))
    }

    @Test func rAsksForTheFileAgain() {
        var model = opened([.hello])
        #expect(model.update(.key(.character("R"))) == [.reload])
        var live = Model.after([.hello])
        #expect(live.update(.key(.character("R"))).isEmpty)
        #expect(live.notice == "R needs a recording; this is a live server.")
    }

    @Test func aReloadKeepsThePlace() {
        var longer = Session.hello
        longer.add(9, .note("Added by hand.", pauses: true))
        var model = opened([.hello], keys: .typing("4g") + [.right, .right, .down])
        let cursor = model.cursor
        _ = model.update(.recording(Self.content([longer])))
        #expect(model.screen == .frame)
        #expect(model.cursor == cursor)
        #expect(model.notice == "Reloaded: 10 events, no problems.")
        #expect(model.ladder.count == 10)
        _ = model.update(.recording(Self.content([longer], problems: [problem])))
        #expect(
            model.notice
                == "Reloaded: 10 events. 1 problem (? lists all, R reads the file again after editing): \(problem)")
    }

    @Test(arguments: [
        // The row is gone, then the byte, then the connection.
        ("2G", Session.hello.events.prefix(5), Cursor(row: 4, byte: 0)),
        ("4gllllllll", Session.hello.events.prefix(3) + [Session.short], Cursor(row: 3, byte: 3)),
        ("2G", Session.page.events.prefix(9), Cursor()),
    ])
    func aReloadKeepsAsMuchOfThePlaceAsExists(keys: String, events: ArraySlice<LoggedEvent>, place: Cursor) {
        var model = opened([.hello], keys: .typing(keys))
        var conversations = Conversations()
        for event in events { conversations.add(event) }
        _ = model.update(
            .recording(RecordingContent(title: "", path: "x", conversations: conversations, problems: [])))
        #expect(model.cursor == place)
        #expect(view(model).size == model.size)
    }

    @Test func aMarkAfterTheNewEndLeadsToTheEnd() {
        var model = opened([.hello], keys: .typing("2Gmag"))
        _ = model.update(.recording(Self.content([.hello, .page])))
        var shorter = Self.content([])
        var conversations = Conversations()
        for event in Session.hello.events.prefix(4) { conversations.add(event) }
        shorter = RecordingContent(title: "", path: "x", conversations: conversations, problems: [])
        _ = model.update(.recording(shorter))
        model.press(.typing("'a"))
        #expect(model.cursor.row == 3)
        _ = model.update(.recording(Self.content([.page])))
        model.press(.typing("'a"))
        #expect(model.notice == "There is no mark a. Marks: a.")
    }

    @Test func anEmptyRecordingCanBeFilled() {
        var model = opened([], keys: .typing("2"))
        #expect(model.screenText.contains("has no connections"))
        #expect(view(model).lines[23].contains("R reload"))
        _ = model.update(.recording(Self.content([.hello])))
        #expect(model.selected == 1)
        #expect(model.notice == "Reloaded: 9 events, no problems.")
    }

    @Test func theFilterIsJudgedAgain() {
        var model = opened([.fragments], keys: .typing("2/client") + [.enter])
        #expect(model.context.shownCount == 5)
        _ = model.update(.recording(Self.content([.hello])))
        #expect(model.context.shownCount == 4)
    }

    @Test func theListPlaysWithThePreviewAtTheRow() {
        var model = opened([.hello], keys: .typing(" "))
        for tick in 1...6 { _ = model.update(.tick(Double(tick) / 10)) }
        let lines = view(model).lines
        #expect(lines[0].contains("PLAY 1x"))
        #expect(lines[8].hasSuffix(" 5 of 9 ─"))
        #expect(lines.contains { $0.hasPrefix("▸            │                    text  5 B  FIN  \"Hello\"") })
        #expect(lines[4].contains("▐OPEN▌"))
    }
}

extension Session {
    /// A frame of four bytes, instead of Hello.
    fileprivate static var short: LoggedEvent {
        LoggedEvent(
            connection: 1, ConnectionEvent(time: 1, .bytes(from: .client, Frame(.text, payload: [65, 66]).encoded)))
    }
}

extension Cursor {
    fileprivate init(row: Int, byte: Int) {
        self.init()
        (self.row, self.byte) = (row, byte)
    }
}
