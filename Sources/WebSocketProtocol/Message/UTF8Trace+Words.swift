// A byte of UTF-8 in words (RFC 3629 §3).

extension UTF8Trace.Step {
    /// What the byte is, and at the last byte of a character what they give.
    public var sentence: Sentence { Sentence(words, section: Citation(.rfc3629, "3")) }

    private var words: String {
        switch place {
        case .start(of: 1): "\(pattern) is a character of one byte: \(codePoint)."
        case .start(let count): "\(pattern) starts a character of \(count) bytes; its bits are \(bits)."
        case .next(let number, let count):
            scalar == nil
                ? "\(pattern) continues it, byte \(number) of \(count); its bits are \(bits)."
                : "\(pattern) ends it: \(Hex.string(bytes, groupsOf: 1)) give \(codePoint)."
        case .invalid(let problem): "\(problem.words(byte, bytes))"
        }
    }

    /// "U+1F44B, "👋"": with the character where it can be seen on its own, otherwise with what it does to its neighbours.
    private var codePoint: String {
        guard let scalar else { return "" }
        let name = scalar.codePointName
        if let first = flagLetter, case .regionalIndicator(let second) = scalar.role {
            return "\(name). The flag \(first)\(second): regional indicators \(first) and \(second)"
        }
        if let role = scalar.role { return "\(name), \(role.words)" }
        return name + (scalar.isSeenAlone ? ", \"\(scalar)\"" : "")
    }

    /// The byte with its bits apart: "110 00011", the bits that mark it and those that it gives.
    private var pattern: String {
        let digits = Binary.digits(byte)
        let mark = digits.count - bits.count
        return String(digits.prefix(mark)) + " " + String(digits.dropFirst(mark))
    }
}

extension UTF8Trace.Problem {
    fileprivate func words(_ byte: UInt8, _ bytes: [UInt8]) -> String {
        let hex = "0x\(Hex.byte(byte))"
        let all = Hex.string(bytes, groupsOf: 1)
        return switch self {
        case .nothingToContinue: "Not UTF-8: \(hex) continues a character, but none has started."
        case .doesNotContinue(let missing):
            "Not UTF-8: the character needs \(Count.words(missing, "more byte")) 10xxxxxx, and \(hex) is not one."
        case .longerThanNeeded: "Not UTF-8: \(all) starts a character that fits in fewer bytes."
        case .surrogate: "Not UTF-8: \(all) starts a surrogate, U+D800 to U+DFFF, which is not a character."
        case .beyondUnicode: "Not UTF-8: \(all) starts a code point beyond U+10FFFF, the last."
        case .neverUsed: "Not UTF-8: \(hex) occurs in no character."
        }
    }
}

extension Unicode.Scalar {
    /// The code point as Unicode writes it: "U+0041", "U+1F44B".
    public var codePointName: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Whether a reader sees it on its own: a letter, a digit, a sign; not a space. (What has a role is not asked about.)
    fileprivate var isSeenAlone: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: !properties.isDefaultIgnorableCodePoint
        }
    }
}
