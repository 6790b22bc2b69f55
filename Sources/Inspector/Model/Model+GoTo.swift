// `:` goes to a place: while it is typed, what it would reach is said; Enter goes there.

import Capture
import WebSocketProtocol

/// What a typed place comes to.
struct Reach: Hashable {
    /// A place in the recording.
    enum Place: Hashable {
        case row(Int)
        case frame(row: Int)
        case step(HandshakePlace)
        case connection(Int)
        case mark(Mark)
    }

    /// Where it leads; nil where it leads nowhere.
    let place: Place?
    /// What is reached, or why nothing is.
    let words: String

    init(_ place: Place?, _ words: String) {
        self.place = place
        self.words = words
    }
}

extension Model {
    mutating func askWhereTo() {
        guard conversation != nil else {
            notice = "There is nowhere to go yet."
            return
        }
        prompt = Prompt(.goTo)
    }

    mutating func goTo(_ text: String) {
        let reach = reach(text)
        guard let place = reach.place else {
            notice = "\(text.isEmpty ? "Nothing" : text): \(reach.words)"
            return
        }
        stopFollowing()
        isPlaying = false
        notice = reach.words
        switch place {
        case .row(let row): go(toRow: row, from: [.flow, .frame], else: .flow)
        case .frame(let row): go(toRow: row, from: [.flow, .frame], else: .frame)
        case .step(let place): cursor.place = place
        case .connection(let number):
            selected = number
            show(screen)
        case .mark(let mark): go(to: mark)
        }
    }

    private mutating func go(toRow row: Int, from screens: [Screen], else other: Screen) {
        setRow(row)
        show(screens.contains(screen) ? screen : other)
    }

    mutating func go(to mark: Mark) {
        selected = mark.connection
        // A recording may have become shorter since.
        if let conversation { cursor = mark.cursor.clamped(to: ladder, conversation) }
        show(mark.screen)
    }

    /// What a typed place comes to on the connection that is looked at.
    func reach(_ text: String) -> Reach {
        guard let destination = Destination(text), let conversation else {
            return Reach(nil, text.isEmpty ? Destination.examples : "not understood; \(Destination.examples)")
        }
        switch destination {
        case .time(let time):
            let end = Timeline(conversation, ladder)?.end ?? 0
            return reach(row: ladder.row(at: time, in: conversation), time > end + 0.0005 ? ", the last" : "")
        case .share(let share):
            if screen == .handshake {
                let steps = HandshakeSteps(conversation.dissection)
                let position = Int((share * Double(steps.count - 1)).rounded())
                return Reach(.step(steps.place(at: position)), "step \(position + 1) of \(steps.count)")
            }
            return reach(row: Timeline(conversation, ladder)?.row(at: share) ?? 0)
        case .frame(let senders, let number): return reach(frame: number, from: senders, conversation)
        case .connection(let number):
            guard let other = conversations[number] else { return Reach(nil, "there is no connection #\(number)") }
            return Reach(.connection(number), "connection #\(number), \(other.stateWords)")
        case .mark(let letter):
            guard let mark = marks[letter], conversations[mark.connection] != nil else {
                return Reach(nil, marks.isEmpty ? "no place is marked" : "no mark \(letter); marks: \(markList)")
            }
            return Reach(.mark(mark), "mark \(letter): #\(mark.connection) \(mark.screen.name)")
        }
    }

    private func reach(row: Int, _ more: String = "") -> Reach {
        // Frame has places for frames alone.
        let frame = ladder.frameRow(from: row, step: -1) ?? ladder.frameRow(from: row, step: 1)
        let row = screen == .frame ? frame ?? row : row
        guard let conversation, let time = ladder.time(of: row, in: conversation) else {
            return Reach(nil, "there are no rows")
        }
        return Reach(.row(row), "row \(Numbers.grouped(row + 1)), \(Numbers.secondsWords(time))\(more)")
    }

    private func reach(frame number: Int, from senders: [Endpoint], _ conversation: Conversation) -> Reach {
        let rows = senders.compactMap { sender in
            ladder.row(ofFrame: number, from: sender, in: conversation).map { (row: $0, sender: sender) }
        }
        guard let first = rows.min(by: { $0.row < $1.row }) else {
            let last = senders.map { sender in
                let count = conversation.frameCount(from: sender)
                return "\(sender.rawValue) " + (count == 0 ? "none" : "0 to \(Numbers.grouped(count - 1))")
            }
            return Reach(nil, "no such frame; there are: \(last.joined(separator: ", "))")
        }
        return Reach(
            .frame(row: first.row), "\(first.sender.rawValue) frame \(number), " + reach(row: first.row).words)
    }
}
