// A list that grows at its end and forgets at its front, for findings and events: a position always means the same element.
//
//   positions   0 …           2_000_000           2_000_700
//               forgotten     ▏ kept              ▏
//                             ^ startIndex        ^ endIndex
//
// It is @inlinable because three modules read it in their innermost loops. (A slice of an array would keep what it hides in memory.)

/// A list whose earlier elements can be forgotten. Positions stay the same.
@frozen
public struct History<Element> {
    @usableFromInline var kept: [Element] = []

    /// The position of the first element that is kept.
    public internal(set) var startIndex = 0

    /// No elements.
    @inlinable
    public init() {}

    /// Adds an element after the others.
    @inlinable
    public mutating func append(_ element: Element) { kept.append(element) }

    /// Forgets the elements before `position`. `replacements` are put right before that position instead;
    /// where there are more of them than were forgotten, the first ones are left out.
    public mutating func forget(before position: Int, replacements: [Element] = []) {
        let forgotten = Swift.min(Swift.max(position - startIndex, 0), kept.count)
        guard forgotten > 0 else { return }
        let replacements = replacements.suffix(forgotten)
        startIndex += forgotten - replacements.count
        // In place, which moves memory and counts no references; a list that was longer gives its memory back.
        kept.replaceSubrange(0..<forgotten, with: replacements)
        guard kept.capacity > kept.count + kept.count / 2 + 64 else { return }
        // An array of all of the elements would share their memory instead of copying them.
        var copy: [Element] = []
        copy.reserveCapacity(kept.count)
        copy.append(contentsOf: kept)
        kept = copy
    }

    /// How many elements it has memory for.
    public var capacity: Int { kept.capacity }
}

extension History: Sendable where Element: Sendable {}

extension History: RandomAccessCollection, MutableCollection {
    /// The position after the last element.
    @inlinable
    public var endIndex: Int { startIndex + kept.count }

    /// The element at a position from `startIndex` on.
    @inlinable
    public subscript(position: Int) -> Element {
        get { kept[position - startIndex] }
        _modify { yield &kept[position - startIndex] }
    }

    /// The next position.
    @inlinable
    public func index(after position: Int) -> Int { position + 1 }

    /// The position before.
    @inlinable
    public func index(before position: Int) -> Int { position - 1 }
}

extension RandomAccessCollection where Index == Int {
    /// The position of the first element for which `isBehind` holds, where it holds for all that follow; the end where
    /// it holds for none.
    @inlinable
    public func firstPosition(where isBehind: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
