// What can be typed behind `/`: phrases, what is mistaken for a length, and what the prompt and the title say of it.

import Testing
import TerminalUI
import TestSupport
import WebSocketProtocol

@testable import Inspector

@Suite struct FilterWordsTests {
    /// One client, and what it says: "Cy says hello number 0" has 22 bytes, so a 2 stands in its row.
    private static var class3: Session {
        var session = Session()
        session.handshake(0.002)
        session.text(1, .client, "Cy says hello number 0")
        session.text(2, .client, "hello number 2")
        session.text(3, .client, #"{"type":"ping","to":"all"}"#)
        return session
    }

    @Test(arguments: [
        ("hello number 2", [3, 4]), (#""number 2""#, [4]), (#""NUMBER 2"#, [4]), (#"hello !"number 2""#, [3]),
        (#""number 2" hello"#, [4]), (#""number" "hello""#, [3, 4]), (#""number  2""#, []),
        // What a row says counts, with one space between its words; what it is does not.
        (#""text 14 b""#, [4]), (#""22 b fin masked""#, [3]), (#""client""#, []), (#"client "hello""#, [3, 4]),
        (#""!""#, []), (#"">100""#, []),
        // A quote that nothing but text follows is part of a phrase.
        (#""type":"ping""#, [5]), (#""to":"all"}"#, [5]), (#"say"hi"#, []),
    ])
    func aPhraseIsFoundAsItStands(text: String, rows: [Int]) {
        let model = Model.after([Self.class3], keys: .typing("2/" + text) + [.enter])
        #expect(model.context.filters.shownRows.rows == rows)
    }

    @Test(arguments: ["\"", "\"\"", "  "]) func quotesAloneAreNoFilter(text: String) {
        #expect(Filter(text).isEmpty)
    }

    @Test func aPhraseIsFoundOnOtherScreens() {
        var other = Session(2, at: 5, port: 51_550)
        other.handshake(5.001)
        other.text(6, .client, "hello number 2")
        var first = Session()
        first.handshake(0.002)
        first.text(1, .client, "Cy says hello number 0")
        let list = Model.after([first, other], keys: .typing(#"1/"number 2""#) + [.enter])
        #expect(list.context.listedNumbers == [2])
        let handshake = Model.after([.hello], keys: .typing(#"3g/"host: local""#) + [.enter])
        #expect(handshake.notice == #"Match 1 of 1 for /"host: local"; n and N go to the others."#)
    }

    @Test(arguments: [">abc", "<abc", "=4x", ">"]) func whatIsMistakenForALength(text: String) {
        var model = Model.after([.hello], keys: .typing("2/" + text))
        #expect(view(model).lines[22].hasSuffix(" not understood as a length; 0 matches as text"))
        model.press([.enter])
        #expect(model.notice == "Nothing matches /\(text); a length is a number: >1000.")
    }

    /// It is still searched for as text.
    @Test func textMayBeginLikeALength() {
        var session = Session()
        session.handshake(0.002)
        session.text(1, .client, "<abc>")
        let model = Model.after([session], keys: .typing("2/<abc") + [.enter])
        #expect(model.context.filters.shownRows.rows == [3])
    }

    /// Nothing of them is cut off at 80 columns.
    @Test(arguments: [
        ("1/", #"close 1000  "a phrase"  !ping (none)  ! broken  >1000"#),
        ("2/", #"close 1000  "a phrase"  !ping  ! broken  81 85  >1000"#),
        ("3/", "accept   upgrade   round 17   ! broken rules"),
        ("2:", "12.5 s  frame f7 c7 s7  byte b300  #3  %50  mark 'a"),
        ("2:soon", "not understood; type 12.5 f7 c7 s7 b300 #3 %50 'a"),
    ])
    func thePromptShowsWhatCanBeTyped(keys: String, words: String) {
        #expect(view(.after([.hello], keys: .typing(keys))).lines[22].hasSuffix(" " + words))
    }

    @Test func aLongFilterIsCutInSight() {
        var model = Model.after([.hello], keys: .typing("2/hello from the other side") + [.enter])
        #expect(view(model).lines[0].contains("  /hello from …  "))
        let long = String(repeating: "client ", count: 12)
        model.press(.typing("/") + [.control("u")] + .typing(long) + [.enter])
        #expect(model.screenText.contains(/4 of 9 rows shown: \/client client .*…; Esc shows all\./))
        model.press(.typing("1/") + [.control("u")] + .typing(long) + [.enter])
        #expect(model.screenText.contains(/1 of 1 shown: \/client client .*…; Esc shows all\./), "\(model.screenText)")
    }
}
