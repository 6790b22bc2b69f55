// How an answer is typed and read. The reading is shown beside it, so that nobody fails for a spelling:
//
//    a byte      81   0x81   0b10000001   1000 0001   129 (three digits)     28 → 0x28 = 40
//    a number    40   0x28
//    a bit       0 1 yes no
//    a text      Hello   "Hello"   "" (the empty text)

import WebSocketProtocol

/// What kind of value is asked for.
public enum AnswerForm: Sendable, Hashable {
    /// A byte in any usual spelling.
    case byte
    /// A byte as eight binary digits, or as two hex digits: where the spelling is what is asked for.
    case bits, hexByte
    /// Bytes in hex.
    case bytes
    case number
    case flag
    /// An opcode by its number or name.
    case opcode
    case text
    /// One of these words, by the word or the first letters of it.
    case word([String])

    /// What is expected, as the end of a sentence that begins with "Type".
    public var expected: String { expected(besides: nil) }

    /// The same with an example that has no digit of the right answer.
    func expected(besides right: Value?) -> String {
        let example = Self.example(besides: right)
        return switch self {
        case .byte:
            "a byte: two hex digits such as \(Hex.byte(example)), or 0x\(Hex.byte(example)), or eight binary digits"
        case .bits: "eight binary digits, such as \(example.nibbles)"
        case .hexByte: "two hex digits, such as \(Hex.byte(example))"
        case .bytes: "bytes in hex, such as 4f 6b"
        case .number: "a number, such as 40, or 0x28 in hex"
        case .flag: "0 or 1"
        case .opcode: "an opcode: its number, 0 to 15, or its name"
        case .text: "the text; \"\" is the empty one"
        case .word(let words): "one of: " + words.joined(separator: ", ")
        }
    }

    /// A byte for examples, whose hex digits are not those of the right one.
    private static func example(besides right: Value?) -> UInt8 {
        guard case .byte(let right)? = right else { return 0x4f }
        let taken: Set = [right >> 4, right & 0x0f]
        return [0x4f, 0xa3, 0x69].first { taken.isDisjoint(with: [$0 >> 4, $0 & 0x0f]) } ?? 0x4f
    }

    /// The same in a few words, for a form's line.
    public var brief: String {
        switch self {
        case .byte, .hexByte: "a byte"
        case .bits: "8 bits"
        case .bytes: "bytes in hex"
        case .number: "a number"
        case .flag: "0 or 1"
        case .opcode: "number or name"
        case .text: "text"
        case .word(let words): words.joined(separator: ", ")
        }
    }
}

extension AnswerForm {
    /// A value as it is typed.
    func spelled(_ value: Value) -> String {
        if self == .bits, case .byte(let byte) = value { return byte.nibbles }
        if self == .text, case .text(let bytes) = value, bytes.isEmpty { return "\"\"" }
        // Two digits are read as hex where they are more than any opcode.
        if self == .opcode, case .number(let number) = value, number > 15 { return "0x" + String(number, radix: 16) }
        return value.spelled
    }
}

/// What an answer was read as.
public struct Reading: Sendable, Hashable {
    /// The value.
    public let value: Value
    /// What the answer was read as, where that does not go without saying: "→ 0x28 = 40".
    public let words: String?

    init(_ value: Value, _ words: String? = nil) { (self.value, self.words) = (value, words) }
}

/// Why an answer could not be read, and what was expected.
public struct UnreadableAnswer: Error, Sendable, Hashable {
    /// One sentence.
    public let words: String
}

extension AnswerForm {
    /// Reads an answer.
    ///
    /// - Parameter right: The right answer, where it is known: no example gives away a digit of it.
    /// - Throws: what was expected, for an answer that cannot be read, and for none.
    public func read(_ typed: String, right: Value? = nil) throws(UnreadableAnswer) -> Reading {
        let text = Self.trimmed(typed)
        let expected = expected(besides: right)
        if text.isEmpty { throw UnreadableAnswer(words: "Nothing was typed. Type \(expected).") }
        if self == .number, Self.looksLikeBits(text) {
            throw UnreadableAnswer(words: "Those are bits. Which number are they?")
        }
        guard let reading = reading(text) else {
            if let slip = slip(text, Self.example(besides: right)) { throw UnreadableAnswer(words: slip) }
            throw UnreadableAnswer(words: "\"\(text.cut(to: 40))\" could not be read. Type \(expected).")
        }
        return reading
    }

    /// What is said about a byte or a number in another spelling than the one that is asked for; nil for what is neither.
    private func slip(_ text: String, _ example: UInt8) -> String? {
        let bits = Self.bitCount(text)
        return switch self {
        case .hexByte where bits.map { $0 > 4 } == true:
            "Two hex digits are wanted, such as \(Hex.byte(example)); that has \(Self.word(bits ?? 0)) digits."
        case .number where text.contains(where: \.isLetter) && text.allSatisfy { $0.isHexDigit || $0 == " " }:
            "Type 0x in front if that is hex: 0x\(text.filter { $0 != " " }.cut(to: 20))."
        case .bits where bits.map { (4..<8).contains($0) } == true:
            "Those are \(Self.word(bits ?? 0)) bits, and a byte has eight. A 0 in front is written too."
        case .hexByte where text.count == 3 && UInt8(text) != nil:
            "\(text) has three digits, so it is not a byte in hex. If it is the number in tens, divide it by 16: the result is the first hex digit, the remainder the second."
        case .bits where Self.byte(text.lowercased()) != nil:
            "That is not eight bits. Write each hex digit of the byte as four bits, such as \(example.nibbles.prefix(4)) for \(Hex.byte(example).prefix(1))."
        default: nil
        }
    }

