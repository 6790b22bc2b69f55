// What is said of a compressed message that is not known, or not kept, in full.

extension InflatedMessage {
    /// How many of its bytes are not known; nil where all are.
    public var sentenceOfUnknown: Sentence? {
        guard unknownCount > 0 else { return nil }
        return Sentence(
            "\(Count.words(unknownCount, "byte")) \(Count.be(unknownCount)) shown as ?: copied from messages that are not here."
        )
    }

    /// What is said where nothing is kept of what came out.
    public static let sentenceOfNotKept = Sentence(
        "Compressed with permessage-deflate (RFC 7692); what came out of it is no longer kept.")
}

extension InflatedMessage.Problem {
    /// What is said of a message that does not come out whole.
    public var sentence: Sentence {
        switch self {
        case .broken(let error, let bit):
            Sentence(
                "Inflating ends at byte \((bit / 8).grouped) of the message: \(error.words).",
                section: error.citation)
        case .notDeflate:
            Sentence(
                "The handshake is not here, and this is not DEFLATE data: another extension may have made it.",
                section: "9.1")
        case .tooLong:
            Sentence(
                "More than \(Count.words(InflatedMessage.longest, "byte")) come out; the rest is not inflated.")
        }
    }
}
