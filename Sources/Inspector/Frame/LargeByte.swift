// The byte under the cursor for the back row, in letters of three rows: its hex and its bits, with brackets around the bit, and below
// what it says: the names of its fields and their values.
//
//    85    1 0 0 0 0 1 0 1
//    MASK 1   length 5

import TerminalUI
import WebSocketProtocol

enum LargeByte {
    /// Two lines of letters.
    static let height = 2 * BigText.height

    /// Draws both lines, or the first where there is room for one.
    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        let (top, rest) = area.splitTop(BigText.height)
        drawDigits(scene, in: top, into: &grid)
        if rest.height >= BigText.height { drawFields(scene, in: rest, into: &grid) }
    }

    private static func drawDigits(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        guard let wire = scene.wire else { return }
        var x = area.x + 2
        func put(_ text: String, _ style: Style) {
            BigText.draw(text, x: x, y: area.y, style: style, in: area, into: &grid)
            x += BigText.size(of: text).width + 1
        }
        let field = scene.field(atBit: scene.byte * 8).map { Style($0.role) } ?? .text
        put(Hex.byte(wire), field)
        x += 3
        for (bit, digit) in Binary.digits(wire).enumerated() {
            let style = scene.field(atBit: scene.byte * 8 + bit).map { Style($0.role) } ?? .text
            put(scene.bit == bit ? "[\(digit)]" : "\(digit)", style)
        }
    }

    /// A field with its value, and which of its names is shown.
    private struct Part {
        let field: FrameField
        let value: String
        var label = 0

        var text: String { "\(field.labels[label]) \(value)" }
    }

    private static let gap = 4

    private static func drawFields(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        guard scene.isExplained else {
            return BigText.draw("?", x: area.x + 2, y: area.y, style: Style(.warning), in: area, into: &grid)
        }
        var parts = parts(scene)
        let room = area.width - 4
        // Where there is no room for all names, the longest gives way to a shorter one.
        while width(parts) > room {
            let longest = parts.indices.filter { parts[$0].label + 1 < parts[$0].field.labels.count }.max {
                parts[$0].field.labels[parts[$0].label].count < parts[$1].field.labels[parts[$1].label].count
            }
            guard let longest else { break }
            parts[longest].label += 1
        }
        var x = area.x + 2
        for part in parts {
            let text = BigText.fitting(part.text, width: area.maxX - 2 - x)
            BigText.draw(text, x: x, y: area.y, style: Style(part.field.role), in: area, into: &grid)
            x += BigText.size(of: text).width + gap
        }
    }

    private static func width(_ parts: [Part]) -> Int {
        parts.reduce(0) { $0 + BigText.size(of: $1.text).width } + gap * max(0, parts.count - 1)
    }

    /// The field of the bit under the cursor; of a whole byte all fields, but of the reserved bits only those that are set.
    private static func parts(_ scene: FrameScene) -> [Part] {
        guard scene.isExplained, let wire = scene.wire else { return [] }
        let here = scene.bit.map { scene.byte * 8 + $0 }
        let readings = scene.explanation.fields(atByte: scene.byte).filter { reading in
            if let here { return reading.bits.contains(here) }
            return ![.rsv1, .rsv2, .rsv3].contains(reading.field) || reading.value > 0
        }
        guard readings.isEmpty, let missing = scene.field(atBit: scene.byte * 8) else {
            return readings.map {
                Part(field: $0.field, value: scene.explanation.shortValue(of: $0, byte: scene.byte, wire: wire))
            }
        }
        // The field is not complete yet.
        return [Part(field: missing, value: "…")]
    }
}
