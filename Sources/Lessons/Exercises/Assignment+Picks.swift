// Exercises whose answers are picked: `choose`, `diagnose`, `sort`, and the question after an exercise.

import Capture
public import WebSocketProtocol

extension Assignment {
    // MARK: One of several

    /// The texts to pick from, in the order in which they are shown.
    public var choices: [String] {
        switch exercise.body {
        case .choose(let choices): order.map { fill(choices.choices[$0].text) }
        case .diagnose(let task): order.map { suspectText(task.suspects[$0]) }
        default: []
        }
    }

    /// The question after the exercise, and its answers in the order in which they are shown.
    public var whyQuestion: (ask: String, choices: [String])? {
        exercise.why.map { why in (fill(why.ask), whyOrder.map { fill(why.choices[$0].text) }) }
    }

    func grade(_ answer: String, _ choices: Choices, order: [Int]) -> Feedback {
        guard let position = Self.pick(answer, of: order.count) else { return Self.notPicked(answer, of: order.count) }
        var feedback = Feedback(order[position] == choices.right ? .ok : .notYet)
        if feedback.verdict == .notYet, let say = choices.choices[order[position]].say, !say.isEmpty {
            feedback.say = fill(say)
            feedback.isKnownMistake = true
        }
        return feedback
    }

    /// The position of a number from 1, as it is typed.
    static func pick(_ answer: String, of count: Int) -> Int? {
        guard let number = Int(AnswerForm.trimmed(answer)), (1...max(1, count)).contains(number), count > 0 else {
            return nil
        }
        return number - 1
    }

    static func notPicked(_ answer: String, of count: Int) -> Feedback {
        let typed = AnswerForm.trimmed(answer)
        return .unreadable(
            (typed.isEmpty ? "Nothing was picked." : "\"\(typed.cut(to: 40))\" is not one of them.")
                + " Type a number from 1 to \(count).")
    }

    // MARK: Which mistake

    /// What the wrong program made of the bytes, for `diagnose`; nil for other exercises.
    public var report: ProgramOutput? {
        guard case .diagnose(let task) = exercise.body else { return nil }
        return output(of: task.suspects[task.right].mutant)
    }

    /// Whether what is asked for is what a wrong program makes, and not what it reads: the bytes that it got say nothing about it.
    public var asksForMade: Bool {
        guard case .predict(_, let by?) = exercise.body, let family = Mutants.named(by)?.family else { return false }
        return family != .reader
    }

    /// What a wrong program does that makes something, in a word: "sends", "builds"; nil for one that reads.
    var makingVerb: String? {
        guard asksForMade, case .predict(_, let by?) = exercise.body else { return nil }
        return Mutants.named(by)?.family.verb.does
    }

    /// What the wrong program does, in a word, for `diagnose`: "reads", "sends".
    public var reportVerb: String {
        guard case .diagnose(let task) = exercise.body else { return "" }
        return Mutants.named(task.suspects[task.right].mutant)?.family.verb.does ?? ""
    }

    /// What a mutant makes of the bytes of the exercise; nil where they are not for it.
    func output(of id: String) -> ProgramOutput? {
        guard let material, let mutant = Mutants.named(id) else { return nil }
        return ProgramInput(material, for: mutant.family).flatMap(mutant.output)
    }

    /// A mistake in words: the author's, else those of the program's own file.
    private func suspectText(_ suspect: DiagnoseTask.Suspect) -> String {
        if !suspect.text.isEmpty { return fill(suspect.text) }
        let listing = library.mutantSource(suspect.mutant).flatMap { Mutants.named(suspect.mutant)?.listing($0) }
        return listing?.title ?? suspect.mutant
    }

    func gradeDiagnose(_ answer: String, _ task: DiagnoseTask) -> Feedback {
        guard let position = Self.pick(answer, of: order.count) else { return Self.notPicked(answer, of: order.count) }
        let suspect = task.suspects[order[position]]
        guard order[position] != task.right, material != nil else { return Feedback(.ok) }
        var feedback = Feedback(.notYet)
        feedback.say = suspect.say.map { fill($0) }
        feedback.isKnownMistake = suspect.say != nil
        // What this mistake would have made of the same bytes. Where it differs is for the student to see.
        let family = Mutants.named(suspect.mutant)?.family
        if let theirs = output(of: suspect.mutant) {
            feedback.gap = [
                GapLine(
                    label: "would \(family?.verb.would ?? "read")",
                    text: theirs.sentences.joined(separator: " "))
            ]
        }
        return feedback
    }

    // MARK: Bins

    /// An item of a `sort`, as it is shown.
    public struct Item: Sendable, Hashable {
        /// The letter it is called by.
        public let letter: String
        /// Its bytes in hex, or its words.
        public let text: String
        /// Who sends it, where that differs from item to item.
        public let from: Endpoint?
    }

    /// The bins in words.
    public var bins: [String] { if case .sort(let task) = exercise.body { task.bins.map(\.words) } else { [] } }

