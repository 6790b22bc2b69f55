// Bytes that are written by hand: graded as the receiver reads them, so that any bytes that meet the goals pass.

import Capture
public import WebSocketProtocol

extension Assignment {
    /// What the decoder makes of the bytes while they are typed.
    public struct Preview: Sendable {
        /// The bytes so far.
        public let bytes: [UInt8]
        /// The letters of the fields that each byte holds: "FO", "ML", "K". Empty where no frame begins.
        public let letters: [String]
        /// The field that the last byte belongs to; nil where no frame begins.
        public let field: FrameField?
        /// What the last byte and the field before it say; empty where that is for the student to work out.
        public let sentences: [FieldSentence]
        /// What is needed next; nil where the frame is complete.
        public let next: String?
        /// The same as the end of a line: "payload, has 1 of 2 bytes, needs 1 more."
        public var nextWords: String { next ?? "nothing: the frame is complete." }
        /// The first rule that is broken.
        public let broken: Sentence?
        /// Which goals are met, those of `should` behind the others; none before the bytes were checked.
        public let goals: [Bool]
    }

    /// The goals of a `build` or `live` in the author's words, and whether each is only a SHOULD.
    public var goals: [(words: String, isShould: Bool)] {
        switch exercise.body {
        case .build(let task): task.meet.map { (fill($0.words), false) } + task.should.map { (fill($0.words), true) }
        case .live(let task): task.until.map { (fill($0.words), false) }
        case .mutant(let task):
            [("The two programs \(task.differs ? "differ" : "agree")", false)]
                + task.meet.map { (fill($0.words), false) }
        default: []
        }
    }

    /// What the decoder makes of what is typed; of digits that are not complete, those before them.
    ///
    /// - Parameter isChecked: Whether it was checked. Before, nothing is calculated that the student is to calculate, and no goal is ticked.
    public func preview(_ typed: String, isChecked: Bool) -> Preview? {
        guard case .build(let task) = exercise.body else { return nil }
        let bytes = Self.bytesSoFar(typed)
        let material = Material(reads: [(task.from, bytes)])
        guard let conversation = material.conversation else { return nil }
        let dissection = conversation.dissection
        let frames =
            Array(dissection.frames(from: task.from)) + [dissection.unfinishedFrame(from: task.from)].compactMap(\.self)
        let goals = (task.meet + task.should).map { isChecked && $0.condition.holds(in: conversation) }
        var sentences: [FieldSentence] = []
        var (field, next): (FrameField?, String?)
        if let last = frames.last(where: { $0.received > 0 }) {
            let explanation = conversation.explanation(of: last)
            let place = last.received - 1
            if let wire = conversation.bytes(of: last, from: place, maximum: 1)?.first {
                sentences = explanation.fieldSentences(forByte: place, wire: wire).filter { !$0.isBackground }
                field = explanation.fieldOrMissing(atBit: 8 * place)
                if !isChecked, explanation.isCalculated(field) { sentences = [] }
            }
            next = explanation.state == .complete ? nil : explanation.state.words
            if !isChecked, case .inPayload = explanation.state, explanation.header?.lengthForm != .bits7 {
                next = "payload, as much as its length says."
            }
        } else {
            next = FrameExplanation([]).state.words
        }
        return Preview(
            bytes: bytes, letters: frames.flatMap { conversation.explanation(of: $0).letters(count: $0.received) },
            field: field, sentences: sentences, next: next,
            broken: dissection.firstViolation(from: task.from).map { Sentence($0.words, section: $0.citation) },
            goals: goals)
    }

    /// The bytes of complete pairs of digits.
    private static func bytesSoFar(_ typed: String) -> [UInt8] {
        var text = typed
        while !text.isEmpty {
            if let bytes = try? Hex.parse(text) { return bytes }
            text.removeLast()
        }
        return []
    }

    func gradeBuild(_ answer: String, _ task: BuildTask) -> Feedback {
        let bytes: [UInt8]
        do throws(UnreadableAnswer) {
            bytes = try Self.hex(answer)
        } catch {
            return .unreadable(error.words)
        }
        guard let conversation = Material(reads: [(task.from, bytes)]).conversation else {
            return .unreadable("Type bytes in hex.")
        }
        var feedback = Feedback(.ok)
        feedback.reading = "→ \(Count.words(bytes.count, "byte"))"
        let met = task.meet.map { $0.condition.holds(in: conversation) }
        let should = task.should.map { $0.condition.holds(in: conversation) }
        feedback.parts = (met + should).map { Feedback.Part($0 ? .right : .wrong) }
        if let first = met.firstIndex(of: false) {
            if Self.areBits(answer) { return .unreadable(Self.bitsWords) }
            feedback.verdict = .notYet
            feedback.about = "goal \(first + 1) of \(task.meet.count)"
            let failure = task.meet[first].condition.failure(in: conversation, from: task.from)
            feedback.gap =
                [GapLine(label: "goal", text: fill(task.meet[first].words))]
                + (failure.map { [GapLine(label: "but", text: $0.words)] } ?? [])
            feedback.citation = failure?.citation
            if let wrong = exercise.wrongs.first(where: {
                switch $0.answer {
                case .typed(let text): (try? Hex.parse(text)) == bytes
                case .condition(let condition): condition.holds(in: conversation)
                default: false
                }
            }) {
                // The author's sentence says it better than the rule does.
                feedback.gap.removeLast(feedback.gap.count - 1)
                feedback.say = fill(wrong.say)
                feedback.isKnownMistake = true
            }
        } else if let first = should.firstIndex(of: false) {
            feedback.verdict = .nonStrict
            feedback.say = fill(task.should[first].words)
        }
        return feedback
    }
}

extension FrameExplanation {
    /// Whether what a byte of this field says is calculated: an XOR, or a number of several bytes.
    fileprivate func isCalculated(_ field: FrameField?) -> Bool {
        switch field {
        case .extendedLength16?, .extendedLength64?: true
        case .payload?: header?.maskingKey != nil
        default: false
        }
    }
}
