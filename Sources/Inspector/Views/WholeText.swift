// All that a message carries, wrapped, or in hexadecimal where it is not text; of a Ping or a Pong, its payload:
//
//    ─ the whole message: 2,000 bytes, inflated ──────────── ↓ 12 more ─
//      {"prices":[{"id":1,"name":"…

import Capture
import TerminalUI
import WebSocketProtocol

struct WholeText {
    /// How many bytes are shown.
    private static let longest = 1 << 20

    private enum Content {
        case text([Substring])
        case bytes(HexRows)
    }

    private let title: String
    private let content: Content
    /// What it was made of.
    private let bytes: [UInt8], width: Int
    /// What is said below what is not the whole.
    private let rest: String?

    /// Nil where the frame carries nothing for the application, or nothing of it is kept or shown.
    ///
    /// - Parameter last: Whose lines are taken where they would come to the same: to make those of a long text takes long.
    init?(_ frame: FrameRecord, in conversation: Conversation, width: Int, reusing last: WholeText? = nil) {
        guard let header = frame.header, header.opcode != .close else { return nil }
        let message = conversation.dissection.message(of: frame)
        let bytes =
            message.map { conversation.contentSoFar(of: $0, maximum: Self.longest) }
            ?? conversation.payload(of: frame, maximum: Self.longest)
        guard let bytes, !bytes.isEmpty else { return nil }
        let count = message.map(conversation.contentLengthSoFar) ?? frame.payloadRange.count
        title = Self.title(count, message, in: conversation)
        let isCut = bytes.count < count
        rest = isCut ? "Only the first \(Count.words(bytes.count, "byte")) are shown." : nil
        (self.bytes, self.width) = (bytes, width)
        if message.map({ $0.kind == .text }) ?? header.isPrintableControl(bytes) {
            if let last, case .text = last.content, last.width == width, last.bytes == bytes {
                content = last.content
                return
            }
            let text = String(utf8: bytes, isCut: true) ?? String(decoding: bytes, as: UTF8.self)
            content = .text(Self.lines(of: text, width: max(10, width - 3)))
        } else {
            content = .bytes(HexRows(count: bytes.count, width: width - 1))
        }
    }

