// A recording comes whole, with its connections already dissected. It may come again after it was edited.

import Capture
import WebSocketProtocol

extension Context {
    /// Shows a recording: from its start, or after a reload from where the reader was, as far as that is still there.
    mutating func open(_ content: RecordingContent) {
        let isReload = opened.isLoaded
        opened.isLoaded = true
        rememberPlaces()
        source = .recording(title: content.title, path: content.path)
        conversations = content.conversations
        (opened.about, opened.problems, opened.remarks) = (content.about, content.problems, content.remarks)
        (opened.created, opened.isReconstructed) = (content.created, content.isReconstructed)
        ladders = [:]
        filters.forgetRows()
        playing.isOn = false
        following.stop()
        if conversation == nil { selectFirst() } else { prepareSelected() }
        tellOpened(isReload: isReload)
    }

    /// What was read, and what is wrong with it.
    private mutating func tellOpened(isReload: Bool) {
        let (problems, remarks) = (opened.problems, opened.remarks)
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
        let problems = opened.problems
        let count = Count.words(problems.count, "problem")
        return "\(count) (? tells all, R reads the file again after editing): \(problems.first ?? "")"
    }

    /// Takes note of where the reader is in every connection that was looked at.
    private mutating func rememberPlaces() {
        for (number, ladder) in ladders {
            guard let conversation = conversations[number], let cursor = cursors[number] else { continue }
            opened.placesBeforeReload[number] = Place(cursor, ladder, conversation)
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
        if let place = opened.placesBeforeReload.removeValue(forKey: selected) {
            cursors[selected] = place.cursor(in: ladder, conversation)
        }
    }
}
