// The list of connections shows those in which a row matches. Connections are looked through in turn, each row once, and
// only so many rows at a time.

import Capture

/// What has been found in the rows of connections, for one filter at a time.
struct FoundConnections: Sendable {
    private struct Entry {
        /// What was looked for. It changes with what is known of the connection without its rows, such as its state.
        let sought: Filter.Sought
        /// How many rows have been looked at; those that may still move are looked at again.
        var seen = 0
        var isMatch = false
        var isBanned = false
        /// Whether no further row can change it.
        var isDecided: Bool { isBanned || (isMatch || sought.sought.isEmpty) && sought.banned.isEmpty }
    }

    private var filter = Filter("")
    private var entries: [Int: Entry] = [:]
    /// The next connection to look at, counted from the newest, and how many in a row had nothing new.
    private var next = 0
    private var doneCount = 0
    /// Whether rows are still to be looked at.
    private(set) var isBehind = false

    /// Looks at what was not looked at before, but no more than a slice of it.
    mutating func refresh(_ filter: Filter, _ conversations: Conversations, _ ladders: inout [Int: Ladder]) {
        if filter != self.filter { self = FoundConnections(filter: filter, isBehind: true) }
        guard !filter.isEmpty, isBehind else { return }
        let all = conversations.all
        if entries.count > all.count { entries = entries.filter { conversations[$0.key] != nil } }
        var budget = Filters.slice
        while doneCount < all.count, budget > 0 {
            if next >= all.count { next = 0 }
            let isDone = look(at: all[all.count - 1 - next], &ladders, &budget)
            guard isDone else { return }
            next += 1
            doneCount += 1
        }
        isBehind = doneCount < all.count
    }

    /// Looks at the new rows of a connection. Returns whether it has seen all of them.
    private mutating func look(
        at conversation: Conversation, _ ladders: inout [Int: Ladder], _ budget: inout Int
    ) -> Bool {
        budget -= 1
        let number = conversation.number
        guard case .rows(let sought) = filter.verdict(on: conversation) else { return true }
        var entry = entries[number].flatMap { $0.sought == sought ? $0 : nil } ?? Entry(sought: sought)
        defer { entries[number] = entry }
        if entry.isDecided { return true }
        if ladders[number] == nil {
            ladders[number, default: Ladder()].update(conversation)
            // Building one is some work as well.
            budget -= ladders[number, default: Ladder()].count / 8
        }
        guard let ladder = ladders[number] else { return true }
        for row in entry.seen..<max(entry.seen, ladder.count) {
            guard budget > 0 else { return false }
            let found = filter.looks(at: row, of: ladder, in: conversation, for: sought)
            entry.isMatch = entry.isMatch || found.isMatch
            entry.isBanned = entry.isBanned || found.isBanned
            if row < ladder.settledCount { entry.seen = row + 1 }
            if entry.isDecided { break }
            budget -= RowSubject.cost(of: row, ladder, conversation)
        }
        return true
    }

    /// Looks through all connections once more.
    mutating func rowsWereAdded() { (isBehind, doneCount) = (true, 0) }

    /// Rows are elsewhere now, or gone. What was found in them stays found.
    mutating func forgetRows() {
        for number in entries.keys { entries[number]?.seen = 0 }
        rowsWereAdded()
    }

    /// Whether the list shows a connection, as far as its rows have been looked at.
    func shows(_ conversation: Conversation, _ filter: Filter) -> Bool {
        switch filter.verdict(on: conversation) {
        case .certain(let isShown): return isShown
        case .rows(let sought):
            let entry = entries[conversation.number].flatMap { $0.sought == sought ? $0 : nil } ?? Entry(sought: sought)
            return !entry.isBanned && (entry.isMatch || sought.sought.isEmpty)
        }
    }
}

extension FoundConnections {
    fileprivate init(filter: Filter, isBehind: Bool) { (self.filter, self.isBehind) = (filter, isBehind) }
}
