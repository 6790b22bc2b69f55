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

    /// Whether a request presents the token: in its Authorization header, or in its query, since a browser can't set that header for a
    /// WebSocket.
    static func hasToken(_ token: String?, _ request: HandshakeRequest) -> Bool {
        guard let token else { return true }
        let shown =
            request.head.values(of: "Authorization").map(\.value)
            + RequestTarget(request.target).query.values("token").map { "Bearer " + $0 }
        return shown.contains { value in
            // The scheme's case does not matter (RFC 9110 §11.1).
            let scheme = "bearer "
            return value.lowercased().hasPrefix(scheme) && isSame(String(value.dropFirst(scheme.count)), token)
        }
    }

    /// The answer to a request without the token.
    static let tokenRefusal = Refusal(
        status: 401,
        sentence: Sentence(
            "This server requires a token, as Authorization: Bearer TOKEN or as ?token=TOKEN in the URL."),
        headers: [("WWW-Authenticate", "Bearer")])

    /// Compares in a time that does not reveal where the first difference is.
    private static func isSame(_ first: String, _ second: String) -> Bool {
        let (left, right) = (Array(first.utf8), Array(second.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
