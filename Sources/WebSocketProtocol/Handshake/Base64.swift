// Base64, RFC 4648 §4: three bytes are 24 bits, are four numbers of 6 bits, are four characters.
//
//     bytes       |  1 0 1 1 0 0 1 1  |  0 1 1 1 1 0 1 0  |  0 1 0 0 1 1 1 1  |      b3 7a 4f
//     sextets     |  1 0 1 1 0 0 | 1 1 0 1 1 1 | 1 0 1 0 0 1 | 0 0 1 1 1 1  |        44 55 41 15
//     characters  |       s      |      3      |      p      |      P       |        s3pP

/// Three bytes of input, or the one or two that are left at the end, and their four characters.
public struct Base64Group: Sendable, Hashable {
    /// Which bytes of the input these are.
    public let range: Range<Int>
    /// One to three bytes.
    public let bytes: [UInt8]
    /// Their bits in groups of six, 0 to 63: two to four numbers. Missing bits of the last are 0.
    public let sextets: [UInt8]
    /// A character for each number, and `=` until there are four.
    public let characters: String

    /// How many `=` there are, 0 to 2.
    public var padding: Int { 4 - sextets.count }

    /// The step in words.
    public var sentence: Sentence {
        Sentence(words, section: Citation(.rfc4648, "4"))
    }

    private var words: String {
        let numbers = sextets.map(String.init).joined(separator: ", ")
        let start = "\(Count.words(bytes.count, "byte")), \(Hex.string(bytes)), are \(bytes.count * 8) bits"
        guard padding > 0 else {
            return "\(start): four numbers of 6 bits, \(numbers), and their characters \(characters)."
        }
        let missing = sextets.count * 6 - bytes.count * 8
        return "\(start); with \(missing) zero bits added they make \(sextets.count) numbers, \(numbers), "
            + "and \(padding) = fill\(padding == 1 ? "s" : "") the group: \(characters)."
    }
}

/// Bytes as Base64 and back.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The character of six bits.
    ///
    /// - Parameter sextet: 0 to 63; of a larger number, its low six bits.
    public static func character(of sextet: UInt8) -> Character {
        Character(Unicode.Scalar(alphabet[Int(sextet & 0x3F)]))
    }

    /// The characters, `=` included.
    public static func encode(_ bytes: [UInt8]) -> String {
        groups(bytes).map(\.characters).joined()
    }

    /// The groups in their order; none for no bytes.
    public static func groups(_ bytes: [UInt8]) -> [Base64Group] {
        stride(from: 0, to: bytes.count, by: 3).map { start in
            let range = start..<min(start + 3, bytes.count)
            let group = Array(bytes[range])
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            let sextets = (0...group.count).map { UInt8(bits >> UInt32(18 - 6 * $0) & 0x3F) }
            let characters = sextets.map { alphabet[Int($0)] } + Array(repeating: .equals, count: 3 - group.count)
            return Base64Group(
                range: range, bytes: group, sextets: sextets, characters: String(decoding: characters, as: UTF8.self))
        }
    }

    /// The bytes, or nil where the text is not Base64: a foreign character, a length not a multiple of four, a misplaced `=`.
    /// Bits that belong to no byte may be 1, which RFC 4648 §3.5 leaves to the decoder: those of the key that RFC 6455 §4.1 shows
    /// are.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.suffix(2).reversed().prefix { $0 == .equals }.count
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount = 0
        for character in characters.dropLast(padding) {
            guard let sextet = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 6 | UInt32(sextet)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        return bytes
    }
}
