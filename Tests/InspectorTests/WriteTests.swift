// `w`: the name, one connection or all, and a file that already exists.

import Capture
import TestSupport
import Testing
import TerminalUI

@testable import Inspector

@Suite struct WriteTests {
    private func asked(_ keys: [Key] = []) -> Model {
        .after([.hello, .page], keys: .typing("2w") + keys, source: .recording(title: ""))
    }

    @Test func thePromptNamesAFileAndSaysWhatIsWritten() {
        let one = view(asked()).lines
        #expect(one[21] == " write connection-1.jsonl               only #1; Tab: all 2   .jsonl or .pcapng")
        #expect(one[23] == " Enter write  Tab this connection or all  Esc cancel  Ctrl-U clear")
        let all = view(asked([.tab])).lines
        #expect(all[21] == " write recording.jsonl                  all 2; Tab: only #1   .jsonl or .pcapng")
        #expect(view(asked([.tab, .tab])).lines == one)
    }

    @Test(
        arguments: [
            ([Key.enter], "connection-1.jsonl", [1]), ([.tab, .enter], "recording.jsonl", nil),
            ([.control("u")] + .typing("a b.pcapng") + [.enter], "a b.pcapng", [1]),
            // A name that was typed is kept.
            ([.control("u")] + .typing("mine") + [.tab, .enter], "mine", nil),
        ] as [([Key], String, [Int]?)])
    func enterWrites(keys: [Key], path: String, connections: [Int]?) {
        var model = asked(keys.dropLast())
        let commands = model.update(.key(.enter))
        let title = connections == nil ? "2 connections" : "Connection 1"
        #expect(
            commands == [
                .write(
                    WriteRequest(
                        path: path, connections: connections, title: title, about: nil, created: nil, replaces: false))
            ])
        #expect(model.prompt == nil)
        _ = model.update(.written(path: path, events: 1204, losses: ["2 pauses became comments."]))
        #expect(model.notice == "1,204 events were written to \(path). 2 pauses became comments.")
    }

    @Test func anExistingFileIsOnlyReplacedAfterAYes() {
        var model = asked()
        _ = model.update(.key(.enter))
        _ = model.update(.fileExists(path: "connection-1.jsonl"))
        #expect(view(model).lines[21] == " connection-1.jsonl already exists. Replace it? y/n")
        // Any other key asks again.
        #expect(model.update(.key(.enter)).isEmpty)
        #expect(view(model).lines[21] == " connection-1.jsonl already exists. Replace it? y/n")
        var other = model
        #expect(
            model.update(.key(.character("y")))
                == [
                    .write(
                        WriteRequest(
                            path: "connection-1.jsonl", connections: [1], title: "Connection 1", about: nil,
                            created: nil, replaces: true))
                ])
        #expect(other.update(.key(.character("n"))).isEmpty)
        #expect(other.notice == "Nothing was written; connection-1.jsonl is as it was.")
        #expect(other.pending == nil)
    }

    /// A whole recording keeps its title, description and time; a part of it says in the title which part it is.
    @Test(arguments: [(1, false, "Hello", true), (2, true, "Hello", true), (2, false, "Hello, connection 1", false)])
    func aRecordingKeepsItsDescription(count: Int, all: Bool, title: String, isWhole: Bool) {
        var model = Model(source: .recording(title: ""), size: Size(width: 80, height: 24))
        var conversations = Conversations()
        for session in [Session.hello, .page].prefix(count) { session.events.forEach { conversations.add($0) } }
        _ = model.update(
            .recording(
                RecordingContent(
                    title: "Hello", about: "About it.", created: "2026-11-22T10:00:00Z", path: "x.jsonl",
                    conversations: conversations, problems: [])))
        model.press(.typing("2w") + (all ? [.tab] : []))
        guard case .write(let request) = model.update(.key(.enter)).first else {
            Issue.record("nothing is written")
            return
        }
        #expect(request.title == title)
        #expect(request.about == (isWhole ? "About it." : nil))
        #expect(request.created == "2026-11-22T10:00:00Z")
    }

    @Test func anAnswerThatWasNotAskedForReplacesNothing() {
        var model = asked([.escape])
        _ = model.update(.fileExists(path: "x"))
        #expect(model.pending == nil)
        #expect(model.notice == "x already exists; nothing was written.")
    }

    @Test func withoutANameOrAConnectionThereIsNothingToWrite() {
        var model = asked([.control("u"), .character(" ")])
        #expect(model.update(.key(.enter)).isEmpty)
        #expect(model.notice == "Nothing was written: no file name was given.")
        #expect(Model.after([], keys: .typing("w")).notice == "There is no connection to write yet.")
        #expect(asked([.escape]).prompt == nil)
    }

    /// Of connections that are gone as a whole nothing is in the file, so it says how many they were.
    @Test func aWholeRecordingCountsTheConnectionsThatAreGone() {
        var model = Model.after([.hello])
        _ = model.update(.unseen(3))
        model.press(.typing("w"))
        guard case .write(let request)? = model.update(.key(.enter)).first else {
            Issue.record("nothing is written")
            return
        }
        let words = "3 connections are not in it: dropped to save memory, or too fast to show."
        #expect(request.about == words)
        _ = model.update(.written(path: "a.jsonl", events: 9, losses: []))
        #expect(model.notice == "9 events were written to a.jsonl. \(words)")
    }

    @Test func aNarrowScreenKeepsRoomForTheName() {
        var model = asked()
        _ = model.update(.resize(Size(width: 60, height: 20)))
        #expect(view(model).lines[18] == " write connection-1.jsonl               only #1; Tab: all 2")
    }
}
