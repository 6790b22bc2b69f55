// Short words about the source for the views.

import Capture
import WebSocketProtocol

extension Context {
    /// The address to open, or the recording's title; a file without a title goes by its path.
    var sourceName: String {
        switch source {
        case .live(let urls): urls.first ?? ""
        case .recording(let title, let path): title.isEmpty || path.hasSuffix(title) ? path : title
        }
    }

    /// "#3", "room blue (2)", "all 7 open WebSockets".
    func words(for audience: MessageAudience) -> String {
        switch audience {
        case .connection(let number): return label(of: number)
        case .room(let path):
            let room = server?.rooms.first { $0.path == path }
            // Whoever hid texts may have hidden those of the last who were in it.
            let name = room.map(name) ?? (hiddenTexts.isEmpty && hiddenRooms.isEmpty ? path : "(hidden)")
            return "room \(name) (\((room?.members.count ?? 0).grouped))"
        case .everybody: return "all open WebSockets"
        }
    }

    /// What a client calls itself; nil where it gives no name, or what it wrote is hidden.
    func ownName(of number: Int) -> String? { hidesTexts(of: number) ? nil : conversations[number]?.name }

    /// "#3 anna", "#4".
    func labelAndName(of number: Int) -> String {
        ([label(of: number)] + [ownName(of: number)].compactMap { $0 }).joined(separator: " ")
    }

    /// What a room is called, unless it is hidden, or the texts of somebody who is in it.
    func name(of room: ServerStatus.Room) -> String {
        hiddenTexts.isDisjoint(with: room.members) && !hides(room) ? room.name : "(hidden)"
    }

    /// How the states of both endpoints are known: a log has bytes, and what the server did on its own.
    var originOfStates: String {
        isLive
            ? "The server runs here, so its state is known. The client's is inferred from what it sends."
            : "The states of both endpoints are inferred from what they sent."
    }

    /// Where the recording was read from; nil if that is its name.
    var sourcePath: String? {
        guard case .recording(let title, let path) = source, !path.hasSuffix(title), !title.isEmpty else { return nil }
        return path
    }
}
