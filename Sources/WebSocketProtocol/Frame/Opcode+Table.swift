// All opcodes, for a page to look them up (RFC 6455 §5.2, §11.8).

extension Opcode {
    /// A line of the table: one opcode, or reserved ones that follow each other.
    public struct Row: Sendable, Hashable {
        /// The first and the last.
        public let first: Opcode, last: Opcode

        /// The number, or the first and the last: "0x1", "0x3-0x7".
        public var numbers: String {
            first == last ? "0x\(first.digit)" : "0x\(first.digit)-0x\(last.digit)"
        }

        /// What it is, and where that is said.
        public var sentence: Sentence {
            let meaning = first.meaning()
            return Sentence(meaning.prefix(1).uppercased() + meaning.dropFirst(), section: first.citation)
        }
    }

    /// All sixteen values in their order.
    public static let table: [Row] = (UInt8(0)...15).map { Opcode(lowBitsOf: $0) }.reduce(into: []) { rows, opcode in
        if let row = rows.last, row.last.isReserved, opcode.isReserved, row.last.isControl == opcode.isControl {
            rows[rows.count - 1] = Row(first: row.first, last: opcode)
        } else {
            rows.append(Row(first: opcode, last: opcode))
        }
    }

    private var digit: String { String(rawValue, radix: 16) }
}
