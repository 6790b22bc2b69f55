// The heads of a handshake as lines of text, which is how people read them (RFC 9112 §2.1).

import Capture
import WebSocketProtocol

extension Material {
    /// The request and the answer, line by line.
    public struct Heads: Sendable, Hashable {
        /// The lines of the request.
        public let request: [String]
        /// The lines of the answer's head; empty where there is none.
        public let answer: [String]
    }

    /// The heads, where the bytes are those of a request; nil where they are not.
    public var heads: Heads? {
        guard frame == nil, sender == .client, start == 0, let handshake = conversation?.dissection.handshake,
            !handshake.requestBytes.isEmpty, bytes.starts(with: handshake.requestBytes)
        else { return nil }
        return Heads(request: Self.lines(handshake.requestBytes), answer: Self.lines(handshake.responseBytes))
    }

    /// The lines of a head up to the empty one that ends it.
    private static func lines(_ head: [UInt8]) -> [String] {
        HTTPHead.lines(of: head).map { String(decoding: head[$0], as: UTF8.self) }.prefix { !$0.isEmpty }.map { $0 }
    }
}
