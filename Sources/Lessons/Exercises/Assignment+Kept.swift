// An answer as it is kept: what was picked depends on the order in which one student saw it, and a teacher compares those of many.

extension Assignment {
    /// An answer in a form that means the same for everybody: of what was picked the words, of items their bins in the order of the file, of lines their
    /// names.
    public func kept(_ answer: String, _ step: Step = .main) -> String {
        switch (step, exercise.body) {
        case (.why, _): pick(answer, whyQuestion?.choices ?? [])
        case (.main, .choose), (.main, .diagnose): pick(answer, choices)
        case (.main, .sort(let task)):
            Self.digits(answer, items: order.count, bins: task.bins.count).map { digits in
                order.indices.map { place in
                    order.firstIndex(of: place).flatMap { digits[$0] }.map { "\($0 + 1)" } ?? "-"
                }.joined(separator: " ")
            } ?? answer
        case (.main, .order(let task)):
            Self.letters(answer, of: order.count).map { places in
                let names = task.lines.map(\.name) + task.distractors.map(\.line.name)
                return places.map { names[order[$0]] }.joined(separator: " < ")
            } ?? answer
        default: answer
        }
    }

    /// An answer to the same exercise with its parts in another order, in terms of this one.
    func carried(_ answer: String, _ step: Step, from other: Assignment) -> String {
        /// Where a part that stood there stands now.
        func place(_ place: Int, _ before: [Int], _ now: [Int]) -> Int? { now.firstIndex(of: before[place]) }
        switch (step, exercise.body) {
        case (.why, _):
            return Self.pick(answer, of: whyOrder.count).flatMap { place($0, other.whyOrder, whyOrder) }
                .map { "\($0 + 1)" } ?? ""
        case (.main, .choose), (.main, .diagnose):
            return Self.pick(answer, of: order.count).flatMap { place($0, other.order, order) }.map { "\($0 + 1)" }
                ?? ""
        case (.main, .sort):
            let before = other.binned(answer)
            return Self.draft(ofBins: order.map { index in other.order.firstIndex(of: index).flatMap { before[$0] } })
        case (.main, .order):
            return Self.draft(ofLines: other.placed(answer).compactMap { place($0, other.order, order) })
        default: return answer
        }
    }

    private func pick(_ answer: String, _ choices: [String]) -> String {
        Self.pick(answer, of: choices.count).map { choices[$0] } ?? answer
    }
}
