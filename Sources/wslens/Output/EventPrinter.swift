// The events of a running server, or of a recording, as lines: JSON for programs, text for people.

import Capture
import Inspector
import WebSocketProtocol

/// Turns events into lines, one conversation at a time. What was written is forgotten, so that a server may run for
/// long and a recording may be long.
struct EventPrinter {
    enum Style: Sendable {
        case json(payloadLimit: Int?)
        /// As one endpoint sees it, whose peer's frames come in.
        case text(frames: Bool, of: Endpoint = .server)

        /// What the lines are.
        var content: Streams.Content { if case .json = self { .json } else { .text } }
    }

    /// Who broke a rule in any of the connections.
    private(set) var brokenBy: Set<Endpoint> = []
    /// Whether anyone did.
    var hasViolations: Bool { !brokenBy.isEmpty }

    private let style: Style
    /// Whether events may come for connections that are over, as in a recording that was edited by hand.
    private let keepsClosed: Bool
    private var printed: [Printed] = []
    private var positions: [Int: Int] = [:]
    private var webSockets = WebSocketNumbers()
    /// The positions of connections that are over, for new ones.
    private var free: [Int] = []

    /// A connection, and how far it was written.
    private struct Printed {
        var conversation: Conversation
        var lines: EventLines
        var report: ConversationLines

        init(_ number: Int, _ style: Style) {
            conversation = Conversation(number: number)
            switch style {
            case .json(let limit): (lines, report) = (EventLines(payloadLimit: limit), ConversationLines(frames: false))
            case .text(let frames, let endpoint):
                (lines, report) = (EventLines(), ConversationLines(frames: frames, of: endpoint))
            }
        }

        mutating func write(
            _ event: ConnectionEvent, _ webSockets: inout WebSocketNumbers, as style: Style, to output: inout [UInt8]
        ) {
            conversation.add(event)
            webSockets.number(&conversation)
            switch style {
            case .json: lines.write(conversation, to: &output)
            case .text: report.write(conversation, to: &output)
            }
            // Forgetting takes a moment, so it is done now and then.
            let isMuch =
                conversation.events.count >= Self.eventLimit || conversation.heldBytes >= Self.byteLimit
                || conversation.dissection.inflatedCost >= Self.inflatedLimit
            if isMuch { conversation.forgetPast() }
        }

        /// Adds what the end of the input leaves unfinished.
        mutating func finish(as style: Style, to output: inout [UInt8]) {
            guard conversation.isOpen else { return }
            conversation.finish()
            switch style {
            case .json:
                lines.write(conversation, to: &output)
                lines.finish(conversation, to: &output)
            case .text:
                report.write(conversation, to: &output)
                report.finish(conversation, to: &output)
            }
        }

        /// How many events, and how many bytes in them, may be kept although they were written.
        private static let eventLimit = 256, byteLimit = 1 << 16
        /// How much may be kept of what came out of compressed messages, in bytes; the windows of both directions are part of it.
        private static let inflatedLimit = 1 << 18
    }

    init(_ style: Style, keepsClosed: Bool = false) {
        self.style = style
        self.keepsClosed = keepsClosed
    }

    /// Adds the lines for an event to `output`, each ended by a line break.
    mutating func write(_ logged: LoggedEvent, to output: inout [UInt8]) {
        let position = positions[logged.connection] ?? begin(logged.connection)
        printed[position].write(logged.event, &webSockets, as: style, to: &output)
        brokenBy.formUnion(printed[position].conversation.dissection.brokenBy)
        guard !keepsClosed, !printed[position].conversation.isOpen else { return }
        printed[position] = Printed(0, style)
        free.append(position)
        positions[logged.connection] = nil
    }

    /// Adds lines for the frames that the end of the input cuts off, by connection.
    mutating func finish(to output: inout [UInt8]) {
        for position in positions.sorted(by: { $0.key < $1.key }).map(\.value) {
            printed[position].finish(as: style, to: &output)
            brokenBy.formUnion(printed[position].conversation.dissection.brokenBy)
        }
    }

    private mutating func begin(_ number: Int) -> Int {
        let position = free.popLast() ?? printed.endIndex
        if position == printed.endIndex {
            printed.append(Printed(number, style))
        } else {
            printed[position] = Printed(number, style)
        }
        positions[number] = position
        return position
    }
}
