// A wrong program, exposed by bytes on which it differs from the right one, or cleared by bytes that it reads as well; and then the line at fault.

import WebSocketProtocol

extension Assignment {
    /// The code of the wrong program; nil where there is none, or its source is missing.
    public var listing: MutantListing? {
        guard case .mutant(let task) = exercise.body, let text = library.mutantSource(task.mutant) else { return nil }
        return Mutants.named(task.mutant)?.listing(text)
    }

    /// How the bytes are given: typed, typed in several reads, or given and cut.
    public enum MutantInput: Sendable, Hashable { case bytes, reads, cuts }

    /// How the bytes for the wrong program are given; nil for other exercises.
    public var mutantInput: MutantInput? {
        guard case .mutant(let task) = exercise.body else { return nil }
        return switch task.input {
        case .bytes: .bytes
        case .reads: .reads
        case .cuts: .cuts
        }
    }

    /// What the two programs have to make of the bytes, what the bytes have to be besides, and which of it is so as far as that is known.
    public func mutantGoals(_ feedback: Feedback?) -> [(words: String, isMet: Bool)] {
        guard mutantInput != nil else { return [] }
        let parts = feedback?.outputs == nil ? [] : feedback?.parts ?? []
        return goals.enumerated().map { index, goal in
            (goal.words, parts.indices.contains(index) && parts[index].state == .right)
        }
    }

    /// What is said beside bytes for a wrong program while they are typed: in which reads they come, or what is expected.
    public func readsRemark(_ typed: String) -> String {
        guard case .mutant(let task) = exercise.body else { return "" }
        if let reads = try? reads(typed, task) { return Self.words(reads) }
        return switch task.input {
        case .bytes: "bytes in hex"
        case .reads: "bytes in hex, | where a read ends"
        case .cuts: "numbers of bytes, such as 3 7"
        }
    }

    /// How long reads are: "→ 8 bytes, 3 bytes".
    private static func words(_ reads: [[UInt8]]) -> String {
        "→ " + reads.map { Count.words($0.count, "byte") }.joined(separator: ", ")
    }

    func gradeMutant(_ answer: String, _ task: MutantTask) -> Feedback {
        guard let mutant = Mutants.named(task.mutant) else { return .unreadable("The program is missing.") }
        let reads: [[UInt8]]
        do throws(UnreadableAnswer) {
            reads = try self.reads(answer, task)
        } catch {
            return .unreadable(error.words)
        }
        let right = Mutants.realOutput(of: reads, from: task.from)
        let wrong = mutant.output(of: reads)
        let difference = wrong.firstDifference(from: right)
        // Where the bug does not show, the two may differ all the same: the program knows few rules.
        let isExposed = mutant.isExposed(by: reads)
        let isAsAsked = task.differs ? isExposed : difference == nil
        var feedback = Feedback(isAsAsked ? .ok : .notYet)
        feedback.reading = Self.words(reads)
        feedback.outputs = Feedback.Outputs(
            right: right, wrong: wrong, difference: difference, isAsAsked: isAsAsked,
            isRefusal: difference != nil && !isExposed)
        let conversation = Material(reads: reads.map { (task.from, $0) }).conversation
        let met = task.meet.map { goal in conversation.map { goal.condition.holds(in: $0) } ?? false }
        feedback.parts = ([isAsAsked] + met).map { Feedback.Part($0 ? .right : .wrong) }
        if let first = met.firstIndex(of: false) {
            feedback.verdict = .notYet
            // The first goal is what the two programs do.
            feedback.about = "goal \(first + 2) of \(feedback.parts.count)"
            feedback.gap = [GapLine(label: "goal", text: fill(task.meet[first].words))]
        }
        guard feedback.verdict == .notYet else {
            // Where the line is not asked for, that is all there is to find.
            if task.line == nil { feedback.say = listing.map { "\($0.title) Seen in \($0.field)." } }
            return feedback
        }
        if !met.contains(false) {
            let isRefusal = feedback.outputs?.isRefusal == true
            let cuts = task.input == .cuts
            feedback.say =
                (isRefusal ? Feedback.Outputs.refusal : task.differs ? "Both read this alike." : "Here they differ.")
                + (task.differs
                    ? " Find \(cuts ? "a cut" : "bytes") with which \(isRefusal ? "it does" : "they differ")."
                    : " Find \(cuts ? "a cut with which both agree" : "bytes that both read alike").")
        }
        if task.input != .cuts, Self.areBits(answer) { return .unreadable(Self.bitsWords) }
        let typed = reads.map { Hex.string($0) }.joined(separator: "|")
        if let known = exercise.wrongs.first(where: { known in
            switch known.answer {
            case .typed(let text):
                (try? self.reads(text, task)).map { $0.map { Hex.string($0) }.joined(separator: "|") } == typed
            case .condition(let condition): conversation.map { condition.holds(in: $0) } ?? false
            default: false
            }
        }) {
            feedback.say = fill(known.say)
            feedback.isKnownMistake = true
        }
        return feedback
    }

    /// The reads that an answer describes.
    private func reads(_ answer: String, _ task: MutantTask) throws(UnreadableAnswer) -> [[UInt8]] {
        switch task.input {
        case .bytes: return [try Self.hex(answer)]
        case .reads:
            var reads: [[UInt8]] = []
            for part in answer.split(separator: "|") { reads.append(try Self.hex(String(part))) }
            guard !reads.isEmpty else {
                throw UnreadableAnswer(words: "Nothing was typed. Type bytes in hex, with | where a read ends.")
            }
            return reads
        case .cuts: return try cut(answer)
        }
    }

    private func cut(_ answer: String) throws(UnreadableAnswer) -> [[UInt8]] {
        let bytes = material?.bytes ?? []
        var ends: [Int] = []
        for word in answer.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let end = Int(word), (1..<max(2, bytes.count)).contains(end), end > ends.last ?? 0 else {
                throw UnreadableAnswer(
                    words:
                        "\"\(String(word).cut(to: 20))\" is not the number of a byte to cut before, from 1 to \(bytes.count - 1), in rising order."
                )
            }
            ends.append(end)
        }
        guard !ends.isEmpty else {
            throw UnreadableAnswer(
                words: "Nothing was typed. Type the numbers of the bytes before which a read ends, such as 3 7.")
        }
        let starts = [0] + ends
        return zip(starts, ends + [bytes.count]).map { Array(bytes[$0..<$1]) }
    }

    func gradeLine(_ answer: String) -> Feedback {
        guard case .mutant(let task) = exercise.body, let listing else { return .unreadable("The program is missing.") }
        guard let position = Self.pick(answer, of: listing.lines.count) else {
            return .unreadable("Type the number of a line, from 1 to \(listing.lines.count).")
        }
        var feedback = Feedback(position + 1 == listing.bugLine ? .ok : .notYet)
        feedback.say =
            feedback.verdict == .ok
            ? task.line.map { fill($0) }
            : "This line is fine." + (listing.notes[position].map { " \($0)" } ?? "")
        return feedback
    }
}
