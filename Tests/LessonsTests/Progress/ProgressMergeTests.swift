// Merging: whoever merges what first, and however often, the result is the same, and nothing is lost.

import TestSupport
import Testing

@testable import Lessons

@Suite struct ProgressMergeTests {
    /// Progress that meets others often: few exercises, few answers, few times.
    private static func random(_ numbers: inout SeededNumbers) -> Progress {
        var progress = Progress()
        for _ in 0..<numbers.below(30) {
            let id = ["a/one", "a/two", "b/one"][numbers.below(3)]
            let time = "2026-11-22T10:00:0\(numbers.below(5))Z"
            switch numbers.below(8) {
            case 0: progress.noteHints(numbers.below(4), of: id, time: time)
            case 1: _ = progress.judge(id, Verdict.counting[numbers.below(4)], time: time)
            default:
                progress.record(
                    Attempt(
                        // The last two are equal as Swift compares texts, and not as bytes.
                        id: id, verdict: Verdict.counting[numbers.below(4)],
                        answer: ["81", "01", "é", "e\u{301}"][numbers.below(4)], hints: numbers.below(3),
                        couldBeClean: numbers.below(4) == 0, time: time))
            }
        }
        guard numbers.below(3) == 0 else { return progress }
        let header = "{\"format\":\"wslens-progress\",\"version\":\(1 + numbers.below(3)),\"k\":\(numbers.below(3))}\n"
        let later = "{\"quiz\":\(numbers.below(3))}\n"
        let entry =
            "{\"id\":\"a/one\",\"verdict\":\"kept\",\"k\":\(numbers.below(3)),\"answers\":[{\"number\":1,\"text\":\"81\","
            + "\"verdict\":\"kept\",\"time\":\"2026-11-22T10:00:00Z\",\"k\":\(numbers.below(3))}]}\n"
        return ProgressReading(Array((header + later + entry + progress.text).utf8)).progress
    }

    private static func merged(_ parts: Progress...) -> [UInt8] {
        var result = parts[0]
        parts.dropFirst().forEach { result.merge($0) }
        return result.bytes
    }

    /// Compared as bytes, which differ where Swift's texts may not.
    @Test func mergingIsCommutativeAssociativeAndIdempotent() {
        var numbers = SeededNumbers(seed: 9)
        for round in 0..<2000 {
            let (a, b, c) = (Self.random(&numbers), Self.random(&numbers), Self.random(&numbers))
            var bc = b
            bc.merge(c)
            #expect(Self.merged(a, b) == Self.merged(b, a), "round \(round)")
            #expect(Self.merged(a, b, c) == Self.merged(a, bc), "round \(round)")
            #expect(Self.merged(a, a) == a.bytes, "round \(round)")
            #expect(Self.merged(a, b, b, a) == Self.merged(a, b), "round \(round)")
            #expect(ProgressReading(a.bytes).progress.bytes == a.bytes, "round \(round)")
        }
    }

    @Test func nothingIsLost() {
        var numbers = SeededNumbers(seed: 10)
        for _ in 0..<500 {
            let (a, b) = (Self.random(&numbers), Self.random(&numbers))
            var both = a
            both.merge(b)
            for entry in a.entries + b.entries {
                let merged = both[entry.id]
                #expect((merged?.attempts ?? 0) >= entry.attempts && (merged?.hints ?? 0) >= entry.hints)
                #expect(merged?.isClean == true || !entry.isClean)
                #expect(merged.map { $0.verdict >= entry.verdict } == true || !entry.hasVerdict)
                // An answer is only missing where ten later ones are kept.
                for answer in entry.answers where merged?.answers.contains(answer) == false {
                    #expect(merged?.answers.count == ProgressEntry.answerLimit)
                    #expect(merged?.answers.allSatisfy { GivenAnswer.precedes(answer, $0) } == true)
                }
            }
        }
    }

    @Test func answersAreUnitedInTheOrderOfTime() throws {
        var one = ProgressTests.progress(
            ProgressTests.attempt("a", .notYet, at: 1), ProgressTests.attempt("c", .notYet, at: 3))
        let other = ProgressTests.progress(
            ProgressTests.attempt("b", .notYet, at: 2), ProgressTests.attempt("d", .ok, hints: 2, at: 4))
        one.merge(other)
        let entry = try #require(one[ProgressTests.id])
        #expect(entry.answers.map(\.text) == ["a", "b", "c", "d"])
        #expect((entry.verdict, entry.attempts, entry.hints) == (.ok, 2, 2))
    }

    // MARK: Damage

    @Test func aFileThatIsCutAnywhereKeepsItsWholeLines() {
        let whole = ProgressTests.progress(
            ProgressTests.attempt("01 ä", .notYet), ProgressTests.attempt("81", .ok, at: 1),
            ProgressTests.attempt("6", .ok, id: "bits/size"), ProgressTests.attempt("h", .kept, id: "z/z"))
        for end in 0...whole.bytes.count {
            let cut = Array(whole.bytes[..<end])
            let reading = ProgressReading(cut)
            let lines = cut.count { $0 == 10 } + (end < whole.bytes.count && whole.bytes[end] == 10 ? 1 : 0)
            #expect(reading.progress.entries == Array(whole.entries.prefix(max(0, min(lines, 4) - 1))), "\(end)")
            // What is damaged is all that is not read.
            #expect(reading.damage.bytes.count <= end + 1)
        }
    }

    @Test func randomDamageNeverTraps() {
        var numbers = SeededNumbers(seed: 11)
        for _ in 0..<3000 {
            var bytes = Self.random(&numbers).bytes
            for _ in 0..<1 + numbers.below(8) {
                let index = numbers.below(bytes.count)
                switch numbers.below(4) {
                case 0: bytes[index] = UInt8(numbers.below(256))
                case 1: bytes.remove(at: index)
                case 2: bytes[index...] = bytes[index...].prefix(numbers.below(40)) + [0, 0, 0]
                default: bytes.insert(contentsOf: numbers.bytes(numbers.below(20)), at: index)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            let reading = ProgressReading(bytes)
            let again = ProgressReading(reading.progress.bytes)
            #expect(again.progress == reading.progress)
            #expect(again.damage.count == 0)
            #expect(ProgressReading(numbers.bytes(numbers.below(300))).progress.entries.isEmpty)
        }
    }
}
