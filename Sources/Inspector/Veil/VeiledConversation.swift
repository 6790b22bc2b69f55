// A connection as far as it is shown: as it was at the edge of the veil, or before the first byte that is hidden.

import Capture
import WebSocketProtocol

/// A connection as far as it is shown.
struct VeiledConversation: Sendable {
    let edge: VeilEdge?
    let hidden: [Endpoint: HiddenBytes]
    /// The position of the first event that was kept when it was dissected.
    let firstEvent: Int
    /// The connection as it was there; nil where that place is no longer kept.
    let conversation: Conversation?
    let ladder: Ladder
    /// The bytes that are shown behind it.
    let unexplained: UnexplainedBytes?
    /// The rows that the filter lets through.
    var filters = Filters()

    /// - Parameter edge: Nil where only some bytes are hidden.
    init(_ edge: VeilEdge?, _ hidden: [Endpoint: HiddenBytes], of whole: Conversation, _ ladder: Ladder) {
        self.edge = edge
        self.hidden = hidden
        firstEvent = whole.events.startIndex
        let (before, cut) = hidden.isEmpty ? (whole, nil) : whole.past(before: hidden.mapValues(\.start))
        if let past = edge?.past(of: whole, ladder, in: before) {
            conversation = past
        } else if hidden.isEmpty {
            conversation = nil
        } else {
            // A place behind the first hidden byte is not found in what came before that.
            conversation = edge.map { before.past(before: $0.explainedEnds(in: whole, ladder)).past } ?? before
        }
        self.ladder = conversation.map(Ladder.init(of:)) ?? Ladder()
        if let cut, var rest = hidden[cut]?.rest(of: whole, from: cut) {
            if let edge { rest.hide(from: edge.end(of: cut, in: whole, ladder)) }
            unexplained = rest
        } else {
            unexplained = edge?.unexplained(of: whole, ladder)
        }
    }

    /// The row of the whole connection that row `row` of what is shown stands for; nil if there is none.
    func wholeRow(of row: Int, in whole: Conversation, _ wholeLadder: Ladder) -> Int? {
        guard let conversation else { return nil }
        if let frame = ladder.frame(row, in: conversation) {
            let own = whole.dissection.frame(number: frame.number, from: frame.from)
            return own.flatMap { wholeLadder.row(ofFrame: $0.index, from: frame.from, in: whole) }
        }
        guard case .item(let index) = ladder.row(row) else { return nil }
        let item = conversation.dissection.items[index]
        return (0..<wholeLadder.count).first {
            if case .item(let own) = wholeLadder.row($0) { whole.dissection.items[own] == item } else { false }
        }
    }

    /// The row that stands for row `row` of the whole connection.
    func row(of row: Int, in whole: Conversation, _ ladder: Ladder) -> Int {
        guard let conversation else { return 0 }
        let (dissection, last) = (conversation.dissection, max(0, self.ladder.count - 1))
        if let frame = ladder.frame(row, in: whole) {
            let past = dissection.frame(number: frame.number, from: frame.from)
            return past.flatMap { self.ladder.row(ofFrame: $0.index, from: frame.from, in: conversation) } ?? last
        }
        guard case .item(let index) = ladder.row(row) else { return last }
        let item = whole.dissection.items[index]
        return (0..<self.ladder.count).last {
            if case .item(let own) = self.ladder.row($0) { dissection.items[own] == item } else { false }
        } ?? last
    }
}
