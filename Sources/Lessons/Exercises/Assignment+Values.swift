// Exercises whose answers are values: `predict` and `decode`.

import WebSocketProtocol

extension Assignment {
    /// The right value of a question: the codec's, or that of a wrong decoder.
    func rightValue(_ question: Question, by mutant: String?) -> Value? {
        guard let material else { return nil }
        return mutant.map { Mutants.value(of: question, in: material, by: $0) } ?? question.answer(in: material)
    }

    /// How the values that are asked for are typed, in their order.
    public var forms: [AnswerForm] {
        switch exercise.body {
        case .predict(let question, _): [question.form]
        case .decode(let questions): questions.map(\.form)
        default: []
        }
    }

    func gradePredict(_ answer: String, _ question: Question, by mutant: String?) -> Feedback {
        guard let material, let right = rightValue(question, by: mutant) else {
            return .unreadable("This exercise has no answer.")
        }
        let reading: Reading
        do throws(UnreadableAnswer) {
            reading = try question.form.read(answer, right: right)
        } catch {
            return .unreadable(error.words)
        }
        if reading.value == right {
            var feedback = Feedback(.ok)
            feedback.reading = reading.words
            return feedback
        }
        var feedback = Feedback(.notYet)
        feedback.reading = reading.words
        // A wrong program may look elsewhere than where the right value is; and where no bytes are shown there is no place.
        let isPlaced = mutant == nil && bytesView(isDone: false) != nil
        feedback.gap = question.gap(reading.value, in: material, isPlaced: isPlaced)
        feedback.citation = question.citation(in: material)
        explain(reading.value, typed: answer, question: question, field: nil, in: &feedback)
        return feedback
    }

    func gradeDecode(_ answer: String, _ questions: [Question]) -> Feedback {
        guard let material else { return .unreadable("This exercise has no answer.") }
        let typed = Self.fields(answer, count: questions.count)
        var feedback = Feedback(.ok)
        var firstWrong: (question: Question, value: Value, typed: String)?
        var unreadable: (question: Question, words: String)?
        for (index, question) in questions.enumerated() {
            do throws(UnreadableAnswer) {
                let reading = try question.form.read(typed[index], right: question.answer(in: material))
                let isRight = reading.value == question.answer(in: material)
                feedback.parts.append(Feedback.Part(isRight ? .right : .wrong, reading.words))
                if !isRight, firstWrong == nil { firstWrong = (question, reading.value, typed[index]) }
            } catch {
                feedback.parts.append(Feedback.Part(.open))
                if unreadable == nil { unreadable = (question, error.words) }
            }
        }
        if let unreadable {
            feedback = .unreadable("\(unreadable.question.label): \(unreadable.words)")
            // Nothing is ticked that could be tried field by field without counting.
            return feedback
        }
        feedback.rightParts = feedback.parts.count { $0.state == .right }
        if let (question, value, typed) = firstWrong {
            feedback.verdict = .notYet
            feedback.about = question.label
            feedback.gap = question.gap(value, in: material)
            feedback.citation = question.citation(in: material)
            let right = zip(questions, feedback.parts).filter { $1.state == .right }.map(\.0)
            explain(value, typed: typed, question: question, field: question, right: right, in: &feedback)
        }
        return feedback
    }

    /// The fields of a form, which stand in one line with semicolons between them; a text comes last and may hold some.
    static func fields(_ answer: String, count: Int) -> [String] {
        let parts = answer.split(separator: ";", maxSplits: max(0, count - 1), omittingEmptySubsequences: false).map(
            String.init)
        return parts + Array(repeating: "", count: max(0, count - parts.count))
    }

