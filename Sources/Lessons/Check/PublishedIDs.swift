// lessons/.ids: the names of all exercises that were ever published, one per line. Students' progress is kept under them.

/// The ids that were ever published.
public struct PublishedIDs: Sendable {
    /// The ids in the order of the file, each with its line.
    let ids: [(id: String, line: Int)]
    /// Those that are listed once more.
    let doubles: [(id: String, line: Int)]
    private let text: String

    /// Reads the file.
    public init(_ text: String) {
        var ids: [(String, Int)] = []
        var doubles: [(String, Int)] = []
        var seen: Set<String> = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let id = AnswerForm.trimmed(String(line))
            guard !id.isEmpty, !id.hasPrefix("#") else { continue }
            if seen.insert(id).inserted { ids.append((id, index + 1)) } else { doubles.append((id, index + 1)) }
        }
        (self.ids, self.doubles, self.text) = (ids, doubles, text)
    }

    /// The text of the file with the exercises of a course that it lacks; nil where it lacks none. No id is ever taken out.
    public func adding(_ course: Course) -> String? {
        let known = Set(ids.map(\.id))
        let new = course.lessons.flatMap(\.exercises).map(\.fullID).filter { !known.contains($0) }
        guard !new.isEmpty else { return nil }
        return text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n") + new.map { $0 + "\n" }.joined()
    }
}
