// The query of a request target: what stands behind the question mark (RFC 3986 §3.4).
//
//   /chat?name=blue-2&token=a%20b
//         name = "blue-2", token = "a b"

/// The `key=value` pairs of a query.
public struct Query: Sendable, Hashable {
    private let pairs: Substring

    /// The query of a request target; without one, it has no pairs.
    public init(target: String) {
        pairs = target.drop { $0 != "?" }.dropFirst()
    }

    /// All values of a key, in their order.
    public func values(_ key: String) -> [String] {
        pairs.split(separator: "&").filter { $0.hasPrefix(key + "=") }.map { Self.decoded($0.dropFirst(key.count + 1)) }
    }

    /// The first value of a key; nil if there is none.
    public func first(_ key: String) -> String? { values(key).first }

    /// Text with its %XX read as bytes (§2.1). Any other percent sign stays.
    private static func decoded(_ text: Substring) -> String {
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
        return String(decoding: bytes, as: UTF8.self)
    }
}
