// What the filter of the list looks at while the veil is on: of the selected connection what is shown of it, of any other its
// number and its peer, since the list shows no more.

import Capture
import WebSocketProtocol

extension Context {
    /// Whether the list shows a connection.
    func isListed(_ conversation: Conversation) -> Bool {
        guard !filters.connections.isEmpty else { return true }
        return veil.isOn
            ? isFound(conversation.number, by: filters.connections) : filters.shows(conversation)
    }

    /// Whether a filter finds a connection behind the veil.
    func isFound(_ number: Int, by filter: Filter) -> Bool {
        let shown = veil[number]?.conversation ?? Conversation(number: number)
        guard number == selected, let ladder = veil[number]?.ladder else {
            return filter.matches(label: shown.label, peer: shown.dissection.client)
        }
        return filter.matches(shown, ladder)
    }

    /// Whether connections or rows are still to be judged. Behind the veil the list has none that wait.
    func isBehind(_ subject: Filters.Subject) -> Bool {
        veil.isOn && subject == .connections ? false : filters.isBehind(subject)
    }
}
