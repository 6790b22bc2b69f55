// What one looks up: all opcodes, all close codes, the alphabet of Base64, ASCII. The values and the words are those of
// the decoder.

import TerminalUI
import WebSocketProtocol

enum Tables {
    /// The page, its columns laid out for `width`; on a narrower screen its lines are wrapped again.
    static func pager(width: Int) -> Pager {
        let opcodes = Opcode.table.flatMap { row in
            line(row.numbers, row.first.isControl ? "control" : "data", row.sentence, width: width)
        }
        let codes = CloseCode.table.flatMap { row in
            line(row.numbers, sender(of: row.example), row.sentence, width: width)
        }
        return Pager(
            heading("Opcodes (RFC 6455 §5.2)").dropFirst() + opcodes
                + heading("Close codes, and who may send them (RFC 6455 §7.4)") + codes
                + heading("The alphabet of Base64: a character for each number of 6 bits (RFC 4648 §4)") + alphabet
                + heading("ASCII: a code point below 128 is one byte of UTF-8 (RFC 3629 §3)") + ascii)
    }

    private static func heading(_ words: String) -> [StyledText] {
        ["", StyledText(words, Style(.title, bold: true)), ""]
    }

    /// The columns of the numbers, and of what stands between them and the words.
    private static let numbersWidth = 11, kindWidth = 9

    private static func line(_ numbers: String, _ kind: String, _ sentence: Sentence, width: Int) -> [StyledText] {
        let indent = 2 + numbersWidth + kindWidth
        let section = sentence.citation.map { " (\($0.brief))." } ?? "."
        return ReportText.lines(sentence.text.dropLast() + section, width: width - indent).enumerated().map {
            index, words in
            guard index == 0 else { return StyledText(String(repeating: " ", count: indent) + words) }
            return StyledText("  ") + StyledText(padded(numbers, numbersWidth), Style(.key))
                + StyledText(padded(kind, kindWidth), Style(.muted)) + StyledText(words)
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func sender(of code: CloseCode) -> String {
        switch code.sender {
        case .nobody: "never"
        case .either, .client, .server: code.sender.rawValue
        }
    }

    private static var alphabet: [StyledText] {
        stride(from: 0, to: 64, by: 16).map { start in
            StyledText("  ") + StyledText(padded("\(start)-\(start + 15)", 8), Style(.key))
                + StyledText(
                    (start..<start + 16).map { String(Base64.character(of: UInt8($0))) }.joined(separator: "  "))
        }
    }

    private static var ascii: [StyledText] {
        let digits = (0..<16).map { String($0, radix: 16) }.joined(separator: "  ")
        return [StyledText("          " + digits, Style(.key))]
            + (0..<8).map { row in
                let characters = (0..<16).map { String(Unicode.Scalar(UInt8(row * 16 + $0))) }
                return StyledText("  ") + StyledText(padded("0x\(row)_", 8), Style(.key))
                    + StyledText(characters.map(Sanitizer.sanitize).joined(separator: "  "))
            }
    }
}
