// A verdict, read aloud: what was read, the gap, the sentence for the mistake, the section.

import Capture
import WebSocketProtocol

extension Spoken {
    /// The lines for a verdict.
    ///
    /// - Parameters:
    ///   - answer: What was typed.
    ///   - attempts: How many answers to this step were graded, this one included; nil where they are not counted.
    static func lines(
        _ feedback: Feedback, _ assignment: Assignment, _ step: Step, answer: String, attempts: Int? = nil,
        hints: Int = 0
    ) -> [String] {
        guard feedback.verdict != .unreadable else {
            return lines([sentence(feedback.say ?? "That could not be read")])
        }
        let before = step == .main ? readSoFar(answer, assignment) : []
        var sentences: [String] = []
        switch feedback.verdict {
        case .ok: sentences.append("OK.")
        case .nonStrict: sentences.append("Non-strict:")
        case .kept: sentences.append("Kept for your teacher.")
        case .notYet, .unreadable: sentences.append("Not yet.")
        }
        if before.isEmpty, let reading = feedback.reading.map({ plain($0) }),
            // What yours is says it as well.
            !feedback.gap.contains(where: { plain($0.text).contains(reading) })
        {
            sentences.append(sentence("Read as \(reading)"))
        }
        // Where a live exercise was done and not its twin, nothing was typed.
        let hasGoals = assignment.exercise.kind == .build || assignment.exercise.kind == .live && answer.isEmpty
        if feedback.verdict.passes, step == .main, hasGoals {
            let count = assignment.goals.count { !$0.isShould }
            let words =
                count == 1 ? "the goal is met" : count == 2 ? "both goals are met" : "all \(count) goals are met"
            sentences.append(sentence(words, capital: feedback.verdict != .nonStrict))
        } else if feedback.verdict == .nonStrict {
            sentences.append("it passes.")
        }
        if let outputs = feedback.outputs { sentences += words(outputs, said: feedback.say) }
        if feedback.verdict == .notYet { sentences += fields(feedback, assignment) }
        sentences += chosenBin(feedback, assignment, answer: answer) + gap(feedback)
        if let say = feedback.say {
            sentences.append((feedback.verdict == .nonStrict ? "Should: " : "") + sentence(say))
        }
        if step == .line, feedback.verdict.passes { sentences += mistake(assignment, said: feedback.say) }
        sentences.append(section(feedback.citation))
        if feedback.verdict.passes, feedback.verdict != .kept, let attempts {
            let words = Count.words(attempts, "attempt") + (hints > 0 ? ", \(Count.words(hints, "hint"))" : "")
            sentences.append("\(words).")
        }
        return lines(sentences) + before
    }

    /// What was about which part, spelled out: "Item d, byte 1 is 85: MASK 1, length 5."
    private static func gap(_ feedback: Feedback) -> [String] {
        var about = feedback.about.map { plain($0) } ?? ""
        var sentences: [String] = []
        for line in feedback.gap {
            guard let words = words(line) else { continue }
            if line.label.hasPrefix("byte "), !about.isEmpty {
                sentences.append(sentence("\(about), \(line.label): \(words)"))
                about = ""
                continue
            }
            let label = labels[line.label] ?? "\(line.label):"
            let spoken = label.isEmpty ? words : "\(label) \(words)"
            sentences.append(sentence(about.isEmpty ? spoken : "\(about): \(spoken)"))
            about = ""
        }
        return about.isEmpty ? sentences : [sentence(about)] + sentences
    }

    /// How the labels of a comparison are said; others end in a colon.
    private static let labels = [
        "yours": "yours is", "it is": "the right one is", "goal": "", "but": "", "this is": "this is",
        "would read": "with that mistake it would read:",
    ]

    /// A line of a comparison, its columns with commas between them; nil where nothing of it is to be heard. What is hidden has only its
    /// place.
    private static func words(_ line: GapLine) -> String? {
        let columns = line.text.split(separator: "   ").map { plain(String($0)) }.filter { !$0.isEmpty }
        return columns.isEmpty ? nil : columns.joined(separator: ", ")
    }

    /// Into which bin the item was put that is pointed out.
    private static func chosenBin(_ feedback: Feedback, _ assignment: Assignment, answer: String) -> [String] {
        guard case .sort(let task) = assignment.exercise.body,
            let item = feedback.parts.firstIndex(where: { $0.state == .wrong }),
            let bin = assignment.binned(answer)[item]
        else { return [] }
        return [sentence("You put item \(Assignment.letter(item)) into bin \(bin + 1): \(task.bins[bin].words)")]
    }

