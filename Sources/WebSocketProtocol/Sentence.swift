// What the decoder says: one short sentence and where the rule stands.

/// A sentence about particular bytes, with the section that it rests on.
public struct Sentence: Sendable, Hashable {
    /// The sentence, in the present tense, with its full stop and without the section.
    public let text: String
    /// The place, as "RFC 6455 §5.2"; empty where no document says it.
    public let source: String

    /// A sentence that rests on a section of RFC 6455.
    public init(_ text: String, section: String) {
        self.text = text
        source = section.isEmpty ? "" : "RFC 6455 §" + section
    }

    /// A sentence that rests on another document: "RFC 9110 §15.2".
    public init(_ text: String, source: String) {
        self.text = text
        self.source = source
    }
}
