// Who may connect: by origin (RFC 6455 §10.2) and by token.

import WebSocketProtocol

enum Admission {
    /// Whether pages of `origin` may connect. A client without an Origin is no browser, and could write what it likes.
    static func isAllowed(origin: String?, by allowed: [String]) -> Bool {
        guard let origin, !allowed.isEmpty else { return true }
        return allowed.contains { $0.lowercased() == origin.lowercased() }
    }

    /// Whether a request shows the token: in its Authorization header, or in its query, since a browser can't set that header for a
    /// WebSocket.
    static func hasToken(_ token: String?, _ request: HandshakeRequest) -> Bool {
        guard let token else { return true }
        let shown = request.head.values(of: "Authorization").map(\.value) + query(request.target)
        return shown.contains { isSame($0, "Bearer \(token)") }
    }

    /// The answer to a request without the token.
    static let tokenRefusal = Refusal(
        status: 401, sentence: "This server asks for a token, as Authorization: Bearer TOKEN or as ?token=TOKEN in the address.",
        headers: [("WWW-Authenticate", "Bearer")])

    private static func query(_ target: String) -> [String] {
        guard let mark = target.firstIndex(of: "?") else { return [] }
        return target[target.index(after: mark)...].split(separator: "&").filter { $0.hasPrefix("token=") }
            .map { "Bearer " + $0.dropFirst("token=".count) }
    }

    /// Compares in a time that does not tell where the first difference is.
    private static func isSame(_ first: String, _ second: String) -> Bool {
        let (left, right) = (Array(first.utf8), Array(second.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
