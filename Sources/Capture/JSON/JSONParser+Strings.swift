// Strings, RFC 8259 §7: characters in quotes, with escapes.
//
//   \" \\ \/ \b \f \n \r \t      \u and four hex digits: a UTF-16 code unit; characters above U+FFFF take two, a surrogate pair

import WebSocketProtocol

extension JSONParser {
    /// Reads a string. A surrogate without its other half is kept as U+FFFD and noted in `loneSurrogate`.
    mutating func string() throws(JSONError) -> String {
        try take("\"", else: "a string in quotes is expected here")
        let first = index
        var bits: UInt8 = 0
        // Most strings have no escape: their bytes are taken as they are.
        while index < end, !Self.isSpecial(bytes[index]) {
            bits |= bytes[index]
            index += 1
        }
        guard index < end, bytes[index] == Self.quote else { return try escapedString(from: first) }
        if bits >= 0x80 { try check(first..<index) }
        defer { index += 1 }
        return String(decoding: bytes[first..<index], as: UTF8.self)
    }

    /// Continues a string that has escapes, or ends too early.
    private mutating func escapedString(from first: Int) throws(JSONError) -> String {
        var result = Array(bytes[first..<index])
        // Raw text between escapes is checked on its own: an escape can't complete a character that was begun in bytes.
        try check(first..<index)
        while true {
            let plain = index
            while index < end, !Self.isSpecial(bytes[index]) { index += 1 }
            try check(plain..<index)
            result += bytes[plain..<index]
            guard index < end else { throw cutOff("the string has no closing quote") }
            switch bytes[index] {
            case Self.quote:
                index += 1
                return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"):
                result += String(try escape()).utf8
            default:
                throw error(
                    "\(bytes[index].spoken) in a string must be written as an escape such as \\n or \\u0000")
            }
        }
    }

    /// Reads an escape, the backslash being next.
    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let backslash = index
        index += 1
        guard index < end else { throw cutOff("an escape is cut off") }
        let letter = bytes[index]
        index += 1
        switch letter {
        case Self.quote: return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint(escapeAt: backslash)
        default:
            index -= 1
            throw unexpected("one of \" \\ / b f n r t u must follow a backslash")
        }
    }

    private mutating func codePoint(escapeAt backslash: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // A high surrogate waits for the low one; whatever else follows is read on its own.
        if unit < 0xdc00, index + 1 < end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") {
            let next = index
            index += 2
            let low = try codeUnit()
            if (0xdc00...0xdfff).contains(low) {
                let value = 0x10000 + (UInt32(unit) - 0xd800) << 10 + (UInt32(low) - 0xdc00)
                return Unicode.Scalar(value) ?? "\u{fffd}"
            }
            index = next
        }
        loneSurrogate = loneSurrogate ?? backslash - start
        return "\u{fffd}"
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard index < end else { throw cutOff("an escape is cut off") }
            guard let digit = Hex.value(of: bytes[index]) else { throw unexpected("four hex digits must follow \\u") }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    private static let quote = UInt8(ascii: "\"")

    /// What ends a run of plain text: a quote, a backslash, or a control character, which may not stand in a string.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == quote || byte == UInt8(ascii: "\\")
    }

    /// JSON is UTF-8 (§8.1).
    private func check(_ range: Range<Int>) throws(JSONError) {
        var validator = UTF8Validator()
        let bad = validator.validate(bytes.span.bytes, in: range)
        guard bad != nil || !validator.isAtBoundary else { return }
        if bad == nil, range.upperBound == end { throw cutOff("a character is cut off") }
        throw JSONError(
            position: (bad ?? range.upperBound) - start, problem: "the string is not UTF-8 here", isCutOff: false)
    }
}
