// Update: stepping, following, pausing, and keys that do nothing.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct UpdateTests {
    private func texts(_ count: Int, at time: Double = 10) -> [LoggedEvent] {
        (0..<count).map { number in
            let bytes = Frame(.text, payload: Array("\(number)".utf8)).encoded
            return LoggedEvent(
                connection: 1, ConnectionEvent(time: time + Double(number), .bytes(from: .server, bytes)))
        }
    }

    @Test(arguments: [
        ([Key.home], 0), ([.home, .right], 1), ([.home, .pageDown, .character("l"), .down, .character("j")], 4),
        ([.left], 7), ([.pageUp, .character("h"), .up, .character("k")], 4), ([.home, .left], 0),
        ([.home, .character("}")], 3), ([.character("{"), .character("{")], 5), ([.character("G")], 8),
    ])
    func steppingOnFlow(keys: [Key], row: Int) {
        #expect(Model.after([.hello], keys: .typing("2") + keys).cursor.row == row)
    }

    @Test func theEndsOfTheLadderAreReported() {
        let closed = Model.after([.hello], keys: .typing("2") + [.right])
        #expect(closed.notice == "This is the end.")
        let open = Model.after([.fragments], keys: .typing("2") + [.right])
        #expect(open.notice == "Nothing more yet; F follows new traffic.")
        let recorded = Model.after([.fragments], keys: .typing("2") + [.end, .right], source: .recording(title: ""))
        #expect(recorded.notice == "This is the end.")
        #expect(Model.after([.hello], keys: .typing("2g") + [.left]).notice == "This is the start.")
    }

    @Test func newTrafficMovesTheCursorOnlyWhileFollowing() {
        var model = Model.after([.fragments], keys: .typing("2"))
        _ = model.update(.events(texts(2)))
        #expect(model.cursor.row == 10)
        model.press([.left])
        _ = model.update(.events(texts(3)))
        #expect(model.cursor.row == 9)
        #expect(model.newCount == 3)
        // A row that the reader has reached is no longer new.
        model.press([.right, .right])
        #expect(model.newCount == 2)
        model.press([.end])
        #expect(model.cursor.row == 13)
        #expect(model.newCount == 0)
        #expect(model.isFollowing)
    }

    @Test func theCursorStaysOnAFrameThatIsArriving() {
        var model = Model.after([.unfinished], keys: .typing("2") + [.left, .right])
        #expect(model.cursor.row == 4)
        _ = model.update(.events(texts(3)))
        #expect(model.cursor.row == 7)
        #expect(model.ladder.row(7) == .unfinished(.client))
    }

    /// Meanwhile events wait in the log; the run loop reports how many.
    @Test func aPauseSaysHowManyEventsWait() {
        var model = Model.after([.fragments], keys: .typing("2p"))
        _ = model.update(.held(1234, lost: 0))
        #expect(view(model).lines[0].hasSuffix("PAUSED  +1,234 held  FOLLOW  ?=help"))
        _ = model.update(.held(900, lost: 2345))
        #expect(view(model).lines[0].hasSuffix("PAUSED  +900 held  2,345 dropped  FOLLOW  ?=help"))
        _ = model.update(.written(path: "a.jsonl", events: 9, losses: []))
        let words = "9 events were written to a.jsonl. What came while the view is paused is not in it."
        #expect(model.notice == words)
        model.press(.typing("p"))
        #expect(view(model).lines[0].hasSuffix("LIVE  FOLLOW  ?=help"))
    }

    /// Traffic that goes on must not take away what a key has just said.
    @Test func theOutcomeOfAKeyStaysWhenMemoryIsFull() {
        var model = Model(
            source: .live(urls: []), size: Size(width: 80, height: 24), memoryLimit: 200_000)
        _ = model.update(.events(Session.upgraded.events))
        _ = model.update(.written(path: "a.jsonl", events: 2, losses: []))
        let text = [UInt8](repeating: 0x61, count: 50_000)
        for second in 1...20 {
            let event = ConnectionEvent(
                time: Double(second), .bytes(from: .client, frame(.text, text)))
            _ = model.update(.events([LoggedEvent(connection: 1, event)]))
        }
        #expect(model.notice?.hasPrefix("2 events were written to a.jsonl. Memory limit reached") == true)
    }

    @Test func aRecordingThatEndsIsReportedAtOnce() {
        var model = Model(
            source: .live(urls: []), size: Size(width: 80, height: 24), recordingName: "class.jsonl")
        _ = model.update(.recordingEnded("class.jsonl could not be written: No space left on device."))
        #expect(view(model).lines[0].hasSuffix("LIVE  ! REC ENDED class.jsonl  FOLLOW  ?=help"))
        #expect(view(model).lines.contains { $0.contains("No space left on device.") })
        model.press([.down])
        #expect(view(model).lines[0].contains("! REC ENDED"), "also once the message is gone")
    }

    @Test func aRecordingIsReadFromItsStart() {
        let model = Model.after([.page, .hello], keys: [.enter], source: .recording(title: ""))
        #expect(model.selected == 1)
        #expect(model.cursor.row == 0)
        #expect(!model.isFollowing)
        #expect(model.newCount == 0)
    }

    @Test(arguments: [
        ("1", Key.character("y"), "y does nothing here; ? lists the keys."),
        ("1", .character("\\"), "\\ (show the pane full screen) works on: 2 Flow, 3 Handshake, 4 Frame, 6 Server."),
        ("1", .tab, "Tab (next pane) works on: 2 Flow, 3 Handshake, 4 Frame, 5 Lessons, 6 Server."),
        ("3", .character("n"), "No filter is set; / sets one."),
        ("1", .escape, "This is the outermost screen; q quits."),
        ("2", .character("n"), "No filter is set; / sets one."),
        ("2", .character("'"), "No place is marked; m then a letter marks one."),
    ])
    func keysThatDoNothingSayWhy(screen: String, key: Key, notice: String) {
        #expect(Model.after([.hello], keys: .typing(screen) + [key]).notice == notice)
    }

    @Test func aRecordingHasNoServer() {
        let model = Model.after([.hello], keys: .typing("d"), source: .recording(title: ""))
        #expect(model.notice == "d needs a live server; this is a recording.")
    }

    @Test func commands() {
        var model = Model.after([.hello])
        #expect(model.update(.key(.character("d"))) == [.startDemonstration])
        #expect(model.update(.key(.character("T"))) == [.setTheme(.light)])
        #expect(model.update(.key(.character("P"))) == [.setTheme(.contrast)])
        #expect(model.update(.key(.character("P"))) == [.setTheme(.light)])
        #expect(model.update(.key(.character("q"))) == [])
        #expect(model.update(.key(.character("y"))) == [.quit])
    }
}
