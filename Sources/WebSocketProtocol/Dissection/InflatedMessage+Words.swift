// What is said of a compressed message that is not known, or not kept, in full.

extension InflatedMessage {
    /// How many of its bytes are not known; nil where all are.
    public var sentenceOfUnknown: Sentence? {
        guard unknownCount > 0 else { return nil }
        return Sentence("\(Count.words(unknownCount, "byte")) shown as ?: copied from messages that are not here.")
    }

    /// What is said where nothing is kept of what came out.
    public static let sentenceOfNotKept = Sentence(
        "Compressed with permessage-deflate (RFC 7692); what came out of it is no longer kept.")
}
