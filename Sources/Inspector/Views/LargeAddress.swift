// An address in large letters, as much of it as a browser needs and as fits: without its scheme, and at last without its query, which
// then stands below in small.
//
//   █▄  ▄▀▄ ▄▀▀ …      localhost:1338
//   followed by /?token=geheim

import TerminalUI

/// How an address is written in large letters.
struct LargeAddress {
    /// What is drawn.
    let text: String
    /// How large.
    let scale: BigText.Scale
    /// What comes behind it, for small letters; empty if nothing does.
    let rest: String

    /// The form that fits in `width` columns, in letters of at most `scale`; nil if none does.
    init?(_ url: String, width: Int, scale largest: BigText.Scale) {
        // A browser needs no scheme. A five-digit port is too wide with it.
        let short = url.hasPrefix("http://") ? String(url.dropFirst("http://".count)) : url
        let host = String(short.prefix { $0 != "/" && $0 != "?" })
        let query = String(short.dropFirst(host.count))
        let forms = [
            (url, largest), (short, largest), (url, .normal), (short, .normal), (host, largest), (host, .normal),
        ]
        guard let (text, scale) = forms.first(where: { BigText.size(of: $0.0, scale: $0.1).width <= width }) else {
            return nil
        }
        (self.text, self.scale) = (text, scale)
        rest = text == host && query != "/" ? query : ""
    }

    /// Draws the letters at the top of `area`. Returns what is below.
    func draw(in area: Rect, into grid: inout Grid) -> Rect {
        BigText.draw(text, x: area.x, y: area.y, scale: scale, style: Style(.title), in: area, into: &grid)
        return area.rows(scale.height..<area.height)
    }

    /// Draws the letters, and what comes behind them below. Returns what is below both.
    func drawWhole(in area: Rect, into grid: inout Grid) -> Rect {
        let below = draw(in: area, into: &grid)
        guard !rest.isEmpty else { return below }
        let words = StyledText("followed by ", Style(.muted)) + StyledText(rest, Style(.title, bold: true))
        let lines = TextWrap.lines(words, width: area.width)
        grid.putLines(lines, in: below)
        return below.rows(lines.count..<below.height)
    }

    /// An address in small letters, in lines of `width` columns: it breaks before its query, and within a part only where that is too
    /// wide for a line.
    static func lines(_ url: String, width: Int) -> [StyledText] {
        let start = String(url.prefix { $0 != "?" })
        let parts = url.count <= width ? [url] : [start, String(url.dropFirst(start.count))]
        return parts.filter { !$0.isEmpty }.map { StyledText($0, Style(.title, bold: true)) }
    }
}
