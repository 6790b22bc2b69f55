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

    /// Adds the report to `output`, each line ended by a line break. `flush` may empty the output; it is called after
    /// each row and each frame, so that a long report need not be held in memory. Nothing in it can
    /// steer a terminal.
    public func write(to output: inout [UInt8], flush: (inout [UInt8]) -> Void) {
        for line in title + handshakeLines { output.add(line: line) }
        writeLadder(to: &output, flush)
        writeFrames(to: &output, flush)
        output.endLine()
    }

    private var dissection: Dissection { conversation.dissection }

    private var title: [String] {
        let number = conversation.webSocket.map { "#\($0)  " } ?? ""
        let who = [dissection.client, conversation.program].filter { !$0.isEmpty }.joined(separator: "  ")
        let verdict = conversation.verdict.isEmpty ? "" : "  \(conversation.verdict)"
        return [
            "connection \(conversation.number)  \(number)\(Sanitizer.sanitize(who))  \(conversation.stateWords)\(verdict)",
            "",
        ]
    }

    private var handshakeLines: [String] {
        let exchanges = dissection.exchanges
        return exchanges.numbers.flatMap { number -> [String] in
            let lost = exchanges.lostWords(before: number).map { [$0, ""] } ?? []
            let title = exchanges.count == 1 ? "handshake" : "request \(number + 1) of \(exchanges.count)"
            return lost + (exchanges[number].map { lines(of: $0, title) } ?? [])
        }
    }

    private func lines(of handshake: HandshakeRecord, _ title: String) -> [String] {
        let answers = handshake.interim.map(\.bytes) + [handshake.responseBytes]
        guard !handshake.requestBytes.isEmpty || answers.contains(where: { !$0.isEmpty }) else { return [] }
        return [title] + head(handshake.requestBytes, ">") + answers.flatMap { head($0, "<") }
            + acceptLines(handshake) + handshake.violations.map(FrameReport.line) + [""]
    }

    /// The lines of a head, each after the sign of its direction.
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

    private func writeLadder(to output: inout [UInt8], _ flush: (inout [UInt8]) -> Void) {
        let ladder = Ladder(of: conversation)
        output.add(line: "ladder, times in seconds")
        for row in 0..<ladder.count {
            guard let text = RowText(row: row, of: ladder, in: conversation, room: 100) else { continue }
            write(text, to: &output)
            flush(&output)
        }
        output.add(line: "  states: client \(states(of: .client)); server \(states(of: .server))")
        if let words = conversation.dissection.compressionWords { output.add(line: "  " + words) }
        output.endLine()
    }

    private func write(_ row: RowText, to output: inout [UInt8]) {
        let time = row.time.map { Numbers.seconds($0) } ?? row.timelessWords
        output.add("  ")
        output += repeatElement(UInt8(ascii: " "), count: max(0, 9 - time.utf8.count))
        output.add(time)
        output.add(row.arrow.map { $0.from == .client ? " > " : " < " } ?? "   ")
        output.add(Sanitizer.sanitize(row.label))
        for remark in row.remarks {
            output.add("  ")
            output.add(Sanitizer.sanitize(remark.text))
        }
        output.endLine()
    }

    private func states(of endpoint: Endpoint) -> String {
        let moves = dissection.moves.filter { $0.endpoint == endpoint }
        return
            ([moves.first?.transition.from.name ?? dissection.state(of: endpoint).name]
            + moves.map(\.transition.to.name))
            .reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }.joined(separator: ", ")
    }

    private func writeFrames(to output: inout [UInt8], _ flush: (inout [UInt8]) -> Void) {
        let dissection = dissection
        for item in dissection.items {
            guard case .frame(let from, let index) = item.kind else { continue }
            write(dissection.frames(from: from)[index], to: &output)
            flush(&output)
        }
        for endpoint in Endpoint.allCases {
            for frame in dissection.incompleteFrames(from: endpoint) { write(frame, to: &output) }
        }
    }

    private func write(_ frame: FrameRecord, to output: inout [UInt8]) {
        FrameReport(frame, in: conversation, limit: limit).write(to: &output)
        output.endLine()
    }
}
