// The XOR of the payload byte under the cursor, bit by bit (RFC 6455 §5.3):
//
//    wire   0 1 1 1 1 1 1 1   7f
//    key    0 0 1 1 0 1 1 1   37   byte 0 of the key
//    xor    0 1 0 0 1 0 0 0   48   1 where the two bits differ

import TerminalUI
import WebSocketProtocol

enum XORBits {
    /// A blank row and three of bits; the blank row gives way first.
    static let height = 4, leastHeight = 3

    /// Whether the cursor is on a masked byte.
    static func isShown(_ scene: FrameScene) -> Bool { column(scene) != nil }

    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid) {
        guard let column = column(scene), let key = column.key else { return }
        let rows = [
            ("wire", column.wire, ""), ("key", key, "byte \(column.keyIndex) of the key"),
            ("xor", column.plain, "1 where the two bits differ"),
        ]
        for (index, (name, byte, words)) in rows.enumerated() {
            let y = area.y + (area.height < height ? 0 : 1) + index
            let role = name == "key" ? FrameField.maskingKey.role : FrameField.payload.role
            grid.put(name, x: area.x + 2, y: y, style: Style(.muted), in: area)
            for (bit, digit) in Binary.digits(byte).enumerated() {
                // Of a compressed byte the bits of the symbol are lit.
                let isLit = name == "xor" && scene.isDeflateBit(bit)
                let style = scene.bit == bit ? Style(.cursor) : Style(isLit ? .selection : role)
                grid.put(String(digit), x: area.x + 9 + 2 * bit, y: y, style: style, in: area)
                guard scene.bit == bit else { continue }
                grid.put("[", x: area.x + 8 + 2 * bit, y: y, in: area)
                grid.put("]", x: area.x + 10 + 2 * bit, y: y, in: area)
            }
            grid.put(Hex.byte(byte), x: area.x + 27, y: y, style: Style(role), in: area)
            grid.put(words, x: area.x + 32, y: y, style: Style(.muted), in: area)
        }
    }

    private static func column(_ scene: FrameScene) -> UnmaskingColumn? {
        guard scene.isExplained, let header = scene.frame.header, header.maskingKey != nil,
            scene.byte >= header.headerLength,
            let wire = scene.wire
        else { return nil }
        return UnmaskingColumn.columns(
            of: [wire], from: scene.byte - header.headerLength, key: header.maskingKey, asText: false
        ).first
    }
}
