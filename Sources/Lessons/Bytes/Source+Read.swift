// Sources out of a lesson file.

import WebSocketProtocol

extension Source {
    /// What an exercise with this source may be changed into for a wrong answer: a frame by some of its keys, or another source.
    enum Change: Sendable, Hashable {
        case frame(FrameChange)
        case request(RequestChange)
        case other(Source)

        /// Reads the `of` of a wrong answer. Without a kind of source of its own it changes the exercise's own frame.
        init(_ node: Node) throws(LessonProblem) {
            if case .map(let entries) = node.value, entries.allSatisfy({ FrameChange.keys.contains($0.key) }) {
                self = .frame(try FrameChange(node))
            } else if case .map(let entries) = node.value, entries.count == 1, entries[0].key == "request" {
                self = .request(try RequestChange(entries[0].value))
            } else {
                self = .other(try Source(node))
            }
        }

        /// The changed source; nil where the change does not fit it.
        func applied(to source: Source, _ material: Material) -> Source? {
            switch (self, source) {
            case (.other(.calculation(let calculation)), _):
                .calculation(calculation.filled { material.placeholder($0) })
            case (.other(let other), _): other
            case (.frame(let change), .frames(let specs, let reads)) where specs.count == 1:
                .frames([change.applied(to: specs[0])], reads: reads)
            case (.request(let change), .request(let spec)): .request(change.applied(to: spec))
            case (.request(let change), _): .request(change.spec)
            case (.frame(let change), _): change.spec.map { .frames([$0], reads: []) }
            }
        }
    }

    /// Reads the value of `of` or of a `show` block.
    init(_ node: Node) throws(LessonProblem) {
        var fields = try Fields(node, "a source")
        self = try Source(&fields, node)
        try fields.finish()
    }

    /// Reads the source among other fields, as in a `show` block; its own keys are taken.
    init(_ fields: inout Fields, _ node: Node) throws(LessonProblem) {
        if let request = fields.node("request") {
            self = .request(try RequestChange(request).spec)
        } else if let random = fields.node("random") {
            // Where its reads end stands beside what is drawn.
            guard case .map(let entries) = random.value else {
                throw random.problem("random is a map such as { from: client, text: 3..8 }")
            }
            if entries.count == 1, entries[0].key == "request" {
                self = .request(try RequestChange(entries[0].value).spec)
                return
            }
            func part(_ isTaken: (String) -> Bool) -> Node {
                Node(value: .map(entries.filter { isTaken($0.key) }), line: random.line, file: random.file)
            }
            if let list = entries.first(where: { $0.key == "frames" }) {
                var beside = try Fields(part { $0 != "frames" }, "random")
                let specs = try Source.specs(try list.value.asList("frames"), isRandom: true)
                self = .frames(specs, reads: try beside.reads())
                try beside.finish()
                return
            }
            let change = try FrameChange(part { $0 != "reads" }, isRandom: true)
            guard let spec = change.spec else {
                throw random.problem("random needs to know who sends the frame: from: client, or from: server")
            }
            var beside = try Fields(part { $0 == "reads" }, "random")
            self = .frames([spec], reads: try beside.reads())
        } else if let frames = fields.node("frames") {
            self = try Source(frames: frames, &fields)
        } else if let part = try RecordedPart(&fields) {
            self = .recorded(part)
        } else if let hex = try fields.text("hex") {
            let line = fields.lines["from"]
            let from = try fields.text("from").map { name throws(LessonProblem) in try node.endpoint(name, at: line) }
            self =
                hex == "random"
                ? .randomBytes(try fields.number("length", in: 1...64) ?? 1, from: from)
                : .bytes(try fields.hex(hex, key: "hex"), from: from)
        } else if let text = try fields.text("calculate") {
            self = .calculation(try Calculation(text, fields))
        } else {
            self = .frames([try Source.spec(&fields, node)], reads: try fields.reads())
        }
    }

    private init(frames: Node, _ fields: inout Fields) throws(LessonProblem) {
        guard case .list(let nodes) = frames.value else {
            self = .recorded(try RecordedPart.frames(try frames.asText("frames"), at: frames))
            return
        }
        self = .frames(try Source.specs(nodes), reads: try fields.reads())
    }

    private static func specs(_ nodes: [Node], isRandom: Bool = false) throws(LessonProblem) -> [FrameSpec] {
        var specs: [FrameSpec] = []
        for node in nodes {
            guard let spec = try FrameChange(node, isRandom: isRandom).spec else {
                throw node.problem("who sends this frame? from: client, or from: server")
            }
            specs.append(spec)
        }
        return specs
    }

