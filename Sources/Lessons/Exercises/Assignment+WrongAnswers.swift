// The wrong answers that an author has thought of, as they are typed: for checking what is said about them.

extension Assignment {
    /// Answers to a step that are wrong, one for each sentence that there is.
    public func wrongAnswers(_ step: Step = .main) -> [String] {
        let right = reference(step)
        func others(_ count: Int) -> [String] { (1...max(1, count)).map { "\($0)" }.filter { $0 != right } }
        switch (step, exercise.body) {
        case (.why, _): return others(whyQuestion?.choices.count ?? 0)
        case (.line, _): return others(listing?.lines.count ?? 0)
        case (.main, .choose), (.main, .diagnose): return others(choices.count)
        case (.main, .predict(let question, _)): return wrongValues(question, field: nil)
        case (.main, .decode(let questions)):
            return questions.flatMap { wrongValues($0, field: $0) }
        case (.main, .sort(let task)):
            let digits = order.map { (bin(of: $0, task) ?? 0) + 1 }
            return digits.indices.map { index in
                digits.enumerated().map { "\($0.offset == index ? $0.element % task.bins.count + 1 : $0.element)" }
                    .joined(separator: " ")
            }
        case (.main, .order(let task)):
            let names = (task.lineOrder ?? []) + task.distractors.map(\.line.name)
            return names.compactMap { letter(ofLine: $0, task) }.dropFirst().map { $0 }
        default:
            return exercise.wrongs.compactMap { if case .typed(let text) = $0.answer { text } else { nil } }
        }
    }

    private func wrongValues(_ question: Question, field: Question?) -> [String] {
        guard let source, let material else { return [] }
        return exercise.wrongs.filter { $0.field == field }.compactMap { wrong in
            exercise.value(of: wrong, question, source, material, library).map {
                answer(question.form.spelled($0), to: question, wrong)
            }
        }
    }

    /// The whole answer with a wrong value in it: of a form, all other fields are right, but for a bit with which this one changed places.
    func answer(_ typed: String, to question: Question, _ wrong: Wrong) -> String {
        guard case .decode(let questions) = exercise.body, let material else { return typed }
        func right(_ question: Question) -> String { question.answer(in: material).map(question.form.spelled) ?? "" }
        return questions.map { other in
            if other == question { return typed }
            guard case .ask(other) = wrong.answer, question.form == .flag else { return right(other) }
            return right(question)
        }.joined(separator: "; ")
    }
}
