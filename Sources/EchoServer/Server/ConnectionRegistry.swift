// The open connections, by number, the names of the pages that were sent, and what may be changed while the server runs.

import Capture
import NIOCore
import Synchronization

/// Which connections are open, so that they can be closed when the server stops.
final class ConnectionRegistry: Sendable {
    private struct State {
        var lastNumber = 0
        var channels: [Int: any Channel] = [:]
        /// How many of them are admitted: in all, and by address.
        var admitted = 0
        var byAddress: [String: Int] = [:]
        var isStopped = false
        var pageCount = 0
        var compression: CompressionMode
        var mischiefForNext: Set<Mischief> = []

        /// Forgets a connection: from an address where it was admitted.
        mutating func remove(_ number: Int, of address: String?) {
            channels[number] = nil
            guard let address else { return }
            admitted -= 1
            let left = byAddress[address, default: 1] - 1
            byAddress[address] = left == 0 ? nil : left
        }
    }

    private let state: Mutex<State>

    private let limits: (connections: Int, perAddress: Int)

    init(
        compression: CompressionMode = .off, limits: (connections: Int, perAddress: Int) = (.max, .max)
    ) {
        state = Mutex(State(compression: compression))
        self.limits = limits
    }

    /// How messages are compressed on connections whose handshake is still to come.
    var compression: CompressionMode {
        get { state.withLock(\.compression) }
        set { state.withLock { $0.compression = newValue } }
    }

    /// What the server does wrong on the WebSocket that is opened next.
    var mischiefForNext: Set<Mischief> {
        get { state.withLock(\.mischiefForNext) }
        set { state.withLock { $0.mischiefForNext = newValue } }
    }

    /// The same for a WebSocket that is being opened; those after it get none of it.
    func takeMischiefForNext() -> Set<Mischief> {
        state.withLock { state in
            defer { state.mischiefForNext = [] }
            return state.mischiefForNext
        }
    }

    /// Takes in a new connection. It is forgotten when it closes.
    ///
    /// - Returns: its number, from 1 on, and the bound that leaves no room for it; nil where there is room.
    /// - Throws: `CancellationError` for a connection that was accepted when the server had begun to stop.
    func add(_ channel: any Channel) throws -> (number: Int, limit: ServerLimit?) {
        let address = channel.remoteAddress?.ipAddress ?? ""
        let (number, limit) = try state.withLock { state in
            if state.isStopped { throw CancellationError() }
            state.lastNumber += 1
            state.channels[state.lastNumber] = channel
            let limit: ServerLimit? =
                state.admitted >= limits.connections
                ? .connections : state.byAddress[address, default: 0] >= limits.perAddress ? .perAddress : nil
            if limit == nil {
                state.admitted += 1
                state.byAddress[address, default: 0] += 1
            }
            return (state.lastNumber, limit)
        }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { $0.remove(number, of: limit == nil ? address : nil) }
        }
        return (number, limit)
    }

    /// How many connections are open.
    var openCount: Int { state.withLock(\.channels.count) }

    /// How many connections are open that there is no room for.
    var refusedCount: Int { state.withLock { $0.channels.count - $0.admitted } }

    /// The channel of a connection; nil once it has closed.
    func channel(_ number: Int) -> (any Channel)? { state.withLock { $0.channels[number] } }

    /// A name for a page that is sent: a colour to say aloud, and a number that no other page has. "blue-1", "green-2".
    func nextPageName() -> String {
        let number = state.withLock { state in
            state.pageCount += 1
            return state.pageCount
        }
        return Self.pageName(number)
    }

    /// The name that the next page will have.
    var upcomingPageName: String { Self.pageName(state.withLock(\.pageCount) + 1) }

    private static func pageName(_ number: Int) -> String { "\(colours[(number - 1) % colours.count])-\(number)" }

    private static let colours = ["blue", "green", "red", "yellow", "white", "orange", "grey", "pink"]

    /// Takes in no more connections. Returns those that are open now.
    func stop() -> [any Channel] {
        state.withLock { state in
            state.isStopped = true
            return Array(state.channels.values)
        }
    }
}
