// Which program connects, from a User-Agent header: a short name for a list (RFC 9110 §10.1.5).

/// The name of a client program.
public enum ClientProgram {
    /// A name and a major version, such as "Chrome 156" or "wslens-demonstration 0.1"; the start of the header where no program is recognised.
    ///
    /// Browsers name their ancestors too ("Mozilla/5.0 … Chrome/156.0 Safari/537.36"), so the telling word is looked for in an order
    /// that puts descendants first.
    public static func name(userAgent: String) -> String {
        let products = userAgent.split(separator: " ").compactMap(product)
        let telling = [
            "HeadlessChrome", "Edg", "OPR", "Firefox", "Chromium", "Chrome", "Version", "websockets", "curl",
        ]
        for name in telling {
            guard let match = products.first(where: { $0.name == name }) else { continue }
            let isSafari = name == "Version" && products.contains { $0.name == "Safari" }
            if name == "Version", !isSafari { continue }
            return isSafari ? "Safari \(match.version)" : "\(names[name] ?? name) \(match.version)"
        }
        if let first = products.first { return "\(first.name) \(first.version)" }
        return userAgent
    }

    private static let names = ["HeadlessChrome": "Chrome", "Edg": "Edge", "OPR": "Opera"]

    private static func product(_ word: Substring) -> (name: String, version: String)? {
        guard let slash = word.firstIndex(of: "/") else { return nil }
        let numbers = word[word.index(after: slash)...].prefix { $0 != ";" }.split(
            separator: ".", omittingEmptySubsequences: false)
        guard let major = numbers.first, !major.isEmpty else { return nil }
        // Before its first release a program counts in the second number.
        return (String(word[..<slash]), numbers.prefix(major == "0" ? 2 : 1).joined(separator: "."))
    }
}
