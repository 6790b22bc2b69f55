// The subject in the title bar.

import Capture
import TerminalUI
import WebSocketProtocol

extension Context {
    /// "http://localhost:1338/   2 open, 3 in all"; in a recording nothing is open: "Hello   3 in all   hello.jsonl".
    var sourceSubject: StyledText {
        let all = conversations.all
        let open = isLive && !veil.isOn ? "\(all.count(where: \.isOpenWebSocket)) open, " : ""
        let counts = all.isEmpty ? "" : "   \(open)\(Numbers.grouped(conversations.webSocketCount)) in all"
        let path = sourcePath.map { "   \($0)" } ?? ""
        return StyledText(sourceName) + StyledText(counts + path, Style(.muted))
    }

    /// The selected connection, and which part of it: "#2 Flow  OPEN"; where a live connection has gone on to another state,
    /// "#2 Flow  OPEN, now CLOSED 1000". `state` stands in for the state.
    func subject(_ name: String, state: String? = nil) -> StyledText {
        guard let conversation else { return sourceSubject }
        // At the end, where it is cut off first.
        let ownName = conversation.name.map { "  \($0)" } ?? ""
        let here = stateWords(conversation)
        let isPast = state == nil && isLive && here != conversation.stateWords
        return StyledText("\(conversation.label) \(name)  \(state ?? here)")
            + StyledText((isPast ? ", now \(conversation.stateWords)" : "") + ownName, Style(.muted))
    }

    /// The state of the connection at the row that the reader has reached.
    private func stateWords(_ conversation: Conversation) -> String {
        let moves = conversation.dissection.moves
        let count = ladder.moveCount(at: cursor.row)
        guard count < moves.count else { return conversation.stateWords }
        let last = moves[..<count].last { $0.endpoint == .client }
        return (last?.transition.to ?? moves.first { $0.endpoint == .client }?.transition.from ?? .open).name
    }
}
