// Reports as bytes: there may be millions of lines, and a String for each piece of them takes most of the time.
// A report for a person to read has a width, and is wrapped to it; others have a line for each thing that they say.

import TerminalUI
import WebSocketProtocol

enum ReportText {
    /// The words of the decoder in lines of at most `width` columns. A citation is not broken.
    static func lines(_ words: String, width: Int) -> [String] {
        let joined = words.replacing("RFC ", with: "RFC\u{A0}").replacing(" §", with: "\u{A0}§")
        return TextWrap.lines(joined, width: Swift.max(20, width)).map { $0.replacing("\u{A0}", with: " ") }
    }
}

extension [UInt8] {
    /// Adds a text.
    mutating func add(_ text: String) { self += text.utf8 }

    /// Adds a text and ends the line.
    mutating func add(line text: String) {
        add(text)
        endLine()
    }

    /// Ends the line.
    mutating func endLine() { append(UInt8(ascii: "\n")) }

    /// Adds words of the decoder and ends the line. In a report with a width they are wrapped, and their other lines begin where they
    /// begin: `indent` columns from the left.
    mutating func add(words: String, at indent: Int, width: Int?) {
        guard let width else { return add(line: words) }
        add(lines: ReportText.lines(words, width: width - indent), at: indent)
    }

    /// The same for bytes, or for what a peer sent.
    mutating func add(line text: String, at indent: Int, width: Int?) {
        guard let width else { return add(line: text) }
        add(lines: TextWrap.lines(text, width: Swift.max(20, width - indent)), at: indent)
    }

    private mutating func add(lines: [String], at indent: Int) {
        for (index, line) in lines.enumerated() {
            if index > 0 { self += repeatElement(UInt8(ascii: " "), count: indent) }
            add(line: line)
        }
    }

    /// Adds bytes as pairs of hexadecimal digits with spaces between them.
    mutating func add(hex bytes: ArraySlice<UInt8>) { Hex.write(bytes, groupsOf: 1, to: &self) }

    /// Adds seconds, from 0 on, with three decimals.
    mutating func add(seconds: Double) {
        let millis = Int((Swift.max(0, seconds) * 1000).rounded())
        add(String(millis / 1000))
        append(UInt8(ascii: "."))
        for place in [100, 10, 1] { append(UInt8(ascii: "0") + UInt8(millis / place % 10)) }
    }

    /// Adds spaces, at least one, until what was added since `start` is `width` columns wide. It has to be ASCII.
    mutating func pad(from start: Int, to width: Int) {
        self += repeatElement(UInt8(ascii: " "), count: Swift.max(1, width - (count - start)))
    }
}
