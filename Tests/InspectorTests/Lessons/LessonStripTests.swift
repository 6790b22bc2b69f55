// The strip below the other screens while a live exercise is open.

import Lessons
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct LessonStripTests {
    /// An exercise that is open while texts go over one connection, and then screen 4.
    private func rows(after texts: [String], width: Int = 80) -> [String] {
        var model = LessonScreens.model(LessonScreens.builtIn, at: "masking/twice", keys: [.enter], width: width)
        _ = model.update(.tick(0))
        var session = Session()
        session.handshake(0.002)
        for (index, text) in texts.enumerated() {
            let key = MaskingKey(0x37, 0xfa, 0x21, UInt8(index))
            session.bytes(1 + Double(index), .client, Frame(.text, payload: Array(text.utf8), maskingKey: key).encoded)
        }
        _ = model.update(.events(session.events))
        _ = model.update(.tick(9))
        model.press(.typing("4"))
        return Array(view(model).lines[21..<23])
    }

    /// Words of what is done give way to words of what is still to be done, and those of what comes later to what comes next.
    @Test func whatIsOpenHasItsWords() {
        #expect(
            rows(after: []) == [
                "─ lesson 4, exercise 9  live ───────────────────────────────────────── 0 of 2 ──",
                " [ ] A text from the browser   [ ] The same text again                 5 lesson",
            ])
        #expect(rows(after: [], width: 60)[1] == " [ ] A text from the browser   [ ]                 5 lesson")
        #expect(
            rows(after: ["Hello"], width: 60) == [
                "─ lesson 4, exercise 9  live ───────────────────── 1 of 2 ──",
                " [x]   [ ] The same text again                     5 lesson",
            ])
        #expect(
            rows(after: ["Hello", "Hello"]) == [
                "─ lesson 4, exercise 9  live ───────────────────────────────────────── 2 of 2 ──",
                " [x]   [x] The same text again                       5 done: back to the lesson",
            ])
        #expect(
            rows(after: ["Hello"], width: 140)[1].hasPrefix(
                " [x] A text from the browser   [ ] The same text again   "))
    }

    /// What is sent by hand may be what an exercise asks for.
    @Test func itStaysBelowTheSender() {
        var model = LessonScreens.model(LessonScreens.builtIn, at: "masking/twice", keys: [.enter])
        _ = model.update(.tick(0))
        var session = Session()
        session.handshake(0.002)
        _ = model.update(.events(session.events))
        model.press(.typing("2stext:Hello"))
        let lines = view(model).lines
        #expect(lines.contains(" > text:Hello"))
        #expect(lines[21].hasPrefix("─ lesson 4, exercise 9  live ─"))
        #expect(lines[22].hasPrefix(" [ ] A text from the browser"))
        #expect(lines[22].contains("   Esc 5 lesson"))
    }

    /// What was done with a browser is looked at on the other screens before one goes on.
    @Test func keysLeadToTheOtherScreensOnceItIsDone() {
        var model = LessonScreens.model(LessonScreens.builtIn, at: "first-frame/seven")
        _ = model.update(.tick(0))
        var session = Session()
        session.handshake(0.002)
        session.text(1, .server, "Lesson!")
        _ = model.update(.events(session.events))
        _ = model.update(.tick(9))
        #expect(model.school?.work?.isPassed == true)
        #expect(view(model).lines[23].hasPrefix(" Enter go on  2 flow  4 frame "))
        model.press(.typing("4"))
        #expect(model.screen == .frame)
        model.press(.typing("5") + [.enter])
        #expect(model.school?.lesson?.id == "first-frame")
        #expect(model.school?.work == nil, "a text follows")
    }
}
