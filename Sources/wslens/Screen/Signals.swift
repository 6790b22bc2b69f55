// Signals as values: the requests to end the program.

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
internal import CSignals
import Dispatch
import Synchronization

/// Watches SIGINT, SIGTERM and SIGHUP from its creation on. Started by nohup, the program ignores SIGHUP.
@MainActor
final class Signals {
    private struct State {
        var received: Int32?
        var waiter: (@Sendable () -> Void)?
    }

    private nonisolated let state = Mutex(State())
    private var sources: [any DispatchSourceSignal] = []
    private let numbers = [SIGINT, SIGTERM, SIGHUP].filter { $0 != SIGHUP || !signals_is_ignored($0) }

    init() {
        let queue = DispatchQueue(label: "wslens.signals")
        let registered = DispatchGroup()
        for number in numbers {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { @Sendable [self] in receive(number) }
            registered.enter()
            source.setRegistrationHandler { @Sendable in registered.leave() }
            source.resume()
            sources.append(source)
        }
        // Until then the signals are ignored, and opening a terminal saves and restores how they are handled.
        registered.wait()
    }

    /// The first signal that arrived; nil if none has.
    var received: Int32? { state.withLock { $0.received } }

    /// Forgets the signal that arrived, so that the next one counts as the first.
    func forget() { state.withLock { $0.received = nil } }

    /// Waits for a signal.
    func wait() async {
        await withCheckedContinuation { continuation in whenReceived { continuation.resume() } }
    }

    /// Calls a function once when a signal arrives, on another thread; at once if one has arrived. One function at a
    /// time.
    func whenReceived(_ call: @escaping @Sendable () -> Void) {
        let isDone = state.withLock { state in
            if state.received == nil { state.waiter = call }
            return state.received != nil
        }
        if isDone { call() }
    }

    /// Lets the next signal end the program, as it would unwatched.
    func endAtOnceNextTime() {
        for source in sources { source.cancel() }
        for number in numbers { signal(number, SIG_DFL) }
    }

    private nonisolated func receive(_ number: Int32) {
        let waiter = state.withLock { state in
            state.received = state.received ?? number
            return state.waiter.take()
        }
        waiter?()
    }
}
