// The short words that the lists say of a connection.

public import Capture
import WebSocketProtocol

extension Conversation {
    /// The state in words, seen from the server: "OPEN", "CLOSING", "CLOSED 3001", "HTTP 200", "REFUSED 426".
    public var stateWords: String {
        let dissection = dissection
        let handshake = dissection.handshake
        if let status = handshake.status, status != 101 {
            return handshake.isUpgradeAttempt ? "REFUSED \(status)" : "HTTP \(status)"
        }
        if let outcome = dissection.outcome { return outcome.code.map { "CLOSED \($0.rawValue)" } ?? "CLOSED" }
        return dissection.state(of: .server).name
    }

    /// The client's program, as "Chrome 156"; empty where it does not say.
    public var program: String {
        guard let agent = dissection.handshake.request?.head.values(of: "User-Agent").first?.value else { return "" }
        return ClientProgram.name(userAgent: agent)
    }

    /// The verdict in a word: "bad" where a rule was broken, "clean" or "not clean" for an end, else nothing.
    public var verdict: String {
        if dissection.hasViolations { return "bad" }
        guard let outcome = dissection.outcome else { return "" }
        return outcome.isClean ? "clean" : "not clean"
    }

    /// Whether the connection lives.
    public var isOpen: Bool { dissection.outcome == nil }
}
