// Two points in one cell, one above the other, so that points are about square.

enum HalfBlock {
    /// The character that shows an upper and a lower point.
    static func character(upper: Bool, lower: Bool) -> Character {
        switch (upper, lower) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
    }
}
