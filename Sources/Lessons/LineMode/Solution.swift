// An exercise for its author: the bytes that a seed draws, what the codec answers, each bin, what each wrong program makes of them, and the
// value of each wrong answer with its sentence.

import Capture
import WebSocketProtocol

/// An exercise with all its answers.
public enum Solution {
    /// What there is to know of an exercise, in lines.
    ///
    /// - Throws: what it names and the library lacks.
    public static func lines(of exercise: Exercise, _ library: Library, seed: String) throws(LessonProblem) -> [String]
    {
        let assignment = try Assignment(exercise, library, round: Round(seed: seed))
        var lines = Spoken.lines(["\(exercise.fullID), \(exercise.kind.rawValue).", Spoken.sentence(assignment.goal)])
        if let material = assignment.material { lines += bytes(material) }
        lines += details(assignment)
        for step in assignment.steps {
            let name = step == .main ? "Answer" : step == .line ? "Answer for the line" : "Answer for why"
            lines.append(Spoken.sentence("\(name): \(assignment.reference(step) ?? "none")"))
        }
        return lines
            + exercise.wrongs.map { wrong in
                let field = wrong.field.map { ", \($0.label)" } ?? ""
                return "Wrong\(field), \(value(of: wrong, assignment)): \(Spoken.sentence(assignment.fill(wrong.say)))"
            }.flatMap { Spoken.cut($0) }
    }

    private static func bytes(_ material: Material) -> [String] {
        if let calculation = material.calculation, let left = calculation.left, let right = calculation.right {
            let result = calculation.result.map { Hex.byte($0) } ?? "unknown"
            return ["Calculation: \(Hex.byte(left)) \(calculation.operation.name) \(Hex.byte(right)) is \(result)."]
        }
        guard !material.bytes.isEmpty else { return [] }
        let reads = material.reads
        let cuts =
            reads.count > 1 ? [" In \(reads.count) reads: \(Spoken.list(reads.map { "\($0.count)" })) bytes."] : [""]
        return Spoken.cut("Bytes: \(Hex.string(material.bytes, groupsOf: 1))." + cuts[0])
    }

    private static func details(_ assignment: Assignment) -> [String] {
        switch assignment.exercise.body {
        case .sort(let task):
            return zip(assignment.order, assignment.sortItems).map { index, item in
                let bin = assignment.bin(of: index, task)
                let words = bin.map { "bin \($0 + 1), \(task.bins[$0].words)" } ?? "no bin"
                return "\(item.letter)\(item.from.map { ", from the \($0.rawValue)" } ?? ""), \(item.text): \(words)."
            }
        case .choose: return Assignment.numbered(assignment.choices)
        case .diagnose(let task):
            let reports = assignment.report.map { Spoken.lines(["The report:"] + $0.sentences) } ?? []
            let names = zip(assignment.order, assignment.choices).enumerated().map { number, choice in
                "\(number + 1), \(task.suspects[choice.0].mutant): \(Spoken.sentence(choice.1))"
            }
            return reports + names + suspects(assignment)
        case .order: return assignment.lines.map { "\($0.letter): \(Spoken.sentence($0.text, capital: false))" }
        case .mutant(let task): return outputs(assignment, task)
        default: return []
        }
    }

    /// What each program under suspicion makes of the bytes.
    private static func suspects(_ assignment: Assignment) -> [String] {
        guard case .diagnose(let task) = assignment.exercise.body else { return [] }
        return assignment.order.flatMap { position in
            let mutant = task.suspects[position].mutant
            let words = assignment.output(of: mutant)?.sentences ?? []
            return Spoken.lines(["\(mutant):"] + words)
        }
    }

    /// What the two programs make of the author's answer.
    private static func outputs(_ assignment: Assignment, _ task: MutantTask) -> [String] {
        guard let outputs = assignment.grade(task.reference).outputs else { return [] }
        return Spoken.lines(["\(task.mutant) with \(task.reference):"] + outputs.wrong.sentences)
            + Spoken.lines(["The right one:"] + outputs.right.sentences)
            + [outputs.comparison]
    }

    /// What a wrong answer is with these bytes.
    private static func value(of wrong: Wrong, _ assignment: Assignment) -> String {
        let exercise = assignment.exercise
        switch (wrong.answer, exercise.body) {
        case (.typed(let text), _): return text
        case (.condition(let condition), .live): return "traffic with \(condition)"
        case (.condition(let condition), _): return "any bytes with \(condition)"
        case (.place(let condition), .find(let task)): return places(condition, task, assignment)
        case (.place(let condition), .live(let task)): return places(condition, task.recorded, assignment)
        default: break
        }
        guard let source = assignment.source, let material = assignment.material,
            let question = wrong.field ?? exercise.question,
            let value = exercise.value(of: wrong, question, source, material, assignment.library)
        else { return "no value with these bytes" }
        return question.form.spelled(value)
    }

    private static func places(_ condition: Condition, _ task: FindTask, _ assignment: Assignment) -> String {
        guard let conversation = assignment.library.recording(task.recording) else { return "no recording" }
        let names = conversation.rightPlaces(condition).map(\.name)
        let rest = names.count - 5
        return names.isEmpty
            ? "no place" : names.prefix(5).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
