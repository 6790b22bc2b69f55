// The screens, on the keys 1 to 9. To add one: a folder with a type that is a `ScreenState`, and a case here.
// Everything else, the footer, the help, the titles, what keys do, follows from the two.

/// What the inspector shows. The raw value is its key.
public enum Screen: Int, Sendable, Hashable, CaseIterable {
    /// The list of connections.
    case connections = 1
    /// The ladder of one connection, with the state machines of both endpoints.
    case flow
    /// The opening handshake of one connection, with the computation of the accept key.
    case handshake
    /// One frame, byte by byte and bit by bit.
    case frame
    /// The lessons: text, and exercises that the codec grades.
    case lessons
    /// The server: rooms, queues, limits, mischief.
    case server

    /// The type of the screen: the one place that leads from a screen's name to its folder.
    var type: any ScreenState.Type {
        switch self {
        case .connections: ConnectionsScreen.self
        case .flow: FlowScreen.self
        case .handshake: HandshakeScreen.self
        case .frame: FrameScreen.self
        case .lessons: LessonsScreen.self
        case .server: ServerScreen.self
        }
    }

    /// The screens that show connections.
    public static let ofConnections = allCases.filter { $0.type.showsConnections }

    /// The one after it; after the last, the first.
    var next: Screen { Screen(rawValue: rawValue + 1) ?? .connections }

    /// The name in titles and in the help.
    public var name: String { type.title.name }

    /// What it shows, in a few words for someone who has not seen it.
    public var summary: String { type.title.summary }
}
