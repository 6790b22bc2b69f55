// How Sec-WebSocket-Accept comes from Sec-WebSocket-Key (RFC 6455 §1.3, §4.2.2 step 5.4).
//
//     key + GUID  ->  SHA-1, 20 bytes  ->  Base64, 28 characters
//
// Only a server that knows WebSocket does this, so a client that gets the right answer is not talking to a web server that
// mistook its request for ordinary HTTP, nor to a cache.

/// The computation with every value on the way.
public struct AcceptTrace: Sendable, Hashable {
    /// What is appended to every key, since no other protocol does that (§1.3).
    public static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    /// Where the GUID stands.
    public static let guidCitation: Citation = "1.3"

    /// The key, as text: it is not decoded from Base64.
    public let key: String
    /// The hash of the key and the GUID, step by step.
    public let sha1: SHA1Trace
    /// The hash in Base64, three bytes at a time.
    public let groups: [Base64Group]

    /// Computes the answer to a key. Any text works, though only the Base64 of 16 bytes is a valid key.
    public init(key: String) {
        self.key = key
        sha1 = SHA1.trace(Array((key + Self.guid).utf8))
        groups = Base64.groups(sha1.digest)
    }

    /// The key and the GUID, the text that is hashed.
    public var concatenated: String { key + Self.guid }
    /// The 20 bytes of the hash.
    public var digest: [UInt8] { sha1.digest }
    /// The 28 characters of the answer.
    public var accept: String { groups.map(\.characters).joined() }

    /// The answer to a key, without the steps.
    public static func accept(for key: String) -> String {
        Base64.encode(SHA1.digest(Array((key + guid).utf8)))
    }

    /// A line for a POSIX shell that computes the same.
    ///
    /// The key is quoted so that no character of it means anything to the shell, whatever a client sent. Control
    /// characters stay in it; a screen has to make them visible as it does everywhere.
    public var shellCommand: String {
        let quoted = concatenated.utf8.flatMap { $0 == UInt8(ascii: "'") ? Array(#"'\''"#.utf8) : [$0] }
        return "printf %s '\(String(decoding: quoted, as: UTF8.self))' | openssl sha1 -binary | base64"
    }
}

extension AcceptTrace {
    /// The first step in words.
    public var concatenationSentence: Sentence {
        Sentence(
            "The key is used as text, \(key.utf8.count) characters, and the GUID is appended: \(concatenated.utf8.count) "
                + "bytes to hash.", section: Self.guidCitation)
    }

    /// What the GUID is, why it is this one, and what it proves.
    public static let guidSentences = [
        Sentence(
            "The GUID is a fixed string, the same for every connection. Any would do that no other protocol uses: a server "
                + "that does not know WebSocket cannot give the right answer by accident.", section: guidCitation),
        Sentence(
            "The answer proves that the server read this key and knows WebSocket. It does not prove who the server is, "
                + "and nothing in it is secret.", section: guidCitation),
    ]

    /// The second step in words.
    public var hashSentence: Sentence {
        Sentence(
            "SHA-1 turns them into 20 bytes, \(Hex.string(digest)); another key gives different ones.", section: "4.2.2"
        )
    }

    /// The third step in words.
    public var encodingSentence: Sentence {
        Sentence(
            "Base64 writes the 20 bytes as 28 characters, \(accept), because a header holds text.", section: "4.2.2")
    }
}
