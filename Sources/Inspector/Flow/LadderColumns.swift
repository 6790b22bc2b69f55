// Where the columns of the ladder are, and how an arrow is drawn between them.

import TerminalUI
import WebSocketProtocol

/// The columns of the ladder in an area.
struct LadderColumns {
    /// The lifelines of the client and of the server.
    let left, right: Int
    /// The columns between them.
    let inner: Range<Int>
    /// The columns of the time.
    let time: Range<Int>
    /// Whether there is room for the states beside the lifelines; otherwise they are written on the arrows.
    let hasStates: Bool

    /// The width from which on the states have room beside the lifelines.
    static let widthWithStates = 76

    /// The longest name of a state.
    private static let stateWidth = 10

    init(_ area: Rect) {
        hasStates = area.width >= Self.widthWithStates
        let stateRoom = hasStates ? Self.stateWidth + 1 : 0
        // The mark of the selection, a state, a bracket.
        left = area.x + 1 + stateRoom + 1
        right = max(left + 2, area.maxX - 1 - stateRoom - 10)
        inner = left + 1..<right
        time = right + 2..<right + 10
    }
}

/// An arrow with remarks on it.
struct LadderArrow {
    let arrow: RowText.Arrow
    let remarks: [RowText.Remark]

    init(_ arrow: RowText.Arrow, remarks: [RowText.Remark]) {
        self.arrow = arrow
        self.remarks = remarks
    }

    func draw(_ columns: Range<Int>, y: Int, into grid: inout Grid) {
        guard columns.count > 1 else { return }
        let isFromClient = arrow.from == .client
        let style = Style(arrow.from.role)
        let line = Rect(x: columns.lowerBound, y: y, width: columns.count, height: 1)
        switch arrow {
        case .whole: grid.fill(line, with: "─", style: style)
        case .dotted:
            // Every second column: "- - ->" in ASCII too.
            for x in stride(from: columns.lowerBound, to: columns.upperBound, by: 2) {
                grid.put("─", x: x, y: y, style: style)
            }
        case .part(_, let share):
            // An arrow that has not arrived yet has no head.
            let length = max(1, Int(share * Double(columns.count - 2)))
            let part = isFromClient ? line.splitLeft(length).left : line.splitRight(length).right
            grid.fill(part, with: "─", style: style)
        }
        var x = columns.lowerBound + 2
        for remark in remarks {
            guard columns.upperBound - 3 - x > 4 else { break }
            let role: Role = remark.isBad ? .bad : .title
            x = grid.put(" \(remark.text) ", x: x, y: y, width: columns.upperBound - 2 - x, style: Style(role)) + 1
        }
        if case .part = arrow { return }
        let head = isFromClient ? ("▶", columns.upperBound - 1) : ("◀", columns.lowerBound)
        grid.put(head.0, x: head.1, y: y, style: style)
    }
}
