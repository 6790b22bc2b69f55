// What is said, everywhere: one short sentence and where a document says so.

/// A sentence about particular bytes, a step or a state, with the section that it rests on.
public struct Sentence: Sendable, Hashable {
    /// The sentence, in the present tense, with its full stop and without the section.
    public let text: String
    /// The section; nil where no document says it.
    public let citation: Citation?

    /// A sentence that rests on a section, or is only words. A literal is a section of RFC 6455: `section: "5.2"`.
    public init(_ text: String, section: Citation? = nil) {
        self.text = text
        citation = section
    }

    /// The section as a part of the sentence: "FIN is 1: this frame ends its message (RFC 6455 §5.2)."
    public var cited: String {
        guard let citation, text.hasSuffix(".") else { return text }
        return "\(text.dropLast()) (\(citation.text))."
    }

    /// The section after the sentence, or after several: "A server must not mask; … closes with 1002. (RFC 6455 §5.1)"
    public var citedBehind: String {
        citation.map { "\(text) (\($0.text))" } ?? text
    }
}