    private func reading(_ text: String) -> Reading? {
        let lower = text.lowercased()
        switch self {
        case .byte:
            // Whoever types the letter e means another byte.
            let digit = lower.count == 1 && lower.allSatisfy(\.isLetter) ? ", a hex digit and not the letter" : ""
            return Self.byte(lower).map { Reading(.byte($0), "→ 0x\(Hex.byte($0)) = \($0)\(digit)") }
        case .bits:
            let digits = lower.hasPrefix("0b") ? String(lower.dropFirst(2)) : lower
            return Self.binary(digits).map { Reading(.byte($0), "→ \($0.nibbles)") }
        case .hexByte:
            let digits = lower.hasPrefix("0x") ? lower.dropFirst(2) : lower[...]
            guard digits.count == 2, let byte = UInt8(digits, radix: 16) else { return nil }
            return Reading(.byte(byte), "→ 0x\(Hex.byte(byte))")
        case .bytes:
            guard let bytes = try? Hex.parse(text), !bytes.isEmpty else { return nil }
            return Reading(.bytes(bytes), "→ \(Count.words(bytes.count, "byte"))")
        case .number: return Self.number(lower).map { Reading(.number($0), lower == "\($0)" ? nil : "→ \($0)") }
        case .flag:
            guard let flag = ["0": false, "1": true, "no": false, "yes": true, "n": false, "y": true][lower] else {
                return nil
            }
            return Reading(.flag(flag), lower.count == 1 && "01".contains(lower) ? nil : "→ \(flag ? 1 : 0)")
        case .opcode:
            let opcode =
                Opcode(named: lower)
                ?? Self.number(lower).flatMap { UInt8(exactly: $0) }.flatMap(Opcode.init(rawValue:))
            if let opcode { return Reading(.number(UInt64(opcode.rawValue)), "→ \(opcode.rawValue), \(opcode.name)") }
            // Whoever takes the whole first byte for the opcode is to hear about it.
            return Self.byte(lower).map { Reading(.number(UInt64($0)), "→ 0x\(Hex.byte($0)) = \($0)") }
        case .text:
            let isQuoted = text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
            let bytes = Array((isQuoted ? String(text.dropFirst().dropLast()) : text).utf8)
            return Reading(.text(bytes), isQuoted ? "→ \(Count.words(bytes.count, "byte"))" : nil)
        case .word(let words):
            let exact = words.first { $0.lowercased() == lower }
            let begun = words.filter { $0.lowercased().hasPrefix(lower) }
            guard let word = exact ?? (begun.count == 1 ? begun.first : nil) else { return nil }
            return Reading(.word(word), word == text ? nil : "→ \(word)")
        }
    }

    /// A byte: 0x.., 0b.., eight binary digits, three decimal digits, one or two hex digits, the first of these that fits.
    private static func byte(_ text: String) -> UInt8? {
        if text.hasPrefix("0x") { return text.count <= 4 ? UInt8(text.dropFirst(2), radix: 16) : nil }
        if text.hasPrefix("0b"), text.count > 4 { return binary(String(text.dropFirst(2))) }
        if let byte = binary(text) { return byte }
        if text.count == 3, text.allSatisfy(\.isNumber) { return UInt8(text) }
        return text.count <= 2 ? UInt8(text, radix: 16) : nil
    }

    /// Eight binary digits, with spaces anywhere.
    private static func binary(_ text: String) -> UInt8? {
        let digits = text.filter { $0 != " " && $0 != "_" }
        return digits.count == 8 ? UInt8(digits, radix: 2) : nil
    }

    /// How many binary digits a text has, with spaces anywhere and perhaps 0b in front; nil where it has others.
    private static func bitCount(_ text: String) -> Int? {
        let digits = (text.lowercased().hasPrefix("0b") ? text.dropFirst(2) : text[...]).filter { !" _".contains($0) }
        return !digits.isEmpty && digits.allSatisfy { "01".contains($0) } ? digits.count : nil
    }

    /// Whether a number was typed as bits: seven or eight binary digits. No lesson asks for a number that looks like them.
    private static func looksLikeBits(_ text: String) -> Bool {
        text.lowercased().hasPrefix("0b") || (7...8).contains(bitCount(text) ?? 0)
    }

    private static func word(_ count: Int) -> String {
        [4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"][count] ?? "\(count)"
    }

    /// A number in decimal, with or without commas, or in hex behind 0x.
    private static func number(_ text: String) -> UInt64? {
        if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
        guard text.first?.isNumber == true else { return nil }
        return UInt64(text.filter { $0 != "," })
    }

    /// Without the blanks around it.
    static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension String {
    /// The first characters of it, and an ellipsis where there are more.
    func cut(to count: Int) -> String { self.count <= count ? self : prefix(count - 1) + "…" }
}
