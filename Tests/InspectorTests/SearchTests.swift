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
        ("", [3, 1]),
    ])
    func filteringConnections(text: String, numbers: [Int]) {
        let model = Model.after([.hello, .page, .reset], keys: .typing("/" + text) + [.enter])
        #expect(model.context.listedNumbers == numbers)
    }

    @Test func aFilterReportsMatchesThatTheScreenDoesNotShow() {
        var model = Model.after([.fragments], keys: .typing("4/ping") + [.enter])
        #expect(model.cursor.row == 4)
        #expect(model.notice == "Match 1 of 1 for /ping; n and N go to the others.")
        model.press(.typing("/") + [.control("u")] + .typing("qqq") + [.enter])
        #expect(model.notice == "Nothing matches /qqq.")
        #expect(model.cursor.row == 4)
        #expect(Model.after([.fragments], keys: .typing("2/qqq") + [.enter]).notice == "Nothing matches /qqq.")
    }

    @Test func steppingOnFlowSkipsWhatTheFilterHides() {
        var model = Model.after([.fragments], keys: .typing("2/client !get") + [.enter, .home])
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
        ("HEL", [3, 8]), ("here", [4, 5]), ("server here", [5]), ("cli", [1, 3, 4, 6, 7]), ("fin text", [8]),
        ("continu", [6, 7]), ("bad", []), ("class", [7, 8]), ("é", []), ("server é", []), ("hello class zz", []),
        // What the rows show: labels, remarks, states.
        ("masked", [3, 4, 6, 7]), ("fin=0", [3, 6]), ("fragment 2", [6]), ("upgrade", [1]), ("101", [2]),
        ("open", [2]), ("connecting", [0]), ("11 b", [8]),
        // What they do not.
        ("!masked text", [8]), ("!client !server", [0]), ("server !pong", [2, 8]), ("!ping !pong masked", [3, 6, 7]),
        ("!hel !lo masked", [4, 7]), ("!", []), ("!! ping", [4]),
        // Sizes and bytes: "6c 6f" is "lo" unmasked, 81 0b the header of row 8; "01 83" that of row 3, as sent.
        (">4", [7, 8]), ("<4", [3, 6]), ("=4", [4, 5]), (">1,000", []), ("=5 masked", [7]), ("!>4 fin", [4, 5]),
        ("6c 6f", [6, 8]), ("0x6c6f", [6, 8]), ("81 0b", [8]), ("01 83", [3]), ("!6c 6f text", [3]),
        ("6C 6F server", [8]), ("0x6c", []), ("ff ff", []),
        // What crosses the fragments of a message is found where it ends.
        ("hello", [6, 8]), ("\"HEL\"", [3, 8]), ("\"lo class\"", [7, 8]), ("hello class", [8]), ("6c 6c 6f", [6, 8]),
        ("\"here lo\"", []), ("\"lo here\"", []),
    ])
    func filteringFrames(text: String, rows: [Int]) {
        let model = Model.after([.fragments], keys: .typing("2/" + text) + [.enter])
        #expect(model.context.filters.shownRows.rows == rows)
    }

    @Test(arguments: [true, false], ["needle", "\"needle NÄDEL\"", "nädel", "65 65 64 6c 65"])
    func aTextIsFoundFarInsideAMessage(isCompressed: Bool, text: String) {
        let words = Array((String(repeating: "hay ", count: 1000) + "Needle Nädel, 6e").utf8)
        #expect(Self.rows(matching: text, of: words, isCompressed: isCompressed) == [2])
    }

    @Test func ofAFrameOneMebibyteIsSearched() {
        let hay = [UInt8](repeating: 0x20, count: (1 << 20) - 6)
        for (end, isFound) in [("needle", true), (" needle", false)] {
            let conversation = Self.session(Array("\(end)".utf8), behind: hay, isCompressed: false).conversation
            let ladder = Ladder(of: conversation)
            #expect(Filter("needle").matches(row: 2, of: ladder, in: conversation) == isFound)
        }
    }

    /// The rows that a filter shows of a connection with one text, from the server.
    private static func rows(matching text: String, of words: [UInt8], isCompressed: Bool) -> [Int] {
        Model.after([session(words, isCompressed: isCompressed)], keys: .typing("2/" + text) + [.enter])
            .context.filters.shownRows.rows
    }

    private static func session(_ words: [UInt8], behind start: [UInt8] = [], isCompressed: Bool) -> Session {
        let line = Array("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".utf8)
        let payload = isCompressed ? FixedDeflater.whole(start + words) : start + words
        return .blank.client(Wire.request.dropLast(2) + line).server(Wire.response.dropLast(2) + line)
            .server([isCompressed ? 0xc1 : 0x81] + frame(.text, payload, from: .server).dropFirst())
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
        #expect(model.listed.count == 1)
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

    /// A payload may contain what looks like hexadecimal digits.
    @Test func digitsMayBeMeantAsText() {
        var session = Session()
        session.handshake(0.002)
        session.text(1, .client, "81 85 is its header")
        session.text(2, .client, "8185")
        func rows(_ text: String) -> [Int] {
            Model.after([session], keys: .typing("2/" + text) + [.enter]).context.filters.shownRows.rows
        }
        #expect(rows("81 85") == [3])
        #expect(rows("8185") == [4])
        #expect(rows("81 93") == [3])
    }

    @Test(arguments: [
        ("close 1000", [5, 6]), ("1000", [5, 6]), ("1002", []), ("bye", [5, 6]), ("closed", [8]), ("=5 close", [5, 6]),
    ])
    func whatACloseSays(text: String, rows: [Int]) {
        let model = Model.after([.hello], keys: .typing("2/" + text) + [.enter])
        #expect(model.context.filters.shownRows.rows == rows)
    }

    @Test(arguments: [("!", [3]), ("bad", [3]), ("client-frame-not-masked", [3, 4]), ("1002", [4])])
    func brokenRules(text: String, rows: [Int]) {
        let model = Model.after([.unmasked], keys: .typing("2/" + text) + [.enter])
        #expect(model.context.filters.shownRows.rows == rows)
    }

    @Test func aRequestMayBreakARule() {
        let model = Model.after([.refused], keys: .typing("2/!") + [.enter])
        #expect(model.context.filters.shownRows.rows == [1])
    }

    /// #1 says Hello and is closed, #2 fetches a page, #3 has a note and no frame; #4 says hello and is open.
    @Test(arguments: [
        ("hello", [4, 1]), ("hello closed", [1]), ("hello open", [4]), ("!hello", [3, 2]), ("!closed", [4, 2]),
        ("server hello", [1]), ("close 1000", [1]), ("watch what", [3]), ("!", []), ("! hello", []),
        ("!!", [4, 3, 1, 2]),
        (">4", [4, 1]), ("48 65 6c", [1]), ("hello !#1", [4]), ("favicon", [2]), ("open", [4]), ("hello qqq", []),
    ])
    func connectionsInWhichARowMatches(text: String, numbers: [Int]) {
        var open = Session(4, at: 8, port: 51_550)
        open.handshake(8.001)
        open.text(9, .client, "hello again")
        let model = Model.after([.hello, .page, .reset, open], keys: .typing("1/" + text))
        #expect(view(model).lines[22].contains(numbers.count == 1 ? " 1 match" : " \(numbers.count) matches"))
        var entered = model
        entered.press([.enter])
        #expect(entered.context.listedNumbers == numbers)
    }

    /// A connection appears in the list when a row of it matches, and goes when one is banned.
    @Test func newRowsAreJudged() {
        var open = Session(4, at: 8, port: 51_550)
        open.handshake(8.001)
        var model = Model.after([.hello, open], keys: .typing("1/ping") + [.enter])
        var other = Model.after([.hello, open], keys: .typing("1/!ping") + [.enter])
        #expect(model.listed.isEmpty)
        #expect(other.context.listedNumbers == [4, 1])
        open.frame(9, .client, .ping, [])
        for event in open.events.suffix(1) {
            _ = model.update(.events([event]))
            _ = other.update(.events([event]))
        }
        #expect(model.context.listedNumbers == [4])
        #expect(other.context.listedNumbers == [1])
    }

    @Test func nGoesOnToOtherConnections() {
        var model = Model.after(
            [.hello, .page, .fragments.renumbered(3), .unmasked.renumbered(5)], keys: .typing("1G"),
            source: .recording(title: ""))
        #expect(model.selected == 1)
        model.press(.typing("2/hello") + [.enter])
        #expect(model.cursor.row == 3)
        model.press(.typing("n"))
        #expect(model.cursor.row == 4)
        model.press(.typing("n"))
        #expect(model.selected == 3)
        #expect(model.notice == "#2: 1 of 2.")
        #expect(model.cursor.row == 6)
        model.press(.typing("nn"))
        #expect(model.selected == 5)
        #expect(model.notice == "#3: 1 of 1.")
        model.press(.typing("n"))
        #expect(model.notice == "No further match for hello.")
        #expect(model.selected == 5)
        model.press(.typing("NNN"))
        #expect(model.selected == 1)
        #expect(model.cursor.row == 4)
        #expect(model.notice == "#1: 2 of 2.")
    }

    /// Row 0 of #3 shows CONNECTING, but it is not a frame.
    @Test func onFrameOnlyFramesCount() {
        var model = Model.after(
            [.hello, .fragments.renumbered(3)], keys: .typing("1G4/ping") + [.enter], source: .recording(title: ""))
        #expect(model.notice == "Nothing matches /ping.")
        model.press(.typing("n"))
        #expect(model.selected == 3)
        #expect(model.screen == .frame)
        #expect(model.cursor.row == 4)
        model.press(.typing("/") + [.control("u")] + .typing("101") + [.enter])
        #expect(model.notice == "No frame matches /101, but other rows on Flow do.")
        #expect(model.cursor.row == 4)
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

extension Session {
    /// The same events of a connection with another number.
    fileprivate func renumbered(_ number: Int) -> Session {
        var session = Session([], number: number)
        for event in events { session.add(event.event.time, event.event.kind) }
        return session
    }

    /// On another connection rows would seem to be missing.
    @Test(arguments: ["1\u{1B}[D", ">", ":#2\r"]) func aFilterOfRowsStaysBehind(keys: String) {
        var second = Session(2, at: 3, port: 51_545)
        second.handshake(3.1)
        var model = Model.after([.hello, second], keys: .typing("2:#1") + [.enter] + .typing("/hello") + [.enter])
        #expect(model.screenText.contains("2 of 9 rows shown: /hello; Esc shows all."))
        model.press(keys.hasSuffix("D") ? .typing("1") + [.left] : keys.map { $0 == "\r" ? .enter : .character($0) })
        #expect(model.selected == 2)
        #expect(model.notice == "The filter /hello is off: it was for #1.")
        model.press(.typing("2"))
        #expect(!model.screenText.contains("/hello"))
        #expect(model.ladder.count == 3)
    }

    /// `n` goes on to other connections, and following leads there: the filter goes along.
    @Test func aFilterOfRowsGoesAlong() {
        var second = Session(2, at: 3, port: 51_545)
        second.handshake(3.1)
        second.text(4, .client, "hello again")
        var model = Model.after([.hello, second], keys: .typing("2:#1") + [.enter] + .typing("/hello") + [.enter])
        model.press([.home] + .typing("nnn"))
        #expect(model.selected == 2)
        #expect(model.screenText.contains("1 of 4 rows shown: /hello; Esc shows all."))
        var followed = Model.after([.hello], keys: .typing("2/hello") + [.enter] + .typing("F"))
        _ = followed.update(.events(second.events))
        #expect(followed.selected == 2)
        #expect(followed.filter.text == "hello")
    }

    // MARK: Handshake

    @Test(arguments: [
        ("version", "▸ Sec-WebSocket-Version  13", "Match 1 of 1 for /version; n and N go to the others."),
        (
            "s3pP", "▸ Sec-WebSocket-Accept  s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            "Match 1 of 3 for /s3pP; n and N go to the others."
        ),
        ("round 17", "SHA-1: block 0, round 17", "Match 1 of 2 for /round 17; n and N go to the others."),
        ("b37a4f2c", "SHA-1: 20 bytes", "Match 1 of 1 for /b37a4f2c; n and N go to the others."),
        ("nothing", "▸ GET / HTTP/1.1", "Nothing matches /nothing."),
        ("!", "▸ GET / HTTP/1.1", "Nothing matches /!."),
    ])
    func findsLinesAndSteps(text: String, marked: String, notice: String) {
        let model = Model.after([.hello], keys: .typing("3g/" + text) + [.enter])
        #expect(model.screenText.contains(marked), "\(model.screenText)")
        #expect(model.notice == notice)
    }

    @Test func findsABrokenLine() {
        let model = Model.after([.refused], keys: .typing("3g/!") + [.enter])
        #expect(model.screenText.contains("▸ Sec-WebSocket-Version  12"), "\(model.screenText)")
    }

    @Test func goesFromLineToLine() {
        var model = Model.after([.hello], keys: .typing("3g/upgrade") + [.enter])
        var lines: [String] = []
        for key in ["n", "n", "n", "n", "N"] {
            lines.append(view(model).lines.first { $0.contains("▸ ") && !$0.contains("─") } ?? "")
            model.press(.typing(key))
        }
        #expect(lines.map { $0.dropFirst(2).prefix(7) } == ["Upgrade", "Connect", "Upgrade", "Connect", "Connect"])
        #expect(view(model).lines[0].contains("/upgrade"))
        model.press(.typing("nn"))
        #expect(model.notice == "No further match for upgrade.")
        // Esc takes it off, and then goes back.
        model.press([.escape])
        #expect((model.screen, model.notice) == (.handshake, "The filter is off."))
        model.press([.escape])
        #expect(model.screen == .flow)
    }

    @Test func thePromptCountsLines() {
        let typing = view(.after([.hello], keys: .typing("3g/upgrade"))).lines
        #expect(typing[21].hasPrefix(" find upgrade "))
        #expect(typing[21].hasSuffix(" 4 matches"))
    }

    /// A search must not say what is ahead.
    @Test func behindTheVeilOnlyWhatIsShownIsFound() {
        let model = Model.after([.hello], keys: .typing("3gH/accept") + [.enter], source: .recording(title: ""))
        #expect(model.notice == "Nothing that is shown matches /accept.")
        #expect(model.cursor.step == 0)
        let shown = Model.after(
            [.hello], keys: .typing("3gH") + [.right, .right] + .typing("/host") + [.enter],
            source: .recording(title: ""))
        #expect(shown.notice == "Match 1 of 1 for /host; n and N go to the others.")
    }
}
