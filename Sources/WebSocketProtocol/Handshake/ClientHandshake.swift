// The client's half of the opening handshake: the request, and whether the response opens the connection (RFC 6455 §4.1).

/// What a client concludes from a response.
public struct HandshakeVerdict: Sendable, Hashable {
    /// The status. Anything but 101 is a refusal, which breaks no rule.
    public let status: Int
    /// What Sec-WebSocket-Accept must be for the key that was sent; nil where the request was not seen.
    public let expectedAccept: String?
    /// What was received; nil where it was missing.
    public let receivedAccept: String?
    /// The subprotocol that the server chose, offered or not.
    public let subprotocol: String?
    /// The extensions that the server chose, offered or not.
    public let extensions: [ExtensionOffer]
    /// All rules that a 101 response breaks, in the order of the bytes that break them; empty for any other status.
    public let violations: [Violation]

    /// Whether the connection is open: 101, and nothing wrong with it.
    public var isOpen: Bool { status == 101 && violations.isEmpty }
}

/// The client's request and its judgement of the response.
public enum ClientHandshake {
    /// Writes a request.
    ///
    /// The parts go in unchanged, so that a wrong request can be written as well as a right one. To know which it is,
    /// parse it and look at the violations of its `HandshakeRequest`.
    ///
    /// - Parameters:
    ///   - host: The server, with its port if that is not the default: "localhost:1338".
    ///   - path: The resource, from its `/` on.
    ///   - key: The Base64 of 16 random bytes, fresh for each connection.
    ///   - origin: The origin of the page; nil for a client that is not a browser.
    ///   - subprotocols: What to offer, the preferred first.
    ///   - extensions: The value of Sec-WebSocket-Extensions; nil to offer none.
    ///   - headers: What else the request says, behind all of these.
    public static func request(
        host: String, path: String, key: String, origin: String? = nil, subprotocols: [String] = [],
        extensions: String? = nil, headers: [(name: String, value: String)] = []
    ) -> [UInt8] {
        var lines = [
            "GET \(path) HTTP/1.1", "Host: \(host)", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Version: 13",
        ]
        if let origin { lines.append("Origin: \(origin)") }
        if !subprotocols.isEmpty { lines.append("Sec-WebSocket-Protocol: \(subprotocols.joined(separator: ", "))") }
        if let extensions { lines.append("Sec-WebSocket-Extensions: \(extensions)") }
        lines += headers.map { "\($0.name): \($0.value)" }
        return HTTPText.head(lines)
    }

    /// Judges a response.
    ///
    /// - Parameters:
    ///   - response: The head of the response.
    ///   - key: The key of the request.
    ///   - offeredSubprotocols: The subprotocols of the request.
    ///   - offeredExtensions: The extensions of the request.
    public static func check(
        response: HTTPHead, key: String, offeredSubprotocols: [String] = [], offeredExtensions: [ExtensionOffer] = []
    ) -> HandshakeVerdict {
        let expected = AcceptTrace.accept(for: key)
        let extensions = ExtensionOffer.list(in: response, elseBreaking: .extensionAnswerMalformed)
        let found =
            upgrade(response) + connection(response) + accept(response, expected)
            + subprotocol(response, offered: offeredSubprotocols) + extensions.violations
            + extensions.offers.filter { offer in
                !offeredExtensions.contains { $0.name.matchesIgnoringCase(offer.name) }
            }
            .map { Violation(.extensionNotOffered, at: $0.range, detail: $0.name) }
            + DeflateRules.violations(ofAnswer: extensions.offers, to: offeredExtensions)
        let status = response.statusCode ?? 0
        return HandshakeVerdict(
            status: status, expectedAccept: expected,
            receivedAccept: response.values(of: "Sec-WebSocket-Accept").first?.value,
            subprotocol: response.values(of: "Sec-WebSocket-Protocol").first?.value, extensions: extensions.offers,
            violations: status == 101 ? found.inByteOrder : [])
    }

    /// Unlike a request's, this header must be the word and nothing else.
    private static func upgrade(_ head: HTTPHead) -> [Violation] {
        let tokens = head.tokens(of: "Upgrade")
        if !tokens.isEmpty, tokens.allSatisfy({ $0.text.matchesIgnoringCase("websocket") }) { return [] }
        let other = tokens.first { !$0.text.matchesIgnoringCase("websocket") }
        let place = other?.range ?? head.values(of: "Upgrade").first?.place
        return [Violation(.responseUpgradeMissing, at: place ?? head.emptyLineRange)]
    }

    private static func connection(_ head: HTTPHead) -> [Violation] {
        guard !head.contains("upgrade", in: "Connection") else { return [] }
        let place = head.values(of: "Connection").first?.place
        return [Violation(.responseConnectionMissing, at: place ?? head.emptyLineRange)]
    }

    private static func accept(_ head: HTTPHead, _ expected: String) -> [Violation] {
        let headers = head.values(of: "Sec-WebSocket-Accept")
        guard let first = headers.first else { return [Violation(.acceptMissing, at: head.emptyLineRange)] }
        var found = headers.dropFirst().map { Violation(.acceptRepeated, at: $0.range) }
        if !first.value.isSameBytes(as: expected) {
            found.append(Violation(.acceptMismatch, at: first.place, detail: "expected \(expected)"))
        }
        return found
    }

    private static func subprotocol(_ head: HTTPHead, offered: [String]) -> [Violation] {
        let headers = head.values(of: "Sec-WebSocket-Protocol")
        var found = headers.dropFirst().map { Violation(.subprotocolAnswerRepeated, at: $0.range) }
        if let first = headers.first, !offered.contains(where: { $0.isSameBytes(as: first.value) }) {
            found.append(Violation(.subprotocolNotOffered, at: first.place, detail: first.value))
        }
        return found
    }
}
