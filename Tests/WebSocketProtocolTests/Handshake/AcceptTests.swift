// The accept key, and the shell command that computes the same.

import TestSupport
import Testing
import WebSocketProtocol

struct AcceptTests {
    @Test func agreesWithTheRFC() {
        let trace = AcceptTrace(key: Wire.key)
        #expect(trace.concatenated == "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
        #expect(Hex.string(trace.digest) == "b37a4f2cc0624f1690f64606cf385945b2bec4ea")
        #expect(trace.groups.map(\.characters) == ["s3pP", "LMBi", "TxaQ", "9kYG", "zzhZ", "RbK+", "xOo="])
        #expect(trace.accept == Wire.accept)
        #expect(AcceptTrace.accept(for: Wire.key) == Wire.accept)
    }

    /// No quote in a key ends the quoting: each is closed, escaped and opened again.
    @Test(arguments: [
        (Wire.key, "printf %s 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11'"),
        ("'; id; '", #"printf %s ''\''; id; '\''258EAFA5-E914-47DA-95CA-C5AB0DC85B11'"#),
        ("$(id)`id`\\", #"printf %s '$(id)`id`\258EAFA5-E914-47DA-95CA-C5AB0DC85B11'"#),
        ("'\u{301}", "printf %s ''\\''\u{301}258EAFA5-E914-47DA-95CA-C5AB0DC85B11'"),
    ])
    func quotesForTheShell(key: String, start: String) {
        #expect(AcceptTrace(key: key).shellCommand == start + " | openssl sha1 -binary | base64")
    }

    @Test func saysWhatItDoes() {
        let trace = AcceptTrace(key: Wire.key)
        #expect(
            trace.concatenationSentence.cited
                == "The key is used as text, 24 characters, and the GUID is appended: 60 bytes to hash (RFC 6455 §1.3)."
        )
        #expect(trace.hashSentence.cited.contains("b37a4f2cc0624f1690f64606cf385945b2bec4ea"))
        #expect(trace.encodingSentence.cited.contains(Wire.accept))
    }
}
