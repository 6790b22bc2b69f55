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
        case .opcodes:
            (UInt8(0)..<16).compactMap(Opcode.init(rawValue:)).filter { !$0.isReserved }.map { opcode in
                let hex = opcode.rawValue < 10 ? "" : ", \(String(opcode.rawValue, radix: 16)) in hex"
                return
                    "Opcode \(opcode.rawValue)\(hex): \(opcode.name), a \(opcode.isControl ? "control" : "data") frame."
            }
        case .ascii: ["Printable ASCII, sixteen in a line:"] + stride(from: 0x20, to: 0x80, by: 16).map(asciiLine)
        case .lengths:
            [
                "0 to 125 bytes: the length is in the seven bits of byte 1.",
                "126 to 65535 bytes: the seven bits are 126, and the next two bytes are the length.",
                "From 65536 bytes on: the seven bits are 127, and the next eight bytes are the length.",
            ]
        case .closeCodes:
            (UInt16(1000)...1015).map(CloseCode.init(rawValue:)).map { code in
                "\(code.rawValue): \(code.name)" + (code.mayBeSent ? "." : ", never sent.")
            }
        }
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
