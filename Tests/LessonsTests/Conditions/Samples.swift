// Connections that tests of conditions look at.

import Capture
import Lessons
import TestSupport
import WebSocketProtocol

enum Sample {
    /// Bytes as a student types them, without a handshake: each text is one read, in hex.
    static func typed(_ reads: String..., from sender: Endpoint = .client) -> Conversation {
        Material(reads: reads.map { (sender, bytes($0)) }).conversation ?? Conversation(number: 1)
    }

    static func bytes(_ hex: String) -> [UInt8] { (try? Hex.parse(hex)) ?? [] }

    static let nothing = Conversation(number: 1, start: .frames)
    /// The masked "Hi" of a client.
    static let hi = typed("81 82 37 fa 21 3d 7f 93")
    /// The same without its last byte.
    static let cut = typed("81 82 37 fa 21 3d 7f")
    /// A client's frame that is not masked.
    static let unmasked = typed("81 02 48 69")
    /// The server's empty text.
    static let empty = typed("81 00", from: .server)
    /// Two fragments of "Hello" with a Ping between them, from the server.
    static let fragments = typed("01 03 48 65 6c", "89 00 80 02 6c 6f", from: .server)

    /// A text, and then the server does not read until it is let go; the next text comes after that.
    static let held = Session.upgraded
        .client(masked("a", 1))
        .then(.serverAction(name: "reading-held", sentence: "Nothing is read."))
        .then(.serverAction(name: "reading-released", sentence: "It is read again."))
        .client(masked("b", 2)).conversation

    /// The texts "one" and "two!" are echoed, the second in two reads; then both sides close with 3001.
    static let echo = Session.upgraded
        .client(frame(.text, "one")).server(frame(.text, "one", from: .server))
        .client(Array(frame(.text, "two!").prefix(3))).client(Array(frame(.text, "two!").dropFirst(3)))
        .server(frame(.text, "two!", from: .server))
        .client(closeFrame(3001)).server(closeFrame(3001, from: .server))
    static let echoOpen = Session.upgraded.client(frame(.text, "one")).server(frame(.text, "one", from: .server))
    /// The same to the end of TCP.
    static let over = echo.end(.server, .fin).end(.client, .fin)
    /// The client is gone without a Close.
    static let reset = echoOpen.end(.client, .reset)

    /// A masked frame with a key of its own, by a client.
    static func masked(_ text: String, _ key: UInt32, opcode: Opcode = .text) -> [UInt8] {
        Frame(opcode, payload: Array(text.utf8), maskingKey: MaskingKey(key)).encoded
    }
}

/// A condition; none can be read where it cannot.
func condition(_ text: String) -> Condition? { try? Condition(text) }

extension Conversation {
    /// Whether a condition holds; nil where it cannot be read.
    func meets(_ text: String) -> Bool? { condition(text)?.holds(in: self) }
}
