// How much of a screen is empty: the largest block of blanks on it.

import TerminalUI

extension Grid {
    /// A block of blanks that is both wider and higher than that; nil if there is none.
    func emptyBlock(widerThan width: Int, higherThan height: Int) -> Rect? {
        /// For each column, how many blanks there are from the current row upwards.
        var depths = Array(repeating: 0, count: size.width)
        for y in 0..<size.height {
            var start = 0
            for (x, cell) in row(y).enumerated() {
                depths[x] = cell.character == " " && !cell.isContinuation ? depths[x] + 1 : 0
                if depths[x] <= height { start = x + 1 }
                if x + 1 - start > width {
                    return Rect(x: start, y: y - height, width: width + 1, height: height + 1)
                }
            }
        }
        return nil
    }
}
