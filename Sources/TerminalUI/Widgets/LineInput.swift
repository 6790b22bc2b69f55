// A line of text that is being typed: a filter, a file name, an answer.

/// An editor for one line.
public struct LineInput: Sendable, Hashable {
    /// The current text.
    public private(set) var text: String
    /// The number of characters before the cursor.
    public private(set) var cursor: Int

    /// An editor with the cursor after its text.
    public init(_ text: String = "") {
        self.text = text
        cursor = text.count
    }

    /// Does what the key asks for. Returns false for a key that means nothing to a line: Enter, Escape, Tab, Up, Down.
    public mutating func handle(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(character)
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .backspace: remove(max(0, cursor - 1)..<cursor)
        case .delete, .control("d"): remove(cursor..<min(text.count, cursor + 1))
        case .control("u"): remove(0..<cursor)
        case .control("k"): remove(cursor..<text.count)
        case .control("w"): remove(startOfWord()..<cursor)
        default: return false
        }
        return true
    }

    /// Draws the line into the first row of `area`, scrolled so that the cursor shows, which takes a column of its own
    /// after the last character.
    public func draw(into grid: inout Grid, in area: Rect, style: Style = .text) {
        let row = area.row(0)
        guard !row.isEmpty else { return }
        grid.fill(row, style: style)
        let before = CharacterWidth.columns(of: text.prefix(cursor))
        let under = text.dropFirst(cursor).first ?? " "
        let width = max(1, CharacterWidth.columns(of: under))
        let start = row.x - max(0, before + width - row.width)
        grid.put(text, x: start, y: row.y, style: style, in: row)
        grid.put(String(under), x: start + before, y: row.y, style: Style(.cursor), in: row)
    }

    /// A combining mark that is typed joins the character before it, so the cursor is found by the text after it.
    private mutating func insert(_ character: Character) {
        let rest = text.dropFirst(cursor)
        let head = text.prefix(cursor) + String(character)
        cursor = head.count
        text = String(head + rest)
        cursor = min(cursor, text.count)
    }

    private mutating func remove(_ range: Range<Int>) {
        text = String(text.prefix(range.lowerBound) + text.dropFirst(range.upperBound))
        cursor = min(range.lowerBound, text.count)
    }

    private func startOfWord() -> Int {
        let head = Array(text.prefix(cursor))
        let word = head.lastIndex { $0 != " " } ?? -1
        return (head[..<(word + 1)].lastIndex { $0 == " " } ?? -1) + 1
    }
}
