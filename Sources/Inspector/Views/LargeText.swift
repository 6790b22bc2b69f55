// Words in large letters, the most important first. On a terminal of 140x45 the letters are of twice the size where they fit, and
// what else there is to say stands beside them in the usual one.

import TerminalUI

enum LargeText {
    /// The size of the letters that a terminal has room for.
    static func scale(for size: Size) -> BigText.Scale { size.width >= 140 && size.height >= 45 ? .double : .normal }

    private static let gap = 4
    /// What an 80-column terminal shows: larger letters must not show less.
    private static let usualWidth = 78

    /// Draws the first of the parts, cut where it does not fit, and the others as far as all of them fit. Where there is room for larger
    /// letters but the first part is too wide for them, there are two lines.
    static func draw(
        _ parts: [String], style: Style, scale: BigText.Scale, in area: Rect, into grid: inout Grid
    ) {
        let shown = layout(parts, width: area.width, scale: scale)
        draw(shown, style: style, in: area, into: &grid)
        guard scale == .double, shown.allSatisfy({ $0.scale == .normal }) else { return }
        let rest = layout(Array(parts.dropFirst(shown.count)), width: area.width, scale: .normal)
        draw(rest, style: style, in: area.rows(BigText.height..<area.height), into: &grid)
    }

    private static func draw(
        _ shown: [(text: String, scale: BigText.Scale)], style: Style, in area: Rect, into grid: inout Grid
    ) {
        var x = area.x
        for (text, scale) in shown {
            // All stand on one line.
            let y = area.y + max(0, (shown.first?.scale.height ?? 0) - scale.height)
            BigText.draw(text, x: x, y: y, scale: scale, style: style, in: area, into: &grid)
            x += BigText.size(of: text, scale: scale).width + gap
        }
    }

    /// What is drawn of the parts, each with its size.
    static func layout(_ parts: [String], width: Int, scale: BigText.Scale) -> [(text: String, scale: BigText.Scale)] {
        let usual = fill(parts, width: width, first: .normal)
        guard scale == .double, let first = parts.first, BigText.size(of: first, scale: .double).width <= width else {
            return usual
        }
        let large = fill(parts, width: width, first: .double)
        return large.count >= fill(parts, width: min(width, usualWidth), first: .normal).count ? large : usual
    }

    private static func fill(
        _ parts: [String], width: Int, first scale: BigText.Scale
    ) -> [(text: String, scale: BigText.Scale)] {
        guard let first = parts.first else { return [] }
        var shown = [(text: BigText.fitting(first, width: width, scale: scale), scale: scale)]
        var used = BigText.size(of: shown[0].text, scale: scale).width
        for part in parts.dropFirst() {
            let fitting = [scale, .normal].first {
                used + gap + BigText.size(of: part, scale: $0).width <= width
            }
            guard let fitting else { break }
            shown.append((part, fitting))
            used += gap + BigText.size(of: part, scale: fitting).width
        }
        return shown
    }
}
