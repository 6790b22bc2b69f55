// What is said while a live exercise waits: handshakes as they are made, goals as they are met, known mistakes.

public import Capture
import WebSocketProtocol

extension LineSession {
    /// Looks at what the server has seen, for a live exercise.
    public mutating func look(at conversations: [Conversation], time: String) -> Reply {
        guard let before = school.work, before.isLive else { return Reply() }
        let attempt = school.look(at: conversations, time: time)
        guard let work = school.work else { return Reply() }
        var reply = Reply(attempt: attempt)
        let own = conversations.filter { !$0.isDemonstration }
        if let mark = before.mark { reply.lines += newHandshakes(own, since: mark) }
        let goals = work.assignment.goals
        for (index, goal) in goals.enumerated() where work.goalsMet[index] && !before.goalsMet[index] {
            let met = work.mark.flatMap { work.assignment.goal(met: index, in: own, since: $0) }
            if let met { reply.lines += handshakeLines(met.conversation) }
            reply.lines.append("Goal \(index + 1) of \(goals.count) is met: \(Spoken.sentence(goal.words))")
            reply.lines += (met?.lines ?? []).filter { !reply.lines.contains($0) }
        }
        reply.lines += lostGoals(before, work, own)
        guard let attempt, let feedback = work.lastFeedback else {
            if work.remarkCount > before.remarkCount, let remark = work.lastFeedback {
                reply.lines += verdict(remark, work, answer: "", attempt: nil)
            }
            return reply
        }
        noteDone(work)
        reply.lines += verdict(feedback, work, answer: "", attempt: attempt) + nextLines()
        reply.verdict = record(feedback, work, answer: attempt.answer, attempt: attempt)
        return reply
    }

    /// Says so where goals that were met on one connection are not met on the one that counts now.
    private func lostGoals(_ before: Work, _ work: Work, _ conversations: [Conversation]) -> [String] {
        let lost = work.goalsMet.indices.filter { before.goalsMet[$0] && !work.goalsMet[$0] }
        guard !lost.isEmpty, let mark = work.mark,
            let now = work.assignment.goal(met: lost[0], in: conversations, since: mark)?.conversation
        else { return [] }
        let numbers = "\(lost.count == 1 ? "goal" : "goals") \(Spoken.list(lost.map { String($0 + 1) }))"
        return [
            "All goals are to be met on one connection. On \(now.webSocket.map { "#\($0)" } ?? "this one"), "
                + "\(numbers) \(Count.be(lost.count)) still open."
        ]
    }

    // MARK: Handshakes

    /// How many handshakes are said at a time; a page may open hundreds of connections.
    private static let handshakeLimit = 4

    /// The handshakes that were made since a moment.
    private mutating func newHandshakes(_ conversations: [Conversation], since mark: LogMark) -> [String] {
        let new = conversations.filter { conversation in
            conversation.dissection.handshake.status != nil && !mark[conversation].isWebSocket
                && conversation.dissection.asksForWebSocket && !saidHandshakes.contains(conversation.number)
        }
        let lines = new.prefix(Self.handshakeLimit).flatMap { handshakeLines($0) }
        saidHandshakes.formUnion(new.map(\.number))
        let rest = new.count - Self.handshakeLimit
        return lines + (rest > 0 ? ["Then \(Count.words(rest, "more handshake"))."] : [])
    }

    /// The handshake of a connection, unless it was said.
    private mutating func handshakeLines(_ conversation: Conversation) -> [String] {
        saidHandshakes.insert(conversation.number).inserted ? Spoken.lines(handshakeOf: conversation) : []
    }
}