    /// Says what the author says about a value.
    ///
    /// - Parameter right: The fields of the form that are right.
    private func explain(
        _ value: Value, typed: String, question: Question, field: Question?, right: [Question] = [],
        in feedback: inout Feedback
    ) {
        guard let source, let material else { return }
        let wrong = exercise.wrongs.first { wrong in
            // Two bits that changed places are both wrong; where only one is, it is wrong for another reason.
            if case .ask(let other) = wrong.answer, question.form == .flag, right.contains(other) { return false }
            return wrong.field == field && exercise.value(of: wrong, question, source, material, library) == value
        }
        let mutant: String? = if case .predict(_, let by) = exercise.body { by } else { nil }
        let slip =
            (question == .inflated ? material.inflatingSlip(value) : nil)
            ?? rightValue(question, by: mutant)?.slip(value, wire: material.wirePayload)
        guard let words = wrong.map({ fill($0.say, yours: value) }) ?? slip else { return }
        feedback.say = words
        feedback.isKnownMistake = true
    }
}

extension Value {
    /// What is said about a text that is the right one in another shape, in every exercise; nil for other answers.
    ///
    /// - Parameter wire: The payload as it crossed the wire, where it is masked.
    fileprivate func slip(_ answer: Value, wire: [UInt8]?) -> String? {
        guard case .text(let right) = self, case .text(let typed) = answer, !right.isEmpty else { return nil }
        func letters(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).lowercased() }
        if letters(right) == letters(typed) {
            return
                "Those are the right letters, but not all in the right size. Capital letters and small ones have bytes of their own."
        }
        if right.contains(UInt8(ascii: " ")), Self.withoutSpaces(right) == Self.withoutSpaces(typed) {
            return "The letters are right. A space is a byte too, number 20 in hex: type it as a space."
        }
        if Self.withoutQuotes(typed) == right { return "The text is right. The quotes are not part of it." }
        let bytes = try? Hex.parse(letters(typed))
        if let wire, bytes == wire || Self.looks(typed, like: wire) {
            return "Those bytes are as they crossed the wire, and still masked. XOR them with the key first."
        }
        return bytes == right ? "Those are its bytes. Which letters do they stand for?" : nil
    }

    /// What stands between two quotes; nil where there are none around it.
    private static func withoutQuotes(_ text: [UInt8]) -> [UInt8]? {
        let characters = Array(String(decoding: text, as: UTF8.self)), quotes = "\"'`“”„‘’«»"
        guard characters.count > 2, quotes.contains(characters[0]), quotes.contains(characters[characters.count - 1])
        else { return nil }
        return Array(String(characters.dropFirst().dropLast()).utf8)
    }

    /// A text without its spaces, and without what is written in their place.
    private static func withoutSpaces(_ text: [UInt8]) -> String {
        String(decoding: text, as: UTF8.self).filter { !" _␠·".contains($0) }
    }

    /// Whether a text is bytes read as letters, where those that are not ASCII letters or signs may be anything.
    static func looks(_ text: [UInt8], like bytes: [UInt8]) -> Bool {
        let letters = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        let shown = bytes.map { (0x21...0x7e).contains($0) }
        return letters.count == bytes.count && shown.contains(true)
            && zip(letters, zip(bytes, shown)).allSatisfy { letter, byte in !byte.1 || letter.value == UInt32(byte.0) }
    }
}

extension Material {
    /// The payload as it crossed the wire, where it is masked and all of it is there; nil for other materials.
    fileprivate var wirePayload: [UInt8]? {
        guard let header = frame?.header, header.maskingKey != nil, let payload,
            bytes.count == header.headerLength + payload.count
        else { return nil }
        return Array(bytes.suffix(payload.count))
    }
}

