// The order in which choices, items and lines are shown: drawn, and another one with each draw.

extension Assignment {
    /// How often an order is drawn that is not like those that it must not be like; of two lines that may stand in any order there is no other.
    private static let mostDraws = 20

    /// The order of an exercise's parts, and that of the choices of its question, by their positions in the file. Neither is that of the draw
    /// before. Of lines and items it is not one that is right, or the file's, as it stands: of choices that would say which is not the first.
    ///
    /// - Parameter bins: The bins of the items, by their positions in the file; empty where there are none.
    static func orders(_ exercise: Exercise, _ round: Round, bins: [Int?]) -> (parts: [Int], why: [Int]) {
        var orders: (parts: [Int], why: [Int]) = ([], [])
        let rounds =
            (0...round.number).map { (number: $0, shuffle: 0) }
            + (0...round.shuffle).dropFirst().map { (number: round.number, shuffle: $0) }
        for (number, shuffle) in rounds {
            var draw = Draw("\(round.seed)|\(exercise.fullID)|\(number)|order|\(shuffle)")
            let before = orders
            let parts = shuffled(exercise.itemCount, &draw) { $0 == before.parts || exercise.isInOrder($0, bins) }
            orders = (parts, shuffled(exercise.why?.choices.count ?? 0, &draw) { $0 == before.why })
        }
        return orders
    }

    private static func shuffled(_ count: Int, _ draw: inout Draw, unless isUnwanted: ([Int]) -> Bool) -> [Int] {
        var order = Array(0..<count).shuffled(using: &draw)
        for _ in 0..<mostDraws where isUnwanted(order) { order.shuffle(using: &draw) }
        return order
    }
}

extension Exercise {
    /// Whether items would stand as in the file, or bin behind bin, or lines so that they need not be moved.
    fileprivate func isInOrder(_ order: [Int], _ bins: [Int?]) -> Bool {
        switch body {
        case .sort:
            let bins = order.map { bins[$0] }
            let borders = zip(bins, bins.dropFirst()).count { $0 != $1 }
            return order == order.sorted() || bins.count > 3 && borders < Set(bins).count
        case .order(let task):
            let names = order.filter { $0 < task.lines.count }.map { task.lines[$0].name }
            return task.before.allSatisfy { pair in
                guard let first = names.firstIndex(of: pair.first), let then = names.firstIndex(of: pair.then) else {
                    return true
                }
                return first < then
            }
        default: return false
        }
    }
}
