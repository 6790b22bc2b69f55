// A block that shows something in the text: bytes with the panes of the inspector, or a table that the codec prints.

import WebSocketProtocol

/// What a `show` block shows.
public struct ShowBlock: Sendable {
    /// A pane of the inspector.
    public enum Pane: String, Sendable, Hashable, CaseIterable {
        case wire, bits, decoder, unmasking
    }

    /// A table.
    public enum Table: String, Sendable, Hashable, CaseIterable {
        case opcodes, ascii, lengths
        case closeCodes = "close-codes"
    }

    /// What it shows.
    public enum Content: Sendable {
        /// Bytes. The cursor stands at a byte of the frame; what is behind `until` is not shown.
        case bytes(Material, panes: [Pane], at: Int, until: Int?, hasLetters: Bool)
        case table(Table)
    }

    /// What is shown.
    public let content: Content
    /// The line of the file in which it stands.
    public let line: Int

    /// Reads a block.
    init(_ node: Node, _ library: Library) throws(LessonProblem) {
        line = node.line
        var fields = try Fields(node, "a show block")
        if let name = try fields.text("table") {
            guard let table = Table(rawValue: name) else {
                throw fields.problem(
                    "table is one of " + Table.allCases.map(\.rawValue).joined(separator: ", ") + ", not \"\(name)\"",
                    key: "table")
            }
            content = .table(table)
            try fields.finish()
            return
        }
        var panes: [Pane] = []
        for name in try fields.texts("panes") ?? ["wire"] {
            guard let pane = Pane(rawValue: name) else {
                throw fields.problem(
                    "panes are " + Pane.allCases.map(\.rawValue).joined(separator: ", ") + ", not \"\(name)\"",
                    key: "panes")
            }
            panes.append(pane)
        }
        let at = try fields.byte("at"), until = try fields.byte("until")
        let letters = try fields.text("letters") ?? "on"
        guard ["on", "off"].contains(letters) else {
            throw fields.problem("letters is on or off, not \"\(letters)\"", key: "letters")
        }
        let lines = fields.lines
        let of = fields.node("of")
        let source: Source
        if let of { source = try Source(of) } else { source = try Source(&fields, node) }
        try fields.finish()
        if source.isRandom, case .frames = source {
            // A key that nobody gave is the same for every reader: the text around it may speak of it.
        } else if source.isRandom {
            throw node.problem("what a show block shows is the same for everybody, so nothing of it can be random")
        }
        let material = try Material(source, library, file: node.file)
        if let at, !material.bytes.indices.contains(at) {
            throw LessonProblem(
                "there is no byte \(at); there are \(material.bytes.count), counted from 0", file: node.file,
                line: lines["at"] ?? line)
        }
        content = .bytes(material, panes: panes, at: at ?? 0, until: until, hasLetters: letters == "on")
    }
}
