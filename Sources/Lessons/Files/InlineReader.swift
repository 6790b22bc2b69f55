// The text of a paragraph: emphasis, code and links (CommonMark 0.31, section 6).
//
// It is read once from left to right into pieces. Signs of emphasis and brackets stay pieces of their own until what
// they pair with is known; at the end the pieces become a tree.

/// Reads the text of a paragraph.
struct InlineReader {
    /// How deep emphasis and links may nest.
    static let depthLimit = 4

    /// A `[` that may begin a link.
    struct Bracket {
        /// Where it stands in the source.
        let place: Int
        let piece: Int
        /// How many runs were open before it.
        let runs: Int
        /// Not if a link stands inside.
        var isUsable = true
    }

    enum Piece {
        case text(String)
        case whole(Prose.Inline)
        case run(EmphasisRun)
        case linkStart(target: String)
        case linkEnd
    }

    let source: [Unicode.Scalar]
    private let file: String
    private let firstLine: Int
    /// Where the source's lines end.
    private let lineEnds: [Int]
    private(set) var problems: [LessonProblem] = []
    var index = 0
    private(set) var pieces: [Piece] = []
    /// Plain text that becomes a piece with the next other one.
    private var plain = ""
    /// The pieces that are signs of emphasis without their partner.
    var openRuns: [Int] = []
    /// The `[` without their `]`.
    var openBrackets: [Bracket] = []

    init(_ text: String, file: String, firstLine: Int) {
        source = Array(text.unicodeScalars)
        (self.file, self.firstLine) = (file, firstLine)
        lineEnds = source.indices.filter { [source] in source[$0] == "\n" }
    }

    mutating func report(_ words: String, at place: Int) {
        guard problems.count < LessonDocument.problemLimit else { return }
        let line = firstLine + lineEnds.prefix { $0 < place }.count
        let problem = LessonProblem(words, file: file, line: line)
        // What opens and closes a tag of HTML is one problem.
        if problems.last != problem { problems.append(problem) }
    }

    mutating func read() -> [Prose.Inline] {
        while index < source.count { readPiece() }
        endPlain()
        pairRuns(from: 0)
        for case .run(let run) in pieces where run.count > 0 && (run.canOpen || run.canClose) {
            let signs = String(repeating: String(run.sign), count: run.count)
            report(
                "\"\(signs)\" has no partner; close the emphasis, or write \\\(run.sign) for the sign itself",
                at: run.place)
        }
        return tree()
    }

    func scalar(_ index: Int) -> Unicode.Scalar? { source.indices.contains(index) ? source[index] : nil }

    private mutating func readPiece() {
        let sign = source[index]
        switch sign {
        case "\\": readBackslash()
        case "`": readCode()
        case "*", "_": readRun(sign)
        case "<": readAngle()
        case "!" where scalar(index + 1) == "[":
            report("images are not supported; describe it in words, or write \\! for the sign itself", at: index)
            append("!")
        case "[":
            openBrackets.append(Bracket(place: index, piece: push(.text("[")), runs: openRuns.count))
            index += 1
        case "]": readClosingBracket()
        case "&": readAmpersand()
        case "\n", " ", "\t": readBlanks()
        default: append(sign)
        }
    }

    /// Takes the next character as it is.
    mutating func append(_ scalar: Unicode.Scalar) {
        index += 1
        plain.unicodeScalars.append(scalar)
    }

    /// Adds a piece, and gives its place.
    @discardableResult
    mutating func push(_ piece: Piece) -> Int {
        endPlain()
        pieces.append(piece)
        return pieces.count - 1
    }

    mutating func replace(_ place: Int, with piece: Piece) { pieces[place] = piece }

    private mutating func endPlain() {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
    }

    /// Blanks and the end of a line are one space.
    private mutating func readBlanks() {
        let start = index
        while let next = scalar(index), next == " " || next == "\t" { index += 1 }
        if scalar(index) == "\n", index - start >= 2 {
            report("spaces at the end of a line break it in Markdown; remove them, or begin a new paragraph", at: start)
        }
        while let next = scalar(index), next == " " || next == "\t" || next == "\n" { index += 1 }
        index -= 1
        append(" ")
    }

    private mutating func readBackslash() {
        guard let next = scalar(index + 1) else { return append("\\") }
        if next == "\n" {
            report(
                "a backslash at the end of a line breaks it in Markdown; remove it, or begin a new paragraph", at: index
            )
            index += 1
        } else if next.isASCII, next.isPunctuation {
            index += 1
            append(next)
        } else {
            append("\\")
        }
    }

    private mutating func readCode() {
        let start = index
        let length = runLength(of: "`", at: start)
        var end = start + length
        while end < source.count {
            let closing = runLength(of: "`", at: end)
            if closing == length {
                push(.whole(.code(Self.code(source[(start + length)..<end]))))
                index = end + length
                return
            }
            end += max(closing, 1)
        }
        report(
            "the backtick that opens code here is never closed; close it, or write \\` for the sign itself", at: start)
        for _ in 0..<length { append("`") }
    }

    func runLength(of sign: Unicode.Scalar, at start: Int) -> Int { source[start...].prefix { $0 == sign }.count }

    private static func code(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var scalars = scalars.map { $0 == "\n" ? " " : $0 }
        if scalars.count > 2, scalars.first == " ", scalars.last == " ", scalars.contains(where: { $0 != " " }) {
            scalars = Array(scalars.dropFirst().dropLast())
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private mutating func readAmpersand() {
        let name = source[(index + 1)...].prefix(32).prefix {
            $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit || $0 == "#")
        }
        if !name.isEmpty, scalar(index + 1 + name.count) == ";" {
            let entity = "&" + String(String.UnicodeScalarView(name)) + ";"
            report("write the character itself instead of \"\(entity)\", or \\& for the sign", at: index)
        }
        append("&")
    }

    // MARK: - The tree

    /// The pieces, with what is emphasised or linked inside each other.
    private mutating func tree() -> [Prose.Inline] {
        var open: [(kind: (([Prose.Inline]) -> Prose.Inline)?, inlines: [Prose.Inline])] = [(nil, [])]
        var isTooDeep = false
        func add(_ inline: Prose.Inline) {
            var last = open.removeLast()
            if case .text(let text) = inline, case .text(let before)? = last.inlines.last {
                last.inlines[last.inlines.count - 1] = .text(before + text)
            } else {
                last.inlines.append(inline)
            }
            open.append(last)
        }
        func close() {
            guard open.count > 1 else { return }
            let last = open.removeLast()
            if open.count > Self.depthLimit { isTooDeep = true }
            if let kind = last.kind, open.count <= Self.depthLimit { return add(kind(last.inlines)) }
            for inline in last.inlines { add(inline) }
        }
        for piece in pieces {
            switch piece {
            case .text(let text): add(.text(text))
            case .whole(let inline): add(inline)
            case .linkStart(let target): open.append(({ .link($0, target: target) }, []))
            case .linkEnd: close()
            case .run(let run):
                for _ in run.closing { close() }
                if run.count > 0 { add(.text(String(repeating: String(run.sign), count: run.count))) }
                for length in run.opening {
                    open.append((length == 2 ? { .strong($0) } : { .emphasis($0) }, []))
                }
            }
        }
        while open.count > 1 { close() }
        if isTooDeep { report("emphasis and links nest at most \(Self.depthLimit) deep; use less", at: 0) }
        return open[0].inlines
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }

    /// What CommonMark calls punctuation: punctuation and symbols.
    var isPunctuation: Bool {
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
