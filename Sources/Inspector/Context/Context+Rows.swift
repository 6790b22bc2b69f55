// Going from row to row and from frame to frame, the same for live and recorded connections.

import Capture
import WebSocketProtocol

extension Context {
    /// Goes to a row, and to the first byte of what it shows.
    mutating func setRow(_ row: Int) {
        cursor.row = max(0, row)
        cursor.byte = 0
        cursor.bit = nil
        // A row that the reader has reached is no longer new.
        if screen.type.filtered != .connections {
            following.newCount = min(following.newCount, max(0, ladder.count - 1 - row))
        }
    }

    /// Goes to a row, and shows it among the others.
    mutating func showOnFlow(_ row: Int) {
        setRow(row)
        show(.flow)
    }

    /// The next row that the filter lets through; false if there is none.
    mutating func stepRow(_ direction: Int) -> Bool {
        let position = shownPosition(of: cursor.row)
        let isOnIt = shownRow(position) == cursor.row
        guard let row = shownRow(direction < 0 ? position - 1 : isOnIt ? position + 1 : position) else { return false }
        setRow(row)
        return true
    }

    /// Many of the rows that the filter lets through at once, as far as there are any; false if there is none.
    mutating func pageRows(_ direction: Int, by count: Int) -> Bool {
        let position = shownPosition(of: cursor.row)
        let next = max(0, min(position + direction * count, shownCount - 1))
        guard let row = shownRow(next), direction > 0 ? row > cursor.row : row < cursor.row else { return false }
        setRow(row)
        return true
    }

    /// The next frame; false if there is none.
    mutating func goToFrame(_ direction: Int) -> Bool {
        guard let row = ladder.frameRow(from: cursor.row + direction, step: direction) else { return false }
        setRow(row)
        return true
    }

    /// The next frame, by hand.
    mutating func frameByHand(_ direction: Int) {
        takeOver()
        if !goToFrame(direction) {
            notice = direction > 0 ? "There is no later frame." : "There is no earlier frame."
        }
    }

    /// Goes to a byte or a bit of the frame under the cursor that was clicked on.
    mutating func click(_ target: ClickTarget) {
        let place: (byte: Int, bit: Int?)
        switch target {
        case .byte(let byte): place = (byte, nil)
        case .bit(let bit, let byte): place = (byte, bit)
        default: return
        }
        takeOver()
        guard let conversation, let frame = ladder.frame(cursor.row, in: conversation), place.byte < frame.received
        else { return }
        (cursor.byte, cursor.bit) = place
    }

    /// A position on a row that is not a frame moves to the nearest one.
    mutating func goToNearestFrame() {
        guard let conversation, ladder.frame(cursor.row, in: conversation) == nil else { return }
        let ladder = ladder
        // A note goes with the frame that it follows.
        if ladder.note(cursor.row, in: conversation) != nil, goToFrame(ofNote: cursor.row) { return }
        let row =
            ladder.frameRow(from: cursor.row, step: 1)
            ?? ladder.frameRow(from: min(cursor.row, ladder.count - 1), step: -1)
        if let row { setRow(row) }
    }

    /// The notice at an end, where there is no further step.
    func endWords(_ direction: Int) -> String {
        direction < 0
            ? "This is the start." : canGrow ? "Nothing more yet; F follows new traffic." : "This is the end."
    }
}
