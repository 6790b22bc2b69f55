// Lessons: the list, pages to read, and pages with an exercise. What is open and what was typed is in the School; this says what keys do and what is drawn.

import Lessons
import TerminalUI

struct LessonsScreen: ScreenState {
    static let title = ScreenTitle(name: "Lessons", summary: "text and exercises, to learn all of this")

    static let bindings =
        Keys.entering + Keys.panes + [
            Binding([.control("n")], .own(next), .own, "next text or exercise of a lesson"),
            Binding([.control("p")], .own(previous), .own, "the text or exercise before"),
            Binding([.control("g")], .own(card), .own, "card for exercises: hex digits, ASCII, opcodes, lengths"),
            Binding([.control("r")], .own(redo), .own, "do an exercise again"),
        ]

    static let next = "next stop"
    static let previous = "previous stop"
    static let card = "card"
    static let redo = "redo"

    /// The footer is its own: see `footer`.
    static func words(isLive: Bool) -> [UserAction: String] { [:] }

    static let showsConnections = false
    static let hasTime = false
    /// It has no rows, but a note of a recording has no place on a lesson either.
    static let showsNotes = true

    func subject(_ context: Context) -> StyledText {
        guard let lesson = context.school?.lesson else { return StyledText(Self.title.name) }
        return StyledText("Lesson \(lesson.number)  \(lesson.title)")
    }

    func titleEnd(_ context: Context) -> StyledText? {
        guard let school = context.school, school.lesson != nil else { return nil }
        let signs = school.signs.map { sign in
            switch sign {
            case .done: StyledText("■", Style(.good))
            case .here: StyledText("▣", Style(.title, bold: true))
            case .open: StyledText("□", Style(.muted))
            }
        }
        let words =
            school.placeWords ?? readingPane(context).flatMap {
                $0.count > 1 ? "page \($0.number) of \($0.count)" : nil
            } ?? ""
        return signs.reduce(StyledText(words.isEmpty ? "" : words + "  ")) { $0 + $1 }
    }

    func position(_ context: Context) -> Position? { nil }

    func edge(_ context: Context) -> VeilEdge { .row(context.cursor.row) }

    func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        guard let school = context.school else {
            let words =
                "No lessons were found. They come with the program; --lessons names another folder with lessons."
            return grid.putParagraph(StyledText(words), in: area.rows(1..<area.height).inset(horizontally: 2))
        }
        guard school.lesson != nil else { return LessonList.draw(context, in: area, into: &grid) }
        guard let page = ExercisePage(context) else {
            readingPane(context, in: area)?.draw(in: area, into: &grid, isFocused: true)
            return
        }
        let layout = exerciseLayout(page, context, in: area)
        textPane(context, width: layout.text.width, height: layout.text.height)?.draw(
            in: layout.text, into: &grid, isFocused: !page.isAnswering)
        BytesPane(page).draw(in: layout.bytes, into: &grid)
        page.draw(in: layout.exercise, into: &grid)
    }
}
