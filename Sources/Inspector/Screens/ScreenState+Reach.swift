// `:` goes to a place: where it leads is shown while it is typed. A time, a frame, a connection and a mark are the same
// on all screens; a screen may define what a share of the way is.

import Capture
import WebSocketProtocol

extension ScreenState {
    func reach(share: Double, _ context: Context) -> Reach {
        let row = context.conversation.flatMap { Timeline($0, context.ladder)?.row(at: share) } ?? 0
        return reach(row: row, context)
    }

    /// Where a typed place leads on the selected connection.
    func reach(_ text: String, _ context: Context) -> Reach {
        guard let destination = Destination(text), let conversation = context.conversation else {
            return Reach(nil, text.isEmpty ? Destination.examples : "not understood; type \(Destination.briefExamples)")
        }
        let ladder = context.ladder
        switch destination {
        case .time(let time):
            let end = Timeline(conversation, ladder)?.end ?? 0
            let more = time > end + 0.0005 ? ", the last" : ""
            return reach(row: ladder.row(at: time, in: conversation), more: more, context)
        case .share(let share): return reach(share: share, context)
        case .frame(let senders, let number): return reach(frame: number, from: senders, conversation, context)
        case .byte(let number): return reach(byte: number, conversation, context)
        case .connection(let number):
            guard let other = context.conversations.webSocket(number) else {
                return Reach(nil, "there is no connection #\(number)")
            }
            return Reach(.connection(other.number), "connection #\(number), \(other.stateWords)")
        case .mark(let letter):
            let marks = context.marks
            guard let mark = marks[letter], context.conversations[mark.connection] != nil else {
                return Reach(nil, marks.isEmpty ? "no place is marked" : "no mark \(letter); marks: \(marks.list)")
            }
            return Reach(.mark(mark), "mark \(letter): \(context.label(of: mark.connection)) \(mark.screen.name)")
        }
    }

    private func reach(row: Int, more: String = "", _ context: Context) -> Reach {
        let row = nearest(to: row, context)
        guard let conversation = context.conversation, let time = context.ladder.time(of: row, in: conversation) else {
            return Reach(nil, "there are no rows")
        }
        return Reach(.row(row), "row \(Numbers.grouped(row + 1)), \(Numbers.secondsWords(time))\(more)")
    }

    private func reach(byte number: Int, _ conversation: Conversation, _ context: Context) -> Reach {
        let row = nearest(to: context.cursor.row, context)
        guard let frame = context.ladder.frame(row, in: conversation) else {
            return Reach(nil, "this row is not a frame, so it has no such byte")
        }
        let words = "\(frame.from.rawValue) frame \(Numbers.grouped(frame.number))"
        guard number < frame.received else {
            return Reach(nil, "no such byte; \(words) has: 0 to \(Numbers.grouped(max(0, frame.received - 1)))")
        }
        return Reach(.byte(number, row: row), "byte \(Numbers.grouped(number)) of \(words)")
    }

    private func reach(
        frame number: Int, from senders: [Endpoint], _ conversation: Conversation, _ context: Context
    ) -> Reach {
        let rows = senders.compactMap { sender in
            conversation.dissection.frame(number: number, from: sender).flatMap {
                context.ladder.row(ofFrame: $0.index, from: sender, in: conversation)
            }.map { (row: $0, sender: sender) }
        }
        guard let first = rows.min(by: { $0.row < $1.row }) else {
            let last = senders.map { sender in
                let numbers = conversation.frameNumbers(from: sender)
                guard let last = numbers.last else { return "\(sender.rawValue) none" }
                return "\(sender.rawValue) \(Numbers.grouped(numbers.lowerBound)) to \(Numbers.grouped(last))"
            }
            let isGone = senders.contains { number < conversation.frameNumbers(from: $0).lowerBound }
            let problem = isGone ? "frame \(number) was dropped" : "no such frame"
            return Reach(nil, "\(problem); there are: \(last.joined(separator: ", "))")
        }
        return Reach(
            .frame(row: first.row),
            "\(first.sender.rawValue) frame \(number), " + reach(row: first.row, context).words)
    }
}
