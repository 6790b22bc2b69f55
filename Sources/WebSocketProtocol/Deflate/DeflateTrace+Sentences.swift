// The sentences for each symbol of a message, in its place: what it says, and where a copy takes its bytes from.

extension DeflateTrace {
    /// What a step says, in one sentence.
    public func sentence(of number: Int) -> Sentence {
        Sentence(text(of: number), section: citation(of: number))
    }

    /// The same, and what else there is to say of it.
    public func sentences(of number: Int) -> [Sentence] {
        let step = steps[number]
        var more: [Sentence] = []
        if case .block(let block, _) = step.symbol { more.append(block.sentence) }
        if case .copy(let length, let distance) = step.symbol {
            if length > distance {
                more.append(
                    Sentence(
                        "It is longer than its distance: it goes on with what it has written itself.",
                        section: Citation(.rfc1951, "3.2.3")))
            }
            if distance > window {
                more.append(
                    Sentence(
                        "That is too far: the window that was agreed on has \(Count.words(window, "byte")).",
                        section: Citation(.rfc7692, "7.2.1")))
            }
        }
        return [sentence(of: number)] + more + notSent(step)
    }

    /// What stands behind the last step, at a bit that belongs to none: an error, or what is not here.
    public var sentenceBehindSteps: Sentence {
        if let error {
            return Sentence("Inflating ends here: \(error.what.words).", section: error.what.citation)
        }
        return isCut
            ? Sentence(
                "Only the first \(Count.words(steps.count, "symbol")) of this message are explained: its first \(Count.words(endOfSteps / 8, "byte"))."
            )
            : Sentence("The symbol that begins here is not complete: more bits are needed.")
    }

    /// What is said of a symbol that begins in an earlier frame of its message.
    public static let sentenceOfEarlierStart = Sentence("It begins in an earlier frame of the message.")

    private func text(of number: Int) -> String {
        let step = steps[number]
        switch step.symbol {
        case .block(let block, let isFinal):
            return "\(block.words). BFINAL is \(isFinal ? "1: a final block" : "0: not a final block")."
        case .padding: return "Padding, \(Count.words(step.bits.count, "bit")): what follows begins with a whole byte."
        case .storedLength(0): return "LEN is 0: an empty block. NLEN is the same with all bits inverted."
        case .storedLength(let count):
            return "LEN is \(count.grouped): as many bytes follow. NLEN is the same with all bits inverted."
        case .stored(let count): return "\(Count.words(count, "byte")) as they are: \(quoted(step.output))."
        case .counts(let literals, let distances, let lengths):
            return
                "HLIT, HDIST, HCLEN: \(Count.words(literals, "code length")) for literals and lengths, \(distances) for distances; before them \(lengths) for the code in which these are written."
        case .lengthCodeLength(let symbol, let bits):
            let name = "Code lengths: symbol \(symbol), which is \(DeflateNames.lengthCode(symbol)),"
            return bits == 0 ? "\(name) is not used." : "\(name) has \(Count.words(bits, "bit"))."
        case .codeLength(let symbol, let bits):
            let name = described(symbol, before: number)
            return bits == 0
                ? "No code for \(name): not in this block." : "The code for \(name) has \(Count.words(bits, "bit"))."
        case .codeLengths(let first, let count, let bits):
            let run =
                "\(described(first, before: number)) to \(described(first + count - 1, before: number)), \(count) in a row"
            return bits == 0
                ? "No code for \(run): not in this block." : "Codes of \(Count.words(bits, "bit")) for \(run)."
        case .literal(let byte):
            let character = (0x20...0x7e).contains(byte) ? ", \(byte.literalName)" : ""
            return
                "A literal, in a code of \(Count.words(step.bits.count, "bit")): the byte 0x\(Hex.byte(byte))\(character)."
        case .copy(let length, let distance): return copyText(step, length, distance)
        case .endOfBlock: return "The end of the block, in a code of \(Count.words(step.bits.count, "bit"))."
        }
    }

    /// A copy: how much, from where, and what.
    private func copyText(_ step: Step, _ length: Int, _ distance: Int) -> String {
        let source = step.output.lowerBound - distance
        let copy = "A copy of \(Count.words(length, "byte")) from \(distance.grouped) back"
        if source + knownEarlierCount < 0 { return "\(copy), in an earlier message that is not kept here." }
        guard source < 0 else { return "\(copy): \(quoted(step.output))." }
        let names = frameNames(source..<min(0, source + length))
        let place =
            source + length <= 0 ? "in an earlier message\(names)" : "from an earlier message\(names) into this one"
        return "\(copy), \(place): \(quoted(step.output))."
    }

