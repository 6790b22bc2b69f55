// What readers made of bytes, in words: in lines for two panes side by side, in sentences for line mode. All of it is printable ASCII,
// whatever the bytes are.

import WebSocketProtocol

extension ReadFrame {
    /// What it is: "text", "opcode 3" where the number has no name.
    public var name: String {
        let opcode = Opcode(rawValue: self.opcode)
        return opcode.flatMap { $0.isReserved ? nil : $0.name } ?? "opcode \(self.opcode)"
    }

    /// All that its header says: "FIN 1", "RSV 000", "opcode 1", "MASK 1", "length 5".
    public var headerWords: [String] {
        [
            "FIN \(fin ? 1 : 0)", "RSV \(rsvBits)", "opcode \(opcode)", "MASK \(masked ? 1 : 0)",
            "length \(length.grouped)",
        ]
    }

    /// The payload in quotes; nil where it is empty, or not all of it is printable ASCII.
    public var quotedText: String? {
        guard !payload.isEmpty, payload.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
        return "\"\(String(decoding: payload, as: UTF8.self))\""
    }

    /// Its name, what of its first byte is unusual, and how long its payload is.
    var title: [String] {
        [name] + (fin ? [] : ["FIN 0"]) + (rsv == 0 ? [] : ["RSV \(rsvBits)"]) + [Count.words(payload.count, "byte")]
    }

    private var rsvBits: String { [4, 2, 1].map { rsv & $0 == 0 ? "0" : "1" }.joined() }
}

extension ReaderOutput {
    /// Lines for a pane, none wider than `width` columns (29 or more): each frame with its payload, of which at most `rows` rows are shown,
    /// the header of a frame that has begun, and how it ended.
    ///
    ///     text  5 bytes  "He!=7"
    ///           48 65 21 3d 37
    ///     waits for 81 more bytes
    public func lines(width: Int = 29, rows: Int = 2) -> [String] {
        let width = max(29, width)
        var lines = frames.flatMap { Self.lines(of: $0, width, rows) }
        if let begun { lines += Self.wrapped(["begins:"] + begun.headerWords, width) }
        if let words = endWords { lines += Self.wrapped(words.split(separator: " ").map(String.init), width, " ") }
        return lines
    }

    /// A sentence for each frame, for the header of a frame that has begun, and for the end.
    public var sentences: [String] {
        var sentences = frames.map { frame in
            let text = frame.quotedText.flatMap { $0.utf8.count > 62 ? nil : [$0] } ?? []
            let words = (frame.title + text).joined(separator: ", ")
            return frame.payload.isEmpty ? words : "\(words): \(Self.hex(frame.payload[...], atMost: 32))"
        }
        if let begun { sentences.append("begins: \(begun.headerWords.joined(separator: ", "))") }
        if let endWords { sentences.append(endWords) }
        return sentences.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    }

    /// How it ended, in words: "waits for 81 more bytes"; nil where all bytes became frames and messages.
    public var endWords: String? {
        switch end {
        case .nothingLeft where manner == .reads && isMessageOpen: "waits for a continuation"
        case .nothingLeft: frames.isEmpty ? manner.ofNothing : nil
        case .waitsForContinuation: "waits for a continuation"
        case .streamEnds(let isInside): isInside ? "ends: the rest of a frame never came" : "ends with the stream"
        case .endsTCP: "ends TCP"
        case .turns: "reads on and on, and never stops"
        case .holds(let count): "has \(Count.words(count, "answer")) waiting, and sends nothing more"
        case .waits(let more): "waits for \(Count.words(more, "more byte"))"
        case .keeps(let count): "keeps \(Count.words(count, "byte")), and waits"
        case .fails(let rule): "refuses it: \(Self.plain(rule))"
        case .closed: "reads nothing after the Close"
        case .givesUp: "gives up: too much work"
        }
    }

    /// The name of a rule as words: "reserved bit set".
    private static func plain(_ name: String) -> String { String(name.map { $0 == "-" ? " " : $0 }) }

    private static func lines(of frame: ReadFrame, _ width: Int, _ rows: Int) -> [String] {
        var first = frame.title.joined(separator: "  ")
        if let text = frame.quotedText {
            let room = width - first.utf8.count - 2
            if text.utf8.count <= room {
                first += "  " + text
            } else if room >= 8 {
                first += "  " + text.prefix(room - 4) + "\"..."
            }
        }
        return wrapped([first], width) + hexLines(frame.payload, width, rows: rows, indent: "      ")
    }

    /// Bytes in at most so many rows, and how many more there are.
    static func hexLines(_ bytes: [UInt8], _ width: Int, rows: Int, indent: String) -> [String] {
        let perRow = min(16, (width - indent.utf8.count + 1) / 3)
        let shown = bytes.prefix(perRow * max(1, rows))
        var lines: [String] = []
        for start in stride(from: 0, to: shown.count, by: perRow) {
            lines.append(indent + Hex.string(shown[start..<min(start + perRow, shown.count)], groupsOf: 1))
        }
        if shown.count < bytes.count {
            lines.append("\(indent)and \(Count.words(bytes.count - shown.count, "more byte"))")
        }
        return lines
    }

    static func hex(_ bytes: ArraySlice<UInt8>, atMost count: Int) -> String {
        let rest = bytes.count - count
        return Hex.string(bytes.prefix(count), groupsOf: 1) + (rest > 0 ? " and \(Count.words(rest, "more byte"))" : "")
    }

    /// Words in lines of at most `width` columns, all but the first of them set in. A word that is too long is cut, behind a hyphen if it
    /// has one.
    static func wrapped(_ words: [String], _ width: Int, _ gap: String = "  ") -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words {
            if !line.isEmpty, line.utf8.count + gap.utf8.count + word.utf8.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? (lines.isEmpty ? "" : "  ") + word : gap + word
            while line.utf8.count > width {
                let part = line.prefix(width)
                let cut = part.lastIndex(of: "-").map { part.index(after: $0) } ?? part.endIndex
                lines.append(String(line[..<cut]))
                line = "  " + line[cut...]
            }
        }
        return lines + [line]
    }
}

extension ReaderOutput.Manner {
    /// What a program does that does nothing.
    fileprivate var ofNothing: String {
        switch self {
        case .reads: "reads nothing"
        case .handsOn: "hands nothing on"
        case .sends: "sends nothing"
        }
    }

    /// What it calls the frames.
    var noun: String { self == .handsOn ? "message" : "frame" }
}
