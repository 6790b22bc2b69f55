// What terminals send when the mouse is used.

import Testing
import TerminalUI

@Suite struct MouseReportTests {
    /// What is known after all of these characters.
    private func progress(_ text: String, _ form: MouseReport.Form) -> MouseReport.Progress {
        var report = MouseReport(form)
        var progress = MouseReport.Progress.unfinished
        for scalar in text.unicodeScalars {
            #expect(progress == .unfinished, "\(text) goes on behind its end.")
            progress = report.take(scalar.value)
        }
        return progress
    }

    private func ended(_ action: MouseEvent.Action, _ x: Int, _ y: Int) -> MouseReport.Progress {
        .ended(MouseEvent(action, at: Point(x: x, y: y)))
    }

    @Test func theFormOfDigits() {
        let reports: [(String, MouseReport.Progress)] = [
            ("0;10;5M", ended(.click, 9, 4)), ("0;1;1M", ended(.click, 0, 0)), ("0;300;200M", ended(.click, 299, 199)),
            ("16;10;5M", ended(.click, 9, 4)), ("64;3;4M", ended(.wheelUp, 2, 3)), ("65;3;4M", ended(.wheelDown, 2, 3)),
            // Released, other buttons, a movement, the wheel sideways, and a place that no screen has.
            ("0;10;5m", .ended(nil)), ("1;10;5M", .ended(nil)), ("2;10;5M", .ended(nil)), ("32;10;5M", .ended(nil)),
            ("66;10;5M", .ended(nil)), ("0;0;5M", .ended(nil)), ("0;5;0M", .ended(nil)), ("0;10", .unfinished),
            ("0;10M", .ended(nil)), ("0;1;2;", .broken), ("q", .broken), ("0;1\u{1B}", .broken), ("0;100000", .broken),
        ]
        for (text, expected) in reports { #expect(progress(text, .sgr) == expected, "\(text)") }
    }

    @Test func theFormOfCharacters() {
        let reports: [(String, MouseReport.Progress)] = [
            (" *%", ended(.click, 9, 4)), ("`!!", ended(.wheelUp, 0, 0)), ("a!!", ended(.wheelDown, 0, 0)),
            ("#*%", .ended(nil)), (" *", .unfinished), (" \u{1B}", .broken), ("\u{1F600}", .broken),
        ]
        for (text, expected) in reports { #expect(progress(text, .characters) == expected, "\(text)") }
    }
}