    /// How large it is, and of what: a message may come in several frames.
    private static func title(_ count: Int, _ message: MessageRecord?, in conversation: Conversation) -> String {
        guard let message else { return "the whole payload: \(Count.words(count, "byte"))" }
        let inflated = conversation.inflated(message)
        let isBroken = inflated?.problem != nil
        let unknown = inflated.map(\.unknownCount) ?? 0
        let name =
            isBroken
            ? "what came out of the message" : message.endTime == nil ? "the message so far" : "the whole message"
        let frames = conversation.begunFrames(of: message).count
        let parts = [
            "\(name): \(Count.words(count, "byte"))", message.isCompressed && !isBroken ? "inflated" : nil,
            unknown > 0 ? "\(unknown.grouped) of them not known (?)" : nil,
            frames > 1 ? "of \(frames) frames" : nil,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// The lines of a text, none wider than `width` columns.
    private static func lines(of text: String, width: Int) -> [Substring] {
        var lines: [Substring] = []
        var (start, columns) = (text.startIndex, 0)
        var next = text.startIndex
        let bytes = text.utf8
        while next < text.endIndex {
            let index = next
            let own: Int
            next = bytes.index(after: index)
            if (0x20...0x7e).contains(bytes[index]), next == text.endIndex || bytes[next] < 0x80 {
                // A character of ASCII with nothing to combine with: most texts consist of these.
                own = 1
            } else {
                let character = text[index]
                next = text.index(after: index)
                if character.isNewline {
                    lines.append(text[start..<index])
                    (start, columns) = (next, 0)
                    continue
                }
                own = Self.columns(of: character)
            }
            if columns + own > width {
                lines.append(text[start..<index])
                (start, columns) = (index, 0)
            }
            columns += own
        }
        return start < text.endIndex ? lines + [text[start...]] : lines
    }

    private static func columns(of character: Character) -> Int {
        if let ascii = character.asciiValue, (0x20...0x7e).contains(ascii) { return 1 }
        return Sanitizer.standIn(for: character).map { CharacterWidth.columns(of: $0) }
            ?? CharacterWidth.columns(of: character)
    }

    /// How many lines it has.
    private var lineCount: Int {
        let own =
            switch content {
            case .text(let lines): lines.count
            case .bytes(let rows): rows.rowCount(bytes.count)
            }
        return own + (rest == nil ? 0 : 1)
    }

    /// The rows for what stands above it, of those that this wants, and for itself with its rule: half of the area at least, if it needs as
    /// much.
    func split(_ area: Rect, wanted: Int) -> (above: Rect, text: Rect) {
        let parts = area.splitTop(max(0, min(wanted, max(area.height / 2, area.height - 1 - lineCount))))
        return (parts.top, parts.rest)
    }

    /// The line that is the first when the end is shown.
    func lastStart(in area: Rect) -> Int { max(0, lineCount - max(1, area.height - 1)) }

    /// The line that is the first until somebody scrolls: what a filter looks for is in the second one: all of it, or else any.
    func start(_ filter: Filter) -> Int {
        guard case .text(let lines) = content, !filter.isEmpty else { return 0 }
        let texts = filter.soughtTexts
        var any: Int?
        for index in lines.indices {
            // It may begin at the end of a line, and go on in the next one.
            let line = lines[index...].prefix(2).joined().lowercased()
            let count = texts.count { line.contains($0) }
            if count == texts.count { return max(0, index - 1) }
            if count > 0 { any = any ?? index }
        }
        return max(0, (any ?? 0) - 1)
    }

    /// Draws it from a line on.
    func draw(from first: Int, in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        grid.paneRule(title, isFocused: false, in: area)
        let body = area.rows(1..<max(1, area.height))
        let first = max(0, min(first, lastStart(in: area)))
        let shown = first..<min(lineCount, first + body.height)
        grid.putHidden(shown, of: lineCount, y: area.y, in: area)
        for index in shown {
            let row = body.row(index - first)
            if let rest, index == lineCount - 1 {
                grid.put(rest, x: row.x + 2, y: row.y, style: Style(.muted), in: row)
                continue
            }
            switch content {
            case .text(let lines): grid.put(String(lines[index]), x: row.x + 2, y: row.y, in: row)
            case .bytes(let rows):
                let part = bytes[rows.indices(from: 0, to: bytes.count, row: index)]
                rows.draw(row: index, bytes: part, selected: 0..<0, y: row.y, in: row, into: &grid) { _ in
                    (.text, .text)
                }
            }
        }
    }
}

/// How far a long text was scrolled, at one row of one connection.
struct TextScroll: Sendable {
    /// The text that was drawn last.
    var text: WholeText?
    private var line = 0
    private var place: Place?

    private struct Place: Sendable, Hashable {
        let row: Int
        let connection: Int?
        let filter: Filter

        init(_ context: Context) {
            (row, connection, filter) = (context.cursor.row, context.selected, context.filters.rows)
        }
    }

    /// The first line that is shown of a text; anywhere else than where it was scrolled, the one with which it starts.
    func line(_ context: Context, of text: WholeText) -> Int {
        place == Place(context) ? line : text.start(context.filters.rows)
    }

    /// Scrolls by so many lines, `last` being the line at which the end is shown; false if nothing moves.
    mutating func move(by lines: Int, _ text: WholeText, last: Int, _ context: Context) -> Bool {
        let before = min(line(context, of: text), last)
        let next = max(0, min(before + lines, last))
        // The end stays the end where a notice takes rows of it.
        (line, place) = (next == last ? .max : next, Place(context))
        return next != before
    }
}
