// How the server compresses (permessage-deflate, RFC 7692), and what that costs:
//
//   off         offers are declined
//   shared      one compressor for all connections of an event loop: each message is compressed on its own
//   dedicated   a compressor for each connection: messages copy from those before them, and each connection that has sent one
//               compressed message keeps 22 KiB for it
//
// Whoever sends compressed messages has 9 KiB kept for inflating them, or 39 KiB where it does not let the server limit its window.

import WebSocketProtocol

/// Whether and how messages are compressed.
public enum CompressionMode: String, Sendable, CaseIterable {
    case off, shared, dedicated

    /// What is answered to an offer; nil where all are declined.
    var policy: DeflatePolicy? {
        switch self {
        case .off: nil
        case .shared:
            DeflatePolicy(
                serverNoContextTakeover: true, serverMaxWindowBits: Self.windowBits,
                clientMaxWindowBits: Self.windowBits)
        case .dedicated:
            DeflatePolicy(serverMaxWindowBits: Self.windowBits, clientMaxWindowBits: Self.windowBits)
        }
    }

    /// Windows of 2 KiB: most of what repeats in messages is near, and memory is what a server with many connections has least of.
    private static let windowBits = 11
}
