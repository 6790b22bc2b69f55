// Which signs of emphasis belong together (CommonMark 0.31, section 6.2 and "process emphasis" of its appendix).

/// One or more `*` or `_` in a row.
struct EmphasisRun {
    let sign: Unicode.Scalar
    /// Where it stands in the source.
    let place: Int
    /// How many signs it has.
    let length: Int
    /// Whether something can begin after it, or end before it.
    let canOpen: Bool
    let canClose: Bool
    /// How many have no partner.
    var count: Int
    /// The lengths of what ends here, from the inside out, and of what begins here, from the outside in: 1 is emphasis,
    /// 2 is strong.
    var closing: [Int] = []
    var opening: [Int] = []

    /// The rule of three: in `*foo**bar*` the middle is plain text.
    func pairs(with closer: EmphasisRun) -> Bool {
        guard sign == closer.sign, canOpen else { return false }
        guard canClose || closer.canOpen else { return true }
        return (length + closer.length) % 3 != 0 || (length % 3 == 0 && closer.length % 3 == 0)
    }
}

extension InlineReader {
    mutating func readRun(_ sign: Unicode.Scalar) {
        let length = runLength(of: sign, at: index)
        let (before, after) = (scalar(index - 1) ?? " ", scalar(index + length) ?? " ")
        let isBlankBefore = before.properties.isWhitespace
        let isBlankAfter = after.properties.isWhitespace
        let opens = !isBlankAfter && (!after.isPunctuation || isBlankBefore || before.isPunctuation)
        let closes = !isBlankBefore && (!before.isPunctuation || isBlankAfter || after.isPunctuation)
        // An underscore inside a word is part of the word.
        let isWord = sign == "_"
        let run = EmphasisRun(
            sign: sign, place: index, length: length,
            canOpen: opens && (!isWord || !closes || before.isPunctuation),
            canClose: closes && (!isWord || !opens || after.isPunctuation), count: length)
        openRuns.append(push(.run(run)))
        index += length
    }

    /// Pairs the open runs from a place on; those that stay without a partner are text.
    mutating func pairRuns(from bottom: Int) {
        struct Kind: Hashable {
            let sign: Unicode.Scalar
            let canOpen: Bool
            let remainder: Int
        }
        /// The piece before which no closer of a kind finds a partner.
        var searched: [Kind: Int] = [:]
        var closer = bottom
        while closer < openRuns.count {
            guard let end = run(closer), end.canClose else {
                closer += 1
                continue
            }
            let kind = Kind(sign: end.sign, canOpen: end.canOpen, remainder: end.length % 3)
            var opener = closer - 1
            while opener >= bottom, openRuns[opener] >= searched[kind] ?? 0, !(run(opener)?.pairs(with: end) ?? false) {
                opener -= 1
            }
            guard opener >= bottom, openRuns[opener] >= searched[kind] ?? 0 else {
                searched[kind] = openRuns[closer]
                if end.canOpen { closer += 1 } else { openRuns.remove(at: closer) }
                continue
            }
            closer = pair(opener, closer)
        }
        openRuns.removeSubrange(bottom...)
    }

    /// Pairs two runs, and gives the place of the next that can close.
    private mutating func pair(_ opener: Int, _ closer: Int) -> Int {
        guard var start = run(opener), var end = run(closer) else { return closer + 1 }
        let length = min(start.count, end.count, 2)
        start.opening.insert(length, at: 0)
        end.closing.append(length)
        start.count -= length
        end.count -= length
        replace(openRuns[opener], with: .run(start))
        replace(openRuns[closer], with: .run(end))
        if end.count == 0 { openRuns.remove(at: closer) }
        openRuns.removeSubrange((opener + 1)..<closer)
        if start.count == 0 { openRuns.remove(at: opener) }
        return start.count == 0 ? opener : opener + 1
    }

    private func run(_ place: Int) -> EmphasisRun? {
        guard case .run(let run) = pieces[openRuns[place]] else { return nil }
        return run
    }
}
