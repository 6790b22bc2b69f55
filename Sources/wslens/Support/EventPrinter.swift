// The events of a running server as lines: JSON for programs, text for people.

import Capture
import Inspector
import WebSocketProtocol

/// Turns events into lines, one conversation at a time. A closed conversation is forgotten, so that a server may run for long.
struct EventPrinter {
    enum Style: Sendable {
        case json(payloadLimit: Int?)
        case text(frames: Bool)
    }

    private let style: Style
    private var open: [Int: (conversation: Conversation, lines: EventLines, report: ConversationLines)] = [:]

    init(_ style: Style) { self.style = style }

    mutating func lines(for events: [LoggedEvent]) -> [String] {
        events.flatMap { lines(for: $0) }
    }

    private mutating func lines(for logged: LoggedEvent) -> [String] {
        var entry = open.removeValue(forKey: logged.connection) ?? begin(logged.connection)
        entry.conversation.add(logged.event)
        let lines =
            switch style {
            case .json: entry.lines.next(entry.conversation)
            case .text: entry.report.next(entry.conversation)
            }
        // What is written is not needed again.
        if entry.conversation.dissection.isWebSocket { entry.conversation.forgetPast() }
        if entry.conversation.isOpen { open[logged.connection] = entry }
        return lines
    }

    private func begin(_ number: Int) -> (Conversation, EventLines, ConversationLines) {
        switch style {
        case .json(let limit):
            (Conversation(number: number), EventLines(payloadLimit: limit), ConversationLines(frames: false))
        case .text(let frames): (Conversation(number: number), EventLines(), ConversationLines(frames: frames))
        }
    }
}