    /// A frame whose keys stand among others.
    private static func spec(_ fields: inout Fields, _ node: Node) throws(LessonProblem) -> FrameSpec {
        guard case .map(let entries) = node.value else {
            throw node.problem("a source is a map such as { from: client, text: Hi }")
        }
        let own = entries.filter { FrameChange.keys.contains($0.key) }
        for key in FrameChange.keys { _ = fields.node(key) }
        let change = try FrameChange(Node(value: .map(own), line: node.line, file: node.file))
        guard let spec = change.spec else {
            throw node.problem(
                "what is this about? Name a source: from: client or server with text:, binary:, close: or opcode:, "
                    + "or frame:, frames:, read:, stream:, handshake:, connection:, request:, hex:, calculate:, random:"
            )
        }
        return spec
    }
}

extension RecordedPart {
    /// A part of a recording by one of its keys; nil where there is none.
    init?(_ fields: inout Fields) throws(LessonProblem) {
        for key in ["frame", "read", "stream", "handshake", "connection"] {
            guard let node = fields.node(key) else { continue }
            let text = try node.asText(key)
            self = try RecordedPart(key, text, node)
            return
        }
        return nil
    }

    private init(_ key: String, _ text: String, _ node: Node) throws(LessonProblem) {
        let words = text.split(separator: " ").map(String.init)
        func fail(_ example: String) -> LessonProblem {
            node.problem("\(key) is a recording and a place in it, such as \"\(example)\", not \"\(text)\"")
        }
        switch key {
        case "frame":
            self = try RecordedPart.frames(text, at: node)
        case "read":
            guard words.count == 3, let from = Endpoint(rawValue: words[1]), let number = Int(words[2]), number >= 0
            else {
                throw fail("fragments/three-frames-in-one-read client 0")
            }
            self.init(fixture: words[0], part: .read(from, number), line: node.line)
        case "stream":
            guard words.count == 2, let from = Endpoint(rawValue: words[1]) else {
                throw fail("rfc/masked-text client")
            }
            self.init(fixture: words[0], part: .stream(from), line: node.line)
        default:
            guard words.count == 1 else { throw fail("rfc/handshake") }
            self.init(fixture: words[0], part: key == "handshake" ? .handshake : .connection, line: node.line)
        }
    }

    /// Frames of a recording: "rfc/masked-text c0", "rfc/fragmented-text c0..c1".
    static func frames(_ text: String, at node: Node) throws(LessonProblem) -> RecordedPart {
        let words = text.split(separator: " ").map(String.init)
        let ends =
            words.count == 2
            ? words[1].split(separator: ".", omittingEmptySubsequences: true).map { Place(String($0)) } : []
        guard ends.count == 1 || ends.count == 2, case .frame(let from, let first)? = ends[0],
            case .frame(from, let last)? = ends[ends.count - 1], first <= last
        else {
            throw node.problem(
                "a recorded frame is the name of a recording and a frame, such as \"rfc/masked-text c0\" or "
                    + "\"rfc/fragmented-text c0..c1\", not \"\(text)\"")
        }
        return RecordedPart(fixture: words[0], part: .frames(from, first...last), line: node.line)
    }
}

extension Calculation {
    init(_ text: String, _ fields: Fields) throws(LessonProblem) {
        let words = Self.words(text)
        func operand(_ word: String) throws(LessonProblem) -> Operand {
            guard word != "random" else { return .random }
            if word.hasPrefix("{"), word.hasSuffix("}") {
                return .value(String(word.dropFirst().dropLast()).replacing("_", with: " "))
            }
            guard word.count <= 2, let byte = UInt8(word, radix: 16) else {
                throw fields.problem(
                    "\"\(word)\" in calculate is not a byte: write two hex digits, or random",
                    key: "calculate")
            }
            return .byte(byte)
        }
        guard words.count == 3, words[1].count == 1, let sign = words[1].first,
            let operation = BitOperation(rawValue: sign)
        else {
            throw fields.problem(
                "calculate is two bytes with &, | or ^ between them, such as \"8f & 7f\", not \"\(text)\"",
                key: "calculate")
        }
        self.init(leftOperand: try operand(words[0]), rightOperand: try operand(words[2]), operation: operation)
    }

    /// The words of it; a placeholder may have spaces in it.
    private static func words(_ text: String) -> [String] {
        var isInside = false
        let joined = text.map { character -> Character in
            if character == "{" || character == "}" { isInside = character == "{" }
            return isInside && character == " " ? "_" : character
        }
        return String(joined).split(separator: " ").map(String.init)
    }
}

extension Fields {
    /// Where reads end.
    fileprivate mutating func reads() throws(LessonProblem) -> [Int] {
        var reads: [Int] = []
        for text in try texts("reads") ?? [] {
            guard let end = Int(text), end > reads.last ?? 0 else {
                throw problem(
                    "reads are the numbers of bytes after which a read ends, in rising order, not \"\(text)\"",
                    key: "reads")
            }
            reads.append(end)
        }
        return reads
    }
}
