// The hex of a recording: two digits per byte, as UTF-8, one byte at a time. (Hex.parse, which reads what people type,
// knows more separators and reads characters.)

import WebSocketProtocol

/// Bytes from hexadecimal text.
enum HexText {
    /// What the text holds.
    enum Reading {
        case bytes([UInt8])
        /// The character at `position`, counted from 1, is not a digit, or the last byte has only one. The digits stand
        /// for about `count` bytes.
        case damaged(position: Int, problem: String, count: Int)
    }

    /// Reads digits of either case; spaces may stand between bytes.
    static func read(_ text: String) -> Reading {
        var text = text
        return text.withUTF8 { digits in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(digits.count / 2)
            var index = 0
            while index < digits.count {
                guard digits[index] != UInt8(ascii: " ") else {
                    index += 1
                    continue
                }
                guard let high = Hex.value(of: digits[index]) else { return damaged(digits, at: index) }
                guard index + 1 < digits.count, digits[index + 1] != UInt8(ascii: " ") else {
                    return damaged(digits, at: index, "is half a byte")
                }
                guard let low = Hex.value(of: digits[index + 1]) else { return damaged(digits, at: index + 1) }
                bytes.append(high << 4 | low)
                index += 2
            }
            return .bytes(bytes)
        }
    }

    private static func damaged(
        _ digits: UnsafeBufferPointer<UInt8>, at index: Int, _ problem: String = "is not a hexadecimal digit"
    ) -> Reading {
        let count = digits.count { $0 != UInt8(ascii: " ") }
        return .damaged(
            position: index + 1, problem: "\(digits[index].spoken) \(problem)", count: (count + 1) / 2)
    }
}
