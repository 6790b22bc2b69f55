// `w`: writing a recording of one connection or of all. The run loop writes; a file is only replaced after a yes.

import Capture
import TerminalUI
import WebSocketProtocol

extension Model {
    mutating func askForFile(all: Bool = false) {
        guard conversation != nil else {
            context.notice = "There is no connection to write yet."
            return
        }
        prompting.prompt = Prompt(.write(all: all), defaultName(all: all))
    }

    private func defaultName(all: Bool) -> String {
        all ? "recording.jsonl" : "connection-\(conversation?.webSocket ?? selected ?? 0).jsonl"
    }

    /// The prompt for one connection or for all. A name that the reader has typed is kept.
    func retargeted(_ prompt: Prompt, all: Bool) -> Prompt {
        let isDefault = prompt.input.text == defaultName(all: !all)
        var changed = isDefault ? Prompt(.write(all: all), defaultName(all: all)) : prompt
        changed.purpose = .write(all: all)
        return changed
    }

    mutating func write(to path: String, all: Bool) -> [Command] {
        guard path.contains(where: { $0 != " " }), let selected else {
            context.notice = "Nothing was written: no file name was given."
            return []
        }
        let request = request(path, selected, all: all || conversations.all.count == 1)
        prompting.lastWrite = request
        return [.write(request)]
    }

    /// A whole recording keeps its title and description.
    private func request(_ path: String, _ selected: Int, all: Bool) -> WriteRequest {
        let count = conversations.all.count
        let about = ([context.opened.about].filter { !$0.isEmpty } + lostConnections).joined(separator: " ")
        var title = all && count > 1 ? "\(count) connections" : "Connection \(conversation?.webSocket ?? selected)"
        if case .recording(let own, _) = context.source, !own.isEmpty {
            title = all ? own : "\(own), connection \(conversation?.webSocket ?? selected)"
        }
        return WriteRequest(
            path: path, connections: all ? nil : [selected], title: title,
            about: all && !about.isEmpty ? about : nil, created: created, replaces: false)
    }

    /// Asks whether the file may be replaced; the request is only repeated after a yes.
    mutating func askToReplace(_ path: String) {
        guard let lastWrite = prompting.lastWrite, lastWrite.path == path else {
            context.notice = "\(path) already exists; nothing was written."
            return
        }
        prompting.pending = .replace(lastWrite.replacing)
    }

    mutating func answerReplace(_ request: WriteRequest, _ key: Key) -> [Command] {
        switch key {
        case .character("y"), .character("Y"): return [.write(request)]
        case .character("n"), .character("N"), .escape:
            context.notice = "Nothing was written; \(request.path) is as it was."
        default: prompting.pending = .replace(request)
        }
        return []
    }

    mutating func tellWritten(_ path: String, _ events: Int, _ losses: [String]) {
        let count = Count.words(events, "event was", plural: "events were")
        let waiting = context.following.heldCount + context.following.lostCount
        let held = waiting == 0 ? [] : ["What came while the view is paused is not in it."]
        let isWhole = prompting.lastWrite?.connections == nil
        let written = prompting.lastWrite?.connections ?? conversations.all.map(\.number)
        let hidden = written.contains(where: context.hidesTexts)
        let texts = hidden ? ["Texts that K hides are in it."] : []
        let words = ["\(count) written to \(path)."] + texts + held + losses + (isWhole ? lostConnections : [])
        context.outcome = words.joined(separator: " ")
        context.notice = context.outcome
        rememberWritten()
    }

    /// How many connections left no trace; which they were is not known any more.
    private var lostConnections: [String] {
        let count = context.conversations.forgottenCount + context.following.unseenCount
        guard count > 0 else { return [] }
        let words = Count.words(count, "connection is", plural: "connections are")
        return ["\(words) not in it: dropped to save memory, or too fast to show."]
    }
}
