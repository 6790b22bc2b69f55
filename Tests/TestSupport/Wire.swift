// What goes over the wire in the tests of every target: the RFC's own handshake (RFC 6455 §1.3), and frames that keep to
// the masking rule (§5.1).

public import WebSocketProtocol

/// The bytes that tests start from.
public enum Wire {
    /// The client's key in the example of RFC 6455 §1.3.
    public static let key = "dGhlIHNhbXBsZSBub25jZQ=="
    /// The server's answer to it.
    public static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    /// The masking key of the example in §5.7, for frames whose key does not matter.
    public static let maskingKey = MaskingKey(0x37fa_213d)
    /// The masked "Hello" of §5.7.
    public static let hello = frame(.text, "Hello")

    /// A request that opens a WebSocket.
    public static let request = request()
    /// The response that opens it.
    public static let response = response()

    /// A request with this key, and what else it may say.
    public static func request(
        host: String = "localhost:1338", path: String = "/", origin: String? = nil, extensions: String? = nil
    ) -> [UInt8] {
        ClientHandshake.request(host: host, path: path, key: key, origin: origin, extensions: extensions)
    }

    /// A response to a client's key, with more lines behind those that every response has.
    public static func response(accept: String = accept, _ more: String...) -> [UInt8] {
        head(
            ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
                + ["Sec-WebSocket-Accept: \(accept)"] + more)
    }

    /// A head of these lines.
    public static func http(_ lines: String...) -> [UInt8] { head(lines) }

    private static func head(_ lines: [String]) -> [UInt8] { Array((lines.map { $0 + "\r\n" }.joined() + "\r\n").utf8) }

    /// What our server answers to a request.
    public static func answer(to request: [UInt8]) -> [UInt8] {
        guard case .complete(let head) = HTTPHead.parse(request, as: .request) else { return [] }
        return switch ServerHandshake.answer(HandshakeRequest(head: head), subprotocols: []) {
        case .accept(let acceptance): acceptance.bytes
        case .refuse(let refusal): refusal.bytes
        case .plainHTTP: http("HTTP/1.1 200 OK", "Content-Length: 0")
        }
    }
}

/// A frame as `sender` writes it: a client masks.
public func frame(_ opcode: Opcode, _ payload: [UInt8], fin: Bool = true, from sender: Endpoint = .client) -> [UInt8] {
    Frame(opcode, payload: payload, fin: fin, maskingKey: sender == .client ? Wire.maskingKey : nil).encoded
}

/// A frame whose payload is text.
public func frame(_ opcode: Opcode, _ payload: String = "", fin: Bool = true, from sender: Endpoint = .client)
    -> [UInt8]
{
    frame(opcode, Array(payload.utf8), fin: fin, from: sender)
}

/// A Close frame with any code, also one that must not be sent.
public func closeFrame(_ code: UInt16, _ reason: String = "", from sender: Endpoint = .client) -> [UInt8] {
    closeFrame(CloseCode(rawValue: code), reason, from: sender)
}

/// A Close frame with a code that has a name.
public func closeFrame(_ code: CloseCode, _ reason: String = "", from sender: Endpoint = .client) -> [UInt8] {
    frame(.close, ClosePayload.encode(code, reason: reason), from: sender)
}
