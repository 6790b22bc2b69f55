// An origin as browsers write it into the Origin header (RFC 6454 §6.2): where a page comes from.
//
//     https://example.org:8443
//     \___/   \_________/ \__/
//     scheme  host        port, if it is not the scheme's own

/// Origins that a user types.
public enum Origin {
    private static let defaultPorts = ["http": "80", "https": "443"]

    /// Why no browser can send an origin, and what to write instead, in one line; nil where one can.
    public static func problem(with text: String) -> String? {
        if text.lowercased() == "null" { return nil }
        if text == "*" { return "* is not an origin. Leave the option out: then the pages of all origins may connect." }
        guard let mark = text.firstRange(of: "://") else {
            let host = text.prefix { !"/?#".contains($0) }
            return
                "\"\(text)\" has no scheme. Write \(host.isEmpty ? "https://example.org" : "http://\(host) or https://\(host)")."
        }
        let scheme = text[..<mark.lowerBound].lowercased()
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        let host = authority.last == ":" ? authority.dropLast() : authority
        if let page = ["ws": "http", "wss": "https"][scheme] {
            return
                "\"\(text)\" is the address of a WebSocket, and an origin is that of a page. Write \(page)://\(host)."
        }
        guard !host.isEmpty, scheme.utf8.first.map(\.isLetterOrDigit) == true else {
            return "\"\(text)\" names no host. An origin is written such as https://example.org."
        }
        if host.contains("*") {
            return "\"\(text)\" has a *, which stands for nothing here. Repeat the option for each origin."
        }
        if !host.utf8.allSatisfy({ $0.isVisible && $0 != .comma && $0 != UInt8(ascii: "@") }) {
            return
                "\"\(text)\" has a host that no browser sends. Write it such as https://example.org, a name with other letters as xn--…."
        }
        if authority.count < rest.count || host.count < authority.count {
            return
                "\"\(text)\" has more than an origin, which ends with the host or the port. Write \(scheme)://\(host)."
        }
        if let port = defaultPorts[scheme], host.hasSuffix(":" + port) {
            return "\"\(text)\" has a port that browsers leave out. Write \(scheme)://\(host.dropLast(port.count + 1))."
        }
        return nil
    }
}
