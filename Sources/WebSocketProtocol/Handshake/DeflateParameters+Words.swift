// The parameters of permessage-deflate in words, as they stand in an offer and in an answer, RFC 7692 §7.1.

extension HTTPHead {
    /// What the extensions in a header and their parameters mean, in their order; empty for other headers.
    public func extensionSentences(of header: Header) -> [Sentence] {
        let isOffer = isRequest
        guard "Sec-WebSocket-Extensions".matchesIgnoringCase(header.name) else { return [] }
        let rule: Rule = isOffer ? .extensionOfferMalformed : .extensionAnswerMalformed
        return ExtensionOffer.list(in: self, elseBreaking: rule).offers
            .filter { header.valueRange.contains($0.range.lowerBound) }
            .flatMap { isOffer ? $0.offerSentences : $0.answerSentences }
    }
}

extension ExtensionOffer {
    fileprivate var offerSentences: [Sentence] {
        guard isDeflate else { return [unknownSentence] }
        return [Sentence("\(Self.deflate): messages may be compressed with DEFLATE.", section: Citation(.rfc7692, "7"))]
            + parameters.compactMap { parameter in
                DeflateParameter(name: parameter.name).map {
                    parameter.sentence($0, offerWords($0, parameter.windowBits))
                }
            }
    }

    fileprivate var answerSentences: [Sentence] {
        guard isDeflate else { return [unknownSentence] }
        let agreed = Sentence(
            "\(Self.deflate): from now on RSV1 of a message's first frame says whether it is compressed.",
            section: Citation(.rfc7692, "6"))
        return [agreed]
            + parameters.compactMap { parameter in
                DeflateParameter(name: parameter.name).map {
                    parameter.sentence($0, answerWords($0, parameter.windowBits))
                }
            }
    }

    private var unknownSentence: Sentence {
        Sentence("\(name): an extension that wslens does not know; it may use the reserved bits.", section: "9")
    }

    private func offerWords(_ kind: DeflateParameter, _ bits: Int?) -> String {
        switch kind {
        case .serverNoContextTakeover: "the server is to begin each message with an empty window."
        case .clientNoContextTakeover: "the client will begin each message with an empty window."
        case .serverMaxWindowBits: "the server's copies are to reach back \(reach(bits)) at most."
        case .clientMaxWindowBits where bits == nil: "the server may limit how far back the client's copies reach."
        case .clientMaxWindowBits: "the client's copies will reach back \(reach(bits)) at most."
        }
    }

    private func answerWords(_ kind: DeflateParameter, _ bits: Int?) -> String {
        switch kind {
        case .serverNoContextTakeover: "the server begins each message with an empty window."
        case .clientNoContextTakeover: "the client begins each message with an empty window."
        case .serverMaxWindowBits: "the server's copies reach back \(reach(bits)) at most."
        case .clientMaxWindowBits: "the client's copies reach back \(reach(bits)) at most."
        }
    }

    private func reach(_ bits: Int?) -> String { bits.map { Count.words(1 << $0, "byte") } ?? "a number of bytes" }
}

extension ExtensionOffer.Parameter {
    fileprivate func sentence(_ kind: DeflateParameter, _ meaning: String) -> Sentence {
        let section =
            switch kind {
            case .serverNoContextTakeover: "7.1.1.1"
            case .clientNoContextTakeover: "7.1.1.2"
            case .serverMaxWindowBits: "7.1.2.1"
            case .clientMaxWindowBits: "7.1.2.2"
            }
        return Sentence("\(words): \(meaning)", section: Citation(.rfc7692, section))
    }
}
