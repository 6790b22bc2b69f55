// The outcome of a handshake in words (RFC 6455 §4.1, §4.2.2).

/// How the Sec-WebSocket-Accept that was sent compares with the one that the key asks for.
public enum AcceptComparison: String, Sendable, Hashable {
    /// The same: only a server that read the key and knows the GUID can send it.
    case match
    /// A different one.
    case mismatch
    /// A 101 response without one.
    case missing
    /// The status is not 101, so none is required.
    case notCalledFor
    /// The request, and with it the key, was not seen.
    case unknown

    /// The comparison with its consequence.
    public var words: String {
        switch self {
        case .match: "match: this server speaks WebSocket"
        case .mismatch: "mismatch: not the hash of this key"
        case .missing: "missing: a 101 response must carry it"
        case .notCalledFor: "none: the server did not answer with 101"
        case .unknown: "not checked: the request with its key is missing here"
        }
    }
}

extension HandshakeVerdict {
    /// The comparison of both values.
    public var comparison: AcceptComparison {
        guard status == 101 else { return .notCalledFor }
        guard let receivedAccept else { return .missing }
        guard let expectedAccept else { return .unknown }
        return receivedAccept.isSameBytes(as: expectedAccept) ? .match : .mismatch
    }
}

extension HandshakeRecord {
    /// What became of a header of the request; nil while there is no 101, and for most headers.
    public func fate(of header: HTTPHead.Header) -> Sentence? {
        if "Sec-WebSocket-Protocol".matchesIgnoringCase(header.name), declinesSubprotocol {
            return Sentence(
                "Declined: the response names no subprotocol. The connection may go on without one (RFC 6455), but a browser fails it.",
                section: "4.2.2")
        }
        guard status == 101, let verdict, let request, verdict.extensions.isEmpty, !request.extensions.isEmpty,
            "Sec-WebSocket-Extensions".matchesIgnoringCase(header.name),
            response?.values(of: header.name).isEmpty == true
        else { return nil }
        let isDeflate = request.extensions.contains { $0.name.matchesIgnoringCase(ExtensionOffer.deflate) }
        return Sentence(
            "Declined: the response names no extension. So RSV1 stays 0\(isDeflate ? ", and no message is compressed" : "").",
            section: isDeflate ? Citation(.rfc7692, "5") : "9.1")
    }

    /// Whether the client asked for a subprotocol, and the connection opened without one.
    var declinesSubprotocol: Bool {
        guard status == 101, request?.subprotocols.isEmpty == false else { return false }
        return response?.values(of: "Sec-WebSocket-Protocol").isEmpty == true
    }

    /// How far the handshake is, and its outcome.
    public var outcome: Sentence {
        if requestParse.violation != nil {
            return Sentence("The request cannot be read, so there is no handshake.", section: "4.2.2")
        }
        guard let request else {
            if requestBytes.isEmpty, let status {
                return Sentence(
                    "The request is missing here, so the \(status) cannot be compared with what was asked for.",
                    section: "4.1")
            }
            if let status {
                return Sentence(
                    "The request head was never complete: \(Count.words(requestBytes.count, "byte")) arrived, without an empty line. "
                        + "The server answered \(status).", section: "4.2.2")
            }
            let text =
                requestBytes.isEmpty
                ? "No byte of a request has arrived yet."
                : "The request head is still arriving: \(Count.words(requestBytes.count, "byte")) so far, and no empty line yet."
            return Sentence(text)
        }
        guard request.isUpgradeAttempt || status == 101 else {
            return Sentence(
                "This is plain HTTP: the request does not ask for a WebSocket, so there is no handshake.",
                section: "4.2.1")
        }
        if responseParse.violation != nil {
            return Sentence("The response cannot be read, so the handshake has failed.", section: "4.1")
        }
        guard let verdict else {
            if let last = interim.last, responseBytes.isEmpty { return last.sentence }
            let text =
                responseBytes.isEmpty
                ? "The server has not answered yet."
                : "The response head is still arriving: \(Count.words(responseBytes.count, "byte")) so far, and no empty line yet."
            return Sentence(text)
        }
        if verdict.status != 101, isFollowed {
            return Sentence(
                "The server refused with status \(verdict.status): the connection stays HTTP, and another request follows.",
                section: "4.1")
        }
        if verdict.isOpen, declinesSubprotocol {
            return Sentence(
                "The handshake is complete, without the subprotocol that was asked for: a browser fails such a connection, other clients may go on.",
                section: "4.2.2")
        }
        return Self.outcome(of: verdict)
    }

    /// Why there is no accept key to compute; nil where there is one.
    public var whyNoComputation: Sentence? {
        guard let request else {
            let why =
                requestBytes.isEmpty && status != nil
                ? "the request is missing here" : "no request with a key has arrived"
            return Sentence("There is nothing to compute: \(why).", section: "4.2.2")
        }
        guard request.isUpgradeAttempt else {
            return Sentence("There is nothing to compute: the request does not ask for a WebSocket.", section: "4.2.2")
        }
        if isFollowed, let status, status != 101 {
            return Sentence(
                "There is nothing to compute: the answer was \(status), and another request follows.", section: "4.1")
        }
        let wrongKey = request.violations.first { [.keyMissing, .keyNot16Bytes].contains($0.rule) }
        guard let wrongKey else { return nil }
        let found = wrongKey.found.isEmpty ? "" : " \(wrongKey.foundSentence)"
        return Sentence(
            "There is nothing to compute. \(wrongKey.rule.sentence.text)\(found)", section: wrongKey.rule.citation)
    }

    private static func outcome(of verdict: HandshakeVerdict) -> Sentence {
        if verdict.isOpen {
            return Sentence("The handshake is complete: from the next byte on, both sides send frames.", section: "4.1")
        }
        if verdict.status == 101 {
            let count = verdict.violations.count
            return Sentence(
                "The 101 response breaks \(count == 1 ? "a rule" : "\(count) rules"): "
                    + "the client must fail the connection.",
                section: "4.1")
        }
        return Sentence(
            "The server refused with status \(verdict.status): the connection stays HTTP, and no frame is sent.",
            section: "4.2.2")
    }
}
