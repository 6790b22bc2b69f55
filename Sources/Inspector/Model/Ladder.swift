// The rows of a connection's ladder: what happened on the wire, in the order of time. Flow lists them, Frame steps through those
// that are frames; both share one position.

public import Capture
public import WebSocketProtocol

/// One row of the ladder.
public enum LadderRow: Sendable, Hashable {
    /// A finding of the dissection, by its position in `items`.
    case item(Int)
    /// A frame whose bytes are still coming.
    case unfinished(Endpoint)
}

/// The rows of one connection. It grows with its conversation and looks at each item once.
public struct Ladder: Sendable {
    /// The positions in the dissection's items that are rows. Messages and moves are told beside the rows that caused them.
    private var itemRows: [Int] = []
    private var unfinished: [Endpoint] = []
    private var seenItems = 0

    /// A ladder without rows.
    public init() {}

    /// How many rows there are.
    public var count: Int { itemRows.count + unfinished.count }

    /// The row at a position; nil outside of the ladder.
    public func row(_ index: Int) -> LadderRow? {
        if itemRows.indices.contains(index) { return .item(itemRows[index]) }
        let rest = index - itemRows.count
        return unfinished.indices.contains(rest) ? .unfinished(unfinished[rest]) : nil
    }

    /// Takes in what is new in the conversation.
    public mutating func update(_ conversation: Conversation) {
        let dissection = conversation.dissection
        for index in seenItems..<max(seenItems, dissection.items.count) where dissection.items[index].kind.isRow {
            itemRows.append(index)
        }
        seenItems = dissection.items.count
        unfinished = Endpoint.allCases.filter { dissection.unfinishedFrame(from: $0) != nil }
    }

    /// The frame that a row shows; nil for other rows.
    public func frame(_ index: Int, in conversation: Conversation) -> FrameRecord? {
        let dissection = conversation.dissection
        switch row(index) {
        case .item(let item):
            guard case .frame(let from, let number) = dissection.items[item].kind else { return nil }
            return dissection.frames(from: from)[number]
        case .unfinished(let endpoint): return dissection.unfinishedFrame(from: endpoint)
        case nil: return nil
        }
    }

    /// The nearest row from `start` on, in steps of `step` (1 or -1), that is a frame.
    public func frameRow(from start: Int, step: Int, in conversation: Conversation) -> Int? {
        var index = start
        while index >= 0, index < count {
            if frame(index, in: conversation) != nil { return index }
            index += step
        }
        return nil
    }

    /// How many of the dissection's moves have happened when row `index` is done: those it caused included.
    public func moveCount(at index: Int, in conversation: Conversation) -> Int {
        let items = conversation.dissection.items
        let end = itemRows.indices.contains(index + 1) ? itemRows[index + 1] : items.count
        for item in items[..<end].reversed() {
            if case .move(let number) = item.kind { return number + 1 }
        }
        return 0
    }
}

extension Item.Kind {
    /// Whether the ladder gives it a row of its own.
    fileprivate var isRow: Bool {
        switch self {
        case .message, .move, .closed: false
        default: true
        }
    }
}
