// A block that shows something in the text: bytes with the panes of the inspector, or a table that the codec prints.

import Capture
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
        /// A request and its answer, line by line; one of them may be left out.
        case heads(request: [String], answer: [String])
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
        let part = try fields.text("part")
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
        // A key that nobody gave is the same for every reader: the text around it may speak of it.
        if source.isRandom, !source.drawsOnlyKeys {
            throw node.problem("what a show block shows is the same for everybody, so nothing of it can be random")
        }
        let material = try Material(source, library, file: node.file)
        func problem(_ words: String, key: String) -> LessonProblem {
            LessonProblem(words, file: node.file, line: lines[key] ?? node.line)
        }
        for (key, place) in [("at", at), ("until", until)] {
            guard let place, let words = material.unknownByte(place) else { continue }
            throw problem(words, key: key)
        }
        if let at, let until, at > until {
            throw problem("byte \(at) is behind until: byte \(until), so the cursor cannot stand on it", key: "at")
        }
        if let heads = material.heads {
            guard ["request", "answer", nil].contains(part) else {
                throw problem("part is request or answer, not \"\(part ?? "")\"", key: "part")
            }
            if at != nil || until != nil {
                throw problem(
                    "a handshake is shown line by line; leave at: and until: out", key: at == nil ? "until" : "at")
            }
            content = .heads(
                request: part == "answer" ? [] : heads.request, answer: part == "request" ? [] : heads.answer)
            return
        }
        if part != nil {
            throw problem("part: is for a handshake, of which it shows the request or the answer", key: "part")
        }
        if let words = source.readsBeyondEnd { throw problem(words, key: "reads") }
        if panes.contains(.unmasking), material.isNeverMasked {
            throw problem(
                "no frame here is masked, so there is nothing to unmask; leave the pane unmasking out", key: "panes")
        }
        content = .bytes(material, panes: panes, at: at ?? 0, until: until, hasLetters: letters == "on")
    }
}

extension Source {
    /// Whether no more is drawn than masking keys.
    fileprivate var drawsOnlyKeys: Bool {
        if case .request = self { return true }
        guard case .frames(let specs, _) = self else { return false }
        return specs.allSatisfy { if case .bytes = $0.payload { true } else { false } }
    }

    /// What is wrong where reads are to end behind all bytes, or among those of two senders; nil where nothing is, or the bytes are drawn.
    var readsBeyondEnd: String? {
        guard case .frames(let specs, let reads) = self, let last = reads.last else { return nil }
        if Set(specs.map(\.from)).count > 1 {
            return
                "reads is for frames of one sender, whose bytes are one stream; leave it out, or leave the other's frames out"
        }
        let isDrawn = specs.contains { if case .bytes = $0.payload { false } else { true } }
        var deflater = FixedDeflater()
        let count = specs.reduce(0) { $0 + $1.encoded(&deflater).count }
        guard !isDrawn, last >= count else { return nil }
        return "no read can end before byte \(last); there are \(Count.words(count, "byte")), counted from 0"
    }
}

extension Material {
    /// What is said about a byte that is not there; nil where it is.
    func unknownByte(_ place: Int) -> String? {
        bytes.indices.contains(place)
            ? nil : "there is no byte \(place); there are \(bytes.count), counted from 0"
    }

    /// Whether it has frames, and none of them is masked.
    fileprivate var isNeverMasked: Bool {
        guard let sender, let conversation, frame?.header != nil else { return false }
        return conversation.dissection.frames(from: sender).allSatisfy { $0.header?.maskingKey == nil }
    }
}