    /// The items in the order in which they are shown.
    public var sortItems: [Item] {
        guard case .sort(let task) = exercise.body else { return [] }
        let senders = Set(items.compactMap { $0?.sender })
        return order.enumerated().map { place, index in
            let material = items[index]
            let text =
                task.items[index].text.map { fill($0) } ?? material.map { Hex.string($0.bytes, groupsOf: 1) } ?? ""
            return Item(letter: Self.letter(place), text: text, from: senders.count > 1 ? material?.sender : nil)
        }
    }

    static func letter(_ place: Int) -> String { String(UnicodeScalar(UInt8(ascii: "a") + UInt8(place % 26))) }

    /// The bin of an item, by its position in the file: what it says itself, else the first whose condition holds.
    func bin(of index: Int, _ task: SortTask) -> Int? { Self.bin(of: task.items[index], items[index], task) }

    /// The bin of an item, as the file or a condition on its bytes says.
    static func bin(of item: SortTask.Item, _ material: Material?, _ task: SortTask) -> Int? {
        if let bin = item.bin { return bin }
        guard let conversation = material?.conversation else { return nil }
        // One frame of a recording is judged alone; the others are not shown.
        var place: Place?
        if case .recorded(let part)? = item.source, case .frames(let from, let range) = part.part,
            range.count == 1
        {
            place = .frame(from, range.lowerBound)
        }
        return task.bins.firstIndex { bin in
            guard let condition = bin.condition else { return false }
            return place.map { condition.holds(at: $0, in: conversation) } ?? condition.holds(in: conversation)
        }
    }

    /// The digits of an answer, one for each item; nil for one that is missing. "d2" changes one of an answer before it.
    static func digits(_ answer: String, items: Int, bins: Int) -> [Int?]? {
        var digits: [Int?] = []
        for character in answer where !character.isWhitespace && character != "," {
            if character == "-" || character == "." || character == "·" {
                digits.append(nil)
            } else if let digit = character.wholeNumberValue, character.isASCII, (1...bins).contains(digit) {
                digits.append(digit - 1)
            } else {
                return nil
            }
        }
        return digits.count <= items ? digits + Array(repeating: nil, count: items - digits.count) : nil
    }

    /// The bins of the items so far, by their positions; nil for an item that is in none.
    public func binned(_ draft: String) -> [Int?] {
        Self.digits(draft, items: order.count, bins: bins.count) ?? Array(repeating: nil, count: order.count)
    }

    /// What stands for items in bins: "2 2 - 3", up to the last one that is in a bin.
    public static func draft(ofBins bins: [Int?]) -> String {
        let count = (bins.lastIndex { $0 != nil } ?? -1) + 1
        return bins.prefix(count).map { $0.map { "\($0 + 1)" } ?? "-" }.joined(separator: " ")
    }

    func gradeSort(_ answer: String, _ task: SortTask) -> Feedback {
        guard let digits = Self.digits(answer, items: order.count, bins: task.bins.count),
            digits.contains(where: { $0 != nil })
        else {
            return .unreadable(
                "Type \(order.count) digits from 1 to \(task.bins.count), one for each item in its order, such as 1 2 1."
            )
        }
        guard !digits.contains(nil) else {
            let missing = digits.firstIndex(of: nil).map(Self.letter) ?? ""
            return .unreadable("Item \(missing) is in no bin yet. Type \(order.count) digits, one for each item.")
        }
        let right = zip(order, digits).map { index, digit in digit == bin(of: index, task) }
        var feedback = Feedback(right.allSatisfy(\.self) ? .ok : .notYet)
        feedback.rightParts = right.count(where: \.self)
        guard let first = right.firstIndex(of: false) else {
            feedback.parts = right.map { _ in Feedback.Part(.right) }
            return feedback
        }
        // Only the first is pointed out: with all of them, every wrong one of two bins would be given away.
        feedback.parts = right.indices.map { Feedback.Part($0 == first ? .wrong : .open) }
        feedback.about = "item \(Self.letter(first))"
        let item = task.items[order[first]]
        if let material = items[order[first]], let explanation = material.explanation {
            // The header's bytes decide which bin a frame belongs into.
            let places = material.bytes.indices.prefix(2)
            feedback.gap = places.compactMap { place in
                explanation.brief(ofByte: place, wire: material.bytes[place]).map {
                    GapLine(label: "byte \(place)", text: $0)
                }
            }
            feedback.citation = material.conversation?.dissection.firstViolation(from: material.sender)?.citation
        }
        feedback.say = item.say.map { fill($0) }
        feedback.isKnownMistake = item.say != nil
        return feedback
    }
}

extension Dissection {
    /// The first rule that the frames of an endpoint break.
    func firstViolation(from sender: Endpoint?) -> Violation? {
        guard let sender else { return nil }
        return frames(from: sender).lazy.compactMap(\.violations.first).first
            ?? unfinishedFrame(from: sender)?.violations.first
    }
}

extension Material {
    /// The bytes as they were read.
    var reads: [[UInt8]] {
        guard let conversation, let sender else { return [bytes] }
        let end = start + bytes.count
        return conversation.frameReads(from: sender).compactMap { read in
            let part = read.clamped(to: start..<end)
            return part.isEmpty ? nil : conversation.bytes(from: sender, in: part)
        }
    }
}
