// The target of a request: what its first line asks for (RFC 9112 §3.2, RFC 3986 §3).
//
//   GET /room/caf%C3%A9?name=Ada&token=a%20b HTTP/1.1
//       \_____________/ \__________________/
//            path              query
//
// A target may also be a whole address, as clients of proxies send it: http://localhost:1338/room/blue.

/// A target, taken apart.
public struct RequestTarget: Sendable, Hashable {
    /// What stands before the question mark, as it was sent; "/" for an address without a path.
    public let path: Substring
    /// What stands behind it.
    public let query: Query

    /// Takes a target apart; any text is one.
    public init(_ target: String) {
        var path = target.prefix { $0 != "?" }
        if path.lowercased().hasPrefix("http://") {
            path = path.dropFirst("http://".count).drop { $0 != "/" }
            if path.isEmpty { path = "/" }
        }
        self.path = path
        query = Query(target: target)
    }
}
