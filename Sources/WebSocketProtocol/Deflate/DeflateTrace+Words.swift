// Why a message got smaller, or did not: what its bits were spent on, and how much of it is copied.
//
//   7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks.
//   9 bytes for 62: 60 are copied from earlier messages.

extension DeflateTrace {
    /// How many quoted bytes are shown.
    private static let longestQuote = 48

    /// Bytes that came out, in quotes where they are text, else in hexadecimal.
    func quoted(_ range: Range<Int>) -> String {
        let bytes = Array(output[range].prefix(Self.longestQuote))
        let isCut = bytes.count < range.count
        let isText = bytes.allSatisfy { $0 >= 0x20 || [0x09, 0x0a, 0x0d].contains($0) }
        if isText, let text = String(utf8: bytes, isCut: isCut), !text.isEmpty {
            return "\"\(text)\(isCut ? "…" : "")\""
        }
        return Hex.string(bytes.prefix(16), groupsOf: 1) + (range.count > 16 ? " …" : "")
    }

    /// What the bits were spent on, and where the bytes came from.
    private struct Sums {
        /// Bytes that are literals, and their bits.
        var literals = 0, literalBits = 0
        /// Bytes that are stored.
        var stored = 0
        /// Bytes copied from earlier messages and from this one.
        var earlier = 0, own = 0
        /// Bits that describe codes, and those of the blocks otherwise.
        var codeBits = 0, blockBits = 0

        var copied: Int { earlier + own }
    }

    private var sums: Sums {
        var sums = Sums()
        for step in steps {
            let bits = step.bits.count - addedBits(of: step)
            switch step.symbol {
            case .literal:
                sums.literals += 1
                sums.literalBits += bits
            case .stored(let count): sums.stored += count
            case .copy(let length, _):
                let early = min(length, max(0, -(source(of: step) ?? 0)))
                sums.earlier += early
                sums.own += length - early
            case .counts, .lengthCodeLength, .codeLength, .codeLengths: sums.codeBits += bits
            case .block, .padding, .storedLength, .endOfBlock: sums.blockBits += bits
            }
        }
        return sums
    }

    /// One sentence on its size; nil where something is wrong, or nothing has been read.
    func sentenceOnSize() -> Sentence? {
        guard error == nil, !steps.isEmpty else { return nil }
        let sums = sums
        let sent = end == .whole && !isCut ? payloadCount : (endOfSteps + 7) / 8
        let start = isCut ? "At the beginning " : end == .arriving ? "So far " : ""
        let size = "\(start)\(Count.words(sent, "byte")) for \(output.count.grouped)"
        var parts = [copies(sums)].compactMap(\.self)
        if sums.stored > 0 {
            parts.append(
                "\(sums.stored == output.count ? "all are" : "\(sums.stored.grouped) \(Count.be(sums.stored))") stored as they are"
            )
        }
        if sums.codeBits > 0 {
            let codes = "describing the codes takes \(Count.words((sums.codeBits + 7) / 8, "byte"))"
            parts.append(
                sums.literals == 0
                    ? "\(codes)"
                    : "literals take \(Self.average(sums.literalBits, sums.literals)) bits on average, \(codes)")
        }
        // What is farther back than the window must be sent again.
        if window < InflaterWindow.capacity, earlier.count + output.count > window {
            parts.append("copies reach back \(window.grouped) at most")
        }
        if sent >= output.count {
            let verb = sums.blockBits == 1 ? "delimits" : "delimit"
            parts.append("\(Count.words(sums.blockBits, "bit")) \(verb) its blocks")
        }
        return Sentence(parts.isEmpty ? "\(size)." : "\(size): \(parts.joined(separator: "; ")).")
    }

    private func copies(_ sums: Sums) -> String? {
        guard !output.isEmpty, sums.copied > 0 || sums.stored == 0 else { return nil }
        switch (sums.earlier, sums.own) {
        case (0, 0): return "nothing in it is a copy"
        case (0, let own): return "\(own.grouped) \(Count.be(own)) copied"
        case (let earlier, 0): return "\(earlier.grouped) \(Count.be(earlier)) copied from earlier messages"
        case (let earlier, let own):
            return "\(earlier.grouped) \(Count.be(earlier)) copied from earlier messages, \(own.grouped) from itself"
        }
    }

    /// A quotient with one decimal.
    private static func average(_ sum: Int, _ count: Int) -> String {
        let tenths = (sum * 10 + count / 2) / count
        return "\(tenths / 10).\(tenths % 10)"
    }
}
