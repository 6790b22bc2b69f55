// A recording comes whole, with its connections already dissected. It may come again after it was edited.

import Capture
import WebSocketProtocol

extension Model {
    /// Shows a recording: from its start, or after a reload from where the reader was, as far as that is still there.
    mutating func open(_ content: RecordingContent) {
        let isReload = isLoaded
        isLoaded = true
        source = .recording(title: content.title, path: content.path)
        conversations = content.conversations
        problems = content.problems
        ladders = [:]
        shownRows = ShownRows()
        isPlaying = false
        isFollowing = false
        if conversation == nil { selectFirst() } else { prepareSelected() }
        if screen == .frame { goToNearestFrame() }
        let events = conversations.all.reduce(0) { $0 + $1.events.count }
        let count = "Reloaded: \(Numbers.grouped(events)) \(events == 1 ? "event" : "events")"
        if isReload {
            notice = problems.isEmpty ? "\(count), no problems." : "\(count). \(problemWords)"
        } else if !problems.isEmpty {
            notice = problemWords
        }
    }

    private var problemWords: String {
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems, the first"
        return "\(count): \(problems.first ?? "") ? tells all; R reloads after editing."
    }

    /// A recording is read from its start: the first connection that asks for a WebSocket.
    mutating func selectFirst() {
        let all = conversations.all
        selected = (all.first { $0.dissection.handshake.isUpgradeAttempt } ?? all.first)?.number
    }

    /// Makes the ladder of a connection when it is looked at first: a recording may have many that nobody looks at. A
    /// position in it from before a reload moves to what is nearest.
    mutating func prepareSelected() {
        guard let selected, ladders[selected] == nil, let conversation = conversations[selected] else { return }
        var ladder = Ladder()
        ladder.update(conversation)
        ladders[selected] = ladder
        cursors[selected] = cursors[selected]?.clamped(to: ladder, conversation)
    }
}

extension Cursor {
    /// The nearest position that is there.
    func clamped(to ladder: Ladder, _ conversation: Conversation) -> Cursor {
        var cursor = self
        cursor.row = max(0, min(row, ladder.count - 1))
        let received = ladder.frame(cursor.row, in: conversation)?.received ?? 0
        if cursor.row != row || byte >= received {
            cursor.byte = cursor.row == row ? max(0, received - 1) : 0
            cursor.bit = nil
        }
        cursor.step = max(0, min(step, HandshakeSteps(conversation.dissection.handshake).count - 1))
        return cursor
    }
}
