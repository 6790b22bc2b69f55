// How exercises of one kind are answered. Each kind has a file of its own in this folder: the rows between the goal and the feedback, what keys do to
// them, and what the footer says. To add one: a type, and its line in the switch below.

import Lessons
import TerminalUI

/// How an exercise of a kind is answered.
protocol AnswerPane {
    /// The rows below the goal. How many there are does not depend on what was typed, so that nothing moves.
    static func rows(_ page: ExercisePage, width: Int) -> [AnswerRow]
    /// Takes a key that is typed while the answer has the focus and is not passed yet. False for a key that means nothing.
    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool
    /// Enter, before the answer is checked; true if it only goes on within the answer.
    static func enter(_ work: inout Work, _ study: inout Study) -> Bool
    /// The answer was checked and has not passed.
    static func wasChecked(_ work: Work, _ study: inout Study)
    /// What Enter does, and the keys that only this kind has.
    static func hints(_ page: ExercisePage) -> [KeyHint]
    /// Whether `?` can be a character of what is typed now; else it asks for a hint.
    static func takesQuestionMarks(_ work: Work, _ study: Study) -> Bool
}

extension AnswerPane {
    static func enter(_ work: inout Work, _ study: inout Study) -> Bool { false }

    static func wasChecked(_ work: Work, _ study: inout Study) {}

    static func hints(_ page: ExercisePage) -> [KeyHint] { [KeyHint("Enter", "check")] }

    static func takesQuestionMarks(_ work: Work, _ study: Study) -> Bool { false }

    /// Types into the line.
    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        study.type(key, into: work.draft).map { work.draft = $0 } != nil
    }
}

extension Work {
    /// How the present step is answered.
    var pane: any AnswerPane.Type {
        switch step {
        case .why: ChoicePane.self
        case .line: MutantLinePane.self
        case .main:
            switch exercise.kind {
            case .choose: ChoicePane.self
            case .decode: FormPane.self
            case .explain: SentencePane.self
            case .find: FindPane.self
            case .live: isTwin ? FindPane.self : LivePane.self
            case .build: BuildPane.self
            case .sort: SortPane.self
            case .order: OrderPane.self
            case .mutant: MutantPane.self
            case .diagnose: DiagnosePane.self
            case .predict: LinePane.self
            }
        }
    }
}

/// A row of an answer.
struct AnswerRow {
    /// What stands at the left.
    var text: StyledText
    /// The line that is typed behind it.
    var input: LineInput?
    /// Whether the line shows its cursor.
    var hasCursor = false
    /// The column of what stands behind the line; nil for right behind it.
    var column: Int?
    /// What stands behind the line, or at the right margin.
    var remark = StyledText()
    /// What a click on it means.
    var target: ClickTarget?

    /// A row that goes first where there is little room.
    static let gap = AnswerRow(dispensable: "")
    private(set) var isDispensable = false

    init(
        text: StyledText, input: LineInput? = nil, hasCursor: Bool = false, remark: StyledText = StyledText(),
        target: ClickTarget? = nil
    ) {
        (self.text, self.input, self.hasCursor, self.remark, self.target) = (text, input, hasCursor, remark, target)
    }

    /// A row with words, which goes first too.
    init(dispensable text: StyledText) { (self.text, isDispensable) = (text, true) }

    /// Puts words at the right margin, where they do not cut what stands at the left.
    mutating func remark(_ words: StyledText, width: Int) {
        if text.width + 1 + words.width <= width { remark = words }
    }

    func draw(in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        if let target { grid.target(area, target) }
        guard let input else {
            grid.put(text, x: area.x, y: area.y, width: max(0, area.width - (remark.width > 0 ? remark.width + 1 : 0)))
            grid.put(remark, x: max(area.x, area.maxX - remark.width), y: area.y, in: area)
            return
        }
        let x = grid.put(text, x: area.x, y: area.y, in: area)
        // The remark gives way to what is typed, but for half of the row.
        let typed = CharacterWidth.columns(of: input.text) + 1
        let room = area.maxX - x
        let width = column.map { $0 - 2 - (x - area.x) } ?? min(typed, max(room - remark.width - 3, room / 2))
        let field = Rect(x: x, y: area.y, width: width, height: 1)
        if hasCursor {
            input.draw(into: &grid, in: field)
        } else {
            grid.put(input.text, x: x, y: area.y, width: width)
        }
        let start = field.maxX + 2
        grid.put(remark, x: start, y: area.y, width: max(0, area.maxX - start))
    }
}

extension Work {
    /// Whether a question mark would be typed into the answer, and ask for no hint.
    func typesQuestionMark(_ study: Study) -> Bool {
        !draft.allSatisfy(\.isWhitespace) && pane.takesQuestionMarks(self, study)
    }
}
