// What is said about an answer while it is typed, before it is graded: what it reads as, and what is expected. Nothing here knows what is right.

extension Assignment {
    /// How the answer is typed where one value is asked for.
    public var form: AnswerForm? { exercise.question?.form }

    /// A line of the form of a `decode`.
    public struct Field: Sendable, Hashable {
        /// What it is called.
        public let label: String
        /// How it is typed.
        public let form: AnswerForm
    }

    /// The lines of the form; empty where there is none.
    public var fields: [Field] {
        guard case .decode(let questions) = exercise.body else { return [] }
        return questions.map { Field(label: $0.label, form: $0.form) }
    }

    /// What is typed into the lines of the form, out of what stands for all of them.
    public func fields(of draft: String) -> [String] {
        Self.fields(draft, count: fields.count).enumerated().map { number, text in
            number > 0 && text.first == " " ? String(text.dropFirst()) : text
        }
    }

    /// What stands for all lines of a form: "1; 1; 0; 5; Hello".
    public static func draft(of fields: [String]) -> String { fields.joined(separator: "; ") }
}

extension AnswerForm {
    /// What is said beside an answer while it is typed: what it reads as, or what is expected.
    public func remark(on typed: String) -> String {
        guard let reading = try? read(typed) else { return brief }
        return reading.words ?? ""
    }
}
