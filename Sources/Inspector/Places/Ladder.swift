// The rows of a connection's ladder: what happened on the wire, in the order of time. Flow lists them, Frame steps
// through those that are frames; both share one position. What a row needs to know of the rows before it (how many
// moves there were, which message is open) is kept with it, so that drawing a screen needs only the rows on the
// screen.

public import Capture
public import WebSocketProtocol

/// One row of the ladder.
public enum LadderRow: Sendable, Hashable {
    /// An item of the dissection, by its position in `items`.
    case item(Int)
    /// A frame whose bytes are still arriving.
    case unfinished(Endpoint)
}

/// The rows of one connection. It grows with its conversation and looks at each item once.
public struct Ladder: Sendable {
    /// The items that are rows. Messages and moves are shown with the rows that caused them.
    private var rows: [Row] = []
    private var unfinished: [Endpoint] = []
    private var seenItems = 0
    private var seenMoves = 0
    private var frameRows = FrameRows()
    private var isInOrder = true
    private var lastTime = -Double.infinity
    /// The rows of the notes, and of those at which playing pauses.
    private(set) var notes: [Int] = [], pauses: [Int] = []
    private var clientMessage = OpenMessage()
    private var serverMessage = OpenMessage()

    private struct Row: Sendable {
        /// Its position in the dissection's items.
        let item: UInt32
        /// How many moves were made before it.
        let movesBefore: UInt32
        /// Its place among the fragments of its message, from 1; 0 if it is not a data frame.
        let fragment: UInt32
        /// Whether more fragments of a message follow it, by sender.
        let clientIsOpen, serverIsOpen: Bool
    }

    /// The message of one sender whose fragments are arriving.
    private struct OpenMessage: Sendable {
        var fragments = 0
        var isOpen = false

        /// The place of a frame in its message; 0 for a frame that belongs to none.
        func place(of frame: FrameRecord) -> Int {
            guard let header = frame.header, frame.message != nil else { return 0 }
            return header.opcode == .continuation ? fragments + 1 : 1
        }

        mutating func take(_ frame: FrameRecord) -> Int {
            let place = place(of: frame)
            if place > 0 { (fragments, isOpen) = (place, frame.header?.fin == false) }
            return place
        }
    }

    /// A ladder without rows.
    public init() {}

    /// The ladder of a conversation.
    init(of conversation: Conversation) { update(conversation) }

    /// How many rows there are.
    public var count: Int { rows.count + unfinished.count }

    /// How many rows stay where they are; those after them are frames whose bytes are still arriving.
    var settledCount: Int { rows.count }

    /// The row at a position; nil outside of the ladder.
    public func row(_ index: Int) -> LadderRow? {
        if rows.indices.contains(index) { return .item(Int(rows[index].item)) }
        let rest = index - rows.count
        return unfinished.indices.contains(rest) ? .unfinished(unfinished[rest]) : nil
    }

    /// Adds what is new in the conversation. Returns where the row that was at `kept` is now: frames whose bytes
    /// are still arriving stand after all other rows, and take their place among them when they are complete.
    @discardableResult
    public mutating func update(_ conversation: Conversation, keeping kept: Int = 0) -> Int {
        let dissection = conversation.dissection
        let keptFrame: Endpoint? = if case .unfinished(let from) = row(kept) { from } else { nil }
        var place: Int?
        for index in max(seenItems, dissection.items.startIndex)..<max(seenItems, dissection.items.endIndex) {
            let kind = dissection.items[index].kind
            if case .move(let number) = kind { seenMoves = number + 1 }
            guard kind.isRow, !isTold(kind) else { continue }
            if let keptFrame, kind.frame?.from == keptFrame { place = place ?? rows.count }
            append(index, dissection.items[index], dissection)
        }
        seenItems = dissection.items.endIndex
        unfinished = Endpoint.allCases.filter { endpoint in
            dissection.unfinishedFrame(from: endpoint).map { frameRows.row(of: $0.index, from: endpoint) == nil }
                ?? false
        }
        guard let keptFrame else { return kept }
        return place ?? unfinished.firstIndex(of: keptFrame).map { rows.count + $0 } ?? kept
    }

    /// Follows the conversation after it has dropped its oldest items. Returns how many rows are gone from the front,
    /// and how many rows stand for them now.
    mutating func forget(_ conversation: Conversation) -> (gone: Int, instead: Int) {
        let dissection = conversation.dissection
        let gone = rows.firstPosition { Int($0.item) >= dissection.firstKeptItem }
        var instead = Ladder()
        for index in dissection.items.startIndex..<dissection.firstKeptItem {
            let item = dissection.items[index]
            if case .move(let number) = item.kind { instead.seenMoves = number + 1 }
            if item.kind.isRow { instead.append(index, item, dissection) }
        }
        let distance = gone - instead.count
        // Also where just as many rows take their place: they point to other findings.
        guard gone > 0 else { return (0, 0) }
        rows.replaceSubrange(0..<gone, with: instead.rows)
        frameRows.forget(before: gone, movingBy: distance)
        notes = notes.filter { $0 >= gone }.map { $0 - distance }
        pauses = pauses.filter { $0 >= gone }.map { $0 - distance }
        return (gone, instead.count)
    }

    /// Whether a frame already has a row: one that was listed before it was complete stays where it was.
    private func isTold(_ kind: Item.Kind) -> Bool {
        kind.frame.map { frameRows.row(of: $0.number, from: $0.from) != nil } ?? false
    }

