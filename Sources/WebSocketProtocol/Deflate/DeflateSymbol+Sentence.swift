// What each symbol of DEFLATE says, RFC 1951 §3.2. Those that need the symbols around them are in DeflateTrace+Sentences.swift.

extension DeflateSymbol {
    /// Where its meaning is specified.
    public var citation: Citation {
        switch self {
        case .block: Citation(.rfc1951, "3.2.3")
        case .padding, .storedLength, .stored: Citation(.rfc1951, "3.2.4")
        case .literal, .copy, .endOfBlock: Citation(.rfc1951, "3.2.5")
        case .counts, .lengthCodeLength, .codeLength, .codeLengths: Citation(.rfc1951, "3.2.7")
        }
    }
}

extension DeflateBlock {
    /// What it is called, where there is little room.
    var name: String {
        switch self {
        case .stored: "stored"
        case .fixed: "fixed"
        case .dynamic: "dynamic"
        }
    }

    /// What it is, as the beginning of a sentence.
    var words: String {
        switch self {
        case .stored: "A stored block"
        case .fixed: "A block in fixed codes"
        case .dynamic: "A block in codes of its own"
        }
    }

    /// How its data is written.
    var sentence: Sentence {
        switch self {
        case .stored:
            Sentence("BTYPE is 00: the bytes are stored as they are.", section: Citation(.rfc1951, "3.2.4"))
        case .fixed:
            Sentence("BTYPE is 01: its symbols are in the fixed Huffman codes.", section: Citation(.rfc1951, "3.2.6"))
        case .dynamic:
            Sentence("BTYPE is 10: it describes Huffman codes of its own first.", section: Citation(.rfc1951, "3.2.7"))
        }
    }
}

extension UInt8 {
    /// A byte as a literal: its character in quotes, where it is one that can be seen, or its value.
    var literalName: String {
        switch self {
        case 0x20: "a space"
        case 0x22: "a quotation mark"
        case 0x21...0x7e: "\"\(Character(Unicode.Scalar(self)))\""
        default: "0x\(Hex.byte(self))"
        }
    }
}

/// Names of symbols, which code lengths are about.
enum DeflateNames {
    /// A symbol of the literals: a byte, the end of the block, or lengths.
    static func literal(_ symbol: Int) -> String {
        if symbol < 256 { return UInt8(truncatingIfNeeded: symbol).literalName }
        guard let range = DeflateRange.length(symbol) else {
            return symbol == 256 ? "the end of the block" : "\(symbol)"
        }
        return words(range, "length")
    }

    /// A symbol of the distances.
    static func distance(_ symbol: Int) -> String {
        DeflateRange.distance(symbol).map { words($0, "distance") } ?? "\(symbol)"
    }

    private static func words(_ range: DeflateRange, _ noun: String) -> String {
        let (first, last) = (range.values.lowerBound, range.values.upperBound)
        return first == last ? "\(noun) \(first.grouped)" : "\(noun)s \(first.grouped) to \(last.grouped)"
    }

    /// A symbol of the code in which code lengths are written.
    static func lengthCode(_ symbol: Int) -> String {
        switch symbol {
        case 0: "no code"
        case 16: "the length before, 3 to 6 times"
        case 17: "no code, 3 to 10 times"
        case 18: "no code, 11 to 138 times"
        default: "a length of \(Count.words(symbol, "bit"))"
        }
    }
}
