// The keys of Server that matter in each pane, in the order in which they are cut off.

import Capture

extension ServerScreen {
    func footer(_ context: Context) -> [KeyHint]? {
        guard context.isLive else { return nil }
        let isHeld = connection(context)?.wait == .byHand
        let hold = KeyHint("z", isHeld ? "let go" : "hold")
        let batch = KeyHint("b", "batch"), slowReaders = KeyHint("S", "slow readers"), send = KeyHint("s", "send")
        let hide = KeyHint("K", selectedRoom(context).map(context.hides) == true ? "show" : "hide")
        let pane: [KeyHint] =
            switch self.pane {
            case .queues: [hold, batch, slowReaders, send, KeyHint("Enter", "open")]
            case .rooms: [send, hide, slowReaders, hold, batch]
            case .mischief:
                [KeyHint("Enter", "on the next")]
                    + (connection(context).map { [KeyHint("L", "on \(context.label(of: $0.number))")] } ?? [])
            case .limits: [hold, batch, slowReaders, send]
            case .actions: [KeyHint("Enter", "open"), hold, send]
            }
        return [KeyHint("Tab", "pane")] + pane
            + [
                KeyHint("↑ ↓", self.pane == .limits ? "scroll" : "row"), KeyHint("\\", "zoom"), KeyHint("Esc", "back"),
                KeyHint("?", "help"),
            ] + KeyHint.atEnd(of: .server)
    }
}
