// The short words for a connection in the lists.

public import Capture
import WebSocketProtocol

extension Conversation {
    /// Whether it breaks no rule: plain HTTP, or a connection in reserve, need not be listed.
    var isOrdinary: Bool { !dissection.hasViolations }

    /// What people call it: a WebSocket by its number, "#3"; other connections by what goes over them, "HTTP", or "TCP" while nothing
    /// does.
    public var label: String { webSocket.map { "#\($0)" } ?? (hasNoRequest ? "TCP" : "HTTP") }

    /// The state in words, seen from the server: "OPEN", "CLOSING", "CLOSED 3001", "HTTP 200", "REFUSED 426",
    /// "NO REQUEST".
    public var stateWords: String {
        let dissection = dissection
        let handshake = dissection.handshake
        if let status = handshake.status, status != 101 { return handshake.answerWords(status) }
        if hasNoRequest { return "NO REQUEST" }
        if let outcome = dissection.outcome { return outcome.code.map { "CLOSED \($0.rawValue)" } ?? "CLOSED" }
        return dissection.state(of: .server).name
    }

    /// Whether nothing has arrived from the client: browsers open spare connections for later requests.
    var hasNoRequest: Bool { webSocket == nil && !dissection.isWebSocket && dissection.byteCount(from: .client) == 0 }

    /// The client's program, such as "Chrome 156"; empty if unknown.
    public var program: String {
        let exchanges = dissection.exchanges
        let agents = exchanges.numbers.reversed().lazy.compactMap {
            exchanges[$0]?.request?.head.values(of: "User-Agent").first?.value
        }
        guard let agent = agents.first else { return "" }
        return ClientProgram.name(userAgent: agent)
    }

    /// What the client calls itself in the address that it asks for, `/?name=blue-2`, as our page does: at most 24 code points; nil
    /// where it gives no name.
    public var name: String? {
        let exchanges = dissection.exchanges
        let name = exchanges.numbers.reversed().lazy.compactMap {
            exchanges[$0]?.request.flatMap { RequestTarget($0.target).query.first("name") }
        }.first
        return name.flatMap { $0.isEmpty ? nil : String($0.unicodeScalars.prefix(24)) }
    }

    /// Where the page is from that asked for the WebSocket, if that is not this server: any page may try. Nil for the server's own, and for
    /// programs that are not browsers.
    var foreignOrigin: String? {
        let exchanges = dissection.exchanges
        guard let request = exchanges.numbers.reversed().lazy.compactMap({ exchanges[$0]?.request }).first,
            let origin = request.origin
        else { return nil }
        let own = ["http", "https"].map { "\($0)://\(request.host ?? "")".lowercased() }
        return own.contains(origin.lowercased()) ? nil : origin
    }

    /// What it asked for, if that is not "/": "/chat"; at most 24 code points of it.
    private var path: String? {
        let exchanges = dissection.exchanges
        let target = exchanges.numbers.reversed().lazy.compactMap { exchanges[$0]?.request?.target }.first
        let path = target.map { RequestTarget($0).path }
        return path.flatMap { $0 == "/" ? nil : String($0.unicodeScalars.prefix(24)) }
    }

    /// Its name, or else its path, and its program: "blue-2 Chrome 156", "/chat Chrome 156".
    var nameAndProgram: String { [name ?? path ?? "", program].filter { !$0.isEmpty }.joined(separator: " ") }

    /// The verdict in a word: "bad" if a rule was broken, "clean" or "not clean" for the end of a WebSocket; for a refused one
    /// why, "origin" or "no token", or "refused" where the server did not say; for plain HTTP, "the page" if a page was
    /// sent; otherwise nothing.
    public var verdict: String {
        if dissection.hasViolations { return "bad" }
        let handshake = dissection.handshake
        if handshake.isPlainHTTP, handshake.status == 200 {
            let type = handshake.response?.values(of: "Content-Type").first?.value ?? ""
            return type.hasPrefix("text/html") ? "the page" : ""
        }
        if !handshake.isPlainHTTP, let status = handshake.status, status != 101 { return refusalReason ?? "refused" }
        guard let outcome = dissection.outcome, dissection.isWebSocket else { return "" }
        return outcome.cleanness
    }

    /// What the server said of its last refusal, in a word.
    private var refusalReason: String? {
        dissection.items.reversed().lazy.compactMap { item in
            guard case .event(.serverAction(let name, _)) = item.kind else { return nil }
            return ["origin-refused": "origin", "token-missing": "no token", "handshake-timeout": "timeout"][name]
        }.first
    }

    /// Whether the connection is open.
    public var isOpen: Bool { dissection.outcome == nil }

    /// Whether it is an open WebSocket.
    var isOpenWebSocket: Bool { dissection.isWebSocket && isOpen }

    /// How many frames an endpoint has sent, including those that were dropped or whose bytes are still arriving.
    func frameCount(from endpoint: Endpoint) -> Int { frameNumbers(from: endpoint).upperBound }

    /// The numbers of an endpoint's frames that are kept, including those whose bytes are still arriving.
    func frameNumbers(from endpoint: Endpoint) -> Range<Int> {
        dissection.frameNumbers(from: endpoint)
    }

    /// The bytes of both directions.
    var byteCount: Int { dissection.byteCount(from: .client) + dissection.byteCount(from: .server) }

    /// Its age in seconds; a recording has no present, so `now` is nil and its last event counts.
    func age(now: Double?) -> Double {
        let end = dissection.outcome?.time ?? max(now ?? 0, dissection.lastTime)
        return end - (dissection.openTime ?? events.first?.time ?? end)
    }
}

extension HandshakeRecord {
    /// "HTTP 200", "REFUSED 426": what an answer that opens no WebSocket comes to.
    func answerWords(_ status: Int) -> String { isPlainHTTP ? "HTTP \(status)" : "REFUSED \(status)" }
}

extension ExchangeList {
    /// "Requests 5 to 28 of this connection are not kept."; nil if the exchange follows one that is.
    func lostWords(before number: Int) -> String? {
        guard !lost.isEmpty, number == lost.upperBound else { return nil }
        let (first, last) = (lost.lowerBound + 1, lost.upperBound)
        return first == last
            ? "Request \(first) of this connection is not kept."
            : "Requests \(first) to \(last) of this connection are not kept."
    }
}

extension CloseOutcome {
    /// "clean", "not clean"; "unknown" if bytes are missing.
    var cleanness: String { isClean.map { $0 ? "clean" : "not clean" } ?? "unknown" }
}
