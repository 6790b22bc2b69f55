// Bytes that stand in prose. What a student reads about bytes comes from the codec, from a block or a placeholder: what an author types may be wrong,
// and becomes wrong when the bytes are drawn anew.

/// Looks for bytes in texts.
enum TextCheck {
    /// Checks the prose and the sentences of lessons.
    static func check(_ documents: [LessonDocument], _ report: inout CheckReport) {
        for document in documents {
            for block in document.blocks {
                switch block {
                case .show: break
                case .prose(let prose):
                    for passage in prose.passages {
                        check(
                            passage.text, document.file, passage.line,
                            "show them with a block \"show\", or say in words what they are", &report)
                    }
                case .exercise(let node):
                    let advice =
                        node["of"] == nil && node["random"] == nil
                        ? "say in words what they are; a placeholder such as {byte 1} needs of:"
                        : "write a placeholder such as {byte 1}, which the codec fills in, or say in words what they are"
                    for text in node.authorTexts where isProse(text) {
                        check(text.text, text.file, text.line, advice, &report)
                    }
                }
            }
        }
    }

    /// What is picked, sorted or put in order may well be bytes.
    private static func isProse(_ text: AuthorText) -> Bool {
        text.role != .choice && text.role != .line && !(text.path.first == "items" && text.path.last == "text")
    }

    private static func check(
        _ text: String, _ file: String, _ line: Int, _ advice: String, _ report: inout CheckReport
    ) {
        guard let found = hex(in: text) else { return }
        report.problem("\(found.inQuotes) are bytes in prose; \(advice)", file, line)
    }

    /// The first bytes in a text: two pairs of hex digits in a row, each with a digit; four or more hex digits, letters and digits mixed; 0x
    /// and three digits or more. Placeholders are left out.
    static func hex(in text: String) -> String? {
        let plain = Template(text).filled { _ in "…" }
        var last: Substring?
        var lastEnd = plain.startIndex
        for word in plain.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            defer { (last, lastEnd) = (word, word.endIndex) }
            if word.hasPrefix("0x"), word.count >= 5, word.dropFirst(2).allSatisfy(isHex) { return String(word) }
            let isBinary = word.hasPrefix("0b") && word.dropFirst(2).allSatisfy { $0 == "0" || $0 == "1" }
            guard word.allSatisfy(isHex), !isBinary else { continue }
            let digits = word.count(where: \.isNumber)
            if word.count >= 4, digits > 0, digits < word.count { return String(word) }
            guard word.count == 2, digits > 0, let before = last, before.count == 2, before.allSatisfy(isHex),
                before.contains(where: \.isNumber), plain[lastEnd..<word.startIndex] == " "
            else { continue }
            return "\(before) \(word)"
        }
        return nil
    }

    private static func isHex(_ character: Character) -> Bool { character.isASCII && character.isHexDigit }
}

extension LessonDocument {
    /// The sentences of its exercises, with the ids of those.
    var texts: [(exercise: String, text: AuthorText)] {
        blocks.flatMap { block -> [(String, AuthorText)] in
            guard case .exercise(let node) = block, let id = node.text("id") else { return [] }
            return node.authorTexts.map { (id, $0) }
        }
    }
}

extension CourseFiles {
    /// The names of all recordings that are mentioned.
    var recordings: Set<String> {
        var names: Set<String> = []
        for block in lessons.flatMap(\.blocks) {
            switch block {
            case .prose: break
            case .show(let node), .exercise(let node): names.formUnion(node.recordings)
            }
        }
        return names
    }
}

extension Node {
    private static let recordingKeys: Set<String> = [
        "in", "frame", "frames", "read", "stream", "handshake", "connection",
    ]

    fileprivate var recordings: [String] {
        switch value {
        case .scalar, .missing: []
        case .list(let nodes): nodes.flatMap(\.recordings)
        case .map(let entries):
            entries.flatMap { entry -> [String] in
                if Self.recordingKeys.contains(entry.key), case .scalar(let text) = entry.value.value {
                    return text.split(separator: " ").prefix(1).map(String.init)
                }
                return entry.value.recordings
            }
        }
    }
}
