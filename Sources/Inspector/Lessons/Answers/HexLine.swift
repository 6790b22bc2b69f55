// Bytes that are typed in hex. Each byte stands alone: after two digits the next one begins behind a space.

import Lessons
import TerminalUI
import WebSocketProtocol

enum HexLine {
    /// Types into the line.
    static func take(_ key: Key, _ work: inout Work, _ study: inout Study) -> Bool {
        let line = study.line(work.draft)
        if case .character(let character) = key, isDigit(character), line.cursor == line.text.count,
            endsInWholeBytes(line.text)
        {
            work.draft = study.type(.character(" "), into: work.draft) ?? work.draft
        }
        return study.type(key, into: work.draft).map { work.draft = $0 } != nil
    }

    private static func endsInWholeBytes(_ text: String) -> Bool {
        let digits = text.reversed().prefix(while: isDigit).count
        return digits > 0 && digits % 2 == 0
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.asciiValue.flatMap(Hex.value) != nil
    }

    /// The columns of the first digits of the bytes in a line, as far as it can be read.
    static func columns(of text: String) -> [Int] {
        let characters = Array(text)
        var columns: [Int] = []
        var index = 0
        while index < characters.count {
            if index + 1 < characters.count, isDigit(characters[index]), isDigit(characters[index + 1]) {
                columns.append(index)
                index += 2
            } else if " \t:,".contains(characters[index]) {
                index += 1
            } else if characters[index] == "0", index + 1 < characters.count, "xX".contains(characters[index + 1]) {
                index += 2
            } else {
                break
            }
        }
        return columns
    }

    /// The letters of fields below the bytes of a line: `FO ML K--K--K--K  P`.
    ///
    /// - Parameter first: the first column of the line that is shown.
    static func letters(_ letters: [String], below text: String, from first: Int) -> StyledText {
        var row = StyledText()
        let columns = Array(columns(of: text).prefix(letters.count))
        for (index, column) in columns.enumerated() where column >= first {
            row += StyledText(String(repeating: " ", count: max(0, column - first - row.width)))
            for letter in letters[index] { row += StyledText(String(letter), style(letter)) }
            // Lines lead on to the next byte of a field that has bytes for itself.
            guard index + 1 < columns.count, letters[index].count == 1, letters[index] == letters[index + 1],
                let letter = letters[index].first
            else { continue }
            row += StyledText(String(repeating: "-", count: columns[index + 1] - column - 1), style(letter))
        }
        return row
    }

    private static func style(_ letter: Character) -> Style {
        Style(FrameField.allCases.first { $0.letter == letter }?.role ?? .text)
    }
}
