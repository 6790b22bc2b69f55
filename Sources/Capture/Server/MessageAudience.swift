// To whom a server sends a message of its own.

/// Those who get a message.
public enum MessageAudience: Sendable, Hashable {
    /// One connection, by its number in the log.
    case connection(Int)
    /// Everybody in the room at this path: "/room/blue", "/broadcast".
    case room(path: String)
    /// All open WebSockets.
    case everybody
}
