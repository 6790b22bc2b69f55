// Playing in real time: by the times of the rows and the speed. It pauses at a teacher's note that asks for a pause, and
// waits at any other until it can have been read.

import Capture
import WebSocketProtocol

extension Context {
    /// Starts playing, or pauses it.
    mutating func togglePlay() {
        guard conversation != nil else {
            notice = "There is no connection to play yet."
            return
        }
        playing.isOn.toggle()
        if playing.isOn { following.stop() }
        // At the end of a connection that can't grow, playing starts again.
        if playing.isOn, screen.type.playsInRealTime, !canGrow, ladder.row(cursor.row + 1) == nil { setRow(0) }
        restartPlayClock()
    }

    /// Playing continues from the row under the cursor.
    mutating func restartPlayClock() {
        let time = conversation.flatMap { ladder.time(of: cursor.row, in: $0) } ?? 0
        playing.restart(at: cursor.row, time: time, now: now)
    }

    mutating func changeSpeed(by factor: Double) {
        playing.changeSpeed(by: factor, now: now)
        notice =
            screen.type.playsInRealTime
            ? "Playing runs at \(playing.speed.asFactor) real time."
            : "Playing makes \(playing.stepsPerSecond.short) steps per second."
    }

    /// Goes to the last row that has happened after that many more seconds.
    mutating func playRows(for seconds: Double) {
        guard let conversation else { return }
        if playing.isHeld(now: now) { return }
        playing.time += seconds
        let ladder = ladder
        var row = playing.row
        let stop = ladder.notes.first(after: row) { ladder.pauses.contains(sorted: $0) || shows($0) }
        while row != stop, let time = ladder.time(of: row + 1, in: conversation), time <= playing.time { row += 1 }
        if row != playing.row {
            playing.row = row
            showPlayedRow(isPause: row == stop)
            if row == stop {
                playing.time = min(playing.time, ladder.time(of: row, in: conversation) ?? playing.time)
                return stopOrHold(at: row, conversation)
            }
        }
        guard ladder.row(row + 1) == nil else { return }
        if canGrow {
            // At the end of the traffic so far, the time is now.
            playing.time = max(playing.time, now)
        } else {
            playing.isOn = false
            notice = "This is the end; space plays it again from the start."
        }
    }

    /// Whether the filter shows a row.
    private func shows(_ row: Int) -> Bool { filters.rows.isEmpty || shownRow(shownPosition(of: row)) == row }

    /// At a note, pauses or lets it be read.
    private mutating func stopOrHold(at row: Int, _ conversation: Conversation) {
        guard let note = ladder.note(row, in: conversation) else { return }
        if note.pauses {
            playing.isOn = false
        } else {
            // No more of it is counted than is shown anywhere.
            playing.hold(for: String(note.text.prefix(20_000)), now: now)
        }
    }

    /// Puts the cursor on the row that was played, or on the last one before it that the filter shows; a note at which
    /// playing pauses is shown in any case, so that it can be read.
    private mutating func showPlayedRow(isPause: Bool) {
        let played = playing.row
        if filters.rows.isEmpty || isPause { return setRow(played) }
        if let row = shownRow(shownPosition(of: played + 1) - 1), row > cursor.row { setRow(row) }
    }

    /// A step was played.
    mutating func playedStep(isMade: Bool) {
        if isMade {
            if let noteRow, let conversation { stopOrHold(at: noteRow, conversation) }
        } else if !canGrow {
            playing.isOn = false
            notice = "This is the end; Home goes back to the start."
        }
    }
}

extension [Int] {
    /// The first of the numbers, which rise, that is greater than `number` and meets a condition.
    fileprivate func first(after number: Int, where isRight: (Int) -> Bool = { _ in true }) -> Int? {
        self[firstPosition { $0 > number }...].first(where: isRight)
    }

    /// Whether `number` is one of the numbers, which rise.
    fileprivate func contains(sorted number: Int) -> Bool { first(after: number - 1) == number }
}
