// What each line of a handshake is for (RFC 6455 §4.1 for the request, §4.2.2 for the response).

extension HTTPHead {
    /// What the first line does.
    public var startLinePurpose: Sentence {
        switch startLine {
        case .request:
            Sentence(
                "A handshake begins as an HTTP request: the method is GET, and the target names what to connect to.",
                section: "4.1")
        case .response(_, let status, _) where status.text == "101":
            Sentence("101 says that the server changes to the protocol that Upgrade names.", section: "4.2.2")
        case .response(_, let status, _):
            Sentence(
                "\(status.text) is not 101, so the connection stays HTTP: no frame is sent on it.", section: "4.1")
        }
    }

    /// What the empty line does.
    public var emptyLinePurpose: Sentence {
        Sentence("The empty line ends the head. After the response's, both sides send frames.", section: "4.1")
    }

    /// Whether the head is a client's.
    public var isRequest: Bool { if case .request = startLine { true } else { false } }

    /// What a header does in the opening handshake; nil where it has no part in it.
    public func purpose(of header: Header) -> Sentence? {
        let table = isRequest ? Self.requestPurposes : Self.responsePurposes
        return table.first { $0.name.matchesIgnoringCase(header.name) }.map { Sentence($0.words, section: $0.citation) }
    }

    private typealias Purpose = (name: String, words: String, citation: Citation)

    private static let requestPurposes: [Purpose] = [
        ("Host", "Host names the server that the client wants to reach, and its port.", "4.1"),
        ("Upgrade", "Upgrade: websocket asks to leave HTTP for WebSocket on this connection.", "4.1"),
        ("Connection", "Connection: Upgrade says that Upgrade is meant for the next hop, not for the far end.", "4.1"),
        (
            "Sec-WebSocket-Key",
            "The key is 16 random bytes in Base64; the server uses it to prove that it read the request.", "4.1"
        ),
        ("Sec-WebSocket-Version", "The version of the protocol that the client speaks; RFC 6455 is version 13.", "4.1"),
        (
            "Origin", "Origin names the page that opens the connection, so that a server can refuse unknown pages.",
            "10.2"
        ),
        ("Sec-WebSocket-Protocol", "The subprotocols that the client speaks, the preferred first.", "1.9"),
        (
            "Sec-WebSocket-Extensions", "The extensions that the client offers; the server may choose some or none.",
            "9.1"
        ),
    ]

    private static let responsePurposes: [Purpose] = [
        ("Upgrade", "Upgrade names the protocol that the server changes to.", "4.2.2"),
        (
            "Connection", "Connection: Upgrade says that Upgrade is meant for the next hop, not for the far end.",
            "4.2.2"
        ),
        (
            "Sec-WebSocket-Accept", "The server's proof: the hash of the client's key and a fixed GUID, in Base64.",
            "4.2.2"
        ),
        ("Sec-WebSocket-Protocol", "The one subprotocol that the server chose from those offered.", "4.2.2"),
        ("Sec-WebSocket-Extensions", "The extensions that the server chose from those offered.", "9.1"),
        ("Sec-WebSocket-Version", "The versions that the server speaks, so that the client can try again.", "4.4"),
    ]
}
