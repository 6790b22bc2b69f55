// A request or an answer, in a lesson: its lines cut where they are too long, since a browser says more about itself than fits.

import TerminalUI
import WebSocketProtocol

enum HeadText {
    /// The line, set in.
    static func text(_ line: String, width: Int) -> StyledText {
        let room = max(1, width - 2)
        let text = Sanitizer.sanitize(line)
        return StyledText("  " + (text.count > room ? text.prefix(room - 1) + "…" : text))
    }

    /// Up to how many rows a request and its answer do without a gap.
    private static let leastWithGap = 5

    /// A request and its answer in as many rows as there are: what a WebSocket needs least gives way first, from the end, and how many lines
    /// that are is said.
    static func lines(_ request: [String], _ answer: [String], width: Int, height: Int) -> [StyledText] {
        let all =
            request.enumerated().map { rank($1, isFirst: $0 == 0) }
            + answer.enumerated().map { rank($1, isFirst: $0 == 0) }
        let hasGap = !request.isEmpty && !answer.isEmpty
        let isWhole = all.count + (hasGap ? 1 : 0) <= height
        // Where next to nothing fits, the two need not stand apart.
        let gap = hasGap && (isWhole || height > leastWithGap) ? [StyledText("")] : []
        let room = isWhole ? all.count : max(1, height - gap.count - 1)
        let kept = Set(all.indices.sorted { (all[$0], $0) < (all[$1], $1) }.prefix(room))
        func rows(_ lines: [String], from start: Int) -> [StyledText] {
            lines.indices.filter { kept.contains(start + $0) }.map { text(lines[$0], width: width) }
        }
        let more = "  and \(Count.words(all.count - kept.count, "more line"))"
        return rows(request, from: 0) + (isWhole ? [] : [StyledText(more, Style(.muted))]) + gap
            + rows(answer, from: request.count)
    }

    /// How soon a line gives way: the greater, the sooner.
    private static func rank(_ line: String, isFirst: Bool) -> Int {
        if isFirst { return 0 }
        let name = line.prefix { $0 != ":" }.lowercased()
        switch name {
        case "origin", "sec-websocket-key", "sec-websocket-accept": return 1
        case "upgrade", "connection": return 2
        case "host": return 4
        default: return name.hasPrefix("sec-websocket-") ? 3 : 5
        }
    }
}
