// What is behind the paths of the server.
//
//   /  /echo        each message comes back
//   /broadcast      each message goes to everybody on /broadcast
//   /room/NAME      each message goes to everybody in the room of that name
//   any other       each message comes back: a client whose path is fixed can be pointed here too

import WebSocketProtocol

/// What a path leads to.
enum Route: Sendable, Hashable {
    case echo
    case broadcast
    case room(String)

    /// The longest name of a room, in bytes of UTF-8.
    static let longestName = 64

    private static let roomPrefix = "/room/"

    /// Reads the path of a target; nil for a room whose name is none. The name is the rest of the path, percent-decoded.
    init?(path: Substring) {
        switch path {
        case "/broadcast": self = .broadcast
        case "/room": return nil
        case _ where path.hasPrefix(Self.roomPrefix):
            let bytes = PercentEncoding.decode(path.dropFirst(Self.roomPrefix.count))
            guard (1...Self.longestName).contains(bytes.count), let name = String(validating: bytes, as: UTF8.self)
            else { return nil }
            self = .room(name)
        default: self = .echo
        }
    }

    /// "blue", "/broadcast".
    var name: String {
        switch self {
        case .echo, .broadcast: path
        case .room(let name): name
        }
    }

    /// What it is called in sentences; nil for an echo, where nobody else is.
    var roomWords: String? {
        switch self {
        case .echo: nil
        case .broadcast: "/broadcast"
        case .room(let name): "room \(name)"
        }
    }

    /// The path that leads here.
    var path: String {
        switch self {
        case .echo: "/"
        case .broadcast: "/broadcast"
        case .room(let name): Self.roomPrefix + PercentEncoding.encode(name)
        }
    }

    /// The answer to a path that leads nowhere.
    static func refusal(of path: Substring) -> Refusal {
        Refusal(
            status: 404,
            sentence: Sentence(
                "There is no room at \(path.visible): the name of a room, behind /room/, is 1 to \(longestName) bytes of UTF-8."
            ))
    }
}
