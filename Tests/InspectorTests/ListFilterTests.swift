// The filter of the list goes along into a connection: it leads to the first match, and `n` and `N` to the others.

import Testing
import TerminalUI
import TestSupport
import WebSocketProtocol

@testable import Inspector

@Suite struct ListFilterTests {
    /// Rows of #1: 3 "hello 0", 4 "hello 1", … 7 "hello 4", 8 and 9 Close 1001. #2 says nothing that matters, #3 "hello" in row 3.
    private static var sessions: [Session] {
        var first = Session()
        first.handshake(0.002)
        for number in 0..<5 { first.text(1 + Double(number), .client, "hello \(number)") }
        first.closeCleanly(8, code: 1001)
        var second = Session(2, at: 9, port: 51_545)
        second.handshake(9.1)
        second.closeCleanly(10)
        var third = Session(3, at: 11, port: 51_546)
        third.handshake(11.1)
        third.text(12, .client, "hello again")
        return [first, second, third]
    }

    private static func model(_ keys: String, isLive: Bool = false) -> Model {
        .after(
            sessions, keys: .typing("1/" + keys) + [.enter],
            source: isLive ? .live(urls: ["http://localhost:1338/"]) : .recording(title: ""))
    }

    @Test(arguments: [false, true]) func openingLeadsToTheFirstMatch(isLive: Bool) {
        var model = Self.model("close 1001", isLive: isLive)
        #expect(model.context.listedNumbers == [1])
        model.press([.enter])
        #expect(model.screen == .flow)
        #expect(model.cursor.row == 8)
        // No row is hidden, and the title says what `n` looks for.
        #expect(model.screenText.contains(" 9 of 12 "), "\(model.screenText)")
        #expect(view(model).lines[0].contains("  n /close 1001  "))
        model.press(.typing("n"))
        #expect(model.cursor.row == 9)
        model.press(.typing("n"))
        #expect(model.notice == "No further match for close 1001.")
        #expect(model.cursor.row == 9)
        model.press(.typing("NN"))
        #expect(model.notice == "No further match for close 1001.")
        #expect(model.cursor.row == 8)
    }

    @Test func nGoesOnThroughTheList() {
        var model = Self.model("hello")
        model.press([.end, .enter])
        #expect((model.selected, model.cursor.row) == (1, 3))
        model.press(.typing("nnnn"))
        #expect((model.selected, model.cursor.row) == (1, 7))
        model.press(.typing("n"))
        #expect((model.selected, model.cursor.row) == (3, 3))
        #expect(model.notice == "#3 has a match.")
        #expect(model.filter.isEmpty)
        // Back in the list, the place in the connection is kept.
        model.press(.typing("NN1") + [.enter])
        #expect((model.selected, model.cursor.row) == (1, 6))
    }

    /// What is known of a connection without its rows is not sought in them; what is excluded is not either.
    @Test(arguments: [
        ("hello closed", 3), ("hello !qqq", 3), (#""hello 3""#, 6), (">6", 3), ("#1", 0), ("!qqq #1", 0),
    ])
    func whichRowComesFirst(filter: String, row: Int) {
        var model = Self.model(filter)
        model.press([.end, .enter])
        #expect(model.selected == 1)
        #expect(model.cursor.row == row)
    }

    @Test func aFilterOfRowsComesFirst() {
        var model = Self.model("close 1001")
        model.press([.enter] + .typing("/hello") + [.enter, .home])
        #expect(model.cursor.row == 3)
        #expect(view(model).lines[0].contains("  /hello  "))
        model.press(.typing("n"))
        #expect(model.cursor.row == 4)
        model.press([.escape, .character("n")])
        #expect(model.cursor.row == 8)
    }

    @Test(arguments: [false, true]) func thePreviewShowsTheMatch(isLive: Bool) {
        var model = Self.model("hello", isLive: isLive)
        model.press([.home] + .typing("n"))
        #expect(model.selected == 1)
        #expect(model.cursor.row == 3)
        #expect(model.screenText.contains("\n▸            │ text  7 B  FIN masked  \"hello 0\""), "\(model.screenText)")
    }

    /// Behind the veil neither opening nor `n` leads ahead.
    @Test func behindTheVeilThePlaceStays() {
        var model = Model.after(
            Self.sessions, keys: .typing("1GH/close") + [.enter, .enter, .character("n")],
            source: .recording(title: ""))
        #expect((model.selected, model.cursor.row) == (1, 0))
        model.press([.escape, .escape, .character("2"), .character("n")])
        #expect((model.selected, model.cursor.row) == (1, 0))
    }

    @Test func onFrameOnlyFramesCount() {
        var model = Self.model("upgrade")
        model.press([.end, .enter])
        #expect(model.cursor.row == 1)
        model.press(.typing("4n"))
        #expect(model.screen == .frame)
        #expect(model.notice == "No further match for upgrade.")
    }
}