    /// What a wrong program does, what it shows and whom it bit, once its line is found; without what was said already.
    private static func mistake(_ assignment: Assignment, said: String?) -> [String] {
        guard let listing = assignment.listing else { return [] }
        let said = plain(said ?? "")
        let words = Self.sentences(of: plain(listing.title)) + Self.sentences(of: plain(listing.shows))
        return words.filter { !said.contains($0) }.map { sentence($0) } + [sentence("Seen in: \(listing.field)")]
    }

    /// Which fields of a form are right.
    private static func fields(_ feedback: Feedback, _ assignment: Assignment) -> [String] {
        guard case .decode(let questions) = assignment.exercise.body, feedback.parts.count == questions.count else {
            return []
        }
        func labels(_ state: Feedback.Part.State) -> [String] {
            zip(questions, feedback.parts).filter { $1.state == state }.map(\.0.label)
        }
        let (right, wrong) = (labels(.right), labels(.wrong))
        return [right.isEmpty ? "" : "Right: \(list(right)).", wrong.isEmpty ? "" : "Wrong: \(list(wrong))."]
    }

    private static func words(_ outputs: Feedback.Outputs, said: String?) -> [String] {
        ["This program:"] + outputs.wrong.sentences + ["The right one:"] + outputs.right.sentences
            + (said?.hasPrefix(outputs.comparison) == true ? [] : [outputs.comparison])
    }

    /// What the decoder made of bytes that were written by hand.
    private static func readSoFar(_ answer: String, _ assignment: Assignment) -> [String] {
        guard case .build(let task) = assignment.exercise.body, let bytes = try? Hex.parse(answer), !bytes.isEmpty,
            let conversation = Material(reads: [(task.from, bytes)]).conversation
        else { return [] }
        return ["Read so far, \(Count.words(bytes.count, "byte")):"] + lines(from: task.from, in: conversation)
    }

    /// What there is to hear once an exercise is done: the bytes that were hidden, with what they mean.
    static func lines(solved assignment: Assignment) -> [String] {
        switch assignment.exercise.kind {
        case .predict, .decode: break
        default: return []
        }
        guard let view = assignment.bytesView(isDone: true) else { return [] }
        if view.rows.isEmpty, let material = assignment.material, let sender = material.sender,
            let conversation = material.conversation, material.frame != nil
        {
            let mistake = lines(byMistake: assignment, material)
            guard !assignment.asksForMade else { return mistake }
            // Of a whole connection no bytes are shown, and all frames are said.
            let end = material.start + material.bytes.count
            let bytes = material.bytes.isEmpty ? nil : material.start..<end
            return mistake + lines(from: sender, in: conversation, bytes: bytes, frames: 2)
        }
        return lines(view)
    }

    /// Where the question was what a wrong program answers: that, and that the rest is what a correct one reads. What such a program makes
    /// is not in the bytes that it got: there a correct one's answer is said instead.
    private static func lines(byMistake assignment: Assignment, _ material: Material) -> [String] {
        guard case .predict(let question, let mutant?) = assignment.exercise.body,
            let value = assignment.rightValue(question, by: mutant)
        else { return [] }
        func said(_ value: Value) -> String {
            let spelled = question.form.spelled(value)
            return question.form == .text ? "\"\(spelled)\"" : spelled
        }
        let answer = said(value)
        if let verb = assignment.makingVerb {
            let right = Mutants.realValue(of: question, in: material, besides: mutant).map(said)
            return lines([
                "The program with the mistake \(verb) \(answer) for \(name(of: question)).",
                right.map { "A correct one \(verb) \($0)." } ?? "",
            ])
        }
        let reads = material.reads
        var start = 0
        let parts = reads.map { read in
            defer { start += read.count }
            return places(start..<start + read.count).lowercased()
        }
        let words =
            switch question {
            case .unmasked(let place):
                "The program with the mistake makes \(answer) of byte \((material.frame?.header?.headerLength ?? 0) + place)."
            default: "The program with the mistake reads \(answer) for \(name(of: question))."
            }
        let came = reads.count > 1 ? "They came in \(reads.count) reads: \(list(parts))." : ""
        return lines([came, words, "A correct one reads:"])
    }

    /// What a question is about, as it is said: "payload byte 0", "bytes 0 to 3".
    private static func name(of question: Question) -> String {
        switch question {
        case .unmasked(let place): "payload byte \(place)"
        case .bytes(let range): places(range.lowerBound..<range.upperBound + 1).lowercased()
        default: question.label
        }
    }
}
