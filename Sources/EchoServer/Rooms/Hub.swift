// The open WebSockets by number, and the rooms that they are in. What is sent to a room comes to all its members in one order:
// it is put into the mailboxes of their event loops under one lock.

import Capture
import NIOCore
import Synchronization

/// Who is open, and where.
final class Hub: Sendable {
    private struct State {
        var everybody = MemberList()
        var rooms: [Route: MemberList] = [:]
        /// Members whose queue is above its high mark, by number, with their addresses.
        var slow: [Int: String] = [:]
        /// Senders that wait for one of them, by number.
        var waiting: [Int: @Sendable () -> Void] = [:]
        /// Whether senders wait for slow readers.
        var holdsBack: Bool

        /// Those who wait, who wait no longer.
        mutating func takeWaiting() -> [Int: @Sendable () -> Void] {
            defer { waiting = [:] }
            return waiting
        }
    }

    private let state: Mutex<State>

    /// Nobody is open yet.
    init(holdsBack: Bool) { state = Mutex(State(holdsBack: holdsBack)) }

    /// Takes in a WebSocket. Returns how many are in its room now.
    func add(_ member: Member, to route: Route) -> Int {
        state.withLock { state in
            state.everybody.add(member)
            guard route != .echo else { return 0 }
            state.rooms[route, default: MemberList()].add(member)
            return state.rooms[route]?.count ?? 0
        }
    }

    /// Forgets a WebSocket, and its room with the last member. Returns how many are left in the room.
    func remove(_ member: Member, from route: Route) -> Int {
        setSlow(member, false)
        return state.withLock { state in
            state.everybody.remove(member)
            state.waiting[member.number] = nil
            state.rooms[route]?.remove(member)
            let count = state.rooms[route]?.count ?? 0
            if count == 0 { state.rooms[route] = nil }
            return count
        }
    }

    /// Who is in each room, by number.
    var rooms: [Route: [Int]] { state.withLock { $0.rooms.mapValues(\.numbers) } }

    /// How many WebSockets are open.
    var count: Int { state.withLock { $0.everybody.count } }

    /// How many senders wait for slow readers.
    var waitingCount: Int { state.withLock(\.waiting.count) }

    // MARK: Messages

    /// Sends messages to everybody in a room, or to all open WebSockets. Returns to how many.
    @discardableResult
    func send(_ posts: [Post], to audience: Audience) -> Int {
        let members = state.withLock { state in
            let members: MemberList =
                switch audience {
                case .everybody: state.everybody
                case .room(let route): state.rooms[route] ?? MemberList()
                case .one(let number): MemberList(state.everybody[number])
                }
            for (mailbox, members) in members.mailboxes {
                for post in posts { mailbox.append(post, to: members) }
            }
            return members
        }
        for (mailbox, _) in members.mailboxes { mailbox.settle() }
        return members.count
    }

    // MARK: Slow readers that hold back

    /// Records whether a member's queue is above its high mark.
    func setSlow(_ member: Member, _ isSlow: Bool) {
        let waiting = state.withLock { state -> [Int: @Sendable () -> Void] in
            guard !isSlow else {
                state.slow[member.number] = member.address
                return [:]
            }
            return state.slow.removeValue(forKey: member.number) == nil ? [:] : state.takeWaiting()
        }
        for resume in waiting.values { resume() }
    }

    /// Has senders wait for slow readers from now on, or no longer.
    func setHoldsBack(_ holdsBack: Bool) {
        let waiting = state.withLock { state in
            state.holdsBack = holdsBack
            return holdsBack ? [:] : state.takeWaiting()
        }
        for resume in waiting.values { resume() }
    }

    /// The slow readers in a room for which a member has to wait before more is read from it; empty where there are none, or
    /// nobody has to wait for any. Otherwise what `resumption` makes is called when that may have changed.
    func slowReaders(
        in route: Route, before member: Member, _ resumption: () -> @Sendable () -> Void
    ) -> [SlowReader] {
        state.withLock { state in
            guard state.holdsBack, !state.slow.isEmpty, let members = state.rooms[route] else { return [] }
            let slow = members.numbers.compactMap { number in
                number == member.number ? nil : state.slow[number].map { SlowReader(number: number, address: $0) }
            }
            if !slow.isEmpty { state.waiting[member.number] = resumption() }
            return slow
        }
    }

    /// Whether an event loop with members of the room is so far behind that senders wait.
    func isBehind(_ route: Route, _ resumption: () -> @Sendable () -> Void) -> Bool {
        let mailboxes = state.withLock { $0.rooms[route]?.mailboxes ?? [] }
        return mailboxes.contains { $0.mailbox.mustWait(resumption) }
    }
}

/// To whom a message goes.
enum Audience: Sendable, Hashable {
    /// One connection, by its number in the log.
    case one(Int)
    case room(Route)
    /// All open WebSockets.
    case everybody
}

extension MemberList {
    /// One member, or none.
    fileprivate init(_ member: Member?) {
        if let member { add(member) }
    }
}
