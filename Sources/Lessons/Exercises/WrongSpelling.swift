// Wrong answers that are the right one in another shape: its decimal digits taken for hex, its bits turned round, its last letter left out, one more
// or less.

import WebSocketProtocol

/// Ways to get a value wrong that lie in how it is written.
enum WrongSpelling: Sendable, Hashable {
    /// The decimal digits of the number, read as hex.
    case decimal
    /// The hex digits of the number, read as decimal.
    case hex
    /// The bits from right to left.
    case reversed
    /// The two halves of the byte the other way round.
    case swapped
    /// The bytes of a number the other way round.
    case littleEndian
    /// The bytes of a number added to each other, and multiplied with each other.
    case sum, product
    /// The decimal numbers of the bytes written one behind the other.
    case sideBySide
    /// The number with 0 for its last byte; the text without its last letter.
    case withoutLast
    /// So much more than the right number, or less.
    case off(by: Int)

    /// How they are written: "decimal", "little-endian", "2 more", "1 less".
    init?(_ text: String) {
        let words = text.split(separator: " ")
        switch text {
        case "decimal": self = .decimal
        case "hex": self = .hex
        case "reversed": self = .reversed
        case "swapped": self = .swapped
        case "little-endian": self = .littleEndian
        case "sum": self = .sum
        case "product": self = .product
        case "side-by-side": self = .sideBySide
        case "without-last": self = .withoutLast
        default:
            guard words.count == 2, let count = Int(words[0]), (1...255).contains(count) else { return nil }
            switch words[1] {
            case "more": self = .off(by: count)
            case "less": self = .off(by: -count)
            default: return nil
            }
        }
    }

    /// What they are, for a message about one that is not.
    static let names =
        "decimal, hex, reversed, swapped, little-endian, sum, product, side-by-side, without-last, or a number with more or less, such as 1 more"

    private var name: String {
        switch self {
        case .decimal: "decimal"
        case .hex: "hex"
        case .reversed: "reversed"
        case .swapped: "swapped"
        case .littleEndian: "little-endian"
        case .sum: "sum"
        case .product: "product"
        case .sideBySide: "side-by-side"
        case .withoutLast: "without-last"
        case .off(let count): "\(abs(count)) \(count < 0 ? "less" : "more")"
        }
    }

    /// For which questions there is such an answer.
    var fit: String {
        switch self {
        case .decimal:
            "as: decimal fits questions for one byte, such as byte 1, hex 1 and unmasked 0, whose number is below 100"
        case .hex: "as: hex fits questions for a number whose hex digits are none of a to f"
        case .reversed: "as: reversed fits questions for bytes, such as byte 0, bits 0, hex 0 and masking-key"
        case .swapped:
            "as: \(name) fits questions for one byte, such as byte 0, bits 0, hex 0 and unmasked 0"
        case .littleEndian:
            "as: little-endian fits number N..M, and length where it is written in two or eight more bytes"
        case .sum, .product, .sideBySide: "as: \(name) fits number N..M"
        case .withoutLast: "as: \(name) fits number N..M, and questions for a text"
        case .off: "as: \(name) fits questions for a byte or a number"
        }
    }

    func value(of right: Value, form: AnswerForm, in material: Material, _ question: Question) -> Value? {
        switch (self, right) {
        case (.decimal, _): right.decimal.flatMap { try? form.read($0).value }
        case (.hex, .number(let number)):
            UInt64(String(number, radix: 16)).flatMap { $0 == number ? nil : .number($0) }
        case (.reversed, .byte(let byte)): UInt8(String(Binary.string(byte).reversed()), radix: 2).map(Value.byte)
        case (.reversed, .bytes(let bytes)): .bytes(bytes.reversed())
        case (.swapped, .byte(let byte)): UInt8(String(Hex.byte(byte).reversed()), radix: 16).map(Value.byte)
        case (.littleEndian, .number):
            if let range = range(of: question, in: material), material.bytes.count > range.upperBound {
                .number(material.bytes[range].reversed().reduce(0) { $0 * 256 + UInt64($1) })
            } else {
                nil
            }
        case (.sum, .number): bytes(of: question, in: material).map { .number($0.reduce(0) { $0 + UInt64($1) }) }
        case (.product, .number):
            // More bytes would not fit into a number, and nobody multiplies them.
            bytes(of: question, in: material).flatMap {
                $0.count == 2 ? .number($0.reduce(1) { $0 * UInt64($1) }) : nil
            }
        case (.sideBySide, .number):
            bytes(of: question, in: material).flatMap { UInt64($0.map { "\($0)" }.joined()) }.map(Value.number)
        case (.withoutLast, .number(let number)):
            bytes(of: question, in: material).map { _ in .number(number & ~0xff) }
        case (.withoutLast, .text(let text)):
            text.count < 2 ? nil : .text(Array(String(decoding: text, as: UTF8.self).dropLast().utf8))
        case (.off(let count), .byte(let byte)): UInt8(exactly: Int(byte) + count).map(Value.byte)
        case (.off(let count), .number(let number)):
            Int(exactly: number).flatMap { UInt64(exactly: $0.addingReportingOverflow(count).partialValue) }
                .map(Value.number)
        default: nil
        }
    }

    /// The bytes of a number that is asked for as bytes.
    private func bytes(of question: Question, in material: Material) -> [UInt8]? {
        guard case .number(let range) = question, material.bytes.count > range.upperBound else { return nil }
        return Array(material.bytes[range])
    }

    /// Where the bytes of a number stand; nil for one that is in less than a byte.
    private func range(of question: Question, in material: Material) -> ClosedRange<Int>? {
        switch (question, material.frame?.header?.lengthForm) {
        case (.number(let range), _): range
        case (.length, .bits16?): 2...3
        case (.length, .bits64?): 2...9
        default: nil
        }
    }
}
