// Expected screens are multi-line literals in the tests. This rewrites one of them in its source text.

/// Rewrites the literal of an expected screen.
enum ScreenLiteral {
    /// `source` with another screen in the first multi-line literal from `line` (the first line is 1) on. Nil unless
    /// that literal holds `old`, for example not if the source has changed since it was compiled, and unless `new` can
    /// be written in it.
    static func replacing(_ old: String, by new: String, in source: String, fromLine line: Int) -> String? {
        var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(line - 1),
            let start = lines[(line - 1)...].firstIndex(where: { $0.hasSuffix("\"\"\"") })
        else { return nil }
        let hashes = String(repeating: "#", count: lines[start].dropLast(3).reversed().prefix { $0 == "#" }.count)
        guard let end = lines[(start + 1)...].firstIndex(where: { $0.trimmed.hasPrefix("\"\"\"" + hashes) }),
            let oldLines = encoded(old, hashes), let newLines = encoded(new, hashes)
        else { return nil }
        let indent = lines[end].prefix { $0 == " " }
        func indented(_ lines: [String]) -> [String] { lines.map { $0.isEmpty ? "" : indent + $0 } }
        let written = Array(lines[start + 1..<end])
        guard written == indented(oldLines) || (written.isEmpty && old.isEmpty) else { return nil }
        lines.replaceSubrange(start + 1..<end, with: indented(newLines))
        return lines.joined(separator: "\n")
    }

    /// The lines of a literal between delimiters with these hashes. Nil if it would need an escape that no screen has.
    private static func encoded(_ screen: String, _ hashes: String) -> [String]? {
        guard !screen.contains("\"\"\"" + hashes), hashes.isEmpty || !screen.contains("\\" + hashes) else { return nil }
        let text =
            hashes.isEmpty
            ? screen.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\") : screen
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

extension String {
    fileprivate var trimmed: Substring { drop { $0 == " " } }
}
