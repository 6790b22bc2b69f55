// The HTTP exchanges of a connection, RFC 6455 §4 and RFC 9112 §6 and §9.3. A refused upgrade may be tried again on the same
// connection, and plain requests may come before it:
//
//    client   GET  Upgrade        GET  Upgrade, Authorization
//    server                401 body                           103  101  frames …
//
// Until the response to an upgrade has arrived, it is not known whether the bytes after the request are frames or another request.

extension Dissection {
    /// How many requests may be read ahead of their answers; what is sent beyond them is read when the answers arrive.
    private static let maximumAhead = 16
    /// A head is read in pieces, since there may be many in the bytes of one event.
    private static let pieceLength = 512

    // MARK: Requests

    mutating func readRequests(_ bytes: ArraySlice<UInt8>, time: Double) {
        guard self[.client].held.isEmpty else {
            hold(bytes)
            return
        }
        var rest = bytes
        while !rest.isEmpty {
            switch requests.phase {
            case .between:
                guard beginRequest(&rest, time) else { return }
            case .head: readRequestHead(&rest, time: time)
            case .body:
                let number = requests.number
                exchanges[at: number].requestBodyLength += requests.readBody(&rest)
                // The 101 may have arrived before the end of the body.
                if isWebSocket, case .between = requests.phase { return scan(rest, from: .client, time: time) }
            case .brokenHead:
                let number = requests.number
                requests.readBrokenHead(&rest, to: &exchanges[at: number].requestBytes)
            case .broken where mayBeAnswered && requests.number >= answeredCount:
                hold(rest)
                return
            case .broken:
                // More of the broken request, as far as can be known.
                requests.skip(rest)
                return
            case .ended:
                readNoMore(rest, time)
                return
            }
        }
    }

    /// No request follows, and no WebSocket was opened: what the client sends is not read.
    private mutating func readNoMore(_ bytes: ArraySlice<UInt8>, _ time: Double) {
        requests.phase = .ended
        endReading(of: .client, after: .answer, time)
        countUnread(bytes, from: .client, time: time)
    }

    /// Whether the bytes are another request, as far as is known by now. If not, they are kept until the response arrives, or let
    /// go where no other request can follow.
    private mutating func beginRequest(_ bytes: inout ArraySlice<UInt8>, _ time: Double) -> Bool {
        guard mayBeAnswered else {
            readNoMore(bytes, time)
            return false
        }
        let isAnswered = answeredCount >= requests.number
        if isAnswered || mayBeAhead { requests.skipLineBreaks(&bytes) }
        guard let first = bytes.first else { return false }
        if first.isTokenCharacter, isAnswered || mayBeAhead {
            begin(requests.number)
            requests.phase = .head
            return true
        }
        if isAnswered {
            readNoMore(bytes, time)
        } else {
            hold(bytes)
        }
        return false
    }

    /// Keeps bytes of the client until the response arrives. What is already held and is held again is not copied.
    private mutating func hold(_ bytes: ArraySlice<UInt8>) {
        if self[.client].held.isEmpty { self[.client].held = bytes } else { self[.client].held += bytes }
    }

    /// Whether another request may follow a plain one without waiting for its answer (RFC 9112 §9.3.2). No frame begins like a request.
    private var mayBeAhead: Bool {
        exchanges[requests.number - 1]?.request?.isUpgradeAttempt == false
            && requests.number - answeredCount < Self.maximumAhead
    }

    /// Whether the responses are still followed.
    private var mayBeAnswered: Bool { if case .ended = responses.phase { false } else { true } }

    private mutating func readRequestHead(_ rest: inout ArraySlice<UInt8>, time: Double) {
        let number = requests.number
        let all = rest
        let piece = all.prefix(Self.pieceLength)
        rest = all.dropFirst(piece.count)
        exchanges[at: number].requestBytes += piece
        let parse = requests.parser.parse(exchanges[at: number].requestBytes)
        exchanges[at: number].requestParse = parse
        switch parse {
        case .needMore: return
        case .complete(let head):
            let behind = exchanges[at: number].requestBytes.count - head.length
            exchanges[at: number].requestBytes.removeLast(behind)
            exchanges[at: number].request = HandshakeRequest(head: head)
            rest = all[(piece.endIndex - behind)...]
            requests.byteCount += head.length
            requests.go(on: HTTPBody(ofRequest: head))
        case .malformed, .tooLarge:
            // What follows the byte that breaks it comes next.
            let behind =
                exchanges[at: number].requestBytes.count
                - min(requests.parser.position, HeadLimits().maximumLength)
            exchanges[at: number].requestBytes.removeLast(behind)
            rest = all[(piece.endIndex - behind)...]
            requests.byteCount += exchanges[at: number].requestBytes.count
            requests.phase = .brokenHead
        }
        exchanges[at: number].requestTime = time
        note(exchanges[at: number].requestViolations, by: .client)
        append(.request(number), time)
    }

    // MARK: Responses

