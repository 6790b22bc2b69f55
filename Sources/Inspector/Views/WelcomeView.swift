// The first screen: there is no connection yet. What to open, what else can be done, and what there will be to see.

import TerminalUI

enum WelcomeView {
    /// Draws what to do next.
    static func draw(_ context: Context, in area: Rect, into grid: inout Grid) {
        let text = area.inset(horizontally: 1)
        switch context.source {
        case .live(let urls):
            drawLive(urls, context.foldedWords, LargeText.scale(for: context.size), in: text, into: &grid)
        case .recording: drawRecording(context.sourceName, in: text, into: &grid)
        }
    }

    private static func drawLive(
        _ urls: [String], _ folded: String?, _ scale: BigText.Scale, in area: Rect, into grid: inout Grid
    ) {
        var y = area.y + 1
        if let url = urls.first {
            grid.put("Open this address in a browser:", x: area.x, y: y, width: area.width)
            y += 2
            if let large = LargeAddress(url, width: area.width, scale: scale) {
                y = large.drawWhole(in: area.rows(min(y - area.y, area.height)..<area.height), into: &grid).y + 1
            } else {
                grid.put(url, x: area.x, y: y, width: area.width, style: Style(.title, bold: true))
                y += 2
            }
        }
        let others = urls.dropFirst().isEmpty ? [] : [StyledText("Others: " + urls.dropFirst().joined(separator: "  "))]
        let demonstration =
            StyledText("d", Style(.key)) + " connects the built-in demonstration client, for a look without a browser."
        let soFar = folded.map { [StyledText("So far: \($0).", Style(.muted))] } ?? []
        write(
            others + soFar + [demonstration, ""] + screens + ["", keys], in: area.rows(y - area.y..<area.height),
            into: &grid)
    }

    private static func drawRecording(_ title: String, in area: Rect, into grid: inout Grid) {
        let words = title.isEmpty ? "This recording" : "The recording “\(title)”"
        let paragraphs = [StyledText("\(words) has no connections, so there is nothing to show."), "", keys]
        write(paragraphs, in: area.rows(1..<area.height), into: &grid)
    }

    private static var screens: [StyledText] {
        Screen.allCases.map { screen in
            let name = screen.name + String(repeating: " ", count: max(1, 13 - screen.name.count))
            return StyledText("\(screen.rawValue) ", Style(.key)) + StyledText(name, Style(.title))
                + StyledText(screen.summary)
        }
    }

    private static let keys =
        StyledText("?", Style(.key)) + " lists the keys, " + StyledText("q", Style(.key)) + " quits."

    private static func write(_ paragraphs: [StyledText], in area: Rect, into grid: inout Grid) {
        let lines = paragraphs.flatMap { TextWrap.lines($0, width: area.width) }
        // The blank lines are the first to go.
        grid.putLines(lines.count > area.height ? lines.filter { !$0.plain.isEmpty } : lines, in: area)
    }
}
