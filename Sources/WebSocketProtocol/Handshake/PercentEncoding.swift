// Percent-encoding (RFC 3986 §2.1): bytes that an address cannot have as they are.
//
//   café/1  ⇄  caf%C3%A9%2F1

/// Text in an address.
public enum PercentEncoding {
    /// Reads each %XX as a byte. Any other percent sign stays.
    public static func decode(_ text: some StringProtocol) -> [UInt8] {
        var rest = Array(text.utf8)[...]
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap(Hex.value)
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// Writes everything but ASCII letters, digits and -._~ as %XX (§2.3).
    public static func encode(_ text: some StringProtocol) -> String {
        text.utf8.map { byte in
            isUnreserved(byte) ? String(Unicode.Scalar(byte)) : "%" + Hex.byte(byte).uppercased()
        }.joined()
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }
}
