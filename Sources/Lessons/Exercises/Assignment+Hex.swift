// Bytes as students type them: in hex, and what is said where they are typed in tens or in bits.

import WebSocketProtocol

extension Assignment {
    /// The bytes that were typed.
    static func hex(_ text: String) throws(UnreadableAnswer) -> [UInt8] {
        let bytes: [UInt8]
        do throws(HexError) {
            bytes = try Hex.parse(text)
        } catch {
            throw UnreadableAnswer(words: inTens(text) ?? error.description)
        }
        if bytes.isEmpty { throw UnreadableAnswer(words: "Nothing was typed. Type bytes in hex, such as 81 05.") }
        return bytes
    }

    /// What is said about numbers in tens; nil for what does not look like them.
    private static func inTens(_ text: String) -> String? {
        let groups = text.split { " ,\t".contains($0) }
        let areNumbers = groups.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isNumber) && UInt8($0) != nil }
        guard areNumbers, let long = groups.first(where: { $0.count == 3 }) else { return nil }
        return "Bytes are typed in hex, two digits each. \(long) has three: it looks like a number in tens."
    }

    /// Whether bytes look like bits: only 0 and 1, eight for each byte. As bytes they can be right, so only those that are not are called bits.
    static func areBits(_ text: String) -> Bool {
        let digits = text.filter { !" |,:\t".contains($0) }
        return digits.count >= 8 && digits.count.isMultiple(of: 8) && digits.allSatisfy { "01".contains($0) }
    }

    static let bitsWords = "Those look like bits. Type each byte as two hex digits: every four bits are one of them."
}
