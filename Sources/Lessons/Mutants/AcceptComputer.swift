// What the code of a mutant is made of that computes the accept value of a key (RFC 6455 §4.2.2).

import WebSocketProtocol

/// A program that computes an accept value.
protocol AcceptComputer {
    /// The accept value of a key.
    func accept(_ key: String) -> String
}

extension AcceptComputer {
    /// The number that RFC 6455 §1.3 gives, from its text.
    var guid: String { AcceptTrace.guid }

    /// The bytes of a text.
    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The 20 bytes of the hash.
    func sha1(_ bytes: [UInt8]) -> [UInt8] { SHA1.digest(bytes) }

    /// Bytes in Base64.
    func base64(_ bytes: [UInt8]) -> String { Base64.encode(bytes) }

    /// The bytes that a text in Base64 stands for.
    func decoded(_ text: String) -> [UInt8] { Base64.decode(text) ?? [] }

    /// Bytes as hex digits.
    func hex(_ bytes: [UInt8]) -> String { Hex.string(bytes) }
}
