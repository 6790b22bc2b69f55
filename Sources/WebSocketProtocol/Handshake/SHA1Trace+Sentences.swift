// A SHA-1 computation in words (FIPS 180-4 §5.1.1, §6.1.2), with its actual values.

extension SHA1Trace {
    /// The padding.
    public var paddingSentence: Sentence {
        Sentence(
            "The \(message.count) bytes are followed by the byte 80, \(zeroRange.count) zeros and their length in bits, "
                + "\(message.count * 8), in 8 bytes: \(padded.count) bytes, \(Count.words(blocks.count, "block")) of 64.",
            section: Citation(.fips180, "5.1.1"))
    }

    /// The result.
    public var digestSentence: Sentence {
        Sentence(
            "After \(Count.words(blocks.count, "block")) the five words are the hash, 20 bytes: \(Hex.string(digest)).",
            section: .sha1Computation)
    }
}

extension SHA1Trace.Block {
    /// Where a word of the schedule comes from.
    ///
    /// - Parameter index: 0 to 79.
    public func scheduleSentence(_ index: Int) -> Sentence {
        let word = Hex.word(schedule[index])
        guard index >= 16 else {
            let first = bytesRange.lowerBound + index * 4
            return Sentence(
                "w[\(index)] is \(word), the bytes \(first) to \(first + 3) of the padded message.",
                section: .sha1Computation)
        }
        return Sentence(
            "w[\(index)] is \(word): w[\(index - 3)] xor w[\(index - 8)] xor w[\(index - 14)] xor w[\(index - 16)], "
                + "rotated left by 1 bit.", section: .sha1Computation)
    }

    /// The end of the block.
    public var additionSentence: Sentence {
        let sum = after.words.map(Hex.word).joined(separator: " ")
        return Sentence(
            "The words a to e after round 79 are added to the hash so far, which becomes \(sum).",
            section: .sha1Computation)
    }
}

extension SHA1Trace.Round {
    /// The round.
    public var sentence: Sentence {
        Sentence(
            "Round \(index) mixes w[\(index)] into a with \(function.name)(b, c, d) and the constant \(Hex.word(k)).",
            section: .sha1Computation)
    }

    /// The sum with its numbers.
    public var sumSentence: Sentence {
        Sentence(
            "a rotated left by 5 is \(Hex.word(before.a.rotatedLeft(by: 5))); plus f \(Hex.word(f)), e \(Hex.word(before.e)), "
                + "k \(Hex.word(k)) and w \(Hex.word(w)) that is \(Hex.word(temp)), the new a; the others move down by one, "
                + "b rotated left by 30.")
    }
}

extension Citation {
    /// The schedule, the rounds and the sums of SHA-1.
    fileprivate static let sha1Computation = Citation(.fips180, "6.1.2")
}
