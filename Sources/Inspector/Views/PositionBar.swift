// Where the reader is in a connection, as a bar above the keys:
//
//    0.000 ├───◆────a───●─────────────┤ 12.345 s  row 12 of 40, 6.120 s
//
// ◆ is a note at which playing pauses, a letter a mark. On Handshake, which takes no time, it counts steps:
//
//    ├───────────────●────────────────┤ step 33 of 189

import Capture
import TerminalUI
import WebSocketProtocol

/// Where the reader is, from a start to an end.
struct Position {
    /// A point on the bar.
    struct Point {
        let symbol: String
        let role: Role
        /// Where, 0 to 1.
        let share: Double

        /// A mark.
        static func mark(_ letter: Character, at share: Double) -> Point {
            Point(symbol: String(letter), role: .key, share: share)
        }
    }

    /// The text before the bar, and after it.
    let before, after: String
    /// Where the reader is, 0 to 1.
    let here: Double
    /// The other points.
    let points: [Point]
}

enum PositionBar {
    /// What the bar shows while the reader moves through a connection and does not follow new traffic, on a screen with
    /// a row to spare; otherwise nil.
    static func position(_ model: Model) -> Position? {
        let context = model.context
        guard !context.veil.isOn, !context.following.isOn, context.help == nil, context.size.height >= 24,
            context.ladder.count > 0
        else {
            return nil
        }
        return model.front.position(context)
    }

    static func draw(_ position: Position, in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        let (before, after) = (position.before, position.after)
        var x = grid.put(" ", x: area.x, y: area.y, in: area)
        if !before.isEmpty { x = grid.put(before + " ", x: x, y: area.y, style: Style(.muted), in: area) }
        let end = area.maxX - after.count - 2
        let inner = x + 1..<max(x + 2, end - 1)
        grid.put("├", x: x, y: area.y, style: Style(.border), in: area)
        grid.fill(Rect(x: inner.lowerBound, y: area.y, width: inner.count, height: 1), with: "─", style: Style(.border))
        grid.put("┤ ", x: inner.upperBound, y: area.y, style: Style(.border), in: area)
        for point in position.points + [.init(symbol: "●", role: .title, share: position.here)] {
            let column = inner.lowerBound + Int((min(max(0, point.share), 1) * Double(inner.count - 1)).rounded())
            grid.put(point.symbol, x: column, y: area.y, style: Style(point.role, bold: true), in: area)
        }
        grid.put(after, x: inner.upperBound + 2, y: area.y, style: Style(.muted), in: area)
    }
}

extension Context {
    /// Where the reader is in the time of the connection.
    var positionInTime: Position? {
        guard let conversation, let line = Timeline(conversation, ladder) else { return nil }
        let (row, ladder) = (cursor.row, ladder)
        var time = ladder.time(of: row, in: conversation) ?? line.end
        var here = line.share(ofRow: row)
        if playing.isOn, screen.type.playsInRealTime, line.end > line.start {
            time = min(line.end, max(time, playing.time))
            here = line.share(of: time)
        }
        let words =
            "\(Numbers.secondsWords(line.end))  row \(Numbers.grouped(row + 1)) of "
            + "\(Numbers.grouped(ladder.count)), \(Numbers.secondsWords(time))"
        let pauses = ladder.pauses.map { Position.Point(symbol: "◆", role: .warning, share: line.share(ofRow: $0)) }
        let timed = marks.marks(in: selected).filter { $0.mark.screen.type.hasTime }
        let letters = timed.map { Position.Point.mark($0.letter, at: line.share(ofRow: $0.mark.cursor.row)) }
        return Position(before: Numbers.secondsWords(line.start), after: words, here: here, points: pauses + letters)
    }
}
