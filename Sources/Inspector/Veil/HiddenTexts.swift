// The texts of a connection, hidden by a key, since a class writes what it likes: payloads, the reasons of Closes, and what was asked for.
// Headers, lengths, codes, times and states stay.
//
//    text  5 B  FIN masked  "Hello"     text  5 B  FIN masked  (hidden)
//    81 85 37 fa 21 3d 7f 9f 4d 51 58   81 85 37 fa 21 3d ·· ·· ·· ·· ··

import Capture
import WebSocketProtocol

extension Context {
    /// Hides the texts of the selected connection, or shows them again.
    mutating func toggleTexts() {
        guard let selected else { return }
        let isHidden = hiddenTexts.remove(selected) == nil
        if isHidden { hiddenTexts.insert(selected) }
        let isInRoom = server?.rooms.contains { $0.members.contains(selected) } == true
        notice =
            isHidden
            ? "What the peers of \(label(of: selected)) wrote is hidden, on every screen; K shows it."
                + (isInRoom ? " Others in its room have it too: K on the room, on 6, hides it there." : "")
            : "The texts of \(label(of: selected)) are shown again."
    }

    /// Hides what everybody wrote who is or was in a room, and what those write who join it later, or shows it again.
    mutating func toggleTexts(of room: ServerStatus.Room) {
        let path = PercentEncoding.decode(room.path)
        let everybody = Set(conversations.all.filter { $0.decodedPath == path }.map(\.number)).union(room.members)
        let isHidden = hiddenRooms.remove(path) == nil
        if isHidden {
            hiddenRooms.insert(path)
            hiddenTexts.formUnion(everybody)
        } else {
            hiddenTexts.subtract(everybody)
        }
        notice =
            isHidden
            ? "What everybody in this room wrote is hidden, on every screen, and what those write who join it; K shows it."
            : "The texts of \(Count.words(everybody.count, "connection")) are shown again."
    }

    /// Hides the texts of those that ask for a hidden room.
    mutating func hideNewcomers(among touched: Set<Int>) {
        guard !hiddenRooms.isEmpty else { return }
        for number in touched {
            guard let conversation = conversations[number], conversation.isOpen,
                conversation.frameCount(from: .client) + conversation.frameCount(from: .server) == 0,
                let path = conversation.decodedPath, hiddenRooms.contains(path)
            else { continue }
            hiddenTexts.insert(number)
        }
    }

    /// What is drawn where texts are hidden.
    var withoutTexts: Context {
        guard !hiddenTexts.isEmpty else { return self }
        var drawn = self
        drawn.conversations = conversations.map {
            guard hiddenTexts.contains($0.number) else { return $0 }
            var conversation = $0
            conversation.hideTexts()
            return conversation
        }
        return drawn
    }
}

extension Conversation {
    /// The path that it asked for, percent-decoded: two spellings of a room are one.
    fileprivate var decodedPath: [UInt8]? {
        dissection.handshake.request.map { PercentEncoding.decode(RequestTarget($0.target).path) }
    }
}
