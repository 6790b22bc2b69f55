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
    public var expected: String {
        switch self {
        case .byte: "a byte: two hex digits such as 4f, or 0x4f, or eight binary digits"
        case .bits: "eight binary digits, such as 0100 1111"
        case .hexByte: "two hex digits, such as 4f"
        case .bytes: "bytes in hex, such as 4f 6b"
        case .number: "a number, such as 40, or 0x28 in hex"
        case .flag: "0 or 1"
        case .opcode: "an opcode: its number, 0 to 15, or its name"
        case .text: "the text; \"\" is the empty one"
        case .word(let words): "one of: " + words.joined(separator: ", ")
        }
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
    /// - Throws: what was expected, for an answer that cannot be read, and for none.
    public func read(_ typed: String) throws(UnreadableAnswer) -> Reading {
        let text = Self.trimmed(typed)
        if text.isEmpty { throw UnreadableAnswer(words: "Nothing was typed. Type \(expected).") }
        guard let reading = reading(text) else {
            if let slip = slip(text) { throw UnreadableAnswer(words: slip) }
            throw UnreadableAnswer(words: "\"\(text.cut(to: 40))\" could not be read. Type \(expected).")
        }
        return reading
    }

    /// What is said about a byte in another spelling than the one that is asked for; nil for what is not a byte.
    private func slip(_ text: String) -> String? {
        switch self {
        case .hexByte where Self.binary(text) != nil:
            "Those are the bits. Now write them in hex: each four of them are one hex digit, such as 4 for 0100."
        case .hexByte where text.count == 3 && UInt8(text) != nil:
            "\(text) has three digits, so it is not a byte in hex. If it is the number in tens, divide it by 16: the result is the first hex digit, the remainder the second."
        case .bits where Self.byte(text.lowercased()) != nil:
            "That is not eight bits. Write each hex digit of the byte as four bits, such as 0100 for 4."
        default: nil
        }
    }

    private func reading(_ text: String) -> Reading? {
        let lower = text.lowercased()
        switch self {
        case .byte: return Self.byte(lower).map { Reading(.byte($0), "→ 0x\(Hex.byte($0)) = \($0)") }
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
