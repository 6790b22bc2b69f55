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

extension DeflateParameters {
    /// What was agreed on, in a few words: "server 11 bits, each message alone; client 15 bits".
    public var words: String {
        Endpoint.allCases.reversed().map { endpoint in
            "\(endpoint.rawValue) \(windowBits(of: endpoint)) bits\(takesOver(endpoint) ? "" : ", each message alone")"
        }.joined(separator: "; ")
    }
}

extension ExtensionOffer {
    fileprivate var offerSentences: [Sentence] {
        guard isDeflate else { return [unknownSentence] }
        return [Sentence("\(Self.deflate): messages may be compressed with DEFLATE.", section: Citation(.rfc7692, "7"))]
            + parameters.compactMap { parameter in
                DeflateParameter(name: parameter.name).flatMap { kind in
                    offerWords(kind, parameter).map { parameter.sentence(kind, $0) }
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
                DeflateParameter(name: parameter.name).flatMap { kind in
                    answerWords(kind, parameter).map { parameter.sentence(kind, $0) }
                }
            } + unnamedSentences
    }

    /// What holds where an answer does not name a parameter.
    private var unnamedSentences: [Sentence] {
        let takesOver = Endpoint.allCases.filter {
            !has($0 == .client ? .clientNoContextTakeover : .serverNoContextTakeover)
        }
        let whole = Endpoint.allCases.filter { !has($0 == .client ? .clientMaxWindowBits : .serverMaxWindowBits) }
        var sentences: [Sentence] = []
        if let first = takesOver.first {
            let words =
                takesOver.count == 2
                ? "Both sides keep their windows for the next message"
                : "The \(first.rawValue) keeps its window for the next message"
            sentences.append(Sentence("\(words): nothing says otherwise.", section: Citation(.rfc7692, "7.1.1")))
        }
        if let first = whole.first {
            let words = whole.count == 2 ? "either side" : "the \(first.rawValue)"
            // What a client says of its own window in the offer, it keeps to.
            let unless = whole.contains(.client) ? ", the client's less if it offered less" : ""
            sentences.append(
                Sentence(
                    "No window is named for \(words): copies may reach back 32,768 bytes\(unless).",
                    section: Citation(.rfc7692, "7.1.2")))
        }
        return sentences
    }

    private var unknownSentence: Sentence {
        Sentence("\(name): an extension that wslens does not know; it may use the reserved bits.", section: "9")
    }

    /// What a parameter of an offer means; nil where its value breaks a rule.
    private func offerWords(_ kind: DeflateParameter, _ parameter: Parameter) -> String? {
        switch kind {
        case .serverNoContextTakeover: "the server is asked to begin each message with an empty window."
        case .clientNoContextTakeover: "the client will begin each message with an empty window."
        case .serverMaxWindowBits:
            parameter.reach.map { "the server is asked to copy from at most \($0) back\(parameter.defaultWords)." }
        case .clientMaxWindowBits where parameter.value == nil:
            "the server may limit how far back the client's copies reach."
        case .clientMaxWindowBits:
            parameter.reach.map { "the client's copies will reach back \($0) at most\(parameter.defaultWords)." }
        }
    }

    /// The same in an answer.
    private func answerWords(_ kind: DeflateParameter, _ parameter: Parameter) -> String? {
        switch kind {
        case .serverNoContextTakeover: "the server begins each message with an empty window."
        case .clientNoContextTakeover: "the client begins each message with an empty window."
        case .serverMaxWindowBits:
            parameter.reach.map { "the server's copies reach back \($0) at most\(parameter.defaultWords)." }
        case .clientMaxWindowBits:
            parameter.reach.map { "the client's copies reach back \($0) at most\(parameter.defaultWords)." }
        }
    }
}

extension ExtensionOffer.Parameter {
    /// The window that its value stands for; nil where it has none.
    fileprivate var reach: String? { windowBits.map { Count.words(1 << $0, "byte") } }

    /// That it changes nothing, where it does not.
    fileprivate var defaultWords: String { windowBits == 15 ? ", as they would without it" : "" }

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
