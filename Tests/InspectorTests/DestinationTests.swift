// `:`, what can be typed after it, and where it leads.

import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct DestinationTests {
    @Test(arguments: [
        ("12.5", Destination.time(12.5)), ("12.5s", .time(12.5)), (" 12.5 s ", .time(12.5)), ("0", .time(0)),
        (".5", .time(0.5)), ("3.", .time(3)),
        ("f7", .frame([.client, .server], 7)), ("frame 7", .frame([.client, .server], 7)),
        ("F7", .frame([.client, .server], 7)),
        ("c0", .frame([.client], 0)), ("client 12", .frame([.client], 12)), ("s7", .frame([.server], 7)),
        ("Server 7", .frame([.server], 7)),
        ("b30000", .byte(30_000)), ("byte 0", .byte(0)), ("B7", .byte(7)),
        ("#3", .connection(3)), ("# 3", .connection(3)),
        ("%50", .share(0.5)), ("50%", .share(0.5)), ("%0", .share(0)), ("%12.5", .share(0.125)), ("% 100", .share(1)),
        ("'a", .mark("a")), ("' B", .mark("B")),
    ])
    func understood(text: String, destination: Destination) {
        #expect(Destination(text) == destination)
    }

    @Test(arguments: [
        "", " ", ".", "s", "-1", "1e9", "nan", "inf", "0x10", "1.2.3", "1,5", "12 m", "f", "frame", "f-1", "f1.5", "g7",
        "cs7", "7f", "b", "b-1", "b1.5", "bytes 1", "b99999999999999999999", "f99999999999999999999", "#", "#x", "#1.5",
        "#-1", "##1", "%", "%%", "%101", "%-1", "%x", "'",
        "'ab", "٣", "#٣",
    ])
    func notUnderstood(text: String) {
        #expect(Destination(text) == nil)
    }

    /// On `hello`, whose rows are at 0, 0.002, 0.003, 0.502, 0.503, 2, 2.001, 2.002 and 2.003.
    @Test(arguments: [
        ("0", "row 1, 0.000 s", 0), ("0.502", "row 4, 0.502 s", 3), ("0.503s", "row 5, 0.503 s", 4),
        ("1", "row 5, 0.503 s", 4), ("0:02", "row 6, 2.000 s", 5), ("99", "row 9, 2.003 s, the last", 8),
        ("%0", "row 1, 0.000 s", 0), ("%25", "row 3, 0.003 s", 2), ("%50", "row 5, 0.503 s", 4),
        ("%100", "row 9, 2.003 s", 8),
        ("f0", "client frame 0, row 4, 0.502 s", 3), ("s0", "server frame 0, row 5, 0.503 s", 4),
        ("frame 1", "client frame 1, row 6, 2.000 s", 5), ("server 1", "server frame 1, row 7, 2.001 s", 6),
    ])
    func reached(text: String, words: String, row: Int) {
        let typed = Model.after([.hello], keys: .typing("2:" + text), source: .recording(title: ""))
        #expect(view(typed).lines[21].hasSuffix(" " + words))
        var model = typed
        model.press([.enter])
        #expect(model.cursor.row == row)
        #expect(model.screen == .flow)
        #expect(model.notice == words)
    }

    /// A time means what the screen shows, which is rounded to thousandths: half of one is allowed for, on both sides
    /// of each row. What lies further is another row.
    @Test(arguments: [
        ("0.5014", "row 3, 0.003 s"), ("0.5016", "row 4, 0.502 s"), ("0.5024", "row 4, 0.502 s"),
        ("0.5026", "row 5, 0.503 s"), ("0.5034", "row 5, 0.503 s"), ("1.9994", "row 5, 0.503 s"),
        ("1.9996", "row 6, 2.000 s"), ("0.0014", "row 1, 0.000 s"), ("0.0016", "row 2, 0.002 s"),
        ("2.0024", "row 8, 2.002 s"), ("2.0026", "row 9, 2.003 s"), ("2.0034", "row 9, 2.003 s"),
        ("2.0036", "row 9, 2.003 s, the last"), ("0:00.5016", "row 4, 0.502 s"), ("0:00:02.0034", "row 9, 2.003 s"),
        // Frames: the last one of each endpoint, and the one after it.
        ("c1", "client frame 1, row 6, 2.000 s"), ("c2", "no such frame; there are: client 0 to 1"),
        ("s1", "server frame 1, row 7, 2.001 s"), ("s2", "no such frame; there are: server 0 to 1"),
        ("f1", "client frame 1, row 6, 2.000 s"), ("f2", "no such frame; there are: client 0 to 1, server 0 to 1"),
        // Connections: 0 is none, and 1 is the only one.
        ("#0", "there is no connection #0"), ("#1", "connection #1, CLOSED 1000"), ("#2", "there is no connection #2"),
        // Shares of 2.003 s: the row at 0.502 begins at 25.062 % less half a thousandth of a second, which is 25.037 %.
        ("%25.03", "row 3, 0.003 s"), ("%25.05", "row 4, 0.502 s"), ("%99.9", "row 7, 2.001 s"),
        ("%100", "row 9, 2.003 s"), ("%0.01", "row 1, 0.000 s"),
    ])
    func theEdgesOfAPlace(text: String, words: String) {
        let model = Model.after([.hello], keys: .typing("2:" + text), source: .recording(title: ""))
        #expect(model.reach(text).words == words)
    }

    /// More than a hundred percent is not a place.
    @Test(arguments: ["%100", "%100.0"]) func theWholeWay(text: String) { #expect(Destination(text) == .share(1)) }

    @Test(arguments: ["%100.1", "100.01%", "%1000"]) func moreThanTheWholeWay(text: String) {
        #expect(Destination(text) == nil)
    }

    @Test(arguments: [
        ("", "Nothing: 12.5 s  frame f7 c7 s7  byte b300  #3  %50  mark 'a"),
        ("soon", "soon: not understood; type 12.5 f7 c7 s7 b300 #3 %50 'a"),
        ("f9", "f9: no such frame; there are: client 0 to 1, server 0 to 1"),
        ("c2", "c2: no such frame; there are: client 0 to 1"),
        ("#9", "#9: there is no connection #9"),
        ("'a", "'a: no place is marked"),
    ])
    func notReached(text: String, notice: String) {
        let model = Model.after([.hello], keys: .typing("2g:" + text) + [.enter])
        #expect(model.notice == notice)
        #expect(model.cursor.row == 0)
        #expect(model.prompt == nil)
    }

    @Test func timesThatGoBackAreSearchedFromTheStart() {
        var session = Session()
        session.handshake(5)
        session.text(1, .client, "earlier")
        session.text(7, .client, "later")
        var model = Model.after([], source: .recording(title: ""))
        _ = model.update(.events(session.events))
        #expect(model.reach("4").place == .row(3))
        #expect(model.reach("6").place == .row(3))
    }

    @Test func theScreenIsOneThatShowsThePlace() {
        func screen(_ keys: String) -> Screen {
            Model.after([.hello, .reset], keys: .typing(keys) + [.enter], source: .recording(title: "")).screen
        }
        #expect(screen("1:1") == .flow)
        #expect(screen("1:c0") == .frame)
        #expect(screen("3:c0") == .frame)
        #expect(screen("4:c0") == .frame)
        #expect(screen("2:c0") == .flow)
        #expect(screen("3:%50") == .handshake)
        #expect(screen("1:#3") == .connections)
    }

    @Test func onFrameATimeLeadsToAFrame() {
        let model = Model.after([.hello], keys: .typing("4:0") + [.enter], source: .recording(title: ""))
        #expect(model.screen == .frame)
        #expect(model.cursor.row == 3)
    }

    @Test func onHandshakeAPositionIsAStep() {
        let model = Model.after([.hello], keys: .typing("3:%100") + [.enter], source: .recording(title: ""))
        #expect(model.notice == "step 189 of 189")
        #expect(model.cursor.step == 188)
    }

    @Test func connectionsAndMarks() {
        var model = Model.after([.hello, .reset], keys: .typing("2g") + [.right] + .typing("ma:#2") + [.enter])
        #expect(model.selected == 3)
        #expect(model.notice == "connection #2, CLOSED")
        model.press(.typing(":'a"))
        #expect(view(model).lines[21].hasSuffix(" mark a: #2 Flow"))
        model.press([.enter] + .typing(":#1") + [.enter] + .typing(":'a") + [.enter])
        #expect(model.selected == 3)
        #expect(model.cursor.row == 1)
    }

    /// The client's frame 0 of `hello` has 11 bytes, and its row 4 is the server's, of 7.
    @Test(arguments: [
        ("4", "b10", "byte 10 of client frame 0", 10), ("2:0.503", "b6", "byte 6 of server frame 0", 6),
        ("2:0.502", "b0", "byte 0 of client frame 0", 0),
        ("4", "b11", "b11: no such byte; client frame 0 has: 0 to 10", nil),
        ("2", "b0", "b0: this row is not a frame, so it has no such byte", nil),
    ])
    func aByteOfThisFrame(before: String, text: String, notice: String, byte: Int?) {
        let model = Model.after(
            [.hello],
            keys: .typing(before) + [.enter, .home].suffix(before == "4" ? 1 : 0)
                + (before.count > 1 ? [.enter] : []) + .typing(":" + text) + [.enter], source: .recording(title: ""))
        #expect(model.notice == notice)
        #expect(model.screen == (byte == nil && before == "2" ? .flow : .frame))
        if let byte { #expect(model.cursor.byte == byte) }
    }

    @Test func itStopsFollowingAndPlaying() {
        let model = Model.after([.fragments], keys: .typing("2:0") + [.enter])
        #expect(!model.isFollowing)
        let playing = Model.after([.fragments], keys: .typing("2 :0") + [.enter])
        #expect(!playing.isPlaying)
    }

    @Test func itNeedsAConnectionAndEscapeCancelsIt() {
        #expect(Model.after([], keys: .typing(":")).notice == "There is nowhere to go yet.")
        let model = Model.after([.hello], keys: .typing("2:0") + [.escape])
        #expect(model.prompt == nil)
        #expect(model.cursor.row == 8)
    }
}
