// A recording is opened as a whole, with its connections already dissected. It may be read again after an edit.

import Capture
import WebSocketProtocol

extension Context {
    /// Shows a recording: from its start, or after a reload from where the reader was, if that place still exists.
    mutating func open(_ content: RecordingContent) {
        let isReload = opened.isLoaded
        opened.isLoaded = true
        rememberPlaces()
        source = .recording(title: content.title, path: content.path)
        conversations = content.conversations
        actions = ServerActions(in: content.conversations.all)
        (opened.about, opened.problems, opened.remarks) = (content.about, content.problems, content.remarks)
        (opened.created, opened.isReconstructed) = (content.created, content.isReconstructed)
        ladders = [:]
        filters.forgetAll()
        playing.isOn = false
        following.stop()
        if conversation == nil { selectFirst() } else { prepareSelected() }
        reportOpened(isReload: isReload)
    }

    /// Reports what was read, and its problems.
    private mutating func reportOpened(isReload: Bool) {
        let (problems, remarks) = (opened.problems, opened.remarks)
        let events = conversations.all.reduce(0) { $0 + $1.events.count }
        let count = "Reloaded: \(Numbers.grouped(events)) \(events == 1 ? "event" : "events")"
        if isReload {
            notice = problems.isEmpty ? "\(count), no problems." : "\(count). \(problemWords)"
        } else if !problems.isEmpty {
            notice = problemWords
        } else if let remark = remarks.first {
            notice = remarks.count == 1 ? remark : "\(remark) ? shows more."
        }
    }

    /// What to do comes first, because the problem itself may be long.
    private var problemWords: String {
        let problems = opened.problems
        let count = Count.words(problems.count, "problem")
        return "\(count) (? lists all, R reads the file again after editing): \(problems.first ?? "")"
    }

    /// Remembers the reader's place in every connection that was viewed.
    private mutating func rememberPlaces() {
        for (number, ladder) in ladders {
            guard let conversation = conversations[number], let cursor = cursors[number] else { continue }
            opened.placesBeforeReload[number] = Place(cursor, ladder, conversation)
        }
    }

    /// A recording is read from its start: the first connection that requests a WebSocket.
    mutating func selectFirst() {
        let all = conversations.all
        selected = (all.first { $0.dissection.handshake.isUpgradeAttempt } ?? all.first)?.number
    }

    /// Builds the ladder of a connection when it is first viewed: a recording may have many that never are. A position
    /// in it from before a reload moves to the nearest place.
    mutating func prepareSelected() {
        guard let selected, ladders[selected] == nil, let conversation = conversations[selected] else { return }
        let ladder = Ladder(of: conversation)
        ladders[selected] = ladder
        if let place = opened.placesBeforeReload.removeValue(forKey: selected) {
            cursors[selected] = place.cursor(in: ladder, conversation)
        }
    }
}
