// Guessing does not pay: neither for a program that reads nothing but verdicts, nor for cheap strategies.

import Lessons
import TestSupport
import Testing
import WebSocketProtocol

/// Bytes in hex without spaces.
func hex(_ bytes: [UInt8]) -> String { Hex.string(bytes) }

@Suite struct GuessingTests {
    private static let exercises = BuiltInCourse.course.lessons.flatMap(\.exercises)

    @Test func verdictsAloneDoNotLeadThrough() throws {
        var clean = 0, done = 0, all = 0
        var guesser = Guesser(seed: 5)
        for seed in 0..<15 {
            for exercise in Self.exercises {
                let outcome = try guesser.play(exercise, seed: "\(seed)")
                all += 1
                clean += outcome.isClean ? 1 : 0
                done += outcome.isDone ? 1 : 0
            }
        }
        #expect(clean * 8 < all, "\(clean) of \(all) clean")
        #expect(done * 3 < all, "\(done) of \(all) done")
    }

    /// Strategies that look at the screen, and think of nothing.
    enum Strategy: String, CaseIterable {
        case aVisibleByte, theFirstChoice, always81, emptyMask, theLastHint
    }

    @Test(arguments: Strategy.allCases)
    func cheapStrategiesFail(_ strategy: Strategy) throws {
        var passed: [String] = []
        var all = 0
        for exercise in Self.exercises {
            for seed in 0..<10 {
                let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "\(seed)"))
                all += 1
                if assignment.steps.allSatisfy({ step in
                    answers(strategy, assignment, step).contains {
                        assignment.grade($0, step).verdict.passes && assignment.exercise.kind != .explain
                    }
                }) {
                    passed.append(exercise.fullID)
                }
            }
        }
        #expect(passed.count * 10 < all, "\(Set(passed).sorted()): \(passed.count) of \(all)")
    }

    private func answers(_ strategy: Strategy, _ assignment: Assignment, _ step: Step) -> [String] {
        switch strategy {
        case .aVisibleByte:
            let bytes = assignment.bytesView(isDone: false)?.values.compactMap { $0 } ?? []
            return bytes.prefix(1).map { hex([$0]) } + [bytes.map { hex([$0]) }.joined(separator: " ")]
        case .theFirstChoice: return ["1"]
        case .always81: return ["81", "81 05 48 65 6c 6c 6f", assignment.sortItems.map { _ in "1" }.joined()]
        case .emptyMask: return ["81 80 00 00 00 00", "82 80 00 00 00 00", "8a 80 00 00 00 00"]
        case .theLastHint:
            let hint = assignment.hints.last ?? ""
            let words = hint.split { !$0.isLetter && !$0.isNumber }.map(String.init)
            return [hint] + words.filter { word in word.contains { $0.isNumber } || word.count <= 2 }
        }
    }

    /// Five seeds with different answers are found soon, and none of the five passes with the bytes of another.
    @Test(arguments: GuessingTests.exercises.filter(\.isRandom).map(\.fullID))
    func anotherSeedsAnswerFails(_ id: String) throws {
        let exercise = try #require(BuiltInCourse.course.exercise(id))
        let wanted = exercise.kind == .diagnose ? 3 : 5
        var chosen: [(assignment: Assignment, reference: String)] = []
        for seed in 0..<20 where chosen.count < wanted {
            let assignment = try Assignment(exercise, BuiltInCourse.library, round: Round(seed: "seed \(seed)"))
            let reference = try #require(assignment.reference())
            #expect(assignment.grade(reference).verdict.passes)
            if !chosen.contains(where: { $0.reference == reference }) { chosen.append((assignment, reference)) }
        }
        #expect(chosen.count == wanted)
        for (index, own) in chosen.enumerated() {
            for (other, theirs) in chosen.enumerated() where other != index {
                #expect(
                    !theirs.assignment.grade(own.reference).verdict.passes,
                    "the answer \(own.reference) passes where \(theirs.reference) is right")
            }
        }
    }
}
