// A recording comes whole, with its connections already dissected. It may come again after it was edited.

import Capture
import WebSocketProtocol

extension Model {
    /// Shows a recording: from its start, or after a reload from where the reader was, as far as that is still there.
    mutating func open(_ content: RecordingContent) {
        let isReload = isLoaded
        isLoaded = true
        rememberPlaces()
        source = .recording(title: content.title, path: content.path)
        conversations = content.conversations
        (about, problems, remarks) = (content.about, content.problems, content.remarks)
        (created, isReconstructed) = (content.created, content.isReconstructed)
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
        } else if let remark = remarks.first {
            notice = remarks.count == 1 ? remark : "\(remark) ? tells more."
        }
    }

    /// What to do comes first, for the problem itself may be long.
    private var problemWords: String {
        let count = Count.words(problems.count, "problem")
        return "\(count) (? tells all, R reads the file again after editing): \(problems.first ?? "")"
    }

    /// Takes note of where the reader is in every connection that was looked at.
    private mutating func rememberPlaces() {
        for (number, ladder) in ladders {
            guard let conversation = conversations[number], let cursor = cursors[number] else { continue }
            placesBeforeReload[number] = Place(cursor, ladder, conversation)
        }
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
        if let place = placesBeforeReload.removeValue(forKey: selected) {
            cursors[selected] = place.cursor(in: ladder, conversation)
        }
    }
}

extension Cursor {
    /// The nearest position that is there.
    func clamped(to ladder: Ladder, _ conversation: Conversation) -> Cursor {
        clamped(from: row, to: ladder, conversation)
    }

    /// The nearest position that is there; the byte is one of row `row`.
    func clamped(from row: Int, to ladder: Ladder, _ conversation: Conversation) -> Cursor {
        var cursor = self
        cursor.row = max(0, min(self.row, ladder.count - 1))
        let received = ladder.frame(cursor.row, in: conversation)?.received ?? 0
        if cursor.row != row || byte >= received {
            cursor.byte = cursor.row == row ? max(0, received - 1) : 0
            cursor.bit = nil
        }
        let steps = HandshakeSteps(conversation.dissection)
        cursor.place = steps.place(at: steps.position(of: place))
        return cursor
    }
}
