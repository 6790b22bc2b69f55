// What kind of line a line of prose is, by its first characters (CommonMark 0.31).

extension SourceLine {
    var isBlank: Bool { bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }

    /// How many columns of blanks it begins with; a tab goes to the next multiple of four.
    var indentation: Int { indentation(from: 0) }

    /// The same where the bytes begin in a column other than 0.
    func indentation(from start: Int) -> Int {
        var columns = start
        for byte in bytes {
            if byte == UInt8(ascii: " ") {
                columns += 1
            } else if byte == UInt8(ascii: "\t") {
                columns += 4 - columns % 4
            } else {
                break
            }
        }
        return columns - start
    }

    /// The line without its first columns of blanks, as far as it has them.
    func dropping(columns: Int) -> SourceLine {
        columns == 0 ? self : indented(by: max(0, indentation - columns))
    }

    /// The line with so many spaces in place of the blanks at its start.
    func indented(by count: Int) -> SourceLine {
        SourceLine(number: number, bytes: [UInt8](repeating: UInt8(ascii: " "), count: count) + trimmedStart)
    }

    /// The line without the blanks at its start.
    var trimmedStart: ArraySlice<UInt8> {
        bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// The line without the blanks at either end.
    var trimmed: ArraySlice<UInt8> {
        var trimmed = trimmedStart
        while let last = trimmed.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { trimmed.removeLast() }
        return trimmed
    }

    /// How many `#` the line begins with; nil if it does not begin with one.
    var hashes: Int? {
        guard indentation < 4, trimmedStart.first == UInt8(ascii: "#") else { return nil }
        return trimmedStart.prefix { $0 == UInt8(ascii: "#") }.count
    }

    var isQuote: Bool { indentation < 4 && trimmedStart.first == UInt8(ascii: ">") }

    /// Three or more of one of `*`, `-`, `_`.
    var isThematicBreak: Bool {
        let signs = bytes.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        guard indentation < 4, signs.count >= 3, let first = signs.first, "*-_".utf8.contains(first) else {
            return false
        }
        return signs.allSatisfy { $0 == first }
    }

    /// `===` or `---`, which make a heading of the paragraph above.
    var isUnderline: Bool {
        guard indentation < 4, let first = trimmed.first, "=-".utf8.contains(first) else { return false }
        return trimmed.allSatisfy { $0 == first }
    }

    /// The line below the head of a table.
    var isTableRule: Bool {
        trimmed.contains(UInt8(ascii: "|")) && trimmed.contains(UInt8(ascii: "-"))
            && trimmed.allSatisfy { "|:- ".utf8.contains($0) }
    }

    /// A tag, a comment or an instruction of HTML.
    var isHTML: Bool {
        guard indentation < 4, trimmedStart.first == UInt8(ascii: "<"), let next = trimmedStart.dropFirst().first else {
            return false
        }
        let name = trimmedStart.dropFirst().prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: " ") }
        return "/!?".utf8.contains(next) || (isLetter(next) && !name.contains(UInt8(ascii: ":")))
    }

    /// `[name]: address`
    var isLinkDefinition: Bool {
        guard indentation < 4, trimmedStart.first == UInt8(ascii: "["),
            let end = trimmedStart.firstIndex(of: UInt8(ascii: "]"))
        else { return false }
        return end > trimmedStart.startIndex + 1 && trimmedStart[(end + 1)...].first == UInt8(ascii: ":")
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte < 0x80 && Unicode.Scalar(byte).properties.isAlphabetic }

    /// Whether the line begins something of its own after a line of a paragraph.
    var endsParagraph: Bool {
        if isBlank || isQuote || isThematicBreak || isHTML || Fence(self) != nil { return true }
        if let hashes, hashes <= 6, trimmedStart.dropFirst(hashes).first.map({ " \t".utf8.contains($0) }) ?? true {
            return true
        }
        guard let marker = ListMarker(self) else { return false }
        return !marker.isEmpty && marker.number ?? 1 == 1
    }
}

/// The line that opens a block of code, and with `show` or `exercise` one of ours.
struct Fence {
    /// What stands behind the backticks.
    let info: String
    /// The first word of it.
    let word: String
    let indentation: Int
    private let sign: UInt8
    private let count: Int

    init?(_ line: SourceLine) {
        let rest = line.trimmedStart
        guard line.indentation < 4, let sign = rest.first, "`~".utf8.contains(sign) else { return nil }
        let info = rest.drop { $0 == sign }
        count = rest.count - info.count
        guard count >= 3, sign != UInt8(ascii: "`") || !info.contains(sign) else { return nil }
        (self.sign, indentation) = (sign, line.indentation)
        self.info = SourceLine(number: line.number, bytes: SourceLine(number: line.number, bytes: info).trimmed).text
        word = self.info.split { $0.isWhitespace }.first.map(String.init) ?? ""
    }

    /// Whether the block can hold another whole: one with fewer signs, or with other ones.
    func canHold(_ other: Fence) -> Bool { other.sign != sign || other.count < count }

    /// Whether a line ends the block.
    func isClosed(by line: SourceLine) -> Bool {
        let rest = line.trimmed
        return line.indentation < 4 && rest.count >= count && rest.allSatisfy { $0 == sign }
    }
}

/// What an entry of a list begins with: `-`, `*`, `+`, `1.` or `1)`.
struct ListMarker {
    /// The sign; entries with another one belong to another list.
    let sign: UInt8
    let number: Int?
    /// The column in which the entry's text begins.
    let width: Int
    /// Whether nothing follows.
    let isEmpty: Bool
    /// What follows in the line.
    let rest: SourceLine

    init?(_ line: SourceLine) {
        let text = line.trimmedStart
        let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard line.indentation < 4, digits.count <= 9, let sign = text.dropFirst(digits.count).first,
            (digits.isEmpty ? "-*+" : ".)").utf8.contains(sign), !line.isThematicBreak
        else { return nil }
        let after = SourceLine(number: line.number, bytes: text.dropFirst(digits.count + 1))
        guard after.bytes.first.map({ " \t".utf8.contains($0) }) ?? true else { return nil }
        isEmpty = after.isBlank
        let end = line.indentation + digits.count + 1
        let blanks = after.indentation(from: end)
        let isCode = blanks > 4
        (self.sign, number) = (sign, Int(String(decoding: digits, as: UTF8.self)))
        width = end + (isEmpty || isCode ? 1 : blanks)
        rest = after.indented(by: isCode && !isEmpty ? blanks - 1 : 0)
    }
}
