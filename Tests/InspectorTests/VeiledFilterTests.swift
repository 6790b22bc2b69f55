// Behind the veil a filter of rows finds what is shown, and does not say whether there is more.

import Testing
import TerminalUI
import TestSupport
import WebSocketProtocol

@testable import Inspector

@Suite struct VeiledFilterTests {
    /// Rows: 1 the request, 2 the response, 3 and 4 "Hello", 5 to 6 Close. The reader has come to `row`.
    private static func model(_ row: Int, _ keys: String, screen: String = "2") -> Model {
        let steps = Array(repeating: Key.right, count: row)
        return .after(
            [.hello], keys: .typing(screen + "gH") + steps + .typing(keys) + [.enter], source: .recording(title: ""))
    }

    @Test(arguments: ["/close", "/hello", "/!get", "/close 1000", "/>4"]) func whatIsAheadIsNotFound(keys: String) {
        let model = Self.model(1, keys == "/!get" ? "/!get !connecting" : keys)
        #expect(model.cursor.row == 1)
        #expect(model.notice == "Nothing that is shown matches /\(model.filter.text).")
        #expect(view(model).lines.contains { $0.contains("Nothing that is shown matches") })
    }

    /// Whether there is a match ahead makes no difference.
    @Test(arguments: ["/hello", "/qqq"]) func nSaysNothingOfWhatIsAhead(keys: String) {
        for key in ["n", "N"] {
            var model = Self.model(1, keys)
            model.press(.typing(key))
            #expect(model.cursor.row == 1)
            #expect(model.notice == "No further match for \(keys.dropFirst()) in what is shown.")
        }
        var home = Self.model(1, keys)
        home.press([.home])
        #expect(home.cursor.row <= 1)
    }

    @Test func whatIsShownIsFound() {
        var model = Self.model(4, "/upgrade")
        #expect(model.cursor.row == 1)
        #expect(model.notice == "The last match for /upgrade in what is shown; N goes to those before.")
        model = Self.model(4, "/hello")
        #expect(model.cursor.row == 4)
        model.press(.typing("N"))
        #expect(model.cursor.row == 3)
        model.press(.typing("n"))
        #expect(model.cursor.row == 3)
        #expect(model.notice == "No further match for hello in what is shown.")
        // Steps show more, as they always do.
        model.press([.right])
        #expect(model.cursor.row == 4)
    }

    /// Six bytes of the client's "Hello", and then all of it.
    @Test func onFrameABeginningIsShown() {
        var model = Self.model(6, "/hello", screen: "4")
        #expect((model.cursor.row, model.cursor.byte) == (3, 6))
        #expect(model.notice == "Nothing that is shown matches /hello.")
        model.press([.escape, .escape, .character("4")] + Array(repeating: .right, count: 4))
        model.press(.typing("}") + [.right] + .typing("/") + [.control("u")] + .typing("hello") + [.enter])
        #expect((model.cursor.row, model.cursor.byte) == (3, 10))
        #expect(model.notice == "The last match for /hello in what is shown; N goes to those before.")
        #expect(model.screenText.contains(/char +H +e +l +l +o/))
    }

    /// The other connection has a match that is hidden.
    @Test func otherConnectionsAreNotSearched() {
        var second = Session(2, at: 3, port: 51_545)
        second.handshake(3.1)
        second.text(4, .client, "hello")
        var model = Model.after(
            [.hello, second], keys: .typing("2:#1") + [.enter] + .typing("gH/hello") + [.enter] + .typing("n"),
            source: .recording(title: ""))
        #expect(model.selected == 1)
        #expect(model.notice == "No further match for hello in what is shown.")
        model.press(.typing("N"))
        #expect((model.selected, model.cursor.row) == (1, 0))
    }
}
