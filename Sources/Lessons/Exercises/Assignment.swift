// An exercise as one student gets it: with its bytes, choices and order drawn. It grades answers for the screen, the line mode, the checker and the
// tests alike.

import WebSocketProtocol

/// What is answered one after the other.
public enum Step: String, Sendable, Hashable, CaseIterable {
    /// The exercise itself.
    case main
    /// Which line of the program is wrong.
    case line
    /// The question after it.
    case why
}

/// Which draw of an exercise it is.
public struct Round: Sendable, Hashable {
    /// The name of the student's seed.
    public let seed: String
    /// How often it was begun anew, which draws other bytes.
    public var number = 0
    /// How often its parts were shuffled since, which draws another order.
    public var shuffle = 0

    /// The first draw of a seed.
    public init(seed: String) { self.seed = seed }
}

/// An exercise with all that is left to chance drawn.
public struct Assignment: Sendable {
    /// The exercise as its file describes it.
    public let exercise: Exercise
    /// Which draw of it this is.
    public let round: Round
    /// The bytes that it is about; nil where it is about none.
    public let material: Material?
    let source: Source?
    let library: Library
    /// The order in which choices, items or lines are shown, by their positions in the file.
    let order: [Int]
    /// The same of the choices of the question after it.
    let whyOrder: [Int]
    /// The items of a `sort`.
    let items: [Material?]
    /// The address to open, once it is known.
    public var url: String?

    /// Draws an exercise.
    ///
    /// - Throws: what it names and the library lacks.
    public init(_ exercise: Exercise, _ library: Library, round: Round, url: String? = nil) throws(LessonProblem) {
        (self.exercise, self.library, self.round, self.url) = (exercise, library, round, url)
        var (source, material): (Source?, Material?)
        // Where a wrong answer happens to be right, or the answer to be seen, others are drawn.
        for attempt in 0..<(exercise.source?.isRandom == true ? 50 : 1) {
            var draw = Draw("\(round.seed)|\(exercise.fullID)|\(round.number)|\(attempt)")
            source = exercise.source?.drawn(&draw, words: library.words)
            material = try source.map { source throws(LessonProblem) in
                try Material(source, library, file: exercise.file)
            }
            guard let material, let source else { break }
            if exercise.isFair(source, material, library) { break }
        }
        (self.source, self.material) = (source, material)
        var items: [Material?] = []
        var bins: [Int?] = []
        if case .sort(let task) = exercise.body {
            // Another order leaves the bytes as they are.
            var draw = Draw("\(round.seed)|\(exercise.fullID)|\(round.number)|items")
            for item in task.items {
                let drawn = item.source?.drawn(&draw, words: library.words)
                items.append(
                    try drawn.map { source throws(LessonProblem) in try Material(source, library, file: exercise.file) }
                )
            }
            bins = zip(task.items, items).map { Self.bin(of: $0, $1, task) }
        }
        self.items = items
        (order, whyOrder) = Self.orders(exercise, round, bins: bins)
    }

    /// What is to be done, filled.
    public var goal: String { fill(exercise.goal) }

    /// What is to be answered.
    public var steps: [Step] { exercise.steps }

    /// Fills the placeholders of a sentence.
    func fill(_ text: String, yours: Value? = nil) -> String {
        Template(text).filled { name in
            switch name {
            case "yours": yours?.spelledBare
            case "yours as decimal": yours?.decimal
            case "url": url ?? "the address of the server"
            default: material?.placeholder(name)
            }
        }
    }

    /// The hints, filled.
    public var hints: [String] { exercise.hints.map { fill($0) } }

    /// Those of the recorded twin of a live exercise.
    public var twinHints: [String] {
        if case .live(let task) = exercise.body { task.twinHints.map { fill($0) } } else { [] }
    }

    /// Grades an answer to a step.
    public func grade(_ answer: String, _ step: Step = .main) -> Feedback {
        switch step {
        case .main: gradeMain(answer)
        case .line: gradeLine(answer)
        case .why: exercise.why.map { grade(answer, $0, order: whyOrder) } ?? .unreadable("There is no question.")
        }
    }

    private func gradeMain(_ answer: String) -> Feedback {
        switch exercise.body {
        case .predict(let question, let by): gradePredict(answer, question, by: by)
        case .find(let task): gradeFind(answer, task)
        case .decode(let questions): gradeDecode(answer, questions)
        case .build(let task): gradeBuild(answer, task)
        case .choose(let choices): grade(answer, choices, order: order)
        case .sort(let task): gradeSort(answer, task)
        case .order(let task): gradeOrder(answer, task)
        case .mutant(let task): gradeMutant(answer, task)
        case .diagnose(let task): gradeDiagnose(answer, task)
        case .live(let task): gradeFind(answer, task.recorded)
        case .explain(let sample): gradeExplain(answer, sample)
        }
    }

    /// An answer that passes a step; for a live exercise, one for its recording. Nil where there is none, which is a mistake of the author.
    public func reference(_ step: Step = .main) -> String? {
        switch step {
        case .line: return listing.map { "\($0.bugLine)" }
        case .why: return exercise.why.flatMap { number(of: $0.right, in: whyOrder) }
        case .main: break
        }
        switch exercise.body {
        case .predict(let question, let by): return rightValue(question, by: by).map(question.form.spelled)
        case .find(let task): return place(of: task)?.name
        case .decode(let questions):
            let values = questions.compactMap { question in material.flatMap(question.answer).map(question.form.spelled)
            }
            return values.count == questions.count ? values.joined(separator: "; ") : nil
        case .build(let task): return task.reference
        case .choose(let choices): return number(of: choices.right, in: order)
        case .sort(let task): return order.map { "\((bin(of: $0, task) ?? 0) + 1)" }.joined(separator: " ")
        case .order(let task):
            return task.lineOrder?.compactMap { name in letter(ofLine: name, task) }.joined(separator: " ")
        case .mutant(let task): return task.reference
        case .diagnose(let task): return number(of: task.right, in: order)
        case .live(let task): return place(of: task.recorded)?.name
        case .explain(let sample): return sample.map { fill($0) } ?? "Because the bytes say so."
        }
    }

    private func number(of position: Int, in order: [Int]) -> String? {
        order.firstIndex(of: position).map { "\($0 + 1)" }
    }
}

extension Value {
    /// The value as it is typed, without 0x.
    var spelledBare: String { if case .byte(let byte) = self { Hex.byte(byte) } else { spelled } }
}

extension Exercise {
    /// How many choices, items or lines it has.
    var itemCount: Int {
        switch body {
        case .choose(let choices): choices.choices.count
        case .sort(let task): task.items.count
        case .order(let task): task.lines.count + task.distractors.count
        case .diagnose(let task): task.suspects.count
        default: 0
        }
    }
}
