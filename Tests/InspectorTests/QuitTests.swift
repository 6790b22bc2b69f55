// Quitting: at once where nothing would be lost, otherwise after a question.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct QuitTests {
    /// An open WebSocket on which nothing was sent, and one with a text.
    private static var silent: Session {
        var session = Session(7, at: 9, port: 51_560)
        session.handshake(9.001)
        return session
    }
    private static var talking: Session {
        var session = silent
        session.text(9.5, .client, "Hello")
        return session
    }

    private func live(_ sessions: [Session], recordingName: String? = nil) -> Model {
        var model = Model(
            source: .live(urls: ["http://localhost:1338/"]), size: Size(width: 80, height: 24),
            recordingName: recordingName)
        _ = model.update(.events(sessions.flatMap(\.events).sorted { $0.event.time < $1.event.time }))
        return model
    }

    private func question(_ model: Model) -> String? {
        var model = model
        let commands = model.update(.key(.character("q")))
        if commands == [.quit] { return nil }
        #expect(commands == [])
        return view(model).lines[22]
    }

    @Test func whatWouldBeLostIsAsked() {
        #expect(question(live([])) == nil)
        #expect(question(live([.page])) == nil, "a page was fetched: there are no frames")
        let all = ": w writes, y quits, any other key stays."
        #expect(question(live([.hello])) == " Not recorded" + all)
        #expect(question(live([Self.silent])) == " 1 open, not recorded" + all)
        #expect(question(live([Self.talking, .fragments])) == " 2 open, not recorded" + all)
        #expect(question(live([.hello], recordingName: "class.jsonl")) == nil)
        let open = live([Self.talking], recordingName: "class.jsonl")
        #expect(question(open) == " 1 open: y quits, any other key stays.")
        var ended = live([.hello], recordingName: "class.jsonl")
        _ = ended.update(.recordingEnded("The disk is full."))
        #expect(question(ended) == " Not recorded" + all)
    }

    @Test func aRecordingLosesNothing() {
        #expect(question(.after([Self.talking], source: .recording(title: ""))) == nil)
    }

    @Test(arguments: [("y", true), ("Y", true), ("n", false), ("q", false), (" ", false)])
    func theAnswer(key: Character, quits: Bool) {
        var model = live([.hello])
        model.press(.typing("q"))
        #expect(model.update(.key(.character(key))) == (quits ? [.quit] : []))
        #expect(model.pending == nil)
        #expect(model.notice == nil)
    }

    @Test func wWritesAllAndThenNothingIsLost() {
        var model = live([.hello, .page])
        model.press(.typing("qw"))
        #expect(model.prompt?.purpose == .write(all: true))
        #expect(model.prompt?.input.text == "recording.jsonl")
        model.press([.enter])
        _ = model.update(.written(path: "recording.jsonl", events: 12, losses: []))
        #expect(model.update(.key(.character("q"))) == [.quit])
    }

    @Test func whatCameSinceOrIsOfOthersIsNotWritten() {
        var model = live([.hello, Self.talking])
        model.press(.typing("2w") + [.enter])
        _ = model.update(.written(path: "connection-7.jsonl", events: 4, losses: []))
        #expect(question(model)?.hasPrefix(" 1 open, not recorded") == true, "#1 is in no file")
        model.press(.typing("w") + [.tab, .enter])
        _ = model.update(.written(path: "recording.jsonl", events: 12, losses: []))
        #expect(question(model) == " 1 open: y quits, any other key stays.")
        _ = model.update(.held(3, lost: 0))
        #expect(question(model)?.hasPrefix(" 1 open, not recorded") == true, "events wait for a paused view")
        _ = model.update(.held(0, lost: 0))
        var more = Self.talking
        more.text(12, .client, "more")
        _ = model.update(.events(Array(more.events.suffix(1))))
        #expect(question(model)?.hasPrefix(" 1 open, not recorded") == true)
    }

    @Test func withoutAnyRecordingThereIsNothingToWrite() {
        var model = live([Self.talking], recordingName: "class.jsonl")
        model.press(.typing("qw"))
        #expect(model.prompt == nil)
        #expect(model.pending == nil)
    }

    @Test func theQuestionIsShownOnATooSmallTerminalToo() {
        var model = live([.hello])
        _ = model.update(.resize(Size(width: 50, height: 10)))
        model.press(.typing("q"))
        #expect(view(model).lines[0...1].joined(separator: " ").hasPrefix("Not recorded: w writes, y quits"))
    }
}
