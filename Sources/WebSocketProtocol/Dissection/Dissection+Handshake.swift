// The heads of a connection, RFC 6455 §4: until the response has come, nobody knows what the bytes behind the request
// are.

extension Dissection {
    mutating func readRequest(_ bytes: ArraySlice<UInt8>, time: Double) {
        guard case .needMore = handshake.requestParse else {
            hold(bytes)
            return
        }
        exchanges[at: 0].requestBytes += bytes
        exchanges[at: 0].requestParse = requestParser.parse(handshake.requestBytes)
        switch handshake.requestParse {
        case .needMore: return
        case .complete(let head):
            let rest = Array(handshake.requestBytes.dropFirst(head.length))
            exchanges[at: 0].requestBytes.removeLast(rest.count)
            exchanges[at: 0].request = HandshakeRequest(head: head)
            hold(rest[...])
        case .malformed, .tooLarge: break
        }
        exchanges[at: 0].requestTime = time
        note(handshake.requestViolations)
        append(.request(0), time)
    }

    /// Keeps bytes behind the request until the response says whether they are frames.
    private mutating func hold(_ bytes: ArraySlice<UInt8>) {
        if handshake.responseTime == nil { self[.client].held += bytes }
    }

    mutating func readResponse(_ bytes: ArraySlice<UInt8>, time: Double) {
        guard case .needMore = handshake.responseParse else {
            exchanges[at: 0].responseBodyLength += bytes.count
            return
        }
        exchanges[at: 0].responseBytes += bytes
        exchanges[at: 0].responseParse = responseParser.parse(handshake.responseBytes)
        var rest: [UInt8] = []
        switch handshake.responseParse {
        case .needMore: return
        case .complete(let head):
            rest = Array(handshake.responseBytes.dropFirst(head.length))
            exchanges[at: 0].responseBytes.removeLast(rest.count)
            exchanges[at: 0].verdict = verdict(on: head)
        case .malformed, .tooLarge: break
        }
        exchanges[at: 0].responseTime = time
        note(handshake.responseViolations)
        append(.response(0), time)
        openFrames(responseRest: rest, time: time)
    }

    private func verdict(on response: HTTPHead) -> HandshakeVerdict {
        let verdict = ClientHandshake.check(
            response: response, key: handshake.request?.key ?? "",
            offeredSubprotocols: handshake.request?.subprotocols ?? [],
            offeredExtensions: (handshake.request?.extensions ?? []).map(\.name))
        guard handshake.request == nil else { return verdict }
        // Without a request to compare with, what depends on it can't be judged.
        let dependent: Set<Rule> = [.acceptMismatch, .subprotocolNotOffered, .extensionNotOffered]
        return HandshakeVerdict(
            status: verdict.status, expectedAccept: nil, receivedAccept: verdict.receivedAccept,
            subprotocol: verdict.subprotocol, extensions: verdict.extensions,
            violations: verdict.violations.filter { !dependent.contains($0.rule) })
    }

    /// The response has said what the bytes after the heads are.
    private mutating func openFrames(responseRest: [UInt8], time: Double) {
        let held = self[.client].held
        self[.client].held = []
        let status = handshake.verdict?.status
        isWebSocket = status == 101
        let without: StateInput = handshake.isPlainHTTP ? .plainHTTPAnswered : .handshakeFailed
        // What a server means by bytes that are no response is unknown; for the client the handshake has failed.
        if status != nil { move(.server, isWebSocket ? .handshakeDone : without, .response, time) }
        move(.client, handshake.verdict?.isOpen == true ? .handshakeDone : without, .response, time)
        let agreement = ExtensionAgreement(handshake.verdict?.extensions.map(\.name) ?? [])
        for endpoint in Endpoint.allCases { self[endpoint].scanner.agree(on: agreement) }
        guard isWebSocket else {
            exchanges[at: 0].responseBodyLength += responseRest.count
            return
        }
        scan(held[...], from: .client, time: time)
        scan(responseRest[...], from: .server, time: time)
    }
}
