// The way of somebody who types something that cannot be read, then something wrong, then what is right.

import Capture
import Testing

@testable import Lessons

extension Transcript {
    /// A session about one exercise, through all its steps: to each an answer that cannot be read, a wrong one, the right one. A live
    /// exercise is done by a browser that does what is in its recording, and then on that recording.
    static func golden(_ exercise: Exercise) throws -> String {
        var transcript = try Transcript(exercise)
        let main = try #require(transcript.work)
        if main.isLive {
            transcript.guess()
            transcript.type("nonsense")
            let recording = try #require(exercise.find?.recording)
            transcript.note("A browser does what is in the recording.")
            transcript.see([])
            transcript.see(BuiltInCourse.library.recordings(recording))
            let isDone = transcript.work?.isPassed == true
            #expect(isDone, "\(exercise.fullID) is not done by what is in its recording")
            transcript.type("!")
            transcript.guess()
            transcript.type("b")
            try transcript.answer()
        } else {
            try transcript.answer()
        }
        while transcript.work?.isDone == false {
            transcript.type(">")
            try transcript.answer()
        }
        return transcript.text
    }

    /// Before a live exercise begins, a guess that is not graded.
    private mutating func guess() { if work?.asksForPrediction == true { type("12") } }

    /// Answers the present step three times.
    private mutating func answer() throws {
        let (id, step) = (try #require(work).exercise.fullID, try #require(work).step)
        let unreadable = try #require(work?.unreadableAnswer, "\(id) \(step): everything can be read")
        type(unreadable)
        if work?.exercise.kind == .explain {
            note("No sentence is wrong.")
        } else {
            // Which part of an answer is wrong is said at the third attempt.
            let hasParts = step == .main && work?.exercise.kind.hasParts == true
            for _ in 0..<(hasParts ? 3 : 1) {
                type(try #require(work?.wrongAnswer, "\(id) \(step): no answer is wrong"))
            }
        }
        let answer = try #require(work?.assignment.reference(step), "\(id) \(step): no answer is right")
        type(answer)
        try #require(work?.isPassed == true, "\(id) \(step) is not passed by \(answer)")
    }
}

extension Work {
    /// Something that is not an answer to the present step.
    fileprivate var unreadableAnswer: String? {
        ["nonsense", "0", ""].first { assignment.grade($0, step).verdict == .unreadable }
    }

    /// A wrong answer to the present step: the first that its author has thought of, else one of its kind.
    fileprivate var wrongAnswer: String? {
        // A long recording has thousands of places.
        let wrong = (assignment.wrongAnswers(step) + otherAnswers.prefix(300)).lazy.filter {
            assignment.grade($0, step).verdict == .notYet
        }
        return wrong.first { assignment.grade($0, step).isKnownMistake } ?? wrong.first
    }

    private var otherAnswers: [String] {
        switch exercise.kind {
        case .predict, .decode:
            let right = assignment.reference()?.split(separator: "; ").map(String.init) ?? []
            return assignment.forms.indices.flatMap { index in
                assignment.forms[index].someAnswers.map { other in
                    right.indices.map { $0 == index ? other : right[$0] }.joined(separator: "; ")
                }
            }
        case .find, .live: return places
        case .build, .mutant:
            // One byte too few, and frames that are right somewhere else.
            let short = assignment.reference().map { String($0.dropLast(2)) } ?? ""
            return [short, "81 00", "89 80 37 fa 21 3d"] + (1..<20).map { "\($0)" }
        default: return []
        }
    }

    /// The frames of a recording and the first of their bytes, those first that are of the kind of the right one.
    private var places: [String] {
        let frames = assignment.findRows.filter { $0.bytes != nil }
        let bytes = frames.flatMap { frame in
            (0..<min(16, frame.bytes?.count ?? 0)).map { "\(frame.place.name) byte \($0)" }
        }
        let names = frames.map(\.place.name) + assignment.findRows.filter { $0.bytes == nil }.map(\.place.name)
        return assignment.reference()?.contains("byte") == true ? bytes + names : names + bytes
    }
}

extension AnswerForm {
    /// Two answers of this form, one of which is wrong.
    fileprivate var someAnswers: [String] {
        switch self {
        case .byte, .hexByte: ["00", "01"]
        case .bits: ["00000000", "00000001"]
        case .bytes: ["00", "01"]
        case .number, .flag, .opcode: ["0", "1"]
        case .text: ["Hello", "Hi"]
        case .word(let words): words
        }
    }
}
