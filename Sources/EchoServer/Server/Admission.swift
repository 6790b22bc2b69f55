// Who may connect: by origin (RFC 6455 §10.2) and by token.

import NIOCore
import WebSocketProtocol

enum Admission {
    /// Whether pages of `origin` may connect. A client without an Origin is not a browser, and could claim any.
    ///
    /// Where there is a list, the server's own page is on it too: the page of an address of this machine, at the port that
    /// the connection came to. The Host header proves nothing, since any name can be made to point here.
    static func isAllowed(origin: String?, by allowed: [String], at local: SocketAddress?) -> Bool {
        guard let origin, !allowed.isEmpty else { return true }
        return (allowed + ownOrigins(local)).contains { $0.lowercased() == origin.lowercased() }
    }

    private static func ownOrigins(_ local: SocketAddress?) -> [String] {
        guard let port = local?.port, let ip = local?.ipAddress else { return [] }
        let own = ip.contains(":") ? "[\(ip)]" : ip
        return ["localhost", "127.0.0.1", "[::1]", own].map { "http://\($0):\(port)" }
    }

    /// Why a request does not present the token, in words that do not repeat what it presents; nil where it does, or none is asked for.
    ///
    /// It may stand in an Authorization header, or in the query, since a browser can't set that header for a WebSocket.
    static func whyRefused(_ request: HandshakeRequest, token: String?) -> String? {
        guard let token else { return nil }
        let presented =
            request.head.values(of: "Authorization").map { Presented(header: $0.valueBytes) }
            + RequestTarget(request.target).query.values("token").map {
                Presented.secret(Array($0.utf8), name: "token in the address")
            }
        let isRight = presented.contains {
            if case .secret(let secret, _) = $0 { isSame(secret, token) } else { false }
        }
        return isRight
            ? nil : presented.first?.fault ?? "There is no Authorization header, and no token in the address"
    }

    /// The answer to a request without the token.
    static let tokenRefusal = Refusal(
        status: 401,
        sentence: Sentence(
            "This server requires a token, as Authorization: Bearer TOKEN, as the password of Authorization: Basic with any user name, "
                + "or as ?token=TOKEN in the URL."),
        headers: [
            ("WWW-Authenticate", "Bearer realm=\"wslens\""),
            ("WWW-Authenticate", "Basic realm=\"wslens\", charset=\"UTF-8\""),
        ])

    /// Compares in a time that does not reveal where the first difference is.
    private static func isSame(_ first: [UInt8], _ second: String) -> Bool {
        let (left, right) = (first, Array(second.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// What a request presents in one place.
private enum Presented {
    /// What may be the token.
    case secret([UInt8], name: String)
    /// Nothing that could be, and why.
    case nothing(fault: String)

    /// Reads the value of an Authorization header (RFC 9110 §11.6.2): a scheme, whose case does not matter, and its credentials.
    init(header value: [UInt8]) {
        let blank = UInt8(ascii: " ")
        let scheme = String(decoding: value.prefix { $0 != blank }, as: UTF8.self)
        let credentials = Array(value.drop { $0 != blank }.drop { $0 == blank })
        switch scheme.lowercased() {
        case _ where credentials.isEmpty:
            self = .nothing(
                fault: "The Authorization header is not a scheme, Bearer or Basic, and credentials behind it")
        case "bearer": self = .secret(credentials, name: "token in the Authorization header")
        case "basic":
            // RFC 7617 §2: the Base64 of user:password; a user has no colon.
            let pair = Base64.decode(String(decoding: credentials, as: UTF8.self))
            guard let pair, let colon = pair.firstIndex(of: UInt8(ascii: ":")) else {
                self = .nothing(fault: "What stands behind Basic is not the Base64 of a user, a colon and a password")
                return
            }
            self = .secret(Array(pair[(colon + 1)...]), name: "password in the Authorization header")
        default:
            self = .nothing(fault: "The Authorization header has the scheme \(scheme.visible), not Bearer or Basic")
        }
    }

    /// Why it is refused, as the beginning of a sentence.
    var fault: String {
        switch self {
        case .secret(_, let name): "The \(name) is wrong"
        case .nothing(let fault): fault
        }
    }
}
