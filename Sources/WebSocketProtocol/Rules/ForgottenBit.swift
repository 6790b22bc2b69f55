// A text message that is not UTF-8, where compression was agreed on: its sender may have compressed it, and left RSV1 at 0 (RFC 7692 §6.1).
//
//   81 07 f2 48 cd c9 c9 07 00      RSV1 is 0, but these seven bytes are not UTF-8; inflated, they would be "Hello"

enum ForgottenBit {
    /// How many bytes are inflated for a guess, and how many of what comes out are quoted.
    private static let longest = 64, longestQuote = 24
    /// How many letters must come out: random bytes are now and then inflated to a few.
    private static let leastLetters = 3

    /// What a payload would be inflated to, as a part of a sentence; empty where it is not DEFLATE data, or what comes out is not text.
    ///
    /// - Parameter payload: its beginning.
    static func words(_ payload: [UInt8]) -> String {
        // What earlier messages left is not known.
        var (inflater, output, position) = (Inflater(past: UInt8(ascii: "?")), [UInt8](), 0)
        var letters = 0
        do throws(DeflateError) {
            while output.count < longest,
                let symbol = try inflater.step(payload.span.bytes, at: &position, to: payload.count, into: &output)
            {
                if case .literal = symbol { letters += 1 }
            }
        } catch {
            return ""
        }
        guard letters >= leastLetters, let text = String(utf8: Array(output.prefix(longestQuote)), isCut: true),
            !output.contains(where: { $0 < 0x20 && ![0x09, 0x0a, 0x0d].contains($0) })
        else { return "" }
        let quote = String(text.map { $0.isNewline ? " " : $0 })
        return
            "it would be inflated to \"\(quote)\(output.count > longestQuote ? "…" : "")\", so perhaps RSV1 was forgotten"
    }
}
