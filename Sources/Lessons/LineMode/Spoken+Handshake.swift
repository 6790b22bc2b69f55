// What matters of a handshake, read aloud: the header lines that belong to the WebSocket, one per line.
//
//     #2, request, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
//     #2, response, Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

import Capture
import WebSocketProtocol

extension Spoken {
    /// The header lines that are said (RFC 6455 §11.3, and who asks).
    private static let headers = [
        "Origin", "Sec-WebSocket-Key", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions",
    ]
    /// How many of one name are said, and how many characters of each: a peer writes what it likes.
    private static let (headerLimit, valueLimit) = (4, 200)

    /// The lines of a connection's handshake. Where the server refused, its status is among them.
    static func lines(handshakeOf conversation: Conversation) -> [String] {
        let handshake = conversation.dissection.handshake
        let label = conversation.webSocket.map { "#\($0), " } ?? ""
        var said = lines(handshake.request?.head, label + "request")
        if let status = handshake.status, status != 101 { said.append("\(label)response, status: \(status)") }
        return said + lines(handshake.response, label + "response")
    }

    /// Those lines of one head, each with a name in front of it.
    static func lines(_ head: HTTPHead?, _ name: String) -> [String] {
        guard let head else { return [] }
        return headers.flatMap { header in
            head.values(of: header).prefix(headerLimit).map { "\(name), \(header): \($0.value.cut(to: valueLimit))" }
        }
    }
}
