// A row of a ladder as a filter reads it: what the screen shows of it, and of a frame its bytes. Each part is read when
// it is first needed, because most rows are decided without.

import Capture
import WebSocketProtocol

struct RowSubject {
    /// How many bytes of what a frame carries are read.
    private static let limit = 1 << 20

    /// The frame that the row shows; nil for other rows.
    let frame: FrameRecord?
    /// What the application gets of it: the payload, unmasked and inflated; empty if it is not kept.
    private(set) lazy var payload: [UInt8] =
        frame.flatMap { $0.header == nil ? nil : conversation.content(of: $0, maximum: Self.limit) } ?? []
    /// How much work it is to judge a row, in short rows.
    static func cost(of row: Int, _ ladder: Ladder, _ conversation: Conversation) -> Int {
        guard let frame = ladder.frame(row, in: conversation) else { return 1 }
        return max(1, Int(min(conversation.contentLength(of: frame), UInt64(limit))) / 1024)
    }

    /// The end of what earlier frames of its message carry: a phrase may begin there.
    func before(_ count: Int) -> [UInt8] {
        frame.map { conversation.contentBefore($0, maximum: max(0, count)) } ?? []
    }

    /// The frame as it was sent.
    private(set) lazy var wire: [UInt8] =
        frame.flatMap { conversation.bytes(of: $0, maximum: Self.limit + FrameHeader.maximumLength) } ?? []
    /// What the row says, in lower case, with one space between words; the payload, which is read above, left out.
    private(set) lazy var words: [UInt8] = FilterWord.lowercased(
        text.split(separator: " ").joined(separator: " "))

    private let row: Int
    private let ladder: Ladder
    private let conversation: Conversation
    private let onlyWire: Bool
    private lazy var shown = RowText(row: row, of: ladder, in: conversation, room: 0)

    /// - Parameter onlyWire: whether states do not count.
    init(_ row: Int, _ ladder: Ladder, _ conversation: Conversation, onlyWire: Bool = false) {
        (self.row, self.ladder, self.conversation, self.onlyWire) = (row, ladder, conversation, onlyWire)
        frame = ladder.frame(row, in: conversation)
    }

    /// Who sent it; nil for what was not sent.
    var sender: Endpoint? {
        mutating get { frame?.from ?? (head == nil ? nil : shown?.arrow?.from) }
    }

    /// Whether it breaks a rule.
    var isBroken: Bool {
        mutating get {
            if let frame { return !frame.violations.isEmpty }
            if case .remark = item { return true }
            return head != nil && shown?.remarks.contains(where: \.isBad) == true
        }
    }

    /// Whether it went over the wire in full view, or is a note.
    var isOnWire: Bool { frame != nil || head != nil || ladder.note(row, in: conversation) != nil }

    private var item: Item.Kind? {
        guard case .item(let index) = ladder.row(row) else { return nil }
        return conversation.dissection.items[index].kind
    }

    private var head: ExchangeHead? { item.flatMap(ExchangeHead.init) }

    private var text: String {
        mutating get {
            guard let shown else { return "" }
            let states = onlyWire ? [] : ladder.newStates(at: row, in: conversation).values.map(\.name)
            return ([shown.label] + shown.remarks.map(\.text) + states).joined(separator: " ")
        }
    }
}