    /// The numbers of the frames that brought bytes of earlier messages; nothing where they are not here.
    private func frameNames(_ bytes: Range<Int>) -> String {
        let frames = earlierFrames.filter { $0.output.overlaps(bytes) }
        guard let first = frames.first, let last = frames.last else { return "" }
        return first.number == last.number ? " (frame \(first.number))" : " (frames \(first.number) to \(last.number))"
    }

    /// The section for a step; what ends a message or reaches into another is not DEFLATE's, but the extension's.
    private func citation(of number: Int) -> Citation {
        let step = steps[number]
        switch step.symbol {
        case .padding where number == 0 || !steps[number - 1].symbol.beginsStoredBlock:
            return Citation(.rfc7692, "7.2.3.4")
        case .copy where source(of: step).map { $0 < 0 } == true: return Citation(.rfc7692, "7.2.3.2")
        default: return step.symbol.citation
        }
    }

    /// What is read behind the payload; nil where nothing was added.
    public var addedSentence: Sentence? {
        guard addedCount > 0 else { return nil }
        let bytes = Hex.string(Self.endOfMessage, groupsOf: 1)
        return Sentence(
            "Then come \(bytes), not sent: inflating adds them.",
            section: Citation(.rfc7692, "7.2.2"))
    }

    /// That bits of a step were added.
    private func notSent(_ step: Step) -> [Sentence] {
        let added = addedBits(of: step)
        guard added > 0 else { return [] }
        let what =
            added == step.bits.count
            ? "This was" : "Its last \(Count.words(added, "bit")) \(added == 1 ? "was" : "were")"
        return [Sentence("\(what) not sent, but added by inflating.", section: Citation(.rfc7692, "7.2.2"))]
    }

    /// The symbol that a code length is about: literals come first, then distances.
    private func described(_ symbol: Int, before number: Int) -> String {
        let literals = literalCount(before: number)
        return symbol < literals ? DeflateNames.literal(symbol) : DeflateNames.distance(symbol - literals)
    }

    /// How many codes of literals the block of a step describes.
    private func literalCount(before number: Int) -> Int {
        for step in steps[..<number].reversed() {
            if case .counts(let literals, _, _) = step.symbol { return literals }
        }
        return 0
    }

    /// What the labels stand for.
    public static let sentenceOfLabels = Sentence(
        "Symbols of compressed data: B begins a block, E ends it, - pads to the end of a byte; H is a literal, 0a one in hexadecimal; 25 from 998 copies 25 bytes from 998 back (copy, ← where there is less room); 18:5 gives symbol 18 a code of 5 bits, 3×0 gives the next three none; LEN is how much a stored block holds."
    )

    /// What a step is in a few columns, the longest form first: for a label beside its bits.
    public func labels(of number: Int) -> [String] {
        let step = steps[number]
        switch step.symbol {
        case .block(let block, _): return ["block, \(block.name)", "block", "B"]
        case .padding: return ["padding", "pad", "-"]
        case .storedLength(let count): return ["LEN \(count.grouped), NLEN", "LEN \(count.grouped)", "LEN"]
        case .stored(let count): return ["\(Count.words(count, "byte")) stored", "stored", "s"]
        case .counts: return ["counts", "c"]
        case .lengthCodeLength(let symbol, let bits): return ["\(symbol):\(bits)", "\(bits)"]
        case .codeLength(let symbol, let bits):
            let name = described(symbol, before: number)
            return ["\(name): \(bits)", "\(symbol):\(bits)", "\(bits)"]
        case .codeLengths(_, let count, let bits): return ["\(count) times \(bits)", "\(count)×\(bits)", "×"]
        case .literal(let byte):
            let isVisible = (0x21...0x7e).contains(byte)
            return (byte == 0x20 ? ["space"] : [])
                + [isVisible ? String(Character(Unicode.Scalar(byte))) : Hex.byte(byte)]
        case .copy(let length, let distance):
            return ["copy \(length) from \(distance) back", "\(length) from \(distance)", "copy", "←"]
        case .endOfBlock: return ["end of block", "end", "E"]
        }
    }
}

extension DeflateSymbol {
    /// Whether it begins a stored block.
    fileprivate var beginsStoredBlock: Bool { if case .block(.stored, _) = self { true } else { false } }
}
