// What a client asks for when it opens a connection, and what is wrong with the request (RFC 6455 §4.1, §4.2.1).

/// The request of an opening handshake, read from its head.
///
/// A plain HTTP request, such as a browser's for the page, is one too; `isUpgradeAttempt` distinguishes them.
public struct HandshakeRequest: Sendable, Hashable {
    /// The head that it was read from.
    public let head: HTTPHead
    /// Whether the client wants to leave HTTP: Upgrade names websocket, or there is a header of a handshake.
    public let isUpgradeAttempt: Bool
    /// "GET", as it was sent; empty where the head is a response.
    public let method: String
    /// "/chat?room=1", as it was sent; empty where the head is a response.
    public let target: String
    /// The Host header's value.
    public let host: String?
    /// The Origin header's value. Several are joined by commas, so that no list of allowed origins contains them.
    public let origin: String?
    /// The version asked for, 0 to 255 (§4.1); nil where it is missing or not such a number.
    public let version: Int?
    /// The Sec-WebSocket-Key header's value, right or wrong.
    public let key: String?
    /// The subprotocols offered, in the client's order of preference, without those that are not tokens.
    public let subprotocols: [String]
    /// The extensions offered, in the client's order of preference, without those that break the grammar.
    public let extensions: [ExtensionOffer]
    /// All rules that the request breaks, in the order of the bytes that break them. What is missing is reported at the
    /// empty line that ends the head. Empty for plain HTTP, which these rules are not about.
    public let violations: [Violation]

    /// Reads and judges a head.
    public init(head: HTTPHead) {
        self.head = head
        if case .request(let method, let target, _) = head.startLine {
            (self.method, self.target) = (method.text, target.text)
        } else {
            (method, target) = ("", "")
        }
        let origins = head.values(of: "Origin").map(\.value)
        let offers = ExtensionOffer.list(in: head, elseBreaking: .extensionOfferMalformed)
        host = head.values(of: "Host").first?.value
        origin = origins.isEmpty ? nil : origins.joined(separator: ", ")
        version = (head.values(of: "Sec-WebSocket-Version").first?.value).flatMap(Self.version)
        key = head.values(of: "Sec-WebSocket-Key").first?.value
        subprotocols = head.tokens(of: "Sec-WebSocket-Protocol").map(\.text).filter(\.isToken)
        extensions = offers.offers
        isUpgradeAttempt =
            head.contains("websocket", in: "Upgrade")
            || head.headers.contains { header in
                let prefix = "Sec-WebSocket-"
                return String(decoding: header.name.utf8.prefix(prefix.utf8.count), as: UTF8.self)
                    .matchesIgnoringCase(prefix)
            }
        let found =
            isUpgradeAttempt
            ? RequestRules.violations(of: head) + offers.violations
                + offers.offers.flatMap(DeflateRules.violations(ofOffer:)) : []
        violations = found.inByteOrder
    }

    /// What is wrong with the Host header of any HTTP request (RFC 9112 §3.2), in words; nil where nothing is.
    public var hostFault: String? {
        let hosts = head.values(of: "Host")
        if hosts.count > 1 { return "there are \(hosts.count) of them" }
        guard let host = hosts.first else { return head.minorVersion >= 1 ? "there is none" : nil }
        return HostValue.fault(in: host.value)
    }

    /// Whether a body follows the head, as far as the headers say.
    var hasBody: Bool {
        !head.values(of: "Transfer-Encoding").isEmpty || HTTPBody(ofRequest: head) != .counted(0)
    }

    /// The number of a version: 0 to 255 without leading zeros (§4.1).
    static func version(_ text: String) -> Int? {
        guard !text.utf8.isEmpty, text.utf8.allSatisfy(\.isDigit), let number = Int(text), number <= 255,
            String(number).utf8.count == text.utf8.count
        else { return nil }
        return number
    }
}

extension [Violation] {
    /// Sorted by where they start; those that start together keep their order.
    var inByteOrder: [Violation] {
        enumerated()
            .sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }
            .map(\.element)
    }
}

extension HTTPHead {
    /// Whether a list header has the token, in any case of letters.
    func contains(_ token: String, in name: String) -> Bool {
        tokens(of: name).contains { $0.text.matchesIgnoringCase(token) }
    }
}
