// The open connections, by number.

import NIOCore
import Synchronization

/// Which connections are open, so that they can be closed when the server stops.
final class ConnectionRegistry: Sendable {
    private struct State {
        var lastNumber = 0
        var channels: [Int: any Channel] = [:]
        var isStopped = false
    }

    private let state = Mutex(State())

    /// Takes in a new connection and returns its number, from 1 on. It is forgotten when it closes.
    ///
    /// - Throws: CancellationError for a connection that was accepted when the server had begun to stop.
    func add(_ channel: any Channel) throws -> Int {
        let number = try state.withLock { state in
            if state.isStopped { throw CancellationError() }
            state.lastNumber += 1
            state.channels[state.lastNumber] = channel
            return state.lastNumber
        }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { _ = $0.channels.removeValue(forKey: number) }
        }
        return number
    }

    /// Takes in no more connections. Returns those that are open now.
    func stop() -> [any Channel] {
        state.withLock { state in
            state.isStopped = true
            return Array(state.channels.values)
        }
    }
}
