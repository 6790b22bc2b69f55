// What the run loop takes from a live server: events in slices, and how the recording is doing.

import Capture
import Inspector

/// The run loop's end of the log; nothing in a replay.
struct LiveFeed {
    /// Whether events wait that there was no time for.
    private(set) var isBehind = false

    private let log: EventLog?
    private var reader: LogReader?
    private let recorder: Recorder?
    private var heldCount = 0
    private var hasSaidProblem = false

    init(_ source: EventSource) {
        switch source {
        case .live(let log, let reader, _, let recorder):
            (self.log, self.reader, self.recorder) = (log, reader, recorder)
        case .recording: (log, reader, recorder) = (nil, nil, nil)
        }
    }

    /// The time on the log's clock, in seconds; nil in a replay.
    var now: Double? { log?.now }

    /// What there is to say beside the events.
    mutating func news(isPaused: Bool) -> [Input] {
        var news: [Input] = []
        let held = isPaused ? reader?.waitingCount ?? 0 : 0
        if held != heldCount { news.append(.held(held)) }
        heldCount = held
        if !hasSaidProblem, let problem = recorder?.problem {
            hasSaidProblem = true
            news.append(.recordingEnded(problem.description))
        }
        return news
    }

    /// Takes events until a point in time; while the view is paused they wait in the log. Returns whether there were any.
    mutating func takeEvents(
        until end: ContinuousClock.Instant, isPaused: Bool, _ update: (Input) -> Void
    ) -> Bool {
        isBehind = false
        guard !isPaused else { return false }
        var hasEvents = false
        while let batch = reader?.take() {
            if batch.unseenCount > 0 { update(.unseen(batch.unseenCount)) }
            update(.events(batch.events))
            reader?.isDone(batch)
            hasEvents = true
            isBehind = ContinuousClock.now >= end
            if isBehind { break }
        }
        return hasEvents
    }
}
