// What is shown of the bytes of an exercise: their values, and of those that are hidden the places. What bytes mean is shown once the exercise is done.
//
//    ·· 02 48 69        8f   1000 1111
//    0  1  2  3         7f   0111 1111   AND
//                       ··   ···· ····

import Capture
import WebSocketProtocol

/// The bytes of an exercise as they are shown.
public struct BytesView: Sendable, Hashable {
    /// A byte on a line of its own, in hex and in bits; what is nil is hidden.
    public struct Row: Sendable, Hashable {
        public let hex: String?, bits: String?
        /// What is done with it: "AND".
        public let note: String
    }

    /// What they are: "a frame from the server".
    public let title: String
    /// The bytes, nil where one is hidden; before the answer perhaps only the first.
    public let values: [UInt8?]
    /// Bytes one by one, where their bits matter; else empty.
    public let rows: [Row]
    /// The first byte that was asked for, once that may be said.
    public let asked: Int?
    /// A request, and perhaps its answer, line by line, instead of bytes; an empty line stands between them.
    public let lines: [String]
}

extension Assignment {
    /// What is shown of the bytes; nil where nothing is.
    ///
    /// - Parameter isDone: Whether the exercise is done, so that everything may be seen.
    public func bytesView(isDone: Bool) -> BytesView? {
        guard let material else { return nil }
        let asked = exercise.question
        if let heads = material.heads { return headsView(heads, isDone: isDone) }
        guard isDone || exercise.visible(asked) != Exercise.Visibility.none else { return nil }
        let values = isDone ? material.bytes.map { $0 } : exercise.shownValues(of: material)
        return BytesView(
            title: (values.count < material.bytes.count ? "the beginning of " : "") + title(material), values: values,
            rows: rows(material, values, asked, isDone: isDone),
            asked: isDone ? asked.flatMap { material.firstByte(of: $0) } : nil, lines: [])
    }

    /// Whether the bytes are what a correct program makes, where the question was about a wrong one.
    private var isOfCorrectBuilder: Bool {
        guard case .predict(_, let by?) = exercise.body else { return false }
        return Mutants.named(by)?.family.takesPayload == true
    }

    /// A request as lines. Its answer is shown once it cannot give anything away, or where the author says so.
    private func headsView(_ heads: Material.Heads, isDone: Bool) -> BytesView? {
        if !isDone, let visibility = exercise.visibility, visibility != .shown { return nil }
        let isAnswered = (isDone || exercise.visibility == .shown) && !heads.answer.isEmpty
        return BytesView(
            title: isAnswered ? "a request and the response" : "a request", values: [], rows: [], asked: nil,
            lines: heads.request + (isAnswered ? [""] + heads.answer : []))
    }

    private func title(_ material: Material) -> String {
        if material.calculation != nil { return "a calculation" }
        if isOfCorrectBuilder { return "what a correct program builds" }
        guard let sender = material.sender else { return material.bytes.count == 1 ? "a byte" : "bytes" }
        let count = material.conversation.map { $0.dissection.frames(from: sender).count } ?? 0
        return
            "\(count > 1 && material.bytes.count > (material.frame?.received ?? 0) ? "bytes" : "a frame") from the \(sender.rawValue)"
    }

    private func rows(_ material: Material, _ values: [UInt8?], _ asked: Question?, isDone: Bool) -> [BytesView.Row] {
        if let calculation = material.calculation, let left = calculation.left, let right = calculation.right {
            let result = values.first ?? nil
            return [
                BytesView.Row(hex: Hex.byte(left), bits: left.nibbles, note: ""),
                BytesView.Row(hex: Hex.byte(right), bits: right.nibbles, note: calculation.operation.name),
                BytesView.Row(hex: result.map { Hex.byte($0) }, bits: result?.nibbles, note: "is"),
            ]
        }
        // Each byte has a line; of many the hex is enough.
        guard material.sender == nil, values.count <= 8 else { return [] }
        return values.map { value in
            var (showsHex, showsBits) = (true, isDone)
            if case .hex? = asked, !isDone { (showsHex, showsBits) = (false, true) }
            return BytesView.Row(
                hex: showsHex ? value.map { Hex.byte($0) } : nil, bits: showsBits ? value?.nibbles : nil, note: "")
        }
    }
}

extension Exercise {
    /// The one question about bytes; nil where there are several, or none.
    var question: Question? { if case .predict(let question, _) = body { question } else { nil } }

    /// How much of the bytes is shown before the answer.
    fileprivate func visible(_ question: Question?) -> Visibility {
        if let visibility { return visibility }
        if let question, question.hidden == nil { return .none }
        return .shown
    }

    /// The bytes before the answer, nil where one is hidden. Those behind `until` have no place.
    func shownValues(of material: Material) -> [UInt8?] {
        let visibility = visible(question)
        // The result of a calculation is what is asked for, in whatever form.
        guard material.calculation == nil else { return material.bytes.map { _ in nil } }
        var hidden = question?.hidden ?? []
        // Of a byte of nobody the other form is shown; among the bytes of a frame both would be to be seen.
        switch question {
        case .bits(let place)?, .hex(let place)?:
            if material.sender != nil, self.visibility == nil { hidden.append(place..<place + 1) }
        default: break
        }
        let count = until.map { min($0 + 1, material.bytes.count) } ?? material.bytes.count
        return material.bytes.prefix(count).enumerated().map { index, byte in
            visibility != .shown || hidden.contains { $0.contains(index) } ? nil : byte
        }
    }

    /// The bytes that can be seen before the answer; nil where none are shown.
    func shownBytes(of material: Material) -> [UInt8]? {
        let values = shownValues(of: material).compactMap { $0 }
        let operands = [material.calculation?.left, material.calculation?.right].compactMap { $0 }
        return values.isEmpty && operands.isEmpty ? nil : values + operands
    }
}

extension Material {
    /// The first byte that a question is about; nil for one that is about all of them, or none.
    fileprivate func firstByte(of question: Question) -> Int? {
        switch question {
        case .byte(let place), .bits(let place), .hex(let place), .bit(_, let place): place
        case .bytes(let range), .number(let range): range.lowerBound
        case .unmasked(let place): frame?.header.map { $0.headerLength + place }
        // Of several messages the last one is asked about.
        case .inflated, .inflatedAlone, .literals, .copyLength, .copyDistance: startOfCompressed
        default: question.field.flatMap { field in explanation?.fields.first { $0.field == field }?.bytes.lowerBound }
        }
    }
}
