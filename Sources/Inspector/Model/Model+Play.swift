// Playing. On screens of rows, it runs in real time. Inside a frame or a handshake, where everything arrived at once,
// it makes steps.

extension Model {
    /// Time passed.
    mutating func tick(_ time: Double) {
        // After a long silence of the run loop no more than a second is caught up.
        let elapsed = max(0, min(1, time - context.now))
        context.now = time
        guard context.playing.isOn else { return }
        if screen.type.playsInRealTime { return context.playRows(for: elapsed * context.playing.speed) }
        if context.playing.isHeld(now: time) { return }
        context.playing.nextStepTime = max(context.playing.nextStepTime, time - 1)
        // At a high speed several steps are due in one tick.
        while context.playing.isOn, context.playing.holdEnd == nil, context.playing.nextStepTime <= time {
            context.playing.nextStepTime += 1 / context.playing.stepsPerSecond
            let isMade = front.step(1, &context)
            context.playedStep(isMade: isMade)
        }
    }
}
