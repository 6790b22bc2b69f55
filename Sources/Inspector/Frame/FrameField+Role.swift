// The six hues of the fields. MASK and the masking key share one, as the bit says whether there is a key; their
// letters differ.

import TerminalUI
import WebSocketProtocol

extension FrameField {
    /// The role in which the field is drawn: in hex, bits, boxes and sentences.
    var role: Role {
        switch self {
        case .fin: .field1
        case .rsv1, .rsv2, .rsv3: .field2
        case .opcode: .field3
        case .mask, .maskingKey: .field4
        case .length, .extendedLength16, .extendedLength64: .field5
        case .payload: .field6
        }
    }

    /// The names to choose from if there is little room, the longest first.
    var labels: [String] {
        switch self {
        case .fin, .rsv1, .rsv2, .rsv3, .mask, .length, .payload: [name, String(letter)]
        case .opcode: [name, "op", String(letter)]
        case .extendedLength16, .extendedLength64: ["extended length", "length", String(letter)]
        case .maskingKey: [name, "key", String(letter)]
        }
    }

    /// The longest of the labels that fits.
    func label(width: Int) -> String { labels.first { $0.count <= width } ?? "" }

    /// The letters with their names, for the legend: one entry for the three reserved bits and for the three lengths.
    static let legend: [(field: FrameField, name: String)] = [
        (.fin, "FIN"), (.rsv1, "RSV"), (.opcode, "opcode"), (.mask, "MASK"), (.length, "length"), (.maskingKey, "key"),
        (.payload, "payload"),
    ]
}
