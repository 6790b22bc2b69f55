// The time from a connection's first row to its last: what the position bar shows.

import Capture
import WebSocketProtocol

/// The span of time of one connection.
struct Timeline {
    /// The times of the first row and of the last event, in seconds since the start of the log.
    let start, end: Double
    private let conversation: Conversation
    private let ladder: Ladder

    /// Nil for a ladder without rows.
    init?(_ conversation: Conversation, _ ladder: Ladder) {
        guard let start = ladder.time(of: 0, in: conversation),
            let last = ladder.time(of: ladder.count - 1, in: conversation)
        else { return nil }
        (self.conversation, self.ladder) = (conversation, ladder)
        self.start = start
        end = max(start, last, conversation.dissection.lastTime)
    }

    /// Where a time lies, 0 to 1.
    func share(of time: Double) -> Double { end > start ? max(0, min(1, (time - start) / (end - start))) : 0 }

    /// Where a row lies, 0 to 1; by its number if everything happened at once.
    func share(ofRow row: Int) -> Double {
        if end > start { return ladder.time(of: row, in: conversation).map(share) ?? 1 }
        return ladder.count > 1 ? max(0, min(1, Double(row) / Double(ladder.count - 1))) : 0
    }

    /// The last row that has happened there.
    func row(at share: Double) -> Int {
        let last = ladder.count - 1
        guard end > start else { return Int((share * Double(last)).rounded()) }
        return share <= 0 ? 0 : ladder.row(at: start + share * (end - start), in: conversation)
    }
}
