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

enum PositionBar {
    /// Whether the bar has a row: while the reader moves through a connection, and not along with new traffic, on a
    /// screen that has a row to spare.
    static func isShown(_ model: Model) -> Bool {
        model.screen != .connections && !model.isFollowing && model.help == nil && model.size.height >= 24
            && model.ladder.count > 0
    }

    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty, let conversation = model.conversation else { return }
        if model.screen == .handshake {
            let steps = HandshakeSteps(conversation.dissection)
            func share(_ position: Int) -> Double { Double(position) / Double(max(1, steps.count - 1)) }
            let here = steps.position(of: model.cursor.place)
            let marks = model.marksHere.filter { $0.mark.screen == .handshake }.map { letter, mark in
                (letter, share(steps.position(of: mark.cursor.place)))
            }
            let words = "step \(here + 1) of \(steps.count)"
            return draw("", words, here: share(here), points: points(marks), in: area, into: &grid)
        }
        guard let line = Timeline(conversation, model.ladder) else { return }
        let row = model.cursor.row
        var time = model.ladder.time(of: row, in: conversation) ?? line.end
        var here = line.share(ofRow: row)
        if model.isPlaying, model.playsInRealTime, line.end > line.start {
            time = min(line.end, max(time, model.playTime))
            here = line.share(of: time)
        }
        let words =
            "\(Numbers.secondsWords(line.end))  row \(Numbers.grouped(row + 1)) of "
            + "\(Numbers.grouped(model.ladder.count)), \(Numbers.secondsWords(time))"
        let marks = model.marksHere.filter { $0.mark.screen != .handshake }.map { letter, mark in
            (letter, line.share(ofRow: mark.cursor.row))
        }
        let stops = model.ladder.stops.map { Point("◆", .warning, at: line.share(ofRow: $0)) }
        draw(
            Numbers.seconds(line.start), words, here: here, points: stops + points(marks), in: area, into: &grid)
    }

    /// Something that is shown on the bar.
    private struct Point {
        let symbol: String
        let role: Role
        /// Where, 0 to 1.
        let share: Double

        init(_ symbol: String, _ role: Role, at share: Double) {
            self.symbol = symbol
            self.role = role
            self.share = share
        }
    }

    private static func points(_ marks: [(letter: Character, share: Double)]) -> [Point] {
        marks.map { Point(String($0.letter), .key, at: $0.share) }
    }

    private static func draw(
        _ before: String, _ after: String, here: Double, points: [Point], in area: Rect, into grid: inout Grid
    ) {
        var x = grid.put(" ", x: area.x, y: area.y, in: area)
        if !before.isEmpty { x = grid.put(before + " ", x: x, y: area.y, style: Style(.muted), in: area) }
        let end = area.maxX - after.count - 2
        let inner = x + 1..<max(x + 2, end - 1)
        grid.put("├", x: x, y: area.y, style: Style(.border), in: area)
        grid.fill(Rect(x: inner.lowerBound, y: area.y, width: inner.count, height: 1), with: "─", style: Style(.border))
        grid.put("┤ ", x: inner.upperBound, y: area.y, style: Style(.border), in: area)
        for point in points + [Point("●", .title, at: here)] {
            let column = inner.lowerBound + Int((min(max(0, point.share), 1) * Double(inner.count - 1)).rounded())
            grid.put(point.symbol, x: column, y: area.y, style: Style(point.role, bold: true), in: area)
        }
        grid.put(after, x: inner.upperBound + 2, y: area.y, style: Style(.muted), in: area)
    }
}

extension Model {
    /// The marks in the connection that is looked at.
    fileprivate var marksHere: [(letter: Character, mark: Mark)] {
        marks.filter { $0.value.connection == selected }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
