// What the author's checker found.

import WebSocketProtocol

/// What was found in a folder of lessons.
public struct CheckReport: Sendable {
    /// What has to be put right.
    public private(set) var problems: [LessonProblem] = []
    /// What an author may want to know, and may leave as it is.
    public private(set) var remarks: [LessonProblem] = []
    /// How many lessons could be read, and how many exercises they have.
    public internal(set) var lessonCount = 0, exerciseCount = 0
    /// How often each exercise was drawn.
    public let seeds: Int
    /// The exercises in which each belief is met, by their names, with the step behind a dot.
    public internal(set) var misconceptions: [Misconception: [String]] = [:]

    init(seeds: Int) { self.seeds = seeds }

    /// Takes in what was found elsewhere, such as on screens.
    public mutating func add(problems: [LessonProblem] = [], remarks: [LessonProblem] = []) {
        for problem in problems where !self.problems.contains(problem) { self.problems.append(problem) }
        for remark in remarks where !self.remarks.contains(remark) { self.remarks.append(remark) }
    }

    mutating func problem(_ words: String, _ file: String, _ line: Int? = nil) {
        add(problems: [LessonProblem(words, file: file, line: line)])
    }

    mutating func remark(_ words: String, _ file: String, _ line: Int? = nil) {
        add(remarks: [LessonProblem(words, file: file, line: line)])
    }

    /// All of it in lines, those about one file together and in order, and the sum at the end.
    public var lines: [String] {
        let all = problems.map { ($0, "") } + remarks.map { ($0, "remark: ") }
        let sorted = all.enumerated().sorted { one, two in
            let (one, two) = (one, two)
            return (one.element.0.file, one.element.0.line ?? 0, one.offset)
                < (two.element.0.file, two.element.0.line ?? 0, two.offset)
        }
        return sorted.map { _, found in
            let (problem, mark) = found
            return problem.file + (problem.line.map { ":\($0)" } ?? "") + ": " + mark + problem.words
        }
    }

    /// The beliefs, and the exercises in which each is met.
    public var misconceptionLines: [String] {
        Misconception.allCases.map { misconception in
            let name = misconception.rawValue + String(repeating: " ", count: 4 - misconception.rawValue.count)
            let exercises = misconceptions[misconception] ?? []
            return "\(name) \(misconception.belief)  "
                + (exercises.isEmpty ? "(no exercise yet)" : exercises.joined(separator: ", "))
        }
    }

    /// The sum: "3 lessons, 27 exercises, 200 draws of each: no problems, 2 remarks."
    public var summary: String {
        func count(_ number: Int, _ noun: String) -> String { number == 0 ? "no \(noun)s" : Count.words(number, noun) }
        return
            "\(count(lessonCount, "lesson")), \(count(exerciseCount, "exercise")), \(Count.words(seeds, "draw")) of each: "
            + "\(count(problems.count, "problem")), \(count(remarks.count, "remark"))."
    }
}
