// What a `show` block shows, read aloud: each pane as sentences, each row of a table as one.

import Capture
import WebSocketProtocol

extension Spoken {
    /// The lines of a block of a lesson.
    static func lines(_ block: Lesson.Block) -> [String] {
        switch block {
        case .prose(let prose): lines(prose)
        case .show(let show): lines(show)
        }
    }

    /// The lines of what is shown.
    static func lines(_ show: ShowBlock) -> [String] {
        switch show.content {
        case .table(let table): lines(table)
        case .heads(let request, let answer):
            heads(request + (answer.isEmpty ? [] : [""] + answer))
        case .bytes(let material, let panes, let at, let until, let hasLetters):
            bytes(material, until: until)
                + panes.flatMap { pane -> [String] in
                    switch pane {
                    case .wire: []
                    case .bits: bits(material, places: until.map { 0...$0 } ?? at...at, isExplained: hasLetters)
                    case .decoder: decoder(material, at: at)
                    case .unmasking: unmasking(material, until: until)
                    }
                }
        }
    }

    private static func bytes(_ material: Material, until: Int?) -> [String] {
        let known = until.map { min($0 + 1, material.bytes.count) } ?? material.bytes.count
        let values = material.bytes.enumerated().map { index, byte in index < known ? byte : nil }
        let from = material.sender.map { " from the \($0.rawValue)" } ?? ""
        return lines(["Shown: \(Count.words(values.count, "byte"))\(from)."] + runs(values))
    }

    private static func bits(_ material: Material, places: ClosedRange<Int>, isExplained: Bool) -> [String] {
        places.clamped(to: 0...max(0, material.bytes.count - 1)).map { place in
            let byte = material.bytes[place]
            let words = isExplained ? material.explanation?.brief(ofByte: place, wire: byte) : nil
            let bits = "Byte \(place), \(Hex.byte(byte)), in bits \(byte.nibbles)"
            return words.map { "\(bits): \(sentence($0, capital: false))" } ?? "\(bits)."
        }
    }

    private static func decoder(_ material: Material, at place: Int) -> [String] {
        guard let explanation = material.explanation, material.bytes.indices.contains(place) else { return [] }
        return lines(
            explanation.fieldSentences(forByte: place, wire: material.bytes[place]).map { sentence($0.sentence.text) })
    }

    /// The columns in which the mask is taken off.
    private static func unmasking(_ material: Material, until: Int?) -> [String] {
        guard let explanation = material.explanation, let header = explanation.header,
            let key = header.maskingKey, let payload = material.payload
        else { return [] }
        let columns = min(payload.count, until.map { $0 + 1 - header.headerLength } ?? .max, payloadLimit)
        return (0..<max(0, columns)).map { column in
            let place = header.headerLength + column
            let words = explanation.brief(ofByte: place, wire: payload[column] ^ key[column]) ?? ""
            let what = words.split(separator: ", ", maxSplits: 1).last.map(String.init) ?? words
            return "Column \(column), key byte \(column % 4): \(sentence(what, capital: false))"
        }
    }

    // MARK: Tables

    static func lines(_ table: ShowBlock.Table) -> [String] {
        switch table {
        case .opcodes: Opcode.table.map { opcode($0) }
        case .ascii: ["Printable ASCII, sixteen in a line:"] + stride(from: 0x20, to: 0x80, by: 16).map(asciiLine)
        case .lengths:
            [
                "0 to 125 bytes: the length is in the seven bits of byte 1.",
                "126 to 65535 bytes: the seven bits are 126, and the next two bytes are the length.",
                "From 65536 bytes on: the seven bits are 127, and the next eight bytes are the length.",
            ]
        case .closeCodes: CloseCode.table.map { closeCode($0) }
        }
    }

    /// "Opcode 8: a control frame. Close: ends the connection." Of several that have no name one line.
    private static func opcode(_ row: Opcode.Row) -> String {
        let (first, last) = (row.first.rawValue, row.last.rawValue)
        func number(_ value: UInt8) -> String {
            value < 10 ? "\(value)" : "\(value), \(String(value, radix: 16)) in hex"
        }
        let numbers = first == last ? "Opcode \(number(first))" : "Opcodes \(number(first)), to \(number(last))"
        let frames = "\(row.first.isControl ? "control" : "data") frame" + (first == last ? "" : "s")
        let kind = first == last ? "a \(frames)" : frames
        return "\(numbers): \(kind). \(sentence(row.sentence.text))"
    }

    /// "1001: sent by either side. The endpoint is going away."
    private static func closeCode(_ row: CloseCode.Row) -> String {
        let sender =
            switch row.example.sender {
            case .nobody: "never sent"
            case .either: "sent by either side"
            case .client, .server: "sent by the \(row.example.sender.rawValue)"
            }
        return "\(row.numbers.replacing("-", with: " to ")): \(sender). \(sentence(row.sentence.text))"
    }

    private static func asciiLine(from first: Int) -> String {
        let last = min(first + 15, 0x7e)
        let characters = (first...last).map { code in
            code == 0x20 ? "space" : String(UnicodeScalar(UInt8(code)))
        }
        return
            "Hex \(Hex.byte(UInt8(first))) to \(Hex.byte(UInt8(last))), \(first) to \(last): \(characters.joined(separator: " "))"
    }
}
