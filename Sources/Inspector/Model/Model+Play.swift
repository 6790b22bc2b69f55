// Playing. Where rows are looked at, it runs in real time: by the times of the rows and the speed. Inside a frame or a
// handshake, where everything came at once, it makes steps. It pauses at a teacher's note that says so.

import Capture
import WebSocketProtocol

extension Model {
    /// Whether playing goes by the times of the rows.
    var playsInRealTime: Bool { screen == .flow || screen == .connections }

    /// How many steps playing makes where it does not go by time.
    var stepsPerSecond: Double { 2 * speed }

    mutating func togglePlay() {
        guard conversation != nil else {
            notice = "There is no connection to play yet."
            return
        }
        isPlaying.toggle()
        if isPlaying { stopFollowing() }
        // At the end of what will ever come, playing starts again.
        if isPlaying, playsInRealTime, !canGrow, ladder.row(cursor.row + 1) == nil { setRow(0) }
        restartPlayClock()
    }

    /// Playing goes on from the row under the cursor.
    mutating func restartPlayClock() {
        nextStepTime = now + 1 / stepsPerSecond
        playedRow = cursor.row
        playTime = conversation.flatMap { ladder.time(of: cursor.row, in: $0) } ?? 0
    }

    mutating func changeSpeed(by factor: Double) {
        speed = max(1 / 16, min(64, speed * factor))
        nextStepTime = min(nextStepTime, now + 1 / stepsPerSecond)
        notice =
            playsInRealTime
            ? "Playing runs at \(speed.asFactor) real time."
            : "Playing makes \(stepsPerSecond.short) steps a second."
    }

    mutating func tick(_ time: Double) {
        // After a long silence of the run loop no more than a second is caught up.
        let elapsed = max(0, min(1, time - now))
        now = time
        guard isPlaying else { return }
        if playsInRealTime {
            playRows(for: elapsed * speed)
        } else {
            nextStepTime = max(nextStepTime, time - 1)
            // At a high speed several steps are due in one tick.
            while isPlaying, nextStepTime <= time {
                nextStepTime += 1 / stepsPerSecond
                playStep()
            }
        }
    }

    /// Goes to the last row that has happened when that many seconds more have passed.
    private mutating func playRows(for seconds: Double) {
        guard let conversation else { return }
        playTime += seconds
        let ladder = ladder
        let stop = ladder.stops.first(after: playedRow)
        var row = playedRow
        while row != stop, let time = ladder.time(of: row + 1, in: conversation), time <= playTime { row += 1 }
        if row != playedRow {
            playedRow = row
            showPlayedRow(isStop: row == stop)
            if row == stop {
                isPlaying = false
                return
            }
        }
        guard ladder.row(row + 1) == nil else { return }
        if canGrow {
            // At the end of what has come it is now.
            playTime = max(playTime, now)
        } else {
            isPlaying = false
            notice = "This is the end; space plays it again from the start."
        }
    }

    /// Puts the cursor on the row that was played, or on the last one before it that the filter shows; a note at which
    /// playing pauses is gone to in any case, so that it can be read.
    private mutating func showPlayedRow(isStop: Bool) {
        if rowFilter.isEmpty || isStop { return setRow(playedRow) }
        if let row = shownRow(shownPosition(of: playedRow + 1) - 1), row > cursor.row { setRow(row) }
    }

    private mutating func playStep() {
        if step(1) {
            if let noteRow, ladder.stops.contains(sorted: noteRow) { isPlaying = false }
        } else if !canGrow {
            isPlaying = false
            notice = "This is the end; Home goes back to the start."
        }
    }
}

extension [Int] {
    /// The first of the numbers, which rise, that is greater than `number`.
    fileprivate func first(after number: Int) -> Int? {
        let position = firstPosition { $0 > number }
        return position < count ? self[position] : nil
    }

    /// Whether `number` is one of the numbers, which rise.
    fileprivate func contains(sorted number: Int) -> Bool { first(after: number - 1) == number }
}
