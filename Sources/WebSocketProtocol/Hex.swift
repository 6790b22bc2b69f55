// Hexadecimal, in both directions: how bytes are printed everywhere, and how people type them.

/// Bytes as hexadecimal text and back.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two lower-case digits per byte, without spaces.
    public static func string(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        write(Array(bytes)[...], to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the same text to `output`, as ASCII.
    public static func write(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        // All at once: a recording of large messages spends most of its time here.
        output += [UInt8](unsafeUninitializedCapacity: 2 * bytes.count) { buffer, count in
            for byte in bytes {
                buffer[count] = digits[Int(byte >> 4)]
                buffer[count + 1] = digits[Int(byte & 0x0F)]
                count += 2
            }
        }
    }

    /// Two lower-case digits per byte, with a space after every `size` bytes: "37 fa 21 3d", or "37fa213d 7f9f4d51".
    public static func string(_ bytes: some Sequence<UInt8>, groupsOf size: Int) -> String {
        var text: [UInt8] = []
        write(Array(bytes)[...], groupsOf: size, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the same text to `output`, as ASCII.
    public static func write(_ bytes: ArraySlice<UInt8>, groupsOf size: Int, to output: inout [UInt8]) {
        var place = 0
        for byte in bytes {
            if place == size {
                output.append(UInt8(ascii: " "))
                place = 0
            }
            output.append(digits[Int(byte >> 4)])
            output.append(digits[Int(byte & 0x0F)])
            place += 1
        }
    }

    /// The value of an ASCII digit of either case, 0 to 15; nil for any other byte.
    @inlinable
    public static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit &- UInt8(ascii: "a") &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit &- UInt8(ascii: "A") &+ 10
        default: nil
        }
    }

    /// Two lower-case digits.
    public static func byte(_ byte: UInt8) -> String { string([byte]) }

    /// Eight lower-case digits.
    public static func word(_ word: UInt32) -> String {
        string([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) })
    }

    /// The bytes that a person wrote down.
    ///
    /// Accepts digits of either case, in pairs, alone or in groups of any length: "8185", "81 85", "81:85", "0x81, 0x85".
    /// Spaces, tabs, line breaks, colons and commas separate groups.
    ///
    /// - Throws: `HexError` at the first character that doesn't fit.
    public static func parse(_ text: String) throws(HexError) -> [UInt8] {
        var bytes: [UInt8] = []
        var reader = HexReader(text)
        while let digit = try reader.nextDigit() {
            bytes.append(digit << 4 | (try reader.secondDigit()))
        }
        return bytes
    }
}

/// Why text is not hexadecimal, and where.
public struct HexError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// The character is neither a digit nor a separator.
        case notADigit
        /// The character is a digit without the second one of its byte.
        case halfAByte
    }

    /// What is wrong with the character.
    public let problem: Problem
    /// The character.
    public let character: Character
    /// Its position in its line, counted from 1.
    public let position: Int
    /// Its line, counted from 1; nil where the text has one line.
    public let line: Int?

    /// Where, what, and what to do about it.
    public var description: String {
        let place = line.map { "Line \($0), character \(position)" } ?? "Character \(position)"
        switch problem {
        case .notADigit:
            return "\(place), \(spokenCharacter), is not a hexadecimal digit. "
                + "Write bytes as pairs of 0-9 and a-f, such as 81 05 or 0x81, 0x05."
        case .halfAByte:
            return "\(place), \(spokenCharacter), is half a byte. "
                + "A byte has two digits: write 0\(character), or add the digit that is missing."
        }
    }

    /// The character in quotes, or its code point where it would not show or would do something to a terminal.
    private var spokenCharacter: String {
        let isSafe = character.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard !isSafe else { return "'\(character)'" }
        return character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
            .joined(separator: " ")
    }
}

/// Walks over the text and tracks its position. It reads bytes, and looks for characters only to say what is wrong: the text may be very long.
private struct HexReader {
    private let text: [UInt8]
    private var index = 0
    /// Whether a group starts here, so that "0x" would be its prefix.
    private var isAtGroupStart = true

    init(_ text: String) { self.text = Array(text.utf8) }

    /// The value of the first digit of a byte, or nil at the end of the text.
    mutating func nextDigit() throws(HexError) -> UInt8? {
        skipSeparators()
        guard index < text.count else { return nil }
        return try digit()
    }

    /// The value of the second digit of a byte, which follows without a separator.
    mutating func secondDigit() throws(HexError) -> UInt8 {
        guard index < text.count, separatorLength == 0 else { throw error(.halfAByte, at: index - 1) }
        return try digit()
    }

    private mutating func digit() throws(HexError) -> UInt8 {
        guard let value = Hex.value(of: text[index]) else { throw error(.notADigit, at: index) }
        index += 1
        isAtGroupStart = false
        return value
    }

    private mutating func skipSeparators() {
        while case let length = separatorLength, length > 0 {
            index += length
            isAtGroupStart = true
        }
        let isPrefix =
            index + 1 < text.count && text[index] == UInt8(ascii: "0") && text[index + 1] | 0x20 == UInt8(ascii: "x")
        if isAtGroupStart, isPrefix { index += 2 }
    }

    /// How many bytes the separator takes that stands here; 0 where none does.
    private var separatorLength: Int {
        guard index < text.count else { return 0 }
        switch text[index] {
        case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: ":"), 0x09...0x0D: return 1
        case ..<0x80: return 0
        // The line breaks U+0085, U+2028 and U+2029.
        default:
            let breaks: [[UInt8]] = [[0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9]]
            return breaks.first { text[index...].starts(with: $0) }?.count ?? 0
        }
    }

    /// What is wrong with the character of which the byte at `place` is a part.
    private func error(_ problem: HexError.Problem, at place: Int) -> HexError {
        let characters = String(decoding: text, as: UTF8.self)
        var (line, position, end) = (1, 1, 0)
        var found: Character = "\u{FFFD}"
        for character in characters {
            found = character
            end += character.utf8.count
            if end > place { break }
            (line, position) = character.isNewline ? (line + 1, 1) : (line, position + 1)
        }
        return HexError(
            problem: problem, character: found, position: position,
            line: characters.contains(where: \.isNewline) ? line : nil)
    }
}
