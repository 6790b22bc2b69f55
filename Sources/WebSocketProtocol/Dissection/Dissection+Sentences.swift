// The findings of a dissection in sentences: what happened and what follows from it. What is wrong with it is said by
// the rules.

extension Dissection {
    /// What a finding says. For a frame, the fields of its header that matter; nothing for a message, a move or the
    /// end, which have words of their own.
    public func sentences(about kind: Item.Kind) -> [Sentence] {
        switch kind {
        case .request(let number): return exchanges[number].map { [$0.requestSentence] } ?? []
        case .interim(let number, let index):
            let interim = exchanges[number]?.interim ?? []
            return interim.indices.contains(index) ? [interim[index].sentence] : []
        case .response(let number):
            let totals = exchanges[number]?.status == 101 ? compressionSentence : nil
            return [exchanges[number]?.responseSentence, totals].compactMap(\.self)
        case .frame(let from, let index), .unfinishedFrame(let from, let index):
            return frame(index, from: from).map { $0.sentences(context(of: $0)) } ?? []
        case .event(let event):
            let order = if case .ended(let by, let how) = event { orderSentence(by, how) } else { Sentence?.none }
            let totals = if case .ended = event { compressionSentence } else { Sentence?.none }
            return [words(about: event)?.sentence, order, totals].compactMap(\.self)
        case .remark(let violation): return [violation.rule.sentence]
        case .message, .move, .closed: return []
        }
    }
}

extension Dissection {
    /// Why it matters who ends TCP first, once the closing handshake is done. A reset leaves no TIME_WAIT, and an endpoint that gave up
    /// waiting has reasons of its own.
    private func orderSentence(_ by: Endpoint, _ how: EndManner) -> Sentence? {
        guard let firstEnd, firstEnd == (by, how), how != .reset, self[.client].close != nil, self[.server].close != nil
        else { return nil }
        return switch by {
        case .server:
            Sentence(
                "The server ends TCP first, as it should: so it holds TIME_WAIT, and not the client, which could not reopen the connection meanwhile.",
                section: "7.1.1")
        case .client:
            Sentence(
                "The client ends TCP first, although the server should: so the client holds TIME_WAIT, and cannot reopen the connection meanwhile.",
                section: "7.1.1")
        }
    }
}

extension FrameRecord {
    /// Opcode, FIN, MASK and length in sentences, as the decoder reads them from the header; none while it is
    /// incomplete.
    public func sentences(_ context: FrameContext) -> [Sentence] {
        guard let header else { return [] }
        let explanation = FrameExplanation(header.encoded, context: context)
        let fields = explanation.fields
        let lengths: [FrameField] = [.length, .extendedLength16, .extendedLength64]
        let length = fields.last { lengths.contains($0.field) }?.field
        let order: [FrameField?] = [.opcode, header.opcode.isControl && header.fin ? nil : .fin, .mask, length]
        return order.compactMap { field in
            guard field == .mask, let key = header.maskingKey else {
                return fields.first { $0.field == field }.map(explanation.sentence)
            }
            let digits = Hex.string(key.bytes, groupsOf: 1)
            return Sentence("MASK is 1: the payload is masked with the key \(digits).", section: "5.3")
        }
    }
}

extension HandshakeRecord {
    fileprivate var requestSentence: Sentence {
        guard let request else {
            guard case .tooLarge = requestParse else {
                return Sentence("These bytes are not an HTTP request.", section: "4.2.1")
            }
            return Sentence(
                "The server stopped reading, so it is not known what the request asks for.", section: "10.4")
        }
        guard request.isUpgradeAttempt else {
            return Sentence("A plain HTTP request: it does not ask for a WebSocket.", section: "4.1")
        }
        return Sentence(
            "The client asks to switch from HTTP to WebSocket. The server proves that it understood by hashing the key.",
            section: "4.1")
    }

    fileprivate var responseSentence: Sentence {
        guard let verdict else {
            guard case .tooLarge = responseParse else {
                return Sentence("These bytes are not an HTTP response.", section: "4.2.2")
            }
            return Sentence("The client stopped reading, so it is not known what the answer says.", section: "10.4")
        }
        guard verdict.status == 101 else {
            let words = isPlainHTTP ? ": plain HTTP." : ": the server does not open a WebSocket."
            return Sentence("The status is \(verdict.status)\(words)", section: isPlainHTTP ? nil : "4.2.2")
        }
        if verdict.comparison == .unknown {
            return Sentence(
                "101: the server agrees. The request is missing here, so its key is not known.", section: "4.2.2")
        }
        if verdict.isOpen, declinesSubprotocol {
            return Sentence(
                "101: the server agrees, but chooses no subprotocol. A browser that asked for one fails the connection.",
                section: "4.2.2")
        }
        return verdict.isOpen
            ? Sentence("101: the server agrees, and its accept value matches the key. Frames follow.", section: "4.2.2")
            : Sentence("101: the server agrees, but the client must not accept this answer.", section: "4.1")
    }
}
