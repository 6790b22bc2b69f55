// What stands behind a WebSocket of the server, by its path: an echo, or a room.
//
//   /          received ──▶ echoInPlace
//   /room/…    received ──▶ gathered ──▶ readIsAnswered ──▶ hub ──▶ the mailboxes of all members, the sender's too

import Capture
import WebSocketProtocol

/// The service of one connection.
final class RoutedService: Service {
    private let route: Route
    private let hub: Hub
    private let journal: Journal
    private var member: Member?
    /// What the read in hand has for the room.
    private var posts: [Post] = []

    init(_ route: Route, hub: Hub, journal: Journal) {
        (self.route, self.hub, self.journal) = (route, hub, journal)
    }

    func opened(_ member: Member) {
        self.member = member
        let count = hub.add(member, to: route)
        guard let room = route.roomWords else { return }
        journal.serverAction("room-joined", "Joined \(room): \(Count.words(count, "connection")) there now.")
    }

    func received(_ kind: Opcode, _ payload: RawSpan) -> Reply {
        if route == .echo { return .echoInPlace }
        posts.append(Post(kind, payload))
        return .nothing
    }

    var isAmongOthers: Bool { route != .echo }

    func readIsAnswered() {
        guard !posts.isEmpty else { return }
        hub.send(posts, to: .room(route))
        posts = []
    }

    func whyWait(_ resumption: () -> @Sendable () -> Void) -> WaitReason? {
        guard let member else { return nil }
        let slow = hub.slowReaders(in: route, before: member, resumption)
        if !slow.isEmpty { return .slowReaders(slow) }
        return hub.isBehind(route, resumption) ? .otherThreads : nil
    }

    func queueIsAboveMark(_ isAbove: Bool) {
        guard let member, route != .echo else { return }
        hub.setSlow(member, isAbove)
    }

    func closed() {
        guard let member = member.take() else { return }
        let count = hub.remove(member, from: route)
        guard let room = route.roomWords else { return }
        journal.serverAction("room-left", "Left \(room): \(Count.words(count, "connection")) there now.")
    }
}
