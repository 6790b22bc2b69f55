// A line of a request or an answer, in a lesson: cut where it is too long, since a browser says more about itself than fits.

import TerminalUI

enum HeadText {
    /// The line, set in.
    static func text(_ line: String, width: Int) -> StyledText {
        let room = max(1, width - 2)
        let text = Sanitizer.sanitize(line)
        return StyledText("  " + (text.count > room ? text.prefix(room - 1) + "…" : text))
    }
}
