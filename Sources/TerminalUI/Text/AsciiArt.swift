// What line art becomes on a terminal whose character set is not UTF-8: one ASCII character for each, so that every
// column stays where it was.

/// The ASCII forms of the characters that the screens use.
public enum AsciiArt {
    /// The ASCII character that is shown in place of that one: itself when it is ASCII, a look-alike for line art,
    /// arrows and punctuation, and `?` for all other text.
    public static func replacement(for character: Character) -> Character {
        if character.isASCII { return character }
        if let replacement = table[character] { return replacement }
        return boxDrawing(character) ?? "?"
    }

    /// Lines, corners and crossings: U+2500-257F.
    private static func boxDrawing(_ character: Character) -> Character? {
        guard let scalar = character.unicodeScalars.first, (0x2500...0x257F).contains(scalar.value) else { return nil }
        return "+"
    }

    private static let table: [Character: Character] = {
        // Half blocks enclose a word from outside: ▐OPEN▌ is [OPEN]. A cut text must not seem to end in a full stop.
        // Lawyers write section 5.3 as s5.3.
        let rows: [(from: String, to: Character)] = [
            ("─━┄┅┈┉╌╍╴╶╸╺╼╾", "-"),
            ("│┃┆┇┊┋╎╏╵╷╹╻║╽╿", "|"),
            ("═", "="),
            ("╱⁄", "/"), ("╲", "\\"), ("╳×✕✖✗✘", "x"),
            ("←◀◂◁◄‹«⟵", "<"), ("→▶▸▷►›»⟶", ">"),
            ("↑▲▴△", "^"), ("↓▼▾▽", "v"),
            ("↔↕⇄⇆", "-"), ("⇐", "<"), ("⇒", ">"),
            ("█▓▒░■▮▉▊▋", "#"), ("▣", "@"), ("□", "-"), ("▀▔", "\""), ("▄▁▂▃▅▆▇", "_"),
            ("▐▕", "["), ("▌▍▎▏", "]"), ("▖▗", "."), ("▘▝", "'"),
            ("•●▪◉★⏺", "*"), ("○◆◇▫◦☆◌", "o"), ("·", "."), ("…", "~"), ("⏸", "="), ("⏵", ">"),
            ("✓✔", "v"), ("§", "s"), ("µ", "u"), ("−–—‐‑", "-"),
            ("‘’′", "'"), ("“”″", "\""), ("⊕", "^"), ("≠", "!"), ("≤", "<"), ("≥", ">"), ("≈", "~"),
            ("\u{A0}", " "), ("↵⏎␊␍", "<"), ("␛", "^"),
            ("␀␁␂␃␄␅␆␇␈␉␋␌␎␏␐␑␒␓␔␕␖␗␘␙␚␜␝␞␟␠␡", "."),
        ]
        var table: [Character: Character] = [:]
        for row in rows {
            for character in row.from { table[character] = row.to }
        }
        return table
    }()
}
