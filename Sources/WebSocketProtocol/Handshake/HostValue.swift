// The value of a Host header: a host, and a port where it is not the default one (RFC 9110 §7.2, RFC 3986 §3.2.2).
//
//     localhost:1338        a name or an IPv4 address, ":", digits
//     [::1]:1338            an IPv6 address in brackets
//     localhost:            the digits may be missing

/// Judges the values of Host headers.
enum HostValue {
    /// What is wrong with a value, in words; nil for nothing. It may be empty: an address without a host has such a header.
    static func fault(in value: String) -> String? {
        let bytes = Array(value.utf8)
        if let bad = bytes.first(where: { !isCharacter($0) }) { return "\(bad.spoken) in the Host header" }
        var host = bytes[...]
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")), end > 1 else {
                return "an address in brackets that does not end, or is empty"
            }
            host = bytes[...end]
            if let next = bytes[(end + 1)...].first, next != .colon {
                return "\(next.spoken) behind an address in brackets, where only a port can follow"
            }
        } else {
            host = bytes.prefix { $0 != .colon }
            if let bracket = host.first(where: { "[]".utf8.contains($0) }) {
                return "\(bracket.spoken) in the middle of a host"
            }
            if host.isEmpty, !bytes.isEmpty { return "a port without a host" }
        }
        let port = bytes[host.endIndex...].dropFirst()
        return port.first { !$0.isDigit }.map { "\($0.spoken) in the port" }
    }

    private static func isCharacter(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || "-._~%!$&'()*+;=:[]".utf8.contains(byte)
    }
}
