// How the rows of a screen are shared out among its panes.

/// Rows shared out among panes.
enum Heights {
    /// The wanted heights, cut down to `total` by lowering one pane after another to its floor, in the order of
    /// `floors`.
    static func fit(_ wanted: [Int], floors: [(index: Int, height: Int)], total: Int) -> [Int] {
        var heights = wanted
        var excess = wanted.reduce(0, +) - total
        for (index, floor) in floors where excess > 0 {
            let cut = min(excess, max(0, heights[index] - floor))
            heights[index] -= cut
            excess -= cut
        }
        return heights
    }
}
