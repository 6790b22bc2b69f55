// The texts of a connection, hidden by a key, since a class writes what it likes: payloads, the reasons of Closes, and what was asked for.
// Headers, lengths, codes, times and states stay.
//
//    text  5 B  FIN masked  "Hello"     text  5 B  FIN masked  (hidden)
//    81 85 37 fa 21 3d 7f 9f 4d 51 58   81 85 37 fa 21 3d ·· ·· ·· ·· ··

import Capture
import WebSocketProtocol

extension Context {
    /// Whether what the peers of a connection wrote is hidden, by itself or with its room.
    func hidesTexts(of number: Int) -> Bool {
        hiddenTexts.contains(number) || conversations[number].map(isInHiddenRoom) == true
    }

    /// Whether the name and the texts of a room are hidden.
    func hides(_ room: ServerStatus.Room) -> Bool { hiddenRooms.contains(Self.decoded(room.path)) }

    /// Hides the texts of the selected connection, or shows them again, with its room where they were hidden with that.
    mutating func toggleTexts() {
        guard let selected else {
            notice = "There is no connection to hide yet."
            return
        }
        let path = conversation.flatMap(Self.path)
        if let path, hiddenRooms.remove(path) != nil {
            hiddenTexts.remove(selected)
            notice = "The room of \(label(of: selected)) is shown again, with all in it."
            return
        }
        let isHidden = hiddenTexts.remove(selected) == nil
        if isHidden { hiddenTexts.insert(selected) }
        let isInRoom = isLive && path.map { $0 == "/broadcast" || $0.hasPrefix("/room/") } == true
        notice =
            isHidden
            ? "What the peers of \(label(of: selected)) wrote is hidden, on every screen; K shows it."
                + (isInRoom ? " Others in its room have it too: K on the room on screen 6 hides it for all." : "")
            : "The texts of \(label(of: selected)) are shown again."
    }

    /// Hides a room, with everybody who is, was or comes to be in it, or shows it again.
    mutating func toggleTexts(of room: ServerStatus.Room) {
        let path = Self.decoded(room.path)
        let isHidden = hiddenRooms.remove(path) == nil
        if isHidden { hiddenRooms.insert(path) }
        let words = "This room with \(Count.words(room.members.count, "connection"))"
        notice =
            isHidden
            ? "\(words) is hidden on every screen: its name, its texts, and whoever joins it. K shows it."
            : "\(words) is shown again."
    }

    /// What is drawn where texts are hidden.
    var withoutTexts: Context {
        guard !hiddenTexts.isEmpty || !hiddenRooms.isEmpty else { return self }
        var drawn = self
        // The copies do not say which room they asked for.
        drawn.hiddenTexts.formUnion(conversations.all.filter(isInHiddenRoom).map(\.number))
        drawn.conversations = conversations.map {
            guard drawn.hiddenTexts.contains($0.number) else { return $0 }
            var conversation = $0
            conversation.hideTexts()
            return conversation
        }
        return drawn
    }

    private func isInHiddenRoom(_ conversation: Conversation) -> Bool {
        !hiddenRooms.isEmpty && Self.path(of: conversation).map(hiddenRooms.contains) == true
    }

    /// The path that a connection asked for, percent-decoded.
    private static func path(of conversation: Conversation) -> String? {
        conversation.dissection.handshake.request.map { decoded(RequestTarget($0.target).path) }
    }

    /// Two spellings of a room's name are the same room, as on the server.
    private static func decoded(_ path: some StringProtocol) -> String {
        String(decoding: PercentEncoding.decode(path), as: UTF8.self)
    }
}
