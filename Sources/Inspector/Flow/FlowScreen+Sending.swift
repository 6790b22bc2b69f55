// While the sender is open, keys are typed into its line.

import TerminalUI
import WebSocketProtocol

extension FlowScreen {
    static let send = "send"

    mutating func take(_ key: Key, _ context: inout Context) -> [Command]? {
        guard isSending else { return nil }
        switch key {
        case .escape: isSending = false
        case .enter: return sendLine(&context)
        case .up: if !context.sending.look(-1) { context.notice = "There is no earlier line." }
        case .down: if !context.sending.look(1) { context.notice = "There is no later line." }
        default: return context.sending.type(key) ? [] : nil
        }
        return []
    }

    func footer(_ context: Context) -> [KeyHint]? {
        guard isSending else { return nil }
        return [
            KeyHint("Enter", "send"), KeyHint("↑ ↓", "earlier lines"), KeyHint("Ctrl-U", "clear"),
            KeyHint("Esc", "close", isPinned: true),
        ]
    }

    /// Opens the sender, or says why nothing can be sent.
    mutating func openSender(_ context: inout Context) {
        switch context.sendTarget {
        case .success: isSending = true
        case .failure(let why): context.notice = why.words
        }
    }

    private func sendLine(_ context: inout Context) -> [Command] {
        // Where nothing can be sent, the pane says why.
        guard case .success(let target) = context.sendTarget else { return [] }
        let line = context.sending.line.text
        let preview = SendPreview(line, from: target.sender, on: context.conversation, seed: context.sending.seed)
        guard let order = preview.order(to: target) else {
            context.notice = preview.refusal
            return []
        }
        context.sending.keep()
        // The reader wants to see it, and what comes back.
        if !context.veil.isOn { goToWhatComes(&context) }
        return [.send(order)]
    }
}
