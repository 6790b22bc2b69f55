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
        pairs.split(separator: "&").filter { $0.hasPrefix(key + "=") }.map {
            String(decoding: PercentEncoding.decode($0.dropFirst(key.count + 1)), as: UTF8.self)
        }
    }

    /// The first value of a key; nil if there is none.
    public func first(_ key: String) -> String? { values(key).first }
}
