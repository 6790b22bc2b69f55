// The address of a WebSocket, RFC 6455 §3:
//
//   ws://example.org:8080/chat?name=blue
//        └host       └port└resource: path and query; without them "/"

/// A ws:// address.
public struct WebSocketURL: Sendable, Hashable {
    /// The server's name or address; IPv6 without brackets.
    public let host: String
    /// The port, 1...65535; 80 where none is named.
    public let port: Int
    /// The path and the query, from `/` on.
    public let resource: String

    /// Reads an address.
    public init(_ text: String) throws(WebSocketURLProblem) {
        guard let mark = text.firstRange(of: "://") else { throw .notAnAddress }
        let scheme = text[..<mark.lowerBound].lowercased()
        let rest = text[mark.upperBound...]
        guard !rest.contains("#") else { throw .fragment }
        let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
        let (host, port) = try Self.authority(rest[..<end], defaultPort: ["wss", "https"].contains(scheme) ? 443 : 80)
        switch scheme {
        case "ws": break
        case "wss", "https": throw .tls(host: host, port: port)
        case "http": throw .http
        default: throw .notAnAddress
        }
        let resource = rest[end...]
        // It goes into the first line of the request as it is, so nothing may end that line or its parts.
        guard resource.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .resource }
        (self.host, self.port) = (host, port)
        self.resource = resource.hasPrefix("/") ? String(resource) : "/\(resource)"
    }

    private static func authority(
        _ text: Substring, defaultPort: Int
    ) throws(WebSocketURLProblem) -> (host: String, port: Int) {
        // A user and a password have no meaning here.
        guard !text.contains("@") else { throw .host }
        var (host, rest) = (text, text[text.endIndex...])
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            (host, rest) = (text[..<close].dropFirst(), text[text.index(after: close)...])
        } else if let colon = text.firstIndex(of: ":") {
            (host, rest) = (text[..<colon], text[colon...])
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ (0x21...0x7e).contains($0) }), !host.contains("[") else {
            throw .host
        }
        guard !rest.isEmpty else { return (String(host), defaultPort) }
        guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65535).contains(port) else { throw .port }
        return (String(host), port)
    }
}

/// Why a text is not the address of a WebSocket that can be connected to here.
public enum WebSocketURLProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case notAnAddress
    /// It is one over TLS.
    case tls(host: String, port: Int)
    case http
    case host
    case port
    case fragment
    case resource

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .notAnAddress: "An address begins with ws://, as in ws://localhost:1338/."
        case .tls(let host, let port):
            """
            TLS is not spoken here, so wss:// and https:// cannot be used. Let a tunnel speak it: \
            socat TCP-LISTEN:8080,fork,reuseaddr OPENSSL:\(host):\(port) in another terminal, then \
            ws://localhost:8080/ with --header "Host: \(host)".
            """
        case .http: "A WebSocket has an address with ws:// in place of http://, as in ws://localhost:1338/."
        case .host: "The address has no host that can be used, as in ws://localhost:1338/."
        case .port: "A port is a number from 1 to 65535, as in ws://localhost:1338/."
        case .fragment: "A WebSocket address has no fragment; a # is written as %23."
        case .resource:
            "The path and the query are ASCII without spaces; other characters are written as %20 and the like."
        }
    }
}
