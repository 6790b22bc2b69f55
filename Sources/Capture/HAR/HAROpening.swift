// How a connection of a HAR begins: with its handshake, or after it.
//
// A handshake is only shown where the file has it. Where it has none and the WebSocket was open all the same, the
// connection begins after it, so that no message is read as the answer and no endpoint is blamed for headers that
// the browser left out:
//
//   101, key and accept              the handshake
//   2xx and no key                   over HTTP/2 (RFC 8441 §5) or HTTP/3 (RFC 9220): no key, no accept, no 101
//   messages, whatever the response  0, null, 304, …: after the handshake
//   no messages, 4xx, 5xx, none      the request and what came back: it was refused, or failed

/// How a connection of a HAR begins.
enum HAROpening {
    /// With a request and, where there is one, its response.
    case handshake
    /// After the handshake, and why, in words.
    case midStream(why: String)
    /// With neither, since the file lists no headers, and why.
    case bare(why: String)

    /// Why no handshake is shown; nil where one is.
    var why: String? {
        switch self {
        case .handshake: nil
        case .midStream(let why), .bare(let why): why
        }
    }

    /// Whether its messages come first.
    var isMidStream: Bool { if case .midStream = self { true } else { false } }

    /// - Parameter isOpen: Whether there are messages.
    init(_ heads: HARHeads, isOpen: Bool) {
        let status = heads.status.map(String.init) ?? "no response"
        let hasKey = heads.sends("sec-websocket-key")
        let isAccepted = heads.status == 101
        let isComplete = hasKey && heads.receives("sec-websocket-accept")
        if isAccepted, isComplete || hasKey && heads.receivesHeaders && !isOpen {
            self = .handshake
        } else if isAccepted {
            self = .midStream(why: "The file leaves out headers of its handshake")
        } else if (200...299).contains(heads.status ?? 0), !hasKey {
            let version =
                ["h3", "http/3", "http/3.0"].contains(heads.version) ? "HTTP/3 (RFC 9220)" : "HTTP/2 (RFC 8441)"
            self = .midStream(why: "The response is \(status) and there is no key, so it ran over \(version)")
        } else if isOpen, heads.status == nil {
            self = .midStream(why: "The file has messages of it and no response")
        } else if isOpen {
            self = .midStream(why: "The file has messages of it, although the response in it is \(status)")
        } else if hasKey || heads.status != nil && heads.sends("upgrade") {
            self = .handshake
        } else {
            self = .bare(why: "The file leaves out headers of its handshake (\(status))")
        }
    }
}
