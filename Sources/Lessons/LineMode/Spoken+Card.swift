// What the card of the screen has, looked up in lines:
//
//     > card M
//     M is 4d in hex.
//     > card 4d
//     4d is M. The digit 4 is 0100 in bits. The digit d is 13, 1101 in bits.
//     > card opcodes
//     Opcode 0: continuation, a data frame.
//     …

import WebSocketProtocol

extension Spoken {
    /// The lines for a command that looks something up; nil where a line is none. Nothing else begins with the small word "card".
    ///
    /// - Parameter asked: The byte that is asked for now.
    static func card(_ line: String, _ words: [LessonWords.Word], keeping asked: UInt8? = nil) -> [String]? {
        let line = AnswerForm.trimmed(line)
        guard line == "card" || line.hasPrefix("card ") else { return nil }
        let wanted = AnswerForm.trimmed(String(line.dropFirst("card".count)))
        if wanted.isEmpty { return [usage(words)] }
        if let asked, byte(wanted) == asked {
            return ["This exercise asks about that byte. For each hex digit with its bits, type card digits."]
        }
        return list(named: wanted.lowercased(), words) ?? entry(wanted, words)
            ?? lines([plain("The card does not have \(wanted.cut(to: 20).inQuotes)."), usage(words)])
    }

    private static func usage(_ words: [LessonWords.Word]) -> String {
        let lists = ["ascii", "digits", "opcodes", "lengths", "close codes"]
        return "The card answers to card and a letter, such as card H; a byte in hex, such as card 4d; "
            + (words.isEmpty ? "or a list: " : "a word, such as card \(words[0].word); or a list: ")
            + (words.isEmpty ? lists : lists + ["words"]).map { "card \($0)" }.joined(separator: ", ") + "."
    }

    /// A list, behind what its name means where that is a word too.
    private static func list(named name: String, _ words: [LessonWords.Word]) -> [String]? {
        let list: [String]
        switch name {
        case "ascii": list = lines(.ascii)
        case "digits", "hex": list = lines((UInt8(0)..<16).map { digit($0) })
        case "opcodes": list = lines(.opcodes)
        case "lengths": list = lines(.lengths)
        case "close codes", "close-codes": list = lines(.closeCodes)
        case "words" where !words.isEmpty: list = words.flatMap { lines([said($0)]) }
        default: return nil
        }
        return words.filter { $0.word.lowercased() == name }.flatMap { lines([said($0)]) } + list
    }

    private static func entry(_ wanted: String, _ words: [LessonWords.Word]) -> [String]? {
        if let character = wanted.first, wanted.count == 1 { return lines(letter(character)) }
        if let value = byte(wanted) { return lines(byte(value)) }
        if wanted.lowercased() == "space" { return lines([code(0x20)]) }
        return words.first { $0.word.lowercased() == wanted.lowercased() }.map { lines([said($0)]) }
    }

    private static func said(_ word: LessonWords.Word) -> String { "\(word.word): \(sentence(word.means))" }

    private static func letter(_ character: Character) -> [String] {
        guard let code = character.asciiValue else {
            let bytes = Hex.string(Array(String(character).utf8), groupsOf: 1)
            return ["That is not an ASCII character. In UTF-8 it is \(bytes)."]
        }
        return [self.code(code)] + (character.hexDigitValue.map { [digit(UInt8($0))] } ?? [])
    }

    private static func byte(_ text: String) -> UInt8? {
        let digits = text.lowercased().hasPrefix("0x") ? text.dropFirst(2) : text[...]
        return digits.count == 2 ? UInt8(digits, radix: 16) : nil
    }

    /// What stands at a byte in the list, and its two digits: bits and number are for the student to put together.
    private static func byte(_ byte: UInt8) -> [String] {
        let hex = Hex.byte(byte)
        let name =
            switch byte {
            case 0x20: "\(hex) is the space."
            case 0x21..<0x7f: "\(hex) is \(String(UnicodeScalar(byte)))."
            case 0x80...: "\(hex) is not an ASCII character: they end at 7f."
            default: "\(hex) is an ASCII character that is not printed."
            }
        return [name, digit(byte >> 4)] + (byte >> 4 == byte & 15 ? [] : [digit(byte & 15)])
    }

    private static func code(_ code: UInt8) -> String {
        "\(code == 0x20 ? "The space" : String(UnicodeScalar(code))) is \(Hex.byte(code)) in hex."
    }

    /// "The digit d is 13, 1101 in bits."
    private static func digit(_ value: UInt8) -> String {
        let number = value < 10 ? "" : "\(value), "
        return "The digit \(String(value, radix: 16)) is \(number)\(Binary.string(value).suffix(4)) in bits."
    }
}
