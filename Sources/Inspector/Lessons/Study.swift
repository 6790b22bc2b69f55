// Where a student's eyes and hands are on Lessons: what must still be so after a look at another screen. What was typed, what was said about it
// and which page is open is in the School.

import Lessons
import TerminalUI

/// The part of the lessons that only a screen has.
struct Study: Sendable {
    /// What keys are for.
    enum Focus: Sendable {
        /// Keys are typed into the answer.
        case answer
        /// Letters are keys, and arrows scroll the text.
        case text
    }

    /// A stop of a lesson.
    struct Place: Sendable, Hashable {
        let lesson: String
        let stop: School.Stop
    }

    /// A block of a page that shows bytes.
    struct BlockPlace: Sendable, Hashable {
        let lesson: String
        let page: Int, block: Int
    }

    var focus = Focus.answer
    /// The line that is typed; its text is that of the draft, or of a field of it.
    private var line = LineInput()
    /// The line of a form, or the item of a list, under ▸.
    var item = 0
    /// The first line of a text that is shown.
    var tops: [Place: Int] = [:]
    /// The byte under the cursor of a block.
    var cursors: [BlockPlace: Int] = [:]
    /// The lesson under ▸ in the list, by its position; nil until the student has moved, for the first that is not done.
    var selected: Int?

    /// The editor of a text that is kept elsewhere, with the cursor where it was left.
    func line(_ text: String) -> LineInput { line.text == text ? line : LineInput(text) }

    /// Types into the answer. What was checked and is wrong makes way for the first character; other keys edit it.
    mutating func typeAnew(_ key: Key, _ work: inout Work) -> Bool {
        let isChecked = work.lastFeedback?.verdict == .notYet && !work.isEdited
        if case .character = key, isChecked, line(work.draft).cursor == work.draft.count { work.draft = "" }
        guard let text = type(key, into: work.draft) else { return false }
        work.draft = text
        return true
    }

    /// More than anybody types into one line.
    private static let longest = 2000

    /// Does to a text what a key asks for; nil for a key that means nothing to a line. A line that is full takes no more.
    mutating func type(_ key: Key, into text: String) -> String? {
        var line = line(text)
        guard line.handle(key) else { return nil }
        if line.text.utf8.count > max(Self.longest, text.utf8.count) { return text }
        self.line = line
        return line.text
    }
}

extension Context {
    /// Where the student is; nil while no lesson is open.
    var studyPlace: Study.Place? {
        guard let school, let lesson = school.lesson, let stop = school.stop else { return nil }
        return Study.Place(lesson: lesson.id, stop: stop)
    }

    /// Whether keys are typed into an answer.
    var isAnswering: Bool { study.focus == .answer && school?.work != nil }
}
