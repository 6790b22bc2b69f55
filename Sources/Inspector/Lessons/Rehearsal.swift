// Lessons rehearsed on screens and in lines before a student sees them: whether everything fits, and whether an answer can be read before it is given.

import WebSocketProtocol
public import Lessons
public import TerminalUI

/// Plays the pages of lessons as a terminal shows them.
public struct Rehearsal: Sendable {
    /// The lessons.
    public let course: Course

    /// The sizes at which answers are looked for.
    public static let sizes = [Size(width: 80, height: 24), Size(width: 140, height: 45)]

    /// An answer that happens to stand in a text is no leak; one that does with one draw in so many is.
    private static let leakShare = 4

    /// A rehearsal of these lessons.
    public init(_ course: Course) { self.course = course }

    // MARK: Fit

    /// What is not whole on a screen of 80x24: goals, answers, and all that can be said about them.
    public func shortages() -> [LessonProblem] {
        course.lessons.flatMap { lesson -> [LessonProblem] in
            var school = School(course, progress: Progress(), seed: "rehearsal", url: "http://localhost:1338/")
            school.open(lesson)
            var problems: [LessonProblem] = []
            for index in school.stops.indices where school.go(to: index) {
                problems += shortages(of: school).filter { !problems.contains($0) }
            }
            return problems
        }
    }

    /// Works on an exercise in every way that its author thought of, and looks at each page on the way.
    private func shortages(of school: School) -> [LessonProblem] {
        guard var work = school.work else { return [] }
        var problems: [LessonProblem] = []
        func look(_ work: Work) {
            guard let missing = missing(work, school) else { return }
            problems.append(
                LessonProblem(
                    "\(work.exercise.id)\(work.step.suffix): at 80x24 there is no room for all of it; this is cut: \"\(missing)\"",
                    file: work.exercise.file, line: work.exercise.line))
        }
        look(work)
        func lookAtHints(_ work: Work) {
            var hinted = work
            for _ in work.hints {
                _ = hinted.showHint()
                look(hinted)
            }
        }
        lookAtHints(work)
        while true {
            for answer in work.assignment.wrongAnswers(work.step) {
                var wrong = work
                // Of some exercises it is said only after a few attempts what is wrong.
                for _ in 0..<(wrong.exercise.kind.hasParts ? Work.countedAttempts + 1 : 1) {
                    _ = wrong.check(answer, time: "")
                    look(wrong)
                }
            }
            if work.exercise.kind == .live, work.step == .main {
                work.toggleTwin()
                look(work)
                lookAtHints(work)
            }
            guard let reference = work.assignment.reference(work.step) else { break }
            _ = work.check(reference, time: "")
            look(work)
            guard work.nextStep() else { break }
            look(work)
        }
        return problems
    }

