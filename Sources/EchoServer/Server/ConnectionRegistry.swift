// The open connections, by number, the names of the pages that were sent, and what may be changed while the server runs.

import NIOCore
import Synchronization

/// Which connections are open, so that they can be closed when the server stops.
final class ConnectionRegistry: Sendable {
    private struct State {
        var lastNumber = 0
        var channels: [Int: any Channel] = [:]
        var isStopped = false
        var pageCount = 0
        var compression: CompressionMode
    }

    private let state: Mutex<State>

    init(compression: CompressionMode = .off) { state = Mutex(State(compression: compression)) }

    /// How messages are compressed on connections whose handshake is still to come.
    var compression: CompressionMode {
        get { state.withLock(\.compression) }
        set { state.withLock { $0.compression = newValue } }
    }

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

    /// The channel of a connection; nil once it has closed.
    func channel(_ number: Int) -> (any Channel)? { state.withLock { $0.channels[number] } }

    /// A name for a page that is sent: a colour to say aloud, and a number that no other page has. "blue-1", "green-2".
    func nextPageName() -> String {
        let number = state.withLock { state in
            state.pageCount += 1
            return state.pageCount
        }
        return "\(Self.colours[(number - 1) % Self.colours.count])-\(number)"
    }

    private static let colours = ["blue", "green", "red", "yellow", "white", "orange", "grey", "pink"]

    /// Takes in no more connections. Returns those that are open now.
    func stop() -> [any Channel] {
        state.withLock { state in
            state.isStopped = true
            return Array(state.channels.values)
        }
    }
}
