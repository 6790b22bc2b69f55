// The blocks of prose, line by line (CommonMark 0.31, without what lessons do not use, which is reported).
//
// A quotation or an entry of a list is read by a reader of its own, from its lines without their marks. Lists nest two
// deep and quotations not at all, so readers do not nest much deeper.

import WebSocketProtocol

/// Reads blocks from lines.
struct ProseReader {
    /// How many bytes a paragraph may have.
    static let paragraphLimit = 8_000

    let file: String
    private let lines: [SourceLine]
    private(set) var index = 0
    private(set) var problems: [LessonProblem] = []
    /// How many lists and quotations this is in.
    private let lists: Int
    private let quotes: Int

    init(_ lines: [SourceLine], file: String, lists: Int = 0, quotes: Int = 0) {
        (self.lines, self.file, self.lists, self.quotes) = (lines, file, lists, quotes)
    }

    /// The next line; nil at the end.
    var line: SourceLine? { index < lines.count ? lines[index] : nil }

    /// Takes what is wrong with a line.
    mutating func report(_ words: String, at line: Int) {
        problems.append(LessonProblem(words, file: file, line: line))
    }

    /// Goes past empty lines, and says whether there were any.
    mutating func skipBlanks() -> Bool {
        let start = index
        while let line, line.isBlank { index += 1 }
        return index > start
    }

    /// All that is left, and whether empty lines stand between.
    private mutating func all() -> (blocks: [Prose.Block], hasGaps: Bool) {
        var blocks: [Prose.Block] = []
        var hasGaps = false
        while true {
            let isGap = skipBlanks()
            guard let line else { return (blocks, hasGaps) }
            if isGap, !blocks.isEmpty { hasGaps = true }
            if let content = block(line) { blocks.append(Prose.Block(content: content, line: line.number)) }
        }
    }

    /// Reads the block that begins in `line`, the next one. Nil if it is nothing to show.
    mutating func block(_ line: SourceLine) -> Prose.Content? {
        if line.indentation >= 4 { return indentedCode() }
        if let fence = Fence(line) { return fencedCode(fence, line) }
        if line.isThematicBreak {
            index += 1
            return nil
        }
        if let hashes = line.hashes { return heading(hashes, line) }
        if line.isQuote { return quote(line) }
        if let marker = ListMarker(line) { return list(marker, line) }
        return paragraph(line)
    }

    // MARK: - Code

    private mutating func indentedCode() -> Prose.Content {
        var code: [String] = []
        while let line, line.isBlank || line.indentation >= 4 {
            code.append(line.dropping(columns: 4).text)
            index += 1
        }
        while let last = code.last, last.allSatisfy({ $0 == " " }) { code.removeLast() }
        return .code(code)
    }

    private mutating func fencedCode(_ fence: Fence, _ line: SourceLine) -> Prose.Content {
        let words = LessonDocument.blockWords
        if words.contains(fence.word) {
            report(
                "a block \"\(fence.word)\" can't stand in a list or a quotation; move it to the start of a line",
                at: line.number)
        } else if let near = NearestWord.to(fence.word, among: words), !fence.word.isEmpty {
            report("unknown block \(fence.word.inQuotes); did you mean \"\(near)\"?", at: line.number)
        }
        return .code(body(of: fence).lines.map(\.text))
    }

    /// Reads a fence and the lines down to the one that closes it, without the fence's indentation.
    mutating func body(of fence: Fence) -> (lines: [SourceLine], isClosed: Bool) {
        let start = index
        index += 1
        var body: [SourceLine] = []
        while let line {
            index += 1
            if fence.isClosed(by: line) { return (body, true) }
            // One backtick too few above, and a whole exercise would be part of this block.
            if let next = Fence(line), LessonDocument.blockWords.contains(next.word), !fence.canHold(next) {
                index -= 1
                break
            }
            body.append(line.dropping(columns: min(line.indentation, fence.indentation)))
        }
        report(
            "the block that opens here is never closed; end it with a line of the same signs, such as ```",
            at: lines[start].number)
        return (body, false)
    }

    // MARK: - Quotations and lists

    private mutating func quote(_ first: SourceLine) -> Prose.Content? {
        var inner: [SourceLine] = []
        while let line, line.isQuote || !line.endsParagraph {
            if line.isQuote {
                let rest = SourceLine(number: line.number, bytes: line.trimmedStart.dropFirst())
                inner.append(rest.dropping(columns: min(1, rest.indentation)))
            } else {
                report("begin this line of the quotation with \"> \", or put an empty line above it", at: line.number)
                inner.append(line)
            }
            index += 1
        }
        guard quotes == 0 else {
            report("a quotation inside a quotation is not supported; use one \">\"", at: first.number)
            return nil
        }
        let blocks = read(inner, lists: lists, quotes: quotes + 1).blocks
        return blocks.isEmpty ? nil : .quote(blocks)
    }