    /// The first text that should be on a page and is not there as a whole; nil where all are.
    private func missing(_ work: Work, _ school: School) -> String? {
        var school = school
        school.work = work
        let lines = view(model(school, Size(width: 80, height: 24))).lines
        // What stands at the right margin is in the way of texts that go on in the next line.
        let asides = [work.lastFeedback?.citation?.text, work.attemptWords].compactMap { $0 }
        let page = lines.map { line in
            asides.reduce(line) { $1.isEmpty || !$0.hasSuffix($1) ? $0 : String($0.dropLast($1.count)) }
        }
        // Beside the code of a program stands another pane.
        let halves = page.map { line in
            line.split(separator: "│", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        let words = (halves.map { $0[0] } + halves.compactMap { $0.count > 1 ? $0[1] : nil }).joined(separator: " ")
            .words
        return work.texts.first { !words.contains($0.words) }
    }

    // MARK: Leaks

    /// Answers that can be read on a screen, or in the lines, before they are given.
    ///
    /// - Parameter seeds: how often each exercise is drawn.
    public func leaks(seeds: Int) -> [LessonProblem] {
        let looks = course.lessons.flatMap { look(at: $0, seeds: seeds) }
        return looks.filter { $0.count * Self.leakShare >= seeds || ($0.count > 0 && !$0.exercise.isRandom) }
            .sorted { ($0.exercise.file, $0.exercise.line) < ($1.exercise.file, $1.exercise.line) }
            .compactMap { look in
                guard let leak = look.leak else { return nil }
                let count = look.exercise.isDrawn ? look.count : seeds
                return LessonProblem(
                    "\(look.exercise.id): the answer, such as \(leak.secret), can be read \(leak.place) before it is given, with \(count) of \(seeds) draws",
                    file: look.exercise.file, line: look.exercise.line)
            }
    }

    /// An answer that can be read, and where.
    private struct Leak {
        let secret: String, place: String
    }

    /// What was seen of an exercise.
    private struct Look {
        let exercise: Exercise
        /// How many draws have a leak.
        var count = 0
        /// The last one.
        var leak: Leak?
        /// Those of all draws: what differs in nothing that is drawn is looked at once.
        var seen: [DrawnParts: Leak?] = [:]
    }

    private func look(at lesson: Lesson, seeds: Int) -> [Look] {
        var looks: [Int: Look] = [:]
        for seed in 0..<seeds {
            var school = School(course, progress: Progress(), seed: "\(seed)", url: "http://localhost:1338/")
            school.open(lesson)
            for index in school.stops.indices {
                guard let exercise = school.exercise(at: index), seed == 0 || exercise.isDrawn, school.go(to: index),
                    let assignment = school.work?.assignment
                else { continue }
                var look = looks.removeValue(forKey: index) ?? Look(exercise: exercise)
                let drawn = DrawnParts(assignment)
                let found = look.seen[drawn] ?? leak(of: assignment.secrets, school)
                look.seen.updateValue(found, forKey: drawn)
                if let found { (look.count, look.leak) = (look.count + 1, found) }
                looks[index] = look
            }
        }
        return Array(looks.values)
    }

    private func leak(of secrets: [String], _ school: School) -> Leak? {
        if secrets.isEmpty { return nil }
        for size in Self.sizes {
            let words = view(model(school, size)).lines.joined(separator: "\n")
            if let secret = secrets.first(where: { words.hasWord($0) }) {
                return Leak(secret: secret, place: "at \(size.width)x\(size.height)")
            }
        }
        var session = LineSession(school, isSingle: true)
        let words = session.begin().joined(separator: "\n")
        return secrets.first { words.hasWord($0) }.map { Leak(secret: $0, place: "in the lines") }
    }

    private func model(_ school: School, _ size: Size) -> Model {
        Model(source: .live(urls: ["http://localhost:1338/"]), size: size, school: school, screen: .lessons)
    }
}

extension Work {
    /// The texts that belong on the page of the exercise as it is now.
    fileprivate var texts: [String] {
        var texts = [task] + choices
        if step == .main {
            texts += assignment.sortItems.map(\.text) + assignment.bins + assignment.lines.map(\.text)
            texts += assignment.headings.map(\.words)
            // The outputs of the two programs take the place of the goals.
            if !isTwin, lastFeedback?.outputs == nil { texts += assignment.goals.map(\.words) }
        }
        if step != .why { texts += assignment.listing?.lines ?? [] }
        if let hintText { return texts + [hintText] }
        return texts + [lastFeedback?.say].compactMap { $0 } + (lastFeedback?.gap.map(\.text) ?? [])
    }
}

extension String {
    /// The text with one space between its words.
    fileprivate var words: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// Whether a text stands in it with neither letters nor digits beside it.
    fileprivate func hasWord(_ word: String) -> Bool {
        var rest = self[...]
        while let range = rest.firstRange(of: word) {
            let before = self[..<range.lowerBound].last, after = self[range.upperBound...].first
            if before?.isWordPart != true, after?.isWordPart != true { return true }
            rest = self[index(after: range.lowerBound)...]
        }
        return false
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber }
}
