// The clock of playing.

/// How the position moves by the clock.
struct Playing: Sendable {
    /// Whether it does.
    var isOn = false
    /// How fast: 1 is real time, 1/16 to 64.
    private(set) var speed = 1.0
    /// When the next step is due, on the log's clock, if playing does not go by the times of rows.
    var nextStepTime = 0.0
    /// While playing in real time: the time that is shown, on the log's clock, and the row that was played last, which
    /// a filter may hide.
    var time = 0.0
    var row = 0

    /// While a note holds playing: until when, on the log's clock. Any key ends it.
    var holdEnd: Double?

    /// Lets a note be read: for two seconds, and a third of a second per word, divided by the speed.
    mutating func hold(for note: String, now: Double) {
        holdEnd = now + (2 + Double(note.split(whereSeparator: \.isWhitespace).count) / 3) / speed
    }

    /// Whether a note still holds playing.
    mutating func isHeld(now: Double) -> Bool {
        guard let end = holdEnd else { return false }
        if now >= end { goOn(now: now) }
        return holdEnd != nil
    }

    /// Ends the hold of a note.
    mutating func goOn(now: Double) {
        holdEnd = nil
        nextStepTime = now
    }

    /// How many steps per second playing makes if it does not go by time.
    var stepsPerSecond: Double { 2 * speed }

    /// Continues from a row and its time.
    mutating func restart(at row: Int, time: Double, now: Double) {
        nextStepTime = now + 1 / stepsPerSecond
        holdEnd = nil
        self.row = row
        self.time = time
    }

    mutating func changeSpeed(by factor: Double, now: Double) {
        speed = max(1 / 16, min(64, speed * factor))
        nextStepTime = min(nextStepTime, now + 1 / stepsPerSecond)
    }
}
