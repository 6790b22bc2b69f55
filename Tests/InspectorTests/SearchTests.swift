// The filter, going to matches, and marks.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct SearchTests {
    @Test func theFilterOfTheListKeepsTheSelectionAmongWhatItShows() {
        let model = Model.after([.hello, .page, .reset], keys: .typing("/chrome") + [.enter])
        #expect(model.context.listedNumbers == [1])
        #expect(model.selected == 1)
    }

    @Test(arguments: [
        ("#1", [1]), ("#", []), ("closed", [3, 1]), ("http 404", [2]), ("51548", [3]), ("CHROME closed", [1]),
        ("", [3, 2, 1]),
    ])
    func filteringConnections(text: String, numbers: [Int]) {
        let model = Model.after([.hello, .page, .reset], keys: .typing("/" + text) + [.enter])
        #expect(model.context.listedNumbers == numbers)
    }

    @Test func aFilterReportsMatchesThatTheScreenDoesNotShow() {
        var model = Model.after([.fragments], keys: .typing("4/ping") + [.enter])
        #expect(model.cursor.row == 4)
        #expect(model.notice == "Match 1 of 1 for /ping; n and N go to the others.")
        model.press(.typing("/") + [.control("u")] + .typing("zz") + [.enter])
        #expect(model.notice == "Nothing matches /zz.")
        #expect(model.cursor.row == 4)
        #expect(Model.after([.fragments], keys: .typing("2/zz") + [.enter]).notice == "Nothing matches /zz.")
    }

    @Test func steppingOnFlowSkipsWhatTheFilterHides() {
        var model = Model.after([.fragments], keys: .typing("2/client") + [.enter, .home])
        var rows = [model.cursor.row]
        for _ in 0..<3 {
            model.press([.right])
            rows.append(model.cursor.row)
        }
        #expect(rows == [3, 4, 6, 7])
        model.press([.right])
        #expect(model.cursor.row == 7)
        model.press([.left, .left])
        #expect(model.cursor.row == 4)
        model.press([.escape])
        #expect(model.filter.isEmpty)
        #expect(model.screen == .flow)
    }

    /// Rows of `fragments`: 3 "Hel", 4 Ping "here", 5 Pong "here", 6 "lo ", 7 "class", 8 "Hello class".
    @Test(arguments: [
        ("HEL", [3, 8]), ("here", [4, 5]), ("server here", [5]), ("cli", [3, 4, 6, 7]), ("fin text", [8]),
        ("continu", [6, 7]), ("bad", []), ("class", [7, 8]), ("é", []), ("server é", []), ("hello class zz", []),
    ])
    func filteringFrames(text: String, rows: [Int]) {
        let model = Model.after([.fragments], keys: .typing("2/" + text) + [.enter])
        #expect(model.context.filters.shownRows.rows == rows)
    }

    @Test func lettersBeyondASCIIAreFoundInEitherCase() {
        var session = Session()
        session.handshake(0.002)
        session.text(1, .client, "ÉCOLE")
        let model = Model.after([session], keys: .typing("2/éco") + [.enter])
        #expect(model.context.filters.shownRows.rows == [3])
    }

    @Test func theFilterOfTheLadderLeavesTheListAlone() {
        let model = Model.after([.hello, .page], keys: .typing("2/ping") + [.enter, .character("1")])
        #expect(model.listed.count == 2)
        #expect(model.filter.isEmpty)
    }

    @Test func followingGoesToTheLastRowThatIsShown() {
        var model = Model.after([.fragments], keys: .typing("2/client") + [.enter, .end])
        #expect(model.cursor.row == 7)
        var more = Session()
        more.text(2, .server, "hidden")
        more.text(3, .client, "shown")
        more.text(4, .server, "hidden")
        _ = model.update(.events(Array(more.events.dropFirst())))
        #expect(model.cursor.row == 10)
    }

    @Test func nGoesFromMatchToMatchOnFrame() {
        var model = Model.after([.hello], keys: .typing("4/hello") + [.enter, .home])
        model.press(.typing("n"))
        #expect(model.cursor.row == 4)
        model.press(.typing("n"))
        #expect(model.notice == "No further match for hello.")
        model.press(.typing("N"))
        #expect(model.cursor.row == 3)
    }

    @Test func escapeCancelsTyping() {
        let model = Model.after([.hello], keys: .typing("2/ping") + [.escape])
        #expect(model.filter.isEmpty)
        #expect(model.prompt == nil)
    }

    @Test func marksReturnToTheirPlace() {
        var model = Model.after(
            [.hello, .reset], keys: [.end, .enter] + .typing("g") + [.right, .right] + .typing("ma"))
        #expect(model.notice == "Marked as a; ' then a returns here.")
        model.press([.character("1"), .home, .enter, .end])
        #expect(model.selected == 3)
        model.press(.typing("'a"))
        #expect(model.selected == 1)
        #expect(model.screen == .flow)
        #expect(model.cursor.row == 2)
        model.press(.typing("'b"))
        #expect(model.notice == "There is no mark b. Marks: a.")
        model.press(.typing("m7"))
        #expect(model.notice == "A mark is a letter, a to z.")
        model.press([.character("m"), .escape])
        #expect(model.notice == nil)
        #expect(model.screen == .flow)
    }
}
