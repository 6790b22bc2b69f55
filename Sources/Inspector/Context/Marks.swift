// The places that the reader has marked with letters.

/// A place that the reader has marked with a letter.
public struct Mark: Sendable, Hashable {
    /// The screen.
    public let screen: Screen
    /// The connection's number.
    public let connection: Int
    /// The position in it.
    public internal(set) var cursor: Cursor
}

/// The marks, by letter.
struct Marks: Sendable {
    private var places: [Character: Mark] = [:]

    subscript(letter: Character) -> Mark? {
        get { places[letter] }
        set { places[letter] = newValue }
    }

    var isEmpty: Bool { places.isEmpty }

    /// The letters of all marks.
    var letters: Set<Character> { Set(places.keys) }

    /// The letters, for the reader.
    var list: String { letters.sorted().map(String.init).joined(separator: " ") }

    /// The marks in a connection, by letter.
    func marks(in connection: Int?) -> [(letter: Character, mark: Mark)] {
        places.filter { $0.value.connection == connection }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Forgets the marks in a connection.
    mutating func forget(_ connection: Int) { places = places.filter { $0.value.connection != connection } }

    /// Moves the marks in a connection. Those before row `gone` are removed.
    mutating func move(in connection: Int, gone: Int, _ moved: (Cursor) -> Cursor) {
        for (letter, mark) in places where mark.connection == connection {
            places[letter] = mark.cursor.row < gone ? nil : mark
            places[letter]?.cursor = moved(mark.cursor)
        }
    }
}