extension Exercise {
    /// The value of a wrong answer; nil where it has none with these bytes.
    func value(of wrong: Wrong, _ question: Question, _ source: Source, _ material: Material, _ library: Library)
        -> Value?
    {
        switch wrong.answer {
        case .ask(let other): return question.form.sameKind(other.answer(in: material))
        case .of(let change, let other):
            guard let changed = change.applied(to: source, material),
                let material = try? Material(changed, library, file: file)
            else { return nil }
            return question.form.sameKind((other ?? question).answer(in: material))
        case .mutant(let id): return Mutants.value(of: question, in: material, by: id)
        case .real(let other):
            guard case .predict(_, let by?) = body else { return nil }
            return question.form.sameKind(Mutants.realValue(of: other ?? question, in: material, besides: by))
        case .otherwise(let way):
            return question.answer(in: material).flatMap {
                way.value(of: $0, form: question.form, in: material, question)
            }
        case .place, .condition: return nil
        case .typed(let text): return try? question.form.read(text).value
        }
    }

    /// Whether a draw can be asked: it has an answer, no wrong answer is right, no two are the same, and the answer is not to be seen.
    func isFair(_ source: Source, _ material: Material, _ library: Library) -> Bool {
        unfairness(source, material, library) == nil
    }

    /// What is unfair about a draw, for its author; nil where nothing is.
    func unfairness(_ source: Source, _ material: Material, _ library: Library) -> (words: String, line: Int)? {
        for (question, field, right) in questions(material, library) {
            guard let right else { return ("the bytes have no answer to \"\(question.label)\"", line) }
            var seen: [Value: String] = [:]
            for wrong in wrongs where wrong.field == field {
                guard let value = value(of: wrong, question, source, material, library) else { continue }
                if value == right { return ("this wrong answer, \(value.spelled), is right", wrong.line) }
                if let other = seen[value], other != wrong.say {
                    return ("two wrong answers are the same, \(value.spelled), with different sentences", wrong.line)
                }
                seen[value] = wrong.say
            }
            if field == nil, isSeen(right, question, material) {
                return ("the answer, \(right.spelled), stands among the bytes that are shown", line)
            }
        }
        return nil
    }

    private func questions(_ material: Material, _ library: Library) -> [(Question, field: Question?, right: Value?)] {
        switch body {
        case .predict(let question, let by):
            let right = by.map { Mutants.value(of: question, in: material, by: $0) } ?? question.answer(in: material)
            return [(question, nil, right)]
        case .decode(let questions): return questions.map { ($0, $0, $0.answer(in: material)) }
        default: return []
        }
    }

    /// Whether a byte that is asked for stands among those that are shown.
    private func isSeen(_ right: Value, _ question: Question, _ material: Material) -> Bool {
        guard case .byte(let byte) = right, let shown = shownBytes(of: material) else { return false }
        if case .bits = question { return false }
        if case .hex = question { return false }
        return shown.contains(byte)
    }
}

extension AnswerForm {
    /// A value of another question as one of this form: a byte where a number is asked for is a number.
    fileprivate func sameKind(_ value: Value?) -> Value? {
        switch (self, value) {
        case (.number, .byte(let byte)?), (.opcode, .byte(let byte)?): .number(UInt64(byte))
        case (.byte, .number(let number)?), (.bits, .number(let number)?), (.hexByte, .number(let number)?):
            UInt8(exactly: number).map(Value.byte)
        case (.bytes, .byte(let byte)?): .bytes([byte])
        default: value
        }
    }
}

extension Question {
    /// The section that says what is asked for.
    func citation(in material: Material) -> Citation? {
        if let field { return field.citation }
        switch self {
        case .byte(let place):
            return material.explanation?.fields(atByte: place).first?.field.citation
        case .unmasked: return FrameField.maskingKey.citation
        case .headerLength, .size, .lengthForm: return material.frame == nil ? nil : FrameField.length.citation
        case .text, .message: return material.frame == nil ? nil : "5.6"
        case .inflated, .inflatedAlone: return Citation(.rfc7692, "7.2.2")
        case .literals, .copyLength, .copyDistance: return Citation(.rfc1951, "3.2.5")
        case .completeFrames, .remaining, .reads, .verdict: return "5.2"
        case .state, .clean: return "7.1"
        case .closeCode: return "7.4"
        case .status, .accept: return "4.2.2"
        default: return nil
        }
    }
}
