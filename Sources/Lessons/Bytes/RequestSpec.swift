// The request of an upgrade as a lesson describes it: `{ request: { version: 8 } }`. What is left out is what a browser would send, and
// `none` leaves a header out (RFC 6455 §4.1).

import WebSocketProtocol

/// A request to be made, of which the key may be drawn.
struct RequestSpec: Sendable, Hashable {
    var method = "GET"
    var path = "/"
    var http = "1.1"
    var host: String? = "localhost:1338"
    var upgrade: String? = "websocket"
    var connection: String? = "Upgrade"
    /// The value of Sec-WebSocket-Key; it stands for 16 random bytes.
    var key: String? = "dGhlIHNhbXBsZSBub25jZQ=="
    /// Whether the key is drawn.
    var isKeyRandom = false
    var version: String? = "13"
    var origin: String?
    var subprotocol: String?
    var extensions: String?

    init(connection: String? = "Upgrade") { self.connection = connection }

    /// Its bytes.
    var bytes: [UInt8] {
        let headers = [
            ("Host", host), ("Upgrade", upgrade), ("Connection", connection), ("Sec-WebSocket-Key", key),
            ("Sec-WebSocket-Version", version), ("Origin", origin), ("Sec-WebSocket-Protocol", subprotocol),
            ("Sec-WebSocket-Extensions", extensions),
        ]
        let lines =
            ["\(method) \(path) HTTP/\(http)"] + headers.compactMap { name, value in value.map { "\(name): \($0)" } }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// The bytes of the server's answer; a page where no WebSocket is asked for.
    var answer: [UInt8] { answer(nil) }

    /// The bytes of the answer of a server that compresses, if it does.
    func answer(_ deflate: DeflatePolicy?) -> [UInt8] {
        switch HTTPHead.parse(bytes, as: .request) {
        case .complete(let head):
            switch ServerHandshake.answer(HandshakeRequest(head: head), subprotocols: [], deflate: deflate) {
            case .accept(let acceptance): return acceptance.bytes
            case .refuse(let refusal): return refusal.bytes
            case .plainHTTP: return Array("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
            }
        case .malformed(let violation), .tooLarge(let violation):
            return Refusal(violations: [violation])?.bytes ?? []
        case .needMore: return []
        }
    }

    /// The same with the key drawn.
    func drawn(_ draw: inout Draw) -> RequestSpec {
        guard isKeyRandom else { return self }
        var spec = self
        (spec.key, spec.isKeyRandom) = (Base64.encode(draw.bytes(16)), false)
        return spec
    }
}

/// What a lesson says about a request; the rest stays as it is.
struct RequestChange: Sendable, Hashable {
    /// The values by their keys; nil for a header that is left out.
    private var values: [String: String?] = [:]

    /// The keys of a request.
    static let keys = [
        "method", "path", "http", "host", "upgrade", "connection", "key", "version", "origin", "subprotocol",
        "extensions",
    ]

    init(_ node: Node) throws(LessonProblem) {
        if case .scalar("") = node.value { return }
        if case .missing = node.value { return }
        var fields = try Fields(node, "a request")
        for key in Self.keys {
            guard let value = try fields.text(key) else { continue }
            guard value.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
                throw fields.problem("\(key) is printable ASCII in a request", key: key)
            }
            let isNeeded = ["method", "path", "http"].contains(key)
            values[key] = .some(value == "none" && !isNeeded ? nil : value)
        }
        try fields.finish()
    }

    /// The request with the change.
    func applied(to spec: RequestSpec) -> RequestSpec {
        var spec = spec
        for (key, value) in values {
            switch key {
            case "method": spec.method = value ?? ""
            case "path": spec.path = value ?? ""
            case "http": spec.http = value ?? ""
            case "host": spec.host = value
            case "upgrade": spec.upgrade = value
            case "connection": spec.connection = value
            case "key": (spec.key, spec.isKeyRandom) = (value, false)
            case "version": spec.version = value
            case "origin": spec.origin = value
            case "subprotocol": spec.subprotocol = value
            default: spec.extensions = value
            }
        }
        return spec
    }

    /// The request of nothing but this, with a random key if none is said.
    var spec: RequestSpec {
        var spec = RequestSpec()
        spec.isKeyRandom = true
        return applied(to: spec)
    }
}
