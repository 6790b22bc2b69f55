// The text of a lesson as lines: prose, and the blocks that show something, where they stand.

import Lessons
import TerminalUI

/// The text of a page, laid out for a width.
struct LessonText {
    /// A block with bytes, and where it stands.
    struct Show {
        let place: Study.BlockPlace
        let block: ShowBlock
        let lines: Range<Int>
    }

    private(set) var lines: [StyledText] = []
    /// Lines that a page should not end within: a heading with what follows it, a block.
    private var wholes: [Range<Int>] = []
    /// Tables, with the lines above that say how to read them: they are cut only where a page is too short.
    private var tables: [Range<Int>] = []
    /// Where paragraphs and blocks begin.
    private(set) var starts: [Int] = []
    private(set) var shows: [Show] = []

    /// Lines of text are easier to read if they are not too long.
    private static let longestLine = 90, longestShow = 120
    /// Where the last block of prose begins, if it is a short paragraph.
    private var lastParagraph: Int?

    /// The text of a page of a lesson.
    init(_ page: Int, of lesson: Lesson, _ context: Context, width: Int) {
        for (number, block) in lesson.pages[page].blocks.enumerated() {
            switch block {
            case .prose(let prose): add(prose.blocks, width: min(width, Self.longestLine))
            case .show(let show):
                let place = Study.BlockPlace(lesson: lesson.id, page: page, block: number)
                let drawn = ShowPane(show, cursor: context.study.cursors[place], context).lines(
                    width: min(width, Self.longestShow))
                addGap()
                let start = lines.count
                lines += drawn
                starts.append(start)
                // A table may be cut where it must, bytes may not.
                if case .bytes = show.content {
                    wholes.append(start..<lines.count)
                } else {
                    tables.append((lastParagraph ?? start)..<lines.count)
                }
                lastParagraph = nil
                shows.append(Show(place: place, block: show, lines: start..<lines.count))
            }
        }
    }

    /// A paragraph.
    init(_ words: String, width: Int) { lines = TextWrap.lines(StyledText(words), width: min(width, Self.longestLine)) }

    /// Lines that a page of a height should not end within.
    func wholes(onPageOf height: Int) -> [Range<Int>] { wholes + tables.filter { $0.count <= height } }

    private mutating func addGap() {
        if let last = lines.last, last.width > 0 { lines.append("") }
    }

    private mutating func add(_ blocks: [Prose.Block], width: Int) {
        for block in blocks {
            addGap()
            let start = lines.count
            lines += Self.lines(block, width: width)
            starts.append(start)
            switch block.content {
            // What follows a heading stands with it: a gap and two lines.
            case .heading: wholes.append(start..<lines.count + 3)
            case .code: wholes.append(start..<lines.count)
            default: break
            }
            lastParagraph = if case .paragraph = block.content, lines.count - start <= 3 { start } else { nil }
        }
    }

    /// The lines of a block of prose.
    private static func lines(_ block: Prose.Block, width: Int) -> [StyledText] {
        switch block.content {
        case .heading(_, let words):
            return TextWrap.lines(styled(words, Style(.title, bold: true, underline: true)), width: width)
        case .paragraph(let words): return TextWrap.lines(styled(words), width: width)
        case .list(let list): return lines(list, width: width)
        case .quote(let blocks): return indented(blocks, by: StyledText("│ ", Style(.border)), width: width)
        case .code(let code):
            return code.flatMap { TextWrap.lines($0, width: width - 4) }.map { StyledText("    ") + StyledText($0) }
        }
    }

    private static func lines(_ list: Prose.List, width: Int) -> [StyledText] {
        var lines: [StyledText] = []
        let last = (list.firstNumber ?? 0) + list.entries.count - 1
        for (index, entry) in list.entries.enumerated() {
            if list.isLoose, index > 0 { lines.append("") }
            let mark = list.firstNumber.map { "\($0 + index). " } ?? "- "
            let indent = list.firstNumber == nil ? 2 : "\(last). ".count
            let margin = StyledText(String(repeating: " ", count: indent))
            for (row, line) in stacked(entry, width: width - indent).enumerated() {
                let lead = StyledText(mark + String(repeating: " ", count: indent - mark.count), Style(.title))
                lines.append((row == 0 ? lead : margin) + line)
            }
        }
        return lines
    }

    /// Blocks below each other; a list that belongs to the line above it stands right below.
    private static func stacked(_ blocks: [Prose.Block], width: Int) -> [StyledText] {
        var all: [StyledText] = []
        for block in blocks {
            if case .list(let list) = block.content, !list.isLoose {
            } else if !all.isEmpty {
                all.append("")
            }
            all += lines(block, width: max(10, width))
        }
        return all
    }

    private static func indented(_ blocks: [Prose.Block], by margin: StyledText, width: Int) -> [StyledText] {
        stacked(blocks, width: width - margin.width).map { margin + $0 }
    }

    /// Words with their emphasis. None of it is said by colour alone: strong is bold, emphasis underlined, code in the letters of keys.
    private static func styled(_ words: [Prose.Inline], _ style: Style = .text) -> StyledText {
        words.reduce(StyledText()) { text, part in
            switch part {
            case .text(let words): return text + StyledText(words, style)
            case .code(let words): return text + StyledText(words, Style(.key))
            case .strong(let parts):
                var strong = style
                strong.bold = true
                return text + styled(parts, strong)
            case .emphasis(let parts), .link(let parts, _):
                var emphasis = style
                emphasis.underline = true
                return text + styled(parts, emphasis)
            }
        }
    }
}
