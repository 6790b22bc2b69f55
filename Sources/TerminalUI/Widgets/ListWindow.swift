// Which rows of a long list are on the screen.

/// The part of a list that is visible. It moves no further than it must to show the selected row.
public enum ListWindow {
    /// The rows that are visible in a pane of that height, given the first one that was visible before.
    ///
    /// `selected` is one of them whenever the list has such a row. As many rows as there is room for are shown: no
    /// blank rows below a list that continues above.
    public static func visible(count: Int, selected: Int, height: Int, offset: Int) -> Range<Int> {
        guard count > 0, height > 0 else { return 0..<0 }
        let selected = min(max(0, selected), count - 1)
        let last = max(0, count - height)
        let start = min(max(offset, selected - height + 1, 0), selected, last)
        return start..<min(count, start + height)
    }
}
