// What somebody who mistyped a name may have meant.

import WebSocketProtocol

enum Spelling {
    /// The name that is nearest to a word, if it is near: one slip in short words, more in longer ones; or that it begins or is a part of.
    static func nearest(to word: String, in names: some Sequence<String>) -> String? {
        guard word.count <= 60 else { return nil }
        let near = names.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
        return near.filter { $0.distance <= slips(max(word.count, $0.name.count)) }.min { $0.distance < $1.distance }?
            .name ?? NearestWord.whole(word, among: names)
    }

    private static func slips(_ length: Int) -> Int { length <= 4 ? 1 : length <= 8 ? 2 : 3 }

    /// How many letters were left out, added, replaced or swapped with the next.
    static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var (before, last, row) = ([Int](), [Int](), Array(0...right.count))
        for (i, letter) in left.enumerated() {
            (before, last) = (last, row)
            row = [i + 1]
            for (j, other) in right.enumerated() {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other { best = min(best, before[j - 1] + 1) }
                row.append(best)
            }
        }
        return row[right.count]
    }
}
