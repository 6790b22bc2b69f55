// The hex of a recording: two digits a byte, as UTF-8, a byte at a time. (Hex.parse, which reads what people type,
// knows more separators and reads characters.)

/// Bytes from hexadecimal text.
enum HexText {
    /// What the text holds.
    enum Reading {
        case bytes([UInt8])
        /// The character at `position`, counted from 1, is no digit, or the last byte has only one. The digits stand
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
                guard let high = digit(digits[index]) else { return damaged(digits, at: index) }
                guard index + 1 < digits.count, digits[index + 1] != UInt8(ascii: " ") else {
                    return damaged(digits, at: index, "is half a byte")
                }
                guard let low = digit(digits[index + 1]) else { return damaged(digits, at: index + 1) }
                bytes.append(high << 4 | low)
                index += 2
            }
            return .bytes(bytes)
        }
    }

    /// The value of a hexadecimal digit.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
        default: nil
        }
    }

    private static func damaged(
        _ digits: UnsafeBufferPointer<UInt8>, at index: Int, _ problem: String = "is no hexadecimal digit"
    ) -> Reading {
        let count = digits.count { $0 != UInt8(ascii: " ") }
        return .damaged(
            position: index + 1, problem: "\(JSONParser.spoken(digits[index])) \(problem)", count: (count + 1) / 2)
    }
}
