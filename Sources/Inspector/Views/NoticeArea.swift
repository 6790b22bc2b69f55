// Above the keys: a line to type in, a notice of at most two rows, or the whole of a teacher's note that the screen has
// no row for.

import Capture
import TerminalUI

enum NoticeArea {
    private static let maximumHeight = 2

    /// The rows that it needs.
    static func height(_ model: Model) -> Int {
        model.prompt != nil ? 1 : min(maximumHeight, lines(model).count) + noteLines(model).count
    }

    /// The note, on a screen that shows no rows in words. It has up to half of the screen.
    private static func noteLines(_ model: Model) -> [StyledText] {
        guard !model.screen.type.showsNotes, model.help == nil, let words = model.noteWords else { return [] }
        let room = max(2, model.size.height / 2 - 2)
        // Only as much of it is wrapped as can be shown.
        let text =
            StyledText("◆ ", Style(.warning, bold: true)) + StyledText(String(words.prefix(room * model.size.width)))
        let lines = TextWrap.lines(text, width: model.size.width - 2)
        guard lines.count > room else { return lines }
        return lines.prefix(room - 1) + [StyledText("… On Flow, Enter shows all of it.", Style(.muted))]
    }

    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        grid.fill(area)
        if let prompt = model.prompt { return draw(prompt, model, in: area, into: &grid) }
        let notes = noteLines(model)
        grid.putLines(notes, in: area.rows(0..<notes.count).inset(horizontally: 1))
        let notice = lines(model).map { StyledText(" " + $0, Style(.warning)) }
        grid.putLines(notice, in: area.splitTop(notes.count).rest)
    }

    private static func lines(_ model: Model) -> [String] {
        let words =
            switch model.pending {
            case .markName: "Mark this place with a letter, a to z."
            case .jumpName: "Go to which mark? " + model.context.marks.list
            case .replace(let request): "\(request.path) already exists. Replace it? y/n"
            case .quit(let question): question.words
            case nil: model.notice ?? ""
            }
        // However long the text is, a notice has at most two rows, so only that much is wrapped.
        let limit = 4 * maximumHeight * model.size.width
        return words.isEmpty ? [] : TextWrap.lines(String(words.prefix(limit)), width: model.size.width - 2)
    }

    private static func draw(_ prompt: Prompt, _ model: Model, in area: Rect, into grid: inout Grid) {
        let (name, words) = label(prompt, model, width: area.width)
        let end = grid.put(" \(name) ", x: area.x, y: area.y, style: Style(.title), in: area)
        let (_, rest) = area.splitLeft(end - area.x)
        let (field, hint) = rest.splitRight(min(CharacterWidth.columns(of: words) + 1, rest.width * 3 / 4))
        prompt.input.draw(into: &grid, in: field)
        grid.put(words, x: hint.x, y: hint.y, width: hint.width, style: Style(.muted))
    }

    /// What a line is for, and the words at its end.
    private static func label(_ prompt: Prompt, _ model: Model, width: Int) -> (name: String, words: String) {
        let text = prompt.input.text
        switch prompt.purpose {
        case .filter:
            return (model.screen.type.filtered == .steps ? "find" : "filter", model.context.matchWords(for: text))
        case .goTo: return ("go to", model.veiledReach(text) ?? model.reach(text).words)
        case .write(let all):
            let number = model.conversation?.label ?? ""
            let count = model.conversations.all.count
            let what =
                count == 1 ? number : all ? "all \(count); Tab: only \(number)" : "only \(number); Tab: all \(count)"
            return ("write", what + (width < 72 ? "" : "   .jsonl or .pcapng"))
        case .close(let target):
            return ("close \(target.label) with code", TypedClose.words(for: text))
        case .message(let audience):
            return ("text to \(model.context.words(for: audience))", "Tab: to others")
        }
    }
}
