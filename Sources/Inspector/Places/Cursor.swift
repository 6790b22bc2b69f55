// Where the reader is in one connection. New traffic never moves it, unless the reader follows.

/// A position in one connection, on all screens at once.
public struct Cursor: Sendable, Hashable {
    /// The row of the ladder; Flow selects it, Frame shows the frame of it.
    public var row = 0
    /// The byte of that frame, from 0.
    public var byte = 0
    /// The bit of that byte, 0 being the most significant; nil while whole bytes are stepped.
    public var bit: Int?
    /// The exchange on Handshake, by its number.
    public var exchange = 0
    /// The step of that exchange.
    public var step = 0

    /// The start of a connection.
    public init() {}
}

/// A place that the reader has marked with a letter.
public struct Mark: Sendable, Hashable {
    /// The screen.
    public let screen: Screen
    /// The connection's number.
    public let connection: Int
    /// The position in it.
    public let cursor: Cursor
}
