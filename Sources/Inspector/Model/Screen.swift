// The screens, on the keys 1 to 4.

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

    /// The name in titles and in the help.
    public var name: String {
        switch self {
        case .connections: "Connections"
        case .flow: "Flow"
        case .handshake: "Handshake"
        case .frame: "Frame"
        }
    }

    /// What it shows, in a few words for the one who has not seen it.
    public var summary: String {
        switch self {
        case .connections: "who is connected, in which state, and how it ended"
        case .flow: "what went over the wire, and what it did to both endpoints"
        case .handshake: "the request, the response, and the hash between them"
        case .frame: "one frame, byte by byte and bit by bit"
        }
    }
}
