// The words of prose, without its marks.

extension Prose {
    /// A piece of prose as plain text.
    struct Piece: Sendable, Hashable {
        /// How it is set.
        enum Style: Sendable, Hashable { case plain, emphasis, strong, code }

        let text: String
        let style: Style
    }

    /// The text of a paragraph, a heading or an entry, in pieces.
    struct Passage: Sendable, Hashable {
        let pieces: [Piece]
        let isHeading: Bool
        let line: Int

        /// All of it.
        var text: String { pieces.map(\.text).joined() }
    }

    /// The passages in order; blocks of code are left out.
    var passages: [Passage] { blocks.flatMap(\.passages) }

    /// All that a translation replaces.
    var plainText: String { passages.map(\.text).joined(separator: "\n") }
}

extension Prose.Block {
    fileprivate var passages: [Prose.Passage] {
        switch content {
        case .heading(_, let inlines): [Prose.Passage(pieces: inlines.pieces(.plain), isHeading: true, line: line)]
        case .paragraph(let inlines): [Prose.Passage(pieces: inlines.pieces(.plain), isHeading: false, line: line)]
        case .list(let list): list.entries.flatMap { $0.flatMap(\.passages) }
        case .quote(let blocks): blocks.flatMap(\.passages)
        case .code: []
        }
    }
}

extension [Prose.Inline] {
    fileprivate func pieces(_ style: Prose.Piece.Style) -> [Prose.Piece] {
        flatMap { inline in
            switch inline {
            case .text(let text): [Prose.Piece(text: text, style: style)]
            case .emphasis(let inlines): inlines.pieces(.emphasis)
            case .strong(let inlines): inlines.pieces(.strong)
            case .code(let text): [Prose.Piece(text: text, style: .code)]
            case .link(let inlines, _): inlines.pieces(style)
            }
        }
    }
}
