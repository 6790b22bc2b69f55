// A text that is longer than its pane: it is shown page by page, and a page ends before a block that would not be whole.

import Lessons
import TerminalUI

struct TextPane {
    let text: LessonText
    /// The first line that is shown.
    let top: Int
    /// The lines that have room.
    let height: Int
    /// The first lines of the pages.
    private let starts: [Int]

    /// - Parameter top: nil for the last page: on the page of an exercise what was read last.
    init(_ text: LessonText, top: Int?, height: Int) {
        self.text = text
        self.height = max(1, height)
        starts = Self.starts(text, height: self.height)
        self.top = max(
            0, min(top ?? Self.end(text, height: self.height), max(starts.last ?? 0, text.lines.count - self.height)))
    }

    /// How many lines of a paragraph are not worth showing without its beginning.
    private static let mostSkipped = 3

    /// The first line from which on everything fits, without the rest of a block.
    private static func end(_ text: LessonText, height: Int) -> Int {
        var top = max(0, text.lines.count - height)
        let wholes = text.wholes(onPageOf: height)
        if let whole = wholes.first(where: { $0.contains(top) && $0.lowerBound < top }) { top = whole.upperBound }
        // A paragraph that could be shown only in part begins on the page before, if that costs few lines.
        if let start = text.starts.first(where: { $0 >= top }), start - top <= mostSkipped { top = start }
        // Neither with a gap, nor with the rest of a row of a table.
        while top < text.lines.count - 1, text.lines[top].plain.allSatisfy({ $0 == " " }) || text.lines[top].isContinued
        { top += 1 }
        return min(top, max(0, text.lines.count - 1))
    }

    private static func starts(_ text: LessonText, height: Int) -> [Int] {
        var starts = [0]
        let wholes = text.wholes(onPageOf: height)
        while let start = starts.last, start + height < text.lines.count {
            var end = start + height
            if let whole = wholes.first(where: { $0.contains(end) && $0.lowerBound < end }),
                whole.lowerBound > start
            {
                end = whole.lowerBound
            }
            // A page does not begin with a gap.
            while end < text.lines.count, text.lines[end].width == 0 { end += 1 }
            guard end < text.lines.count else { break }
            starts.append(end)
        }
        return starts
    }

    /// Which page is shown, from 1.
    var number: Int { isAtEnd ? count : max(1, starts.count { $0 <= top }) }

    /// How many there are.
    var count: Int { starts.count }

    /// Whether nothing stands below what is shown.
    var isAtEnd: Bool { top + height >= text.lines.count || top >= starts.last ?? 0 }

    /// The first line after a page on or back; nil where there is none.
    func page(_ direction: Int) -> Int? {
        direction > 0 ? isAtEnd ? nil : starts.first { $0 > top } : starts.last { $0 < top }
    }

    /// The first line after a line on or back; nil where there is none.
    func line(_ direction: Int) -> Int? {
        if direction > 0 { return top + height < text.lines.count ? top + 1 : nil }
        return top > 0 ? top - 1 : nil
    }

    var last: Int { starts.last ?? 0 }

    /// The lines that are shown: to the end of the page where one begins here.
    private var shown: Range<Int> {
        let end = min(text.lines.count, top + height)
        guard starts.contains(top), let next = starts.first(where: { $0 > top }) else { return top..<max(top, end) }
        return top..<min(end, next)
    }

    /// The block with bytes of which most is in view.
    var show: LessonText.Show? {
        let shown = shown
        return text.shows.filter { !$0.lines.clamped(to: shown).isEmpty }.max {
            $0.lines.clamped(to: shown).count < $1.lines.clamped(to: shown).count
        }
    }

    /// Draws a rule with the number of the page, and the lines.
    func draw(in area: Rect, into grid: inout Grid, isFocused: Bool) {
        guard !area.isEmpty else { return }
        grid.paneRule("text", isFocused: isFocused, in: area)
        if count > 1 {
            let words = " \(isFocused ? "" : "PgUp PgDn  ")\(number) of \(count) "
            grid.put(words, x: area.maxX - words.count - 1, y: area.y, style: Style(.title), in: area)
        }
        for (y, line) in text.lines[shown].prefix(max(0, area.height - 1)).enumerated() {
            grid.put(line, x: area.x + 1, y: area.y + 1 + y, width: max(0, area.width - 2))
        }
    }
}

extension StyledText {
    /// Whether it is the second line of a row of a table, which is indented that far.
    fileprivate var isContinued: Bool { plain.prefix(12).allSatisfy { $0 == " " } && !plain.isEmpty }
}
