// Where a click leads. While a view draws, it also says what stands where, and a click is looked up in that: no other code has to know the
// layout.

/// A rectangle of a grid, and what a click in it means.
public struct Target: Sendable, Equatable {
    /// The cells.
    public let area: Rect
    /// The meaning, which only the one who draws knows.
    public let value: any Sendable & Hashable

    /// Whether both mean the same at the same place.
    public static func == (one: Target, other: Target) -> Bool {
        one.area == other.area && AnyHashable(one.value) == AnyHashable(other.value)
    }
}

extension Grid {
    /// Says what a click in a rectangle means. It lies above those before it; what is outside of the grid is left out.
    public mutating func target(_ rect: Rect, _ value: some Sendable & Hashable) {
        let rect = area.intersection(rect)
        if !rect.isEmpty { targets.append(Target(area: rect, value: value)) }
    }

    /// What a click at a cell means, the lowest first.
    public func targets(at point: Point) -> [any Sendable & Hashable] {
        targets.filter { $0.area.contains(point) }.map(\.value)
    }
}
