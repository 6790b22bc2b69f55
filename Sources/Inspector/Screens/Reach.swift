// Where a typed place leads.

/// A place in the recording, or why there is none.
struct Reach: Hashable {
    /// A place in the recording.
    enum Place: Hashable {
        case row(Int)
        case frame(row: Int)
        case byte(Int, row: Int)
        case step(HandshakePlace)
        case connection(Int)
        case mark(Mark)
    }

    /// Where it leads; nil if it leads nowhere.
    let place: Place?
    /// What is reached, or why nothing is.
    let words: String

    init(_ place: Place?, _ words: String) {
        self.place = place
        self.words = words
    }
}
