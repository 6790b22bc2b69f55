// The open connections, by number.

import NIOCore
import Synchronization

/// Which connections are open, so that they can be closed when the server stops.
final class ConnectionRegistry: Sendable {
    private struct State {
        var lastNumber = 0
        var channels: [Int: any Channel] = [:]
    }

    private let state = Mutex(State())

    /// Takes in a new connection and returns its number, from 1 on. It is forgotten when it closes.
    func add(_ channel: any Channel) -> Int {
        let number = state.withLock { state in
            state.lastNumber += 1
            state.channels[state.lastNumber] = channel
            return state.lastNumber
        }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { _ = $0.channels.removeValue(forKey: number) }
        }
        return number
    }

    /// The connections that are open now.
    var channels: [any Channel] { state.withLock { Array($0.channels.values) } }
}
