// The code of a mutant as students see it, and what its head says, read from the text of its own file:
//
//   // Mutant X2: the masking key begins anew with each read.
//   // Shows: ...
//   // Field: ...
//   // Agrees: ...
//   // Witness: legal
//   ...
//       // The code begins.
//       func readFrame() {
//           let byte0 = takeByte()  // It takes the first byte.
//           frame.fin = (byte0 & 0x80) == 0  // the bug
//       }
//       // The code ends.
//
// What stands behind a line is not shown with it: it is said to those who take that line for the wrong one.

/// The file of a mutant, taken apart.
public struct MutantListing: Sendable, Hashable {
    /// Whether the bytes that expose the bug keep to the rules.
    public enum Witness: String, Sendable, Hashable {
        /// They do.
        case legal
        /// They can't.
        case illegal
        /// Both kinds exist.
        case either
    }

    /// The lines of code; the first is line 1. At most 14 of them, none longer than 44 columns.
    public let lines: [String]
    /// What each line does, in a sentence; nil where nothing is to be said, or it is the wrong one.
    public let notes: [String?]
    /// The number of the wrong line, from 1.
    public let bugLine: Int
    /// What is wrong with it, in a few words.
    public let title: String
    /// What a student learns from it.
    public let shows: String
    /// Whom it bit in the field.
    public let field: String
    /// Where it and the real one agree.
    public let agrees: String
    /// Which bytes expose it.
    public let witness: Witness
}

extension Mutant {
    /// Its code and its head, from the text of its file (`path`); nil if that is not a mutant's file.
    public func listing(_ source: String) -> MutantListing? {
        let all = source.split(separator: "\n", omittingEmptySubsequences: false).map { Self.trimmed($0) }
        func head(_ name: String) -> String? {
            let start = "// \(name): "
            return all.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
        }
        guard let first = all.firstIndex(where: { Self.isMark($0, "// The code begins.") }),
            let end = all.firstIndex(where: { Self.isMark($0, "// The code ends.") }), first < end,
            let title = head("Mutant \(id)"), let shows = head("Shows"), let field = head("Field"),
            let agrees = head("Agrees"), let witness = head("Witness").flatMap(MutantListing.Witness.init)
        else { return nil }
        let indentation = all[first].prefix { $0 == " " }.count
        var lines = all[first + 1..<end].map { String($0.dropFirst(min(indentation, $0.prefix { $0 == " " }.count))) }
        var notes: [String?] = lines.map { _ in nil }
        for index in lines.indices {
            guard let note = lines[index].firstRange(of: "  // ") else { continue }
            notes[index] = String(lines[index][note.upperBound...])
            lines[index] = Self.trimmed(lines[index][..<note.lowerBound])
        }
        let wrong = notes.indices.filter { notes[$0] == "the bug" }
        guard wrong.count == 1 else { return nil }
        notes[wrong[0]] = nil
        return MutantListing(
            lines: lines, notes: notes, bugLine: wrong[0] + 1, title: title, shows: shows, field: field, agrees: agrees,
            witness: witness)
    }

    private static func isMark(_ line: String, _ mark: String) -> Bool { line.drop { $0 == " " } == mark }

    /// The line without the blanks at its end.
    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
