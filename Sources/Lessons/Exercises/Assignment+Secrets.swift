// What must not be read anywhere before the answer is given.

import WebSocketProtocol

extension Assignment {
    /// The answer in its spellings of two characters and more. What stands among the bytes that are shown is not a secret, and what is picked by a number or found
    /// with a cursor has none.
    public var secrets: [String] {
        let shown = bytesView(isDone: false)?.values ?? []
        let visible = Hex.string(shown.map { $0 ?? 0 }, groupsOf: 1)
        let isHidden = shown.contains(nil)
        return spellings.filter { $0.count >= 2 && (isHidden || !visible.contains($0)) }
    }

    private var spellings: [String] {
        switch exercise.body {
        case .predict(let question, let by):
            rightValue(question, by: by).map { spellings(of: $0, question.form) } ?? []
        case .decode(let questions):
            questions.flatMap { question in
                material.flatMap(question.answer).map { spellings(of: $0, question.form) } ?? []
            }
        case .build(let task): bytes(task.reference)
        case .mutant(let task):
            switch task.input {
            case .bytes, .reads: bytes(task.reference)
            case .text: [task.reference]
            case .cuts, .number: []
            }
        case .sort, .order: [reference() ?? ""]
        case .choose, .diagnose, .find, .live, .explain: []
        }
    }

    private func spellings(of value: Value, _ form: AnswerForm) -> [String] {
        switch (value, form) {
        case (.byte(let byte), .bits): [byte.nibbles, Binary.string(byte)]
        case (.byte(let byte), .hexByte): [Hex.byte(byte)]
        case (.byte(let byte), _): [Hex.byte(byte), byte.nibbles, Binary.string(byte)]
        case (.number(let number), _): ["\(number)", "0x" + String(number, radix: 16)]
        case (.bytes(let bytes), _): [Hex.string(bytes, groupsOf: 1), Hex.string(bytes)]
        // A word is picked from a list that is shown.
        case (.word, _): []
        case (.text, _), (.flag, _): [value.spelled]
        }
    }

    private func bytes(_ text: String) -> [String] {
        let bytes = (try? Hex.parse(text)) ?? []
        return [Hex.string(bytes, groupsOf: 1), Hex.string(bytes)]
    }
}
