// Stepping: by byte, bit, field, row and frame, the same for live and recorded connections.

import Capture
import WebSocketProtocol

extension Model {
    /// A step that the reader made; it ends following and playing.
    mutating func stepByHand(_ direction: Int) {
        stopFollowing()
        isPlaying = false
        if !step(direction) { notice = direction > 0 ? endWords : "This is the start." }
    }

    private var endWords: String {
        canGrow ? "Nothing more yet; F follows what comes." : "This is the end."
    }

    /// One step on the screen in front. Returns false where there is none.
    mutating func step(_ direction: Int) -> Bool {
        switch screen {
        case .connections: return stepConnection(direction)
        case .flow: return stepRow(direction)
        case .handshake: return stepHandshake(direction)
        case .frame: return stepByte(direction)
        }
    }

    mutating func moveByHand(_ direction: Int) {
        guard screen == .frame else { return stepByHand(direction) }
        stopFollowing()
        isPlaying = false
        stepBit(direction)
    }

    private mutating func stepConnection(_ direction: Int) -> Bool {
        let numbers = listedNumbers
        guard let selected, let index = numbers.firstIndex(of: selected) else {
            self.selected = numbers.first
            return self.selected != nil
        }
        guard numbers.indices.contains(index + direction) else { return false }
        self.selected = numbers[index + direction]
        return true
    }

    private mutating func stepHandshake(_ direction: Int) -> Bool {
        if stepNote(direction) { return true }
        guard let (steps, position) = handshakePosition, (0..<steps.count).contains(position + direction) else {
            return false
        }
        cursor.place = steps.place(at: position + direction)
        return true
    }

    /// The next byte, of the next frame when this one is done.
    private mutating func stepByte(_ direction: Int) -> Bool {
        guard let conversation, let frame = ladder.frame(cursor.row, in: conversation) else { return false }
        let wasBit = cursor.bit != nil
        cursor.bit = nil
        if !wasBit, stepNote(direction) { return true }
        let next = cursor.byte + direction
        if next >= 0, next < frame.received {
            cursor.byte = next
            return true
        }
        guard goToFrame(direction) else { return false }
        if direction < 0, let previous = ladder.frame(cursor.row, in: conversation) {
            cursor.byte = max(0, previous.received - 1)
            showLastNote()
        }
        return true
    }

    /// The next bit, of the next byte when this one is done; from a byte, its first bit.
    private mutating func stepBit(_ direction: Int) {
        guard let bit = cursor.bit else {
            cursor.bit = direction > 0 ? 0 : 7
            return
        }
        if (0..<8).contains(bit + direction) {
            cursor.bit = bit + direction
        } else if stepByte(direction) {
            cursor.bit = direction > 0 ? 0 : 7
        } else {
            cursor.bit = bit
            notice = direction > 0 ? endWords : "This is the start."
        }
    }

    mutating func fieldByHand(_ direction: Int) {
        stopFollowing()
        isPlaying = false
        if screen == .handshake {
            guard let (steps, position) = handshakePosition else { return }
            cursor.place = steps.place(at: steps.stageStart(from: position, direction: direction))
            return
        }
        guard let conversation, let frame = ladder.frame(cursor.row, in: conversation) else { return }
        stepField(direction, frame, conversation)
    }

    /// From field to field by their first bits, so that the four fields of byte 0 are four stops.
    private mutating func stepField(_ direction: Int, _ frame: FrameRecord, _ conversation: Conversation) {
        let starts = fieldStarts(of: frame, conversation)
        func stand(on start: Int, _ starts: [Int]) {
            cursor.byte = start / 8
            // A field of whole bytes is stood on as a byte, a part of a byte by its first bit.
            let isPart = start % 8 != 0 || starts.contains(start + 1)
            cursor.bit = isPart ? start % 8 : nil
        }
        let here = cursor.byte * 8 + (cursor.bit ?? 0)
        // From a byte as a whole, its own first field is the next stop.
        let isWhole = cursor.bit == nil && starts.contains(here + 1)
        let next =
            direction > 0
            ? starts.first { $0 > here || (isWhole && $0 == here) } : starts.last { $0 < here }
        if let next {
            stand(on: next, starts)
        } else if !goToFrame(direction) {
            notice = direction > 0 ? endWords : "This is the start."
        } else if direction < 0, let previous = ladder.frame(cursor.row, in: conversation) {
            let starts = fieldStarts(of: previous, conversation)
            if let last = starts.last { stand(on: last, starts) }
        }
    }

    /// The first bits of a frame's fields.
    private func fieldStarts(of frame: FrameRecord, _ conversation: Conversation) -> [Int] {
        conversation.explanation(of: frame).fields.map(\.bits.lowerBound)
    }

    mutating func frameByHand(_ direction: Int) {
        stopFollowing()
        isPlaying = false
        if !goToFrame(direction) {
            notice = direction > 0 ? "There is no later frame." : "There is no earlier frame."
        }
    }

    /// The next frame; false where there is none.
    private mutating func goToFrame(_ direction: Int) -> Bool {
        guard let row = ladder.frameRow(from: cursor.row + direction, step: direction) else { return false }
        setRow(row)
        return true
    }

    /// For the Frame screen: a position on a row that is no frame moves to the nearest one.
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

    mutating func setRow(_ row: Int) {
        cursor.row = max(0, row)
        cursor.byte = 0
        cursor.bit = nil
        // What the reader has reached is not new any more.
        if screen != .connections { newCount = min(newCount, max(0, ladder.count - 1 - row)) }
    }

    mutating func goToEnd(first: Bool) {
        isPlaying = false
        stopFollowing()
        guard first else { return goToLast() }
        switch screen {
        case .connections: selected = listedNumbers.first ?? selected
        case .flow: setRow(shownRow(0) ?? 0)
        case .handshake: cursor.place = HandshakePlace(exchange: 0, step: 0)
        case .frame:
            setRow(0)
            goToNearestFrame()
        }
    }

    /// The bottom of the list, the last step, or what comes: a recording does not grow, so there it is the last row.
    private mutating func goToLast() {
        switch screen {
        case .connections: selected = listedNumbers.last ?? selected
        case .handshake:
            if let steps = handshakePosition?.steps { cursor.place = steps.place(at: steps.count - 1) }
        case .flow, .frame:
            isFollowing = canGrow
            newCount = 0
            goToLastRow()
        }
    }
}
