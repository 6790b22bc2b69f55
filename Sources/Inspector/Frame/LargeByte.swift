// The byte under the cursor for the back row, in large letters: its hex and its bits, those of one field together and the bit under
// the cursor between bars, and below what it says: the names of its fields and their values.
//
//    85    ▐1▌   0 0 0 0 1 0 1
//    MASK 1   length 5

import TerminalUI
import WebSocketProtocol

enum LargeByte {
    /// The columns from which the letters have twice the size: all bits fit.
    private static let doubleWidth = 104

    /// The rows of two lines of letters.
    static func height(_ scene: FrameScene, width: Int) -> Int { 2 * scale(scene, width: width).height }

    private static func scale(_ scene: FrameScene, width: Int) -> BigText.Scale {
        width >= doubleWidth ? scene.scale : .normal
    }

    /// Draws both lines, or the first where there is room for one.
    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        let wanted = scale(scene, width: area.width)
        let scale = area.height >= 2 * wanted.height ? wanted : .normal
        let (top, rest) = area.splitTop(scale.height)
        drawDigits(scene, scale, in: top, into: &grid)
        if rest.height >= scale.height { drawFields(scene, scale, in: rest, into: &grid) }
    }

    private static func drawDigits(
        _ scene: FrameScene, _ scale: BigText.Scale, in area: Rect, into grid: inout Grid
    ) {
        guard let wire = scene.wire else { return }
        var x = area.x + 2
        func put(_ text: String, _ style: Style) {
            BigText.draw(text, x: x, y: area.y, scale: scale, style: style, in: area, into: &grid)
            x += BigText.size(of: text, scale: scale).width + scale.rawValue
        }
        let first = scene.field(atBit: scene.byte * 8)
        put(Hex.byte(wire), first.map { Style($0.role) } ?? .text)
        x += 3 * scale.rawValue
        var last = first
        for (bit, digit) in Binary.digits(wire).enumerated() {
            let field = scene.field(atBit: scene.byte * 8 + bit)
            // The reserved bits share a letter, and stand together.
            if field?.letter != last?.letter { x += 2 * scale.rawValue }
            last = field
            guard scene.bit == bit else {
                put("\(digit)", field.map { Style($0.role) } ?? .text)
                continue
            }
            let width = BigText.size(of: "\(digit)", scale: scale).width
            for y in area.y..<area.y + scale.height {
                grid.put("▐", x: x, y: y, style: Style(.title), in: area)
                grid.put("▌", x: x + 1 + width, y: y, style: Style(.title), in: area)
            }
            x += 1
            put("\(digit)", Style(.cursor))
            x += 1
        }
    }

    /// A field with its value, and which of its forms is shown.
    private struct Part {
        let field: FrameField
        /// The longest first.
        let forms: [String]
        var form = 0

        var text: String { forms[form] }
    }

    private static let gap = 4

    private static func drawFields(
        _ scene: FrameScene, _ wanted: BigText.Scale, in area: Rect, into grid: inout Grid
    ) {
        guard scene.isExplained else {
            return BigText.draw(
                "?", x: area.x + 2, y: area.y, scale: wanted, style: Style(.warning), in: area, into: &grid)
        }
        let all = parts(scene)
        let isBroken = scene.violations.contains(where: \.isHere)
        func room(_ scale: BigText.Scale) -> Int {
            area.width - 4 - (isBroken ? BigText.size(of: "!", scale: scale).width + gap * scale.rawValue : 0)
        }
        let large = shortened(all, wanted, room: room(wanted))
        let scale = width(large, wanted) <= room(wanted) ? wanted : .normal
        let parts = scale == wanted ? large : shortened(all, .normal, room: room(.normal))
        var x = area.x + 2
        func put(_ text: String, _ style: Style) {
            let text = BigText.fitting(text, width: area.maxX - 2 - x, scale: scale)
            BigText.draw(text, x: x, y: area.y, scale: scale, style: style, in: area, into: &grid)
            x += BigText.size(of: text, scale: scale).width + gap * scale.rawValue
        }
        if isBroken { put("!", Style(.bad)) }
        for part in parts { put(part.text, Style(part.field.role)) }
    }

    /// Where there is no room for all names, the longest gives way to a shorter one.
    private static func shortened(_ parts: [Part], _ scale: BigText.Scale, room: Int) -> [Part] {
        var parts = parts
        while width(parts, scale) > room {
            let longest = parts.indices.filter { parts[$0].form + 1 < parts[$0].forms.count }.max {
                parts[$0].text.count < parts[$1].text.count
            }
            guard let longest else { break }
            parts[longest].form += 1
        }
        return parts
    }

    private static func width(_ parts: [Part], _ scale: BigText.Scale) -> Int {
        parts.reduce(0) { $0 + BigText.size(of: $1.text, scale: scale).width }
            + gap * scale.rawValue * max(0, parts.count - 1)
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
            return readings.map { part($0, scene, wire) }
        }
        // The field is not complete yet.
        let place = scene.byte - (scene.explanation.fields.last?.bytes.upperBound ?? 0) + 1
        let words = missing.byteCount.map { "\(place) of \($0)" } ?? "…"
        return [Part(field: missing, forms: missing.labels.map { "\($0) \(words)" })]
    }

    private static func part(_ reading: FieldReading, _ scene: FrameScene, _ wire: UInt8) -> Part {
        let field = reading.field
        let short = scene.explanation.shortReading(of: reading, byte: scene.byte, wire: wire)
        let value = short.values[0]
        if let name = short.name { return Part(field: field, forms: ["\(name) \(value)"] + short.values) }
        // Length bits that announce more bytes keep their name, without which they say nothing.
        if field == .length, short.values.count > 1 {
            return Part(field: field, forms: short.values.map { "\(field.name) \($0)" })
        }
        return Part(
            field: field,
            forms: field.labels.map { "\($0) \(value)" } + short.values.dropFirst().map { "\(field.letter) \($0)" })
    }
}

extension FrameField {
    /// The bytes that it takes; nil for a field of single bits, and for the payload.
    fileprivate var byteCount: Int? {
        switch self {
        case .extendedLength16: 2
        case .maskingKey: 4
        case .extendedLength64: 8
        default: nil
        }
    }
}
