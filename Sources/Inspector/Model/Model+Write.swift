// `w`: writing a recording of one connection or of all. The run loop writes; a file is only replaced after a yes.

import TerminalUI

extension Model {
    mutating func askForFile() {
        guard conversation != nil else {
            notice = "There is no connection to write yet."
            return
        }
        prompt = Prompt(.write(all: false), defaultName(all: false))
    }

    private func defaultName(all: Bool) -> String {
        all ? "recording.jsonl" : "connection-\(selected ?? 0).jsonl"
    }

    /// The prompt for one connection or for all. A name that the reader has typed stays.
    func retargeted(_ prompt: Prompt, all: Bool) -> Prompt {
        let isDefault = prompt.input.text == defaultName(all: !all)
        var changed = isDefault ? Prompt(.write(all: all), defaultName(all: all)) : prompt
        changed.purpose = .write(all: all)
        return changed
    }

    mutating func write(to path: String, all: Bool) -> [Command] {
        guard path.contains(where: { $0 != " " }), let selected else {
            notice = "Nothing was written: the file has no name."
            return []
        }
        let request = WriteRequest(path: path, connections: all ? nil : [selected], replaces: false)
        lastWrite = request
        return [.write(request)]
    }

    /// Asks whether the file may be replaced; what was to be written is only asked for again after a yes.
    mutating func askToReplace(_ path: String) {
        guard let lastWrite, lastWrite.path == path else {
            notice = "\(path) exists already; nothing was written."
            return
        }
        pending = .replace(WriteRequest(path: path, connections: lastWrite.connections, replaces: true))
    }

    mutating func answerReplace(_ request: WriteRequest, _ key: Key) -> [Command] {
        switch key {
        case .character("y"), .character("Y"): return [.write(request)]
        case .character("n"), .character("N"), .escape: notice = "Nothing was written; \(request.path) is as it was."
        default: pending = .replace(request)
        }
        return []
    }

    mutating func tellWritten(_ path: String, _ events: Int) {
        notice = "\(events == 1 ? "1 event was" : "\(Numbers.grouped(events)) events were") written to \(path)."
    }
}
