// What one looks up: all opcodes, all close codes, the alphabet of Base64, ASCII. The values and the words are those of
// the decoder.

import Lessons
import TerminalUI
import WebSocketProtocol

enum Tables {
    /// The page, its columns laid out for `width`; on a narrower screen its lines are wrapped again.
    static func pager(width: Int) -> Pager {
        return Pager(
            heading("Opcodes (RFC 6455 §5.2)").dropFirst() + opcodes(width: width)
                + heading("Close codes, and who may send them (RFC 6455 §7.4)") + closeCodes(width: width)
                + heading("The alphabet of Base64: a character for each number of 6 bits (RFC 4648 §4)") + alphabet
                + heading("ASCII: a code point below 128 is one byte of UTF-8 (RFC 3629 §3)") + ascii)
    }

    /// A table in the text of a lesson.
    static func lines(of table: ShowBlock.Table, width: Int) -> [StyledText] {
        switch table {
        case .opcodes: opcodes(width: width)
        case .closeCodes: closeCodes(width: width)
        case .ascii: ascii
        case .lengths: lengths
        }
    }

    /// What one looks up for an exercise.
    ///
    /// - Parameter words: those that the lessons have explained so far.
    static func card(_ words: [LessonWords.Word], width: Int) -> Pager {
        Pager(
            heading("Hex digits, and their bits").dropFirst() + digits
                + heading("ASCII: the first hex digit at the left, the second above") + ascii
                + heading("Opcodes (RFC 6455 §5.2)") + opcodes(width: width)
                + heading("Lengths (RFC 6455 §5.2)") + lengths
                + (words.isEmpty ? [] : heading("Words")) + words.flatMap { self.words($0, width: width) })
    }

    private static func words(_ word: LessonWords.Word, width: Int) -> [StyledText] {
        let indent = 2 + wordWidth
        return TextWrap.lines(word.means, width: max(20, width - indent)).enumerated().map { index, line in
            guard index == 0 else { return StyledText(String(repeating: " ", count: indent) + line) }
            return StyledText("  ") + StyledText(padded(word.word, wordWidth), Style(.key)) + StyledText(line)
        }
    }

    private static let wordWidth = 16

    private static func opcodes(width: Int) -> [StyledText] {
        Opcode.table.flatMap { row in
            line(row.numbers, row.first.isControl ? "control" : "data", row.sentence, width: width)
        }
    }

    private static func closeCodes(width: Int) -> [StyledText] {
        CloseCode.table.flatMap { row in
            line(row.numbers, sender(of: row.example), row.sentence, width: width)
        }
    }

    /// Four columns of four digits each: "b  11  1011".
    private static var digits: [StyledText] {
        (0..<4).map { row in
            stride(from: row, to: 16, by: 4).reduce(StyledText("  ")) { line, digit in
                let bits = Binary.string(UInt8(digit)).suffix(4)
                return line + StyledText(padded(String(digit, radix: 16), 3), Style(.key))
                    + StyledText(padded("\(digit)", 4), Style(.muted)) + StyledText("\(bits)     ")
            }
        }
    }

    /// What the seven bits of the length say, and what follows them.
    private static var lengths: [StyledText] {
        let forms: [(first: UInt64, last: String)] = [(0, "125"), (126, "65,535"), (65_536, "2^63 - 1")]
        return forms.map { first, last in
            let header = FrameHeader(fin: true, opcode: .binary, payloadLength: first)
            let bytes = Frame(header: header, payload: []).encoded.prefix(header.headerLength)
            let said = bytes.dropFirst().first ?? 0
            let rest = header.headerLength - 2
            let words =
                rest == 0
                ? "the seven bits are the length" : "the seven bits are \(said); \(rest) bytes with the length follow"
            return StyledText("  ") + StyledText(padded("\(first.grouped) to \(last)", 20), Style(.key))
                + StyledText(words)
        }
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
