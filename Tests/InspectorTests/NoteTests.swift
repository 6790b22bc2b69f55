// A teacher's notes: shown whole wherever the reader comes to them, and steps of their own where there are no rows.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct NoteTests {
    private static let long = String(repeating: "A note may be longer than the rows that it has. ", count: 12) + "End."

    /// Notes about the request, the response, the first frame (two), and the last.
    private var noted: Session {
        var session = Session()
        session.handshake(0.001)
        session.insert(0.001, .note("About the request.", pauses: false), at: 2)
        session.add(0.002, .note("About the response.", pauses: true))
        session.text(1, .client, "Hi")
        session.add(1, .note("About Hi.", pauses: false))
        session.add(1, .note("What comes next?", pauses: true))
        session.text(2, .server, "Hi")
        session.add(2, .note(Self.long, pauses: true))
        return session
    }

    private func recorded(_ keys: String) -> Model {
        .after([noted], keys: .typing(keys), source: .recording(title: "Notes"))
    }

    @Test func onFrameNotesAreStepsAfterTheFrameTheyFollow() {
        var model = recorded("4g")
        #expect(model.cursor.row == 5)
        var told: [String] = []
        for _ in 0..<20 {
            model.press([.right])
            if let words = model.noteWords, told.last != "\(model.cursor.row) \(words)" {
                told.append("\(model.cursor.row) \(words)")
            }
        }
        #expect(told == ["5 About Hi.", "5 What comes next?", "8 \(Self.long)"])
        #expect(model.notice == "This is the end.")
        told = []
        for _ in 0..<20 {
            model.press([.left])
            if let words = model.noteWords { told.append("\(model.cursor.row) \(words)") }
        }
        #expect(told == ["5 What comes next?", "5 About Hi."])
        #expect(model.cursor.row == 5 && model.cursor.byte == 0)
    }

    @Test func onHandshakeTheyFollowTheHeads() {
        var model = recorded("3g")
        var told: [String] = []
        for _ in 0..<400 {
            model.press([.right])
            if let words = model.noteWords { told.append(words) }
            if model.notice == "This is the end." { break }
        }
        #expect(told.first == "About the request.")
        #expect(told.last == "About the response.")
        #expect(Set(told).count == 2)
    }

    @Test func playingPausesOnlyAtPauses() {
        var model = recorded("4g ")
        for tick in 1...40 { _ = model.update(.tick(Double(tick) / 2)) }
        #expect(!model.isPlaying)
        #expect(model.noteWords == "What comes next?")
    }

    @Test(arguments: ["1", "3", "4"]) func theCardShowsAllOfIt(screen: String) {
        var model = recorded("2G" + (screen == "1" ? "1" : ""))
        if screen == "4" {
            model = recorded("4G")
            while model.noteWords == nil, model.notice == nil { model.press([.right]) }
        }
        if screen == "3" {
            model = recorded("3G")
            model.press([.right])
            #expect(view(model).lines[21] == " ◆ About the response.")
            // With less room, the panes that give way leave no trace.
            _ = model.update(.resize(Size(width: 80, height: 23)))
            let verdict = view(model).lines.prefix(4).dropFirst()
            #expect(verdict.contains { $0.hasSuffix("expected  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") }, "\(verdict)")
            return
        }
        let text = view(model).lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(text.contains("◆ " + Self.long))
    }

    @Test func onFlowThePaneGrowsAndEnterShowsTheWholeNote() {
        var model = recorded("2G")
        let lines = view(model).lines
        #expect(lines.joined().contains("End."))
        model.press([.enter])
        #expect(model.help?.paragraphs.map(\.plain) == ["Note", "", Self.long])
        model.press([.escape])
        #expect(model.help == nil)
    }

    @Test func keysGoFromNoteToNote() {
        var model = recorded("2g")
        var rows: [Int] = []
        for _ in 0..<6 {
            model.press(.typing("."))
            rows.append(model.cursor.row)
        }
        #expect(rows == [2, 4, 6, 7, 9, 9])
        #expect(model.notice == "There is no later note.")
        // On Frame they go to the frames that the notes follow.
        model.press(.typing("4"))
        #expect((model.cursor.row, model.noteRow) == (8, 9))
        model.press(.typing(","))
        #expect(model.screen == .frame)
        #expect((model.cursor.row, model.noteRow) == (5, 7))
        model.press(.typing(",,"))
        #expect(model.screen == .flow)
        #expect(model.cursor.row == 4)
        #expect(
            Model.after([.hello], keys: .typing("2g."), source: .recording(title: "")).notice
                == "#1 has no notes.")
    }

    @Test func theFilterFindsThem() {
        var model = recorded("2/note")
        model.press([.enter])
        #expect(model.context.shownCount == 5)
        model.press(.typing("/") + [.control("u")] + .typing("comes") + [.enter])
        #expect(model.context.shownCount == 1)
        #expect(model.cursor.row == 7)
        model.press(.typing("4"))
        #expect(model.ladder.frame(model.cursor.row, in: model.conversation ?? Conversation(number: 0)) != nil)
    }

    @Test func theDescriptionOfARecordingIsOnItsListAndInTheHelp() {
        var model = Model(source: .recording(title: "Hello", path: "a.jsonl"), size: Size(width: 80, height: 24))
        var conversations = Conversations()
        for event in Session.hello.events { conversations.add(event) }
        _ = model.update(
            .recording(
                RecordingContent(
                    title: "Hello", about: "What a client says first.", path: "a.jsonl", conversations: conversations,
                    problems: [], remarks: ["It is short."], isReconstructed: true)))
        let lines = view(model).lines
        #expect(lines[0].contains("Hello   1 in all   a.jsonl"))
        #expect(lines[0].contains("RECONSTRUCTED"))
        #expect(lines[1] == " What a client says first.")
        #expect(model.notice == "It is short.")
        let help = Help.pager(for: model).paragraphs.map(\.plain)
        #expect(
            help.prefix(7) == ["Hello", "", "What a client says first.", "", "About this file", "", "It is short."])
    }

    /// The place is found by its content, not its number.
    @Test(arguments: [("2", 5), ("2", 7), ("4", 8), ("2", 9)]) func aReloadFindsThePlaceAgain(screen: String, row: Int)
    {
        func content(_ session: Session) -> RecordingContent {
            var conversations = Conversations()
            for event in session.events { conversations.add(event) }
            return RecordingContent(title: "", path: "x", conversations: conversations, problems: [])
        }
        var model = Model(source: .recording(title: ""), size: Size(width: 80, height: 24))
        _ = model.update(.recording(content(noted)))
        model.press(.typing(screen))
        model.context.setRow(row)
        let before = model.cursor
        var longer = noted
        longer.insert(0, .note("A line above.", pauses: false), at: 3)
        _ = model.update(.recording(content(longer)))
        #expect(model.cursor.row == before.row + 1)
        #expect(model.cursor.byte == before.byte)
    }
}
