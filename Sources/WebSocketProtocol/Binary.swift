// Bytes as bits: how they are printed everywhere. The most significant bit comes first, as on the wire and in RFC 6455.

/// Bytes as binary text.
public enum Binary {
    /// The lowest `count` bits of a byte, the most significant first; `count` is 0 to 8.
    public static func digits(_ byte: UInt8, count: Int = 8) -> [Character] {
        (0..<min(8, max(0, count))).reversed().map { byte >> UInt8($0) & 1 == 1 ? "1" : "0" }
    }

    /// The digits as text: "00110111".
    public static func string(_ byte: UInt8, count: Int = 8) -> String { String(digits(byte, count: count)) }
}
