// Sizes, points and rectangles, counted in terminal cells from the top left. A rectangle is cut into smaller ones, and
// never gets a negative size: a layout on a terminal that is too small ends in empty rectangles, which draw nothing.

/// How many columns wide and rows high something is.
public struct Size: Sendable, Hashable {
    /// Columns, at least 0.
    public var width: Int
    /// Rows, at least 0.
    public var height: Int

    /// A size; what is below 0 counts as 0.
    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }
}

/// A cell's position: column `x` and row `y`, both from 0.
public struct Point: Sendable, Hashable {
    /// The column, from 0 at the left.
    public var x: Int
    /// The row, from 0 at the top.
    public var y: Int

    /// A position.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

/// A rectangle of cells.
public struct Rect: Sendable, Hashable {
    /// The first column.
    public var x: Int
    /// The first row.
    public var y: Int
    /// Columns, at least 0.
    public var width: Int
    /// Rows, at least 0.
    public var height: Int

    /// A rectangle; a width or height below 0 counts as 0.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The rectangle of that size at the top left corner.
    public init(_ size: Size) {
        self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    /// Whether it holds no cell.
    public var isEmpty: Bool { width <= 0 || height <= 0 }
    /// The column after the last one.
    public var maxX: Int { x + width }
    /// The row after the last one.
    public var maxY: Int { y + height }
    /// Its width and height.
    public var size: Size { Size(width: width, height: height) }

    /// Whether the point lies in it.
    public func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
    }

    /// What both have in common; empty if they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
    }

    /// The rectangle without a margin of that many cells on each of its four sides.
    public func inset(by margin: Int) -> Rect {
        Rect(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
    }

    /// The rows of that range, counted from its top, as far as they lie in it.
    public func rows(_ range: Range<Int>) -> Rect {
        intersection(Rect(x: x, y: y + range.lowerBound, width: width, height: range.count))
    }

    /// One row, counted from its top; empty if it has no such row.
    public func row(_ index: Int) -> Rect {
        rows(index..<(index + 1))
    }

    /// The columns of that range, counted from its left, as far as they lie in it.
    public func columns(_ range: Range<Int>) -> Rect {
        intersection(Rect(x: x + range.lowerBound, y: y, width: range.count, height: height))
    }

    /// Cuts that many rows off the top, or all of them when there are fewer.
    public func splitTop(_ height: Int) -> (top: Rect, rest: Rect) {
        let cut = min(max(0, height), self.height)
        return (rows(0..<cut), rows(cut..<self.height))
    }

    /// Cuts that many rows off the bottom, or all of them when there are fewer.
    public func splitBottom(_ height: Int) -> (rest: Rect, bottom: Rect) {
        let cut = self.height - min(max(0, height), self.height)
        return (rows(0..<cut), rows(cut..<self.height))
    }

    /// Cuts that many columns off the left, or all of them when there are fewer.
    public func splitLeft(_ width: Int) -> (left: Rect, rest: Rect) {
        let cut = min(max(0, width), self.width)
        return (columns(0..<cut), columns(cut..<self.width))
    }

    /// Cuts that many columns off the right, or all of them when there are fewer.
    public func splitRight(_ width: Int) -> (rest: Rect, right: Rect) {
        let cut = self.width - min(max(0, width), self.width)
        return (columns(0..<cut), columns(cut..<self.width))
    }
}