    mutating func readResponses(_ bytes: ArraySlice<UInt8>, time: Double) {
        var rest = bytes
        while !rest.isEmpty {
            let number = responses.number
            switch responses.phase {
            case .between:
                responses.skipLineBreaks(&rest)
                guard !rest.isEmpty else { return }
                begin(number)
                responses.phase = .head
            case .head:
                readResponseHead(&rest, time: time)
                if isWebSocket { return scan(rest, from: .server, time: time) }
            case .body: exchanges[at: number].responseBodyLength += responses.readBody(&rest)
            case .brokenHead, .broken, .ended:
                exchanges[at: number].responseBodyLength += rest.count
                responses.skip(rest)
                return
            }
        }
    }

    private mutating func readResponseHead(_ rest: inout ArraySlice<UInt8>, time: Double) {
        let number = responses.number
        let all = rest
        let piece = all.prefix(Self.pieceLength)
        rest = all.dropFirst(piece.count)
        exchanges[at: number].responseBytes += piece
        let parse = responses.parser.parse(exchanges[at: number].responseBytes)
        exchanges[at: number].responseParse = parse
        switch parse {
        case .needMore: return
        case .complete(let head):
            let behind = exchanges[at: number].responseBytes.count - head.length
            exchanges[at: number].responseBytes.removeLast(behind)
            rest = all[(piece.endIndex - behind)...]
            responses.byteCount += head.length
            let status = head.statusCode ?? 0
            if status / 100 == 1, status != 101 { return foundInterim(head, time: time) }
            exchanges[at: number].verdict = verdict(on: head, to: exchanges[at: number].request)
            let method = exchanges[at: number].request?.method
            if status != 101 { responses.go(on: HTTPBody(ofResponse: head, to: method)) }
        case .malformed, .tooLarge:
            exchanges[at: number].responseBytes += rest
            responses.byteCount += exchanges[at: number].responseBytes.count
            rest = []
            responses.phase = .ended
        }
        exchanges[at: number].responseTime = time
        answeredCount = number + 1
        note(exchanges[at: number].responseViolations, by: .server)
        append(.response(number), time)
        let held = self[.client].held
        self[.client].held = []
        if exchanges[at: number].status == 101 {
            open(number, held: held, time: time)
        } else {
            readRequests(held, time: time)
        }
    }

    /// An interim response: the answer to the same request is still to come (RFC 9110 §15.2).
    private mutating func foundInterim(_ head: HTTPHead, time: Double) {
        let number = responses.number
        let index = exchanges[at: number].addInterim(head, time: time)
        responses.restart()
        append(.interim(exchange: number, index), time)
    }

    private func verdict(on response: HTTPHead, to request: HandshakeRequest?) -> HandshakeVerdict {
        let verdict = ClientHandshake.check(
            response: response, key: request?.key ?? "", offeredSubprotocols: request?.subprotocols ?? [],
            offeredExtensions: request?.extensions ?? [])
        guard request == nil else { return verdict }
        // Without a request to compare with, what depends on it can't be judged.
        let dependent: Set<Rule> = [
            .acceptMismatch, .subprotocolNotOffered, .extensionNotOffered, .deflateAnswerNotOffered,
            .deflateAnswerExceedsOffer,
        ]
        return HandshakeVerdict(
            status: verdict.status, expectedAccept: nil, receivedAccept: verdict.receivedAccept,
            subprotocol: verdict.subprotocol, extensions: verdict.extensions,
            violations: verdict.violations.filter { !dependent.contains($0.rule) })
    }

    // MARK: Both

    /// A 101: what follows are frames.
    private mutating func open(_ number: Int, held: ArraySlice<UInt8>, time: Double) {
        let verdict = exchanges[at: number].verdict
        openedBy = number
        isWebSocket = true
        // A request whose head was not complete when the 101 arrived.
        if case .head = requests.phase { requests.byteCount += exchanges[at: requests.number].requestBytes.count }
        move(.server, .handshakeDone, .response, time)
        move(.client, verdict?.isOpen == true ? .handshakeDone : .handshakeFailed, .response, time)
        // It may have ended its stream behind its request.
        if self[.client].hasEnded {
            move(.server, .peerEnded, .ended(.client, .fin), time)
            move(.client, .ended, .ended(.client, .fin), time)
        }
        let agreement = Agreement(verdict, on: exchanges[at: number].request)
        for endpoint in Endpoint.allCases { self[endpoint].scanner.agree(on: agreement) }
        scan(held, from: .client, time: time)
    }

    /// Begins an exchange, with its request or with an unrequested response.
    private mutating func begin(_ number: Int) {
        guard number == exchanges.count else { return }
        exchanges.begin()
        if exchanges.keptCount > ExchangeList.mostKept { letGoOfExchanges() }
    }

    /// Lets go of the exchanges that are over and are neither among the first nor among the latest.
    mutating func letGoOfExchanges() { exchanges.letGo(before: min(requests.number, responses.number)) }

    /// How a connection that did not become a WebSocket ends, by its last exchange; nil where that was not answered.
    var endWithoutWebSocket: StateInput? {
        guard handshake.responseTime != nil, handshake.status != 101 else { return nil }
        return handshake.isPlainHTTP ? .plainHTTPEnded : .handshakeFailed
    }
}
