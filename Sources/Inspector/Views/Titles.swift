// What the title bar says of the screen in front.

import Capture
import TerminalUI
import WebSocketProtocol

enum ConnectionsTitle {
    /// "http://localhost:1338/   2 open, 3 in all"; in a recording nothing is open: "Hello   3 in all   hello.jsonl".
    static func text(_ model: Model) -> StyledText {
        let all = model.conversations.all
        let open = model.isLive ? "\(all.count(where: \.isOpenWebSocket)) open, " : ""
        let counts = all.isEmpty ? "" : "   \(open)\(Numbers.grouped(all.count)) in all"
        let path = model.sourcePath.map { "   \($0)" } ?? ""
        return StyledText(model.sourceName) + StyledText(counts + path, Style(.muted))
    }
}

enum ConversationTitle {
    /// "#2 frame 0  client → server  text  5 bytes", "#2 Flow  OPEN".
    static func text(_ model: Model) -> StyledText {
        guard let conversation = model.conversation else { return ConnectionsTitle.text(model) }
        if model.screen == .frame, let frame = model.ladder.frame(model.cursor.row, in: conversation) {
            let isCompressed = conversation.dissection.message(of: frame)?.isCompressed == true
            let name = frame.header.map {
                "  \($0.kindWords)  \(Numbers.byteWords($0.payloadLength))" + (isCompressed ? ", compressed" : "")
            }
            return StyledText("#\(conversation.number) frame \(frame.index)  ")
                + StyledText("\(frame.from.rawValue) → \(frame.from.peer.rawValue)", Style(frame.from.role))
                + StyledText(name ?? "  header incomplete")
        }
        let name = "#\(conversation.number) \(model.screen.name)  "
        let exchange = model.screen == .handshake ? exchangeWords(model, conversation) : ""
        return StyledText(name + exchange + stateWords(model, conversation))
    }

    /// Which of several exchanges is looked at: "request 2 of 2  ".
    private static func exchangeWords(_ model: Model, _ conversation: Conversation) -> String {
        let count = conversation.dissection.exchanges.count
        guard count > 1 else { return "" }
        let (exchange, _) = HandshakeSteps(conversation.dissection)[model.cursor.place]
        return "request \(exchange + 1) of \(count)  "
    }

    /// How the connection stands: now, or in a recording at the row that the reader has reached.
    private static func stateWords(_ model: Model, _ conversation: Conversation) -> String {
        let moves = conversation.dissection.moves
        let count = model.ladder.moveCount(at: model.cursor.row)
        guard !model.isLive, count < moves.count else { return conversation.stateWords }
        let last = moves[..<count].last { $0.endpoint == .client }
        return (last?.transition.to ?? moves.first { $0.endpoint == .client }?.transition.from ?? .open).name
    }
}