    private mutating func append(_ position: Int, _ item: Item, _ dissection: Dissection) {
        var fragment = 0
        if let (from, number) = item.kind.frame {
            if let frame = dissection.frame(number, from: from) {
                fragment = from == .client ? clientMessage.take(frame) : serverMessage.take(frame)
            }
            frameRows.add(rows.count, number: number, from: from)
        }
        if case .event(.note(_, let isPause)) = item.kind {
            notes.append(rows.count)
            if isPause { pauses.append(rows.count) }
        }
        if item.time < lastTime { isInOrder = false }
        lastTime = item.time
        rows.append(
            Row(
                item: UInt32(clamping: position), movesBefore: UInt32(clamping: seenMoves),
                fragment: UInt32(clamping: fragment), clientIsOpen: clientMessage.isOpen,
                serverIsOpen: serverMessage.isOpen))
    }

    /// The frame that a row shows; nil for other rows.
    public func frame(_ index: Int, in conversation: Conversation) -> FrameRecord? {
        let dissection = conversation.dissection
        switch row(index) {
        case .item(let item):
            return dissection.items[item].kind.frame.flatMap { dissection.frame($0.number, from: $0.from) }
        case .unfinished(let endpoint): return dissection.unfinishedFrame(from: endpoint)
        case nil: return nil
        }
    }

    /// The nearest row from `start` on, in steps of `step` (1 or -1), that is a frame.
    public func frameRow(from start: Int, step: Int) -> Int? {
        if step < 0 { return start >= rows.count && start < count ? start : frameRows.last(upTo: start) }
        return frameRows.first(from: start) ?? (max(start, rows.count) < count ? max(start, rows.count) : nil)
    }

    /// The row of the frame with that number; nil if there is none.
    func row(ofFrame number: Int, from endpoint: Endpoint, in conversation: Conversation) -> Int? {
        if let row = frameRows.row(of: number, from: endpoint) { return row }
        guard conversation.dissection.unfinishedFrame(from: endpoint)?.index == number else { return nil }
        return unfinished.firstIndex(of: endpoint).map { rows.count + $0 }
    }

    /// The last frame of `endpoint` that has a row up to row `index`, complete or not; nil if there is none.
    func lastFrame(of endpoint: Endpoint, upTo index: Int, in conversation: Conversation) -> FrameRecord? {
        let dissection = conversation.dissection
        if index >= rows.count, unfinished.prefix(index - rows.count + 1).contains(endpoint) {
            return dissection.unfinishedFrame(from: endpoint)
        }
        return frameRows.number(of: endpoint, upTo: index).flatMap { dissection.frame($0, from: endpoint) }
    }

    /// When a row was complete, in seconds since the start of the log; for a frame whose bytes are still arriving,
    /// when it began. Nil outside of the ladder.
    func time(of row: Int, in conversation: Conversation) -> Double? {
        switch self.row(row) {
        case .item(let index): conversation.dissection.items[index].time
        case .unfinished(let endpoint): conversation.dissection.unfinishedFrame(from: endpoint)?.startTime
        case nil: nil
        }
    }

    /// The last row that has happened at that time, as the screen shows it in thousandths of a second; the first row
    /// where none has. In a file that was put together by hand, times may go back.
    func row(at time: Double, in conversation: Conversation) -> Int {
        func isLater(_ row: Int) -> Bool { self.time(of: row, in: conversation).map { $0 > time + 0.0005 } ?? true }
        if !isInOrder { return (0..<count).last { !isLater($0) } ?? 0 }
        let settled = (0..<rows.count).firstPosition(where: isLater)
        let next = settled < rows.count ? settled : (rows.count..<count).first(where: isLater) ?? count
        return max(0, next - 1)
    }

    /// The row of a server action of that name at exactly that time; nil if there is none.
    func row(ofAction name: String, at time: Double, in conversation: Conversation) -> Int? {
        (0..<min(rows.count, row(at: time, in: conversation) + 1)).last { row in
            let item = conversation.dissection.items[Int(rows[row].item)]
            guard item.time == time, case .event(.serverAction(name, _)) = item.kind else { return false }
            return true
        }
    }

    /// How many of the dissection's moves have happened when row `index` is done: those it caused included; 0 before
    /// the first row.
    public func moveCount(at index: Int) -> Int {
        guard index >= 0 else { return 0 }
        return rows.indices.contains(index + 1) ? Int(rows[index + 1].movesBefore) : seenMoves
    }

    /// The place of the frame of row `index` among the fragments of its message, from 1; nil if it is not a data frame.
    public func fragmentNumber(at index: Int, in conversation: Conversation) -> Int? {
        let place: Int
        if rows.indices.contains(index) {
            place = Int(rows[index].fragment)
        } else if let frame = frame(index, in: conversation) {
            place = (frame.from == .client ? clientMessage : serverMessage).place(of: frame)
        } else {
            place = 0
        }
        return place > 0 ? place : nil
    }

    /// Whether more fragments of a message from `endpoint` follow row `index`; false before the first row.
    public func hasOpenMessage(from endpoint: Endpoint, after index: Int) -> Bool {
        guard index >= 0, let row = rows.indices.contains(index) ? rows[index] : rows.last else { return false }
        return endpoint == .client ? row.clientIsOpen : row.serverIsOpen
    }
}

extension Item.Kind {
    /// The frame that the item is about, whole or not.
    fileprivate var frame: (from: Endpoint, number: Int)? {
        switch self {
        case .frame(let from, let number), .unfinishedFrame(let from, let number): (from, number)
        default: nil
        }
    }

    /// Whether the ladder gives it a row of its own.
    fileprivate var isRow: Bool {
        switch self {
        case .message, .move, .closed: false
        default: true
        }
    }
}
