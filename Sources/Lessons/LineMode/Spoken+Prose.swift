// The text of a lesson, read aloud: paragraphs as they are, the entries of lists one per line, code as it stands.

extension Spoken {
    /// The lines of a part of a lesson's text.
    static func lines(_ prose: Prose) -> [String] { prose.blocks.flatMap { lines($0) } }

    private static func lines(_ block: Prose.Block, mark: String = "") -> [String] {
        switch block.content {
        case .heading(_, let words): cut("Heading: \(sentence(text(words)))")
        case .paragraph(let words): cut(mark + withoutKeys(plain(text(words))))
        case .list(let list):
            list.entries.enumerated().flatMap { index, blocks in
                let own = mark + (list.firstNumber.map { "\($0 + index). " } ?? "- ")
                return blocks.enumerated().flatMap { lines($1, mark: $0 == 0 ? own : mark) }
            }
        case .quote(let blocks): blocks.flatMap { lines($0, mark: "Quote: ") }
        case .code(let code): lines(code: code)
        }
    }

    /// Lines of code, announced with their number. Rules drawn of hyphens say nothing to the ear.
    static func lines(code: [String]) -> [String] {
        let lines = code.filter { line in !line.allSatisfy { $0 == " " || $0 == "-" } }
        guard !lines.isEmpty else { return [] }
        return [lines.count == 1 ? "One line as it stands:" : "\(lines.count) lines as they stand:"]
            + lines.map { "    " + trimmedEnd($0) }
    }

    private static func trimmedEnd(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    /// A paragraph's words, without what is only seen. The target of a link follows it.
    static func text(_ inlines: [Prose.Inline]) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let text), .code(let text): text
            case .emphasis(let words), .strong(let words): text(words)
            case .link(let words, let target): text(words) == target ? target : "\(text(words)) (\(target))"
            }
        }.joined()
    }
}
