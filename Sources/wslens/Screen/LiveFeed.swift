// What the run loop takes from a live server: events in slices, and how the recording is doing.

import Capture
import Inspector
import NCursesTerminal
import Synchronization

/// The run loop's end of the log; nothing in a replay.
struct LiveFeed {
    /// Whether events are waiting for which there was no time.
    private(set) var isBehind = false

    private let log: EventLog?
    private var reader: LogReader?
    private let recorder: Recorder?
    private let bell = Bell()
    /// Whether the number of events that wait while the view is paused has just changed.
    private(set) var isCounting = false
    private var held = (count: 0, lostCount: 0)
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

    /// Whether events wait in the log: there was no time for them, or the view is paused.
    var hasEvents: Bool { reader?.hasEvents ?? false }

    /// Ends the wait for a key as soon as there is an event, or at once if one is waiting.
    func wakeForEvents() {
        if let reader { bell.set(reader) }
    }

    /// What there is to report besides the events.
    mutating func news(isPaused: Bool) -> [Input] {
        var news: [Input] = []
        let now = isPaused ? reader?.waiting ?? (count: 0, lostCount: 0) : (count: 0, lostCount: 0)
        isCounting = now != held
        if isCounting { news.append(.held(now.count, lost: now.lostCount)) }
        held = now
        recorder?.lookAfterFile()
        if !hasSaidProblem, let problem = recorder?.problem {
            hasSaidProblem = true
            news.append(.recordingEnded(problem.description))
        }
        return news
    }

    /// Takes events until a point in time; while the view is paused they wait in the log. Returns whether there were
    /// any.
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

/// Wakes the run loop once when the log has events.
private final class Bell: Sendable {
    private let isSet = Atomic(false)

    /// Sets it, unless it is set. The copy of the reader only waits: the run loop takes the events.
    func set(_ reader: LogReader) {
        guard !isSet.exchange(true, ordering: .acquiringAndReleasing) else { return }
        Task.detached { [self] in
            let hasEvents = await reader.waitForEvents()
            isSet.store(false, ordering: .releasing)
            if hasEvents { NCursesTerminal.wake() }
        }
    }
}
