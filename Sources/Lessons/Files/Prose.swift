// The text of a lesson: the part of CommonMark that lessons use.

/// Prose between two blocks of a lesson. Lines that the author broke are joined.
public struct Prose: Sendable, Hashable {
    /// A paragraph, or what stands in place of one.
    public struct Block: Sendable, Hashable {
        /// What it is.
        public let content: Content
        /// The line of the file in which it begins, from 1.
        public let line: Int
    }

    /// What a block can be.
    public enum Content: Sendable, Hashable {
        /// A heading; the level is 1 to 6.
        case heading(level: Int, [Inline])
        /// A paragraph.
        case paragraph([Inline])
        /// A list. The entries of one can hold another, whose entries hold none.
        case list(List)
        /// A quotation, which has no other inside it.
        case quote([Block])
        /// Code: its lines as they are. (Blocks `show` and `exercise` are not code.)
        case code([String])
    }

    /// A list of either kind.
    public struct List: Sendable, Hashable {
        /// The number of the first entry; nil if the entries have bullets.
        public let firstNumber: Int?
        /// Whether the author left empty lines between the entries.
        public let isLoose: Bool
        /// The blocks of each entry; there is at least one.
        public let entries: [[Block]]
    }

    /// A part of a paragraph.
    public indirect enum Inline: Sendable, Hashable {
        /// Plain text.
        case text(String)
        /// `*emphasis*`
        case emphasis([Inline])
        /// `**strong**`
        case strong([Inline])
        /// `` `code` ``
        case code(String)
        /// `[text](target)`
        case link([Inline], target: String)
    }

    /// The blocks in order. There is at least one.
    public let blocks: [Block]
    /// The line of the file in which the prose begins, from 1.
    public let line: Int
}
