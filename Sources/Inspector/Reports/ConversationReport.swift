// A connection as plain text, for `inspect`: the handshake, the ladder, each frame with its fields, and what is broken.

public import Capture
import TerminalUI
import WebSocketProtocol

/// The words of a connection, line by line.
public struct ConversationReport: Sendable {
    private let conversation: Conversation
    private let limit: Int

    /// A report of a connection, with at most `limit` bytes of each payload.
    public init(_ conversation: Conversation, limit: Int = 64) {
        self.conversation = conversation
        self.limit = limit
    }

    /// The report. Nothing in it can steer a terminal.
    public var lines: [String] { title + handshakeLines + ladderLines + frameLines + [""] }

    private var dissection: Dissection { conversation.dissection }

    private var title: [String] {
        let who = [dissection.client, conversation.program].filter { !$0.isEmpty }.joined(separator: "  ")
        let verdict = conversation.verdict.isEmpty ? "" : "  \(conversation.verdict)"
        return [
            "connection \(conversation.number)  \(Sanitizer.sanitize(who))  \(conversation.stateWords)\(verdict)", "",
        ]
    }

    private var handshakeLines: [String] {
        let handshake = dissection.handshake
        guard !handshake.requestBytes.isEmpty || !handshake.responseBytes.isEmpty else { return [] }
        return ["handshake"] + head(handshake.requestBytes, ">") + head(handshake.responseBytes, "<")
            + acceptLines(handshake) + handshake.violations.map(FrameReport.line) + [""]
    }

    /// The lines of a head behind a sign of its direction.
    private func head(_ bytes: [UInt8], _ sign: String) -> [String] {
        HTTPHead.lines(of: bytes).map { range in
            "  \(sign) " + Sanitizer.sanitize(String(decoding: bytes[range], as: UTF8.self).filter { !$0.isNewline })
        }
    }

    private func acceptLines(_ handshake: HandshakeRecord) -> [String] {
        guard let verdict = handshake.verdict, let received = verdict.receivedAccept else { return [] }
        let shown = "received \(Sanitizer.sanitize(received))"
        guard let expected = verdict.expectedAccept else {
            return ["  accept key \(shown): \(verdict.comparison.words)"]
        }
        return [
            "  accept key expected \(expected), \(shown): "
                + (verdict.comparison == .match ? "= match" : "≠ mismatch")
        ]
    }

    private var ladderLines: [String] {
        var ladder = Ladder()
        ladder.update(conversation)
        let rows = (0..<ladder.count).compactMap { row in
            RowText(row: row, of: ladder, in: conversation, room: 100).map(line)
        }
        let states = "  states: client \(states(of: .client)); server \(states(of: .server))"
        return ["ladder"] + rows + [states, ""]
    }

    private func line(_ row: RowText) -> String {
        let sign = row.arrow.map { $0.from == .client ? ">" : "<" } ?? " "
        let remarks = row.remarks.map { "  " + $0.text }.joined()
        let time = row.time.map { Numbers.seconds($0) } ?? row.timelessWords
        return "  " + String(repeating: " ", count: max(0, 9 - time.count)) + time + " \(sign) "
            + Sanitizer.sanitize(row.label + remarks)
    }

    private func states(of endpoint: Endpoint) -> String {
        let moves = dissection.moves.filter { $0.endpoint == endpoint }
        return
            ([moves.first?.transition.from.name ?? dissection.state(of: endpoint).name]
            + moves.map(\.transition.to.name))
            .reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }.joined(separator: ", ")
    }

    private var frameLines: [String] {
        let complete = dissection.items.compactMap { item in
            if case .frame(let from, let index) = item.kind { dissection.frames(from: from)[index] } else { nil }
        }
        let unfinished = Endpoint.allCases.compactMap { dissection.unfinishedFrame(from: $0) }
        return (complete + unfinished).flatMap { FrameReport($0, in: conversation, limit: limit).lines + [""] }
    }
}
