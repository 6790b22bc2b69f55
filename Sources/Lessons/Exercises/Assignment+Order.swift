// Lines to put in order: any order that respects what must stand before what, without the lines that do not belong.

extension Assignment {
    /// A line of an `order`, as it is shown.
    public struct Line: Sendable, Hashable {
        /// The letter that it keeps, wherever it is put.
        public let letter: String
        /// What it says.
        public let text: String
    }

    /// A heading, and how many lines belong below it.
    public struct Heading: Sendable, Hashable {
        /// What it says.
        public let words: String
        /// How many lines belong below it.
        public let count: Int
    }

    /// The lines in the order of their letters.
    public var lines: [Line] {
        guard case .order(let task) = exercise.body else { return [] }
        let all = task.lines + task.distractors.map(\.line)
        return order.enumerated().map { Line(letter: Self.letter($0.offset), text: all[$0.element].text) }
    }

    /// The headings; none where the file has none.
    public var headings: [Heading] {
        guard case .order(let task) = exercise.body else { return [] }
        return task.headings.map { Heading(words: $0.words, count: $0.lines.count) }
    }

    func letter(ofLine name: String, _ task: OrderTask) -> String? {
        let all = task.lines.map(\.name) + task.distractors.map(\.line.name)
        return all.firstIndex(of: name).flatMap { order.firstIndex(of: $0) }.map(Self.letter)
    }

    /// The lines that an answer's letters stand for, by their places among the letters; nil for an answer that cannot be read.
    public static func letters(_ answer: String, of count: Int) -> [Int]? {
        var places: [Int] = []
        for character in answer.lowercased() where !character.isWhitespace && character != "," {
            guard let value = character.asciiValue, value >= UInt8(ascii: "a") else { return nil }
            let place = Int(value - UInt8(ascii: "a"))
            guard place < count, !places.contains(place) else { return nil }
            places.append(place)
        }
        return places
    }

    /// The lines that are put in order so far, by their places among the letters.
    public func placed(_ draft: String) -> [Int] { Self.letters(draft, of: order.count) ?? [] }

    /// What stands for lines in their order: "d g a".
    public static func draft(ofLines places: [Int]) -> String { places.map(letter).joined(separator: " ") }

    func gradeOrder(_ answer: String, _ task: OrderTask) -> Feedback {
        guard let places = Self.letters(answer, of: order.count), !places.isEmpty else {
            return .unreadable("Type the letters of the lines in their order, each at most once, such as c a b.")
        }
        let all = task.lines + task.distractors.map(\.line)
        let names = places.map { all[order[$0]].name }
        var feedback = Feedback(.notYet)
        func wrong(at index: Int, _ say: String?, isKnown: Bool) -> Feedback {
            feedback.parts = places.indices.map { Feedback.Part($0 < index ? .right : $0 == index ? .wrong : .open) }
            feedback.about = "line \(Self.letter(places[index]))"
            feedback.say = say
            feedback.isKnownMistake = isKnown
            return feedback
        }
        for (index, name) in names.enumerated() {
            if let distractor = task.distractors.first(where: { $0.line.name == name }) {
                return wrong(at: index, distractor.say, isKnown: true)
            }
            guard task.before.contains(where: { $0.then == name && !names[..<index].contains($0.first) }) else {
                continue
            }
            // A sentence is about two lines, of which the one that is missing has to come first.
            let missing = task.linesBefore(name).subtracting(names[..<index])
            let remark = task.remarks.first {
                $0.then == name && missing.contains($0.first) || $0.first == name && missing.contains($0.then)
            }
            let letter = Self.letter(places[index])
            return wrong(
                at: index, remark?.say ?? "Something else has to come before line \(letter).", isKnown: remark != nil)
        }
        feedback.parts = places.map { _ in Feedback.Part(.right) }
        if names.count < task.lines.count {
            feedback.say = "So far it is right. \(task.lines.count - names.count) more of the lines belong to it."
            return feedback
        }
        feedback.verdict = .ok
        return feedback
    }
}

extension OrderTask {
    /// All lines that must stand before one.
    fileprivate func linesBefore(_ name: String) -> Set<String> {
        var found: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            for pair in before where pair.then == next && found.insert(pair.first).inserted { open.append(pair.first) }
        }
        return found
    }
}