    private mutating func list(_ first: ListMarker, _ start: SourceLine) -> Prose.Content? {
        var entries: [[Prose.Block]] = []
        var isLoose = false
        var wasGap = false
        if lists == 2 { report("this list is the third inside each other; lists nest two deep", at: start.number) }
        while let line, let marker = ListMarker(line), marker.sign == first.sign,
            (marker.number == nil) == (first.number == nil)
        {
            index += 1
            let (inner, isGap) = entry(marker)
            if wasGap { isLoose = true }
            wasGap = isGap
            guard lists < 2 else { continue }
            let (blocks, hasGaps) = read(inner, lists: lists + 1, quotes: quotes)
            if hasGaps { isLoose = true }
            if blocks.isEmpty {
                report("this entry of the list is empty; write something or remove it", at: line.number)
            }
            entries.append(blocks)
        }
        entries.removeAll(where: \.isEmpty)
        guard !entries.isEmpty else { return nil }
        return .list(Prose.List(firstNumber: first.number, isLoose: isLoose, entries: entries))
    }

    /// The lines of an entry without its indentation, and whether empty lines follow it.
    private mutating func entry(_ marker: ListMarker) -> (lines: [SourceLine], isGap: Bool) {
        var inner = [marker.rest]
        while let line {
            if !line.isBlank && line.indentation < marker.width {
                if line.endsParagraph || inner.last?.isBlank ?? true || ListMarker(line)?.sign == marker.sign { break }
                report(
                    "indent this line by \(marker.width) spaces, like the text of its list, or put an empty line above it",
                    at: line.number)
            }
            inner.append(line.dropping(columns: marker.width))
            index += 1
        }
        let count = inner.count
        while inner.count > 1, let last = inner.last, last.isBlank { inner.removeLast() }
        return (inner, inner.count < count)
    }

    private mutating func read(_ inner: [SourceLine], lists: Int, quotes: Int) -> (blocks: [Prose.Block], hasGaps: Bool)
    {
        var reader = ProseReader(inner, file: file, lists: lists, quotes: quotes)
        let all = reader.all()
        problems += reader.problems
        return all
    }

    // MARK: - Headings and paragraphs

    private mutating func heading(_ level: Int, _ line: SourceLine) -> Prose.Content? {
        index += 1
        let rest = line.trimmedStart.dropFirst(level)
        guard level <= 6, rest.first.map({ " \t".utf8.contains($0) }) ?? true else {
            report("a heading is one to six \"#\" and a space; write \\# for the sign itself", at: line.number)
            return nil
        }
        var title = SourceLine(number: line.number, bytes: rest).trimmed
        let closing = title.reversed().prefix { $0 == UInt8(ascii: "#") }.count
        if closing == title.count || title.dropLast(closing).last == UInt8(ascii: " ") {
            title = title.dropLast(closing)
        }
        title = SourceLine(number: line.number, bytes: title).trimmed
        guard !title.isEmpty else {
            report("this heading has no text; write one or remove it", at: line.number)
            return nil
        }
        return .heading(level: level, inlines(Array(title), at: line.number))
    }

    private mutating func paragraph(_ first: SourceLine) -> Prose.Content? {
        if first.isHTML {
            report("HTML is not supported; write Markdown, or \\< for the sign itself", at: first.number)
            repeat { index += 1 } while line.map { !$0.isBlank && Fence($0) == nil } ?? false
            return nil
        }
        if first.isLinkDefinition {
            report("put the address right behind the text of the link: [text](address)", at: first.number)
            index += 1
            return nil
        }
        var text = Array(first.trimmedStart)
        var previous = first
        index += 1
        while let line {
            if line.isUnderline {
                report("write a heading as \"## Title\", or put an empty line above this one", at: line.number)
                index += 1
                return nil
            }
            if line.isTableRule, previous.bytes.contains(UInt8(ascii: "|")) {
                report(
                    "tables are not supported; write a list, or a block \"show\" with \"table:\"", at: previous.number)
                repeat { index += 1 } while self.line?.bytes.contains(UInt8(ascii: "|")) ?? false
                return nil
            }
            if line.endsParagraph { break }
            text += [UInt8(ascii: "\n")] + line.trimmedStart
            previous = line
            index += 1
        }
        while let last = text.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { text.removeLast() }
        return .paragraph(inlines(text, at: first.number))
    }

    private mutating func inlines(_ text: [UInt8], at line: Int) -> [Prose.Inline] {
        guard text.count <= Self.paragraphLimit else {
            report("this paragraph has more than \(Self.paragraphLimit) bytes; split it", at: line)
            return []
        }
        var reader = InlineReader(String(decoding: text, as: UTF8.self), file: file, firstLine: line)
        let inlines = reader.read()
        problems += reader.problems
        return inlines
    }
}
