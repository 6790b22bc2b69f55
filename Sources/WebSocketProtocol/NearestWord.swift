// "Did you mean": the known word that a mistyped one is closest to.

/// Mistyped words.
public enum NearestWord {
    /// The candidate that takes the fewest typing mistakes to `word`, if they are few: one in a word of up to three
    /// letters, else two. Of several equal ones it is the first. Where there is none with one mistake, it is rather the shortest of which the
    /// word is the beginning or one of its parts: `length` for `len`, `close-code` for `code`.
    public static func to(_ word: String, among candidates: [String]) -> String? {
        var best: (word: String, mistakes: Int)?
        for candidate in candidates {
            let limit = min(word.count, candidate.count) <= 3 ? 1 : 2
            let mistakes = mistakes(word, candidate, limit: limit)
            if mistakes <= limit, mistakes < best?.mistakes ?? .max { best = (candidate, mistakes) }
        }
        if let best, best.mistakes <= 1 { return best.word }
        return whole(word, among: candidates) ?? best?.word
    }

    /// The shortest candidate that a word is the beginning of, or a part between hyphens; nil for words of less than three letters.
    public static func whole(_ word: String, among candidates: some Sequence<String>) -> String? {
        let word = word.lowercased()
        guard word.count >= 3 else { return nil }
        return candidates.filter { candidate in
            candidate != word && (candidate.hasPrefix(word) || candidate.split(separator: "-").contains { $0 == word })
        }.min { $0.count < $1.count }
    }

    /// How many letters are wrong, missing, too many, or swapped with their neighbour (the optimal string alignment
    /// distance); any number above `limit` if there are more.
    public static func mistakes(_ first: String, _ second: String, limit: Int) -> Int {
        let (first, second) = (Array(first.lowercased()), Array(second.lowercased()))
        guard abs(first.count - second.count) <= limit else { return limit + 1 }
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let isSame = first[row] == second[column]
                var least = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
