// The URL of an entry: ws://localhost:1338/chat?room=1, RFC 6455 §3.

import WebSocketProtocol

/// The parts of a URL that a request needs: ws://host:port/path?query
struct HARURL {
    /// Host and port; nil where there is no host.
    let server: String?
    /// What the request line asks for, with a slash first, all of it visible ASCII.
    let target: String

    init(_ url: String) {
        let characters = Array(url.utf8)
        let mark = Array("://".utf8)
        let colon = characters.indices.first { characters[$0...].starts(with: mark) }
        let rest = colon.map { characters[($0 + mark.count)...] } ?? characters[...]
        let authorityEnd = colon == nil ? rest.startIndex : rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        let authority = rest[..<authorityEnd]
        let host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        let scheme = String(decoding: characters[..<(colon ?? 0)], as: UTF8.self).lowercased()
        let name = String(decoding: host, as: UTF8.self)
        // A colon inside brackets belongs to an IPv6 address.
        let hasPort = host.last != UInt8(ascii: "]") && host.contains(UInt8(ascii: ":"))
        server = host.isEmpty ? nil : hasPort ? name : "\(name):\(scheme == "wss" || scheme == "https" ? 443 : 80)"
        let path = rest[authorityEnd...].prefix { $0 != UInt8(ascii: "#") }
        let visible = path.map {
            (0x21...0x7e).contains($0) ? "\(Unicode.Scalar($0))" : "%\(Hex.byte($0).uppercased())"
        }
        target = (path.first == UInt8(ascii: "/") ? "" : "/") + visible.joined()
    }
}
