// What was drawn of an exercise. Two draws that are equal in it have the same text, the same answers and the same verdicts.

/// The parts of an exercise that were left to chance, but for the order of the question after it.
public struct DrawnParts: Sendable, Hashable {
    private let source: Source?
    private let order: [Int]
    private let items: [[UInt8]?]

    /// Those of a draw.
    public init(_ assignment: Assignment) {
        source = assignment.source
        order = assignment.order
        items = assignment.items.map { $0?.bytes }
    }
}

extension Exercise {
    /// Whether something of it is drawn, but for the order of the question after it.
    public var isDrawn: Bool { isRandom || itemCount > 0 }
}
