// ZERO WIDTH JOINER (U+200D) makes one character of several: 👨 👩 👧 👦 with joiners between them are one family, on a
// system that has its picture. Terminals have few of these pictures, and a reader could not see from one what was
// sent. So such a character is drawn as its parts, side by side.

extension Character {
    /// The characters that are drawn side by side for this one, each with the joiner after it; nil for nearly all
    /// characters, which are drawn as one.
    ///
    /// Together they are the character again: nothing is added or lost.
    var joinedParts: [Character]? {
        let joiner: Unicode.Scalar = "\u{200D}"
        guard unicodeScalars.contains(joiner) else { return nil }
        var parts = [""]
        var isBehindJoiner = false
        for scalar in unicodeScalars {
            // An accent or a variation selector stays with what it changes.
            if isBehindJoiner, !CharacterWidth.isJoining(scalar) { parts.append("") }
            parts[parts.count - 1].unicodeScalars.append(scalar)
            isBehindJoiner = scalar == joiner
        }
        return parts.count > 1 ? parts.flatMap(Array.init) : nil
    }
}
