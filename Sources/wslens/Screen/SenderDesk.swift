// What is sent by hand: by the server on one of its connections, or by a client of wslens's own. Both take time, so they run beside the run
// loop or the session in lines, which hears of them when it takes the news. What is only switched on the server is done at once.

import Capture
import EchoServer
import Inspector
import Synchronization

/// The clients of wslens's own, and what has come of what was sent.
final class SenderDesk: Sendable {
    private struct State {
        /// The clients by their addresses.
        var clients: [String: WebSocketClient] = [:]
        /// How many more are connecting.
        var connecting = 0
        var news: [Input] = []
        /// Whether the server was asked how it is doing, and has not answered.
        var isAsking = false
        /// What it answered last; nil where the reader knows better since.
        var status: ServerStatus?
        /// How many commands were carried out: what the server said before the last of them is old.
        var commands = 0
    }

    private let server: EchoServer
    /// Says that there is news.
    private let wake: @Sendable () -> Void
    private let state = Mutex(State())

    /// How many clients may be open or connecting at the same time.
    private static let clientLimit = 100

    init(_ server: EchoServer, wake: @escaping @Sendable () -> Void) { (self.server, self.wake) = (server, wake) }

    /// What has happened since the last call.
    func takeNews() -> [Input] {
        state.withLock { state in
            defer { state.news = [] }
            return state.news
        }
    }

    /// Carries out a command. There will be one piece of news about what is sent, and about a client that connects; none about how
    /// the server is to behave from now on. The thread that takes the news calls it.
    func carryOut(_ command: Command) {
        perform(command)
        // Only now: what the server answers while it is being told may already be counted as new, and still be old.
        state.withLock { state in
            state.commands += 1
            state.status = nil
            state.news.removeAll { if case .server = $0 { true } else { false } }
        }
    }

    private func perform(_ command: Command) {
        switch command {
        case .openClient: openClient()
        case .send(let order): send(order)
        case .holdReading(let connection, let isOn): server.holdReading(connection: connection, isOn)
        case .setBatching(let batching): server.setBatching(batching)
        case .setSlowReader(let policy): server.setSlowReader(policy)
        case .setMischief(let mischief, let connection?): server.setMischief(mischief, connection: connection)
        case .setMischief(let mischief, nil): server.setMischiefForNext(mischief)
        case .sendText(let text, let audience): send(text, to: audience)
        default: break
        }
    }

    /// Asks the server how it is doing; the answer is news where it differs from the last one.
    func askForStatus() {
        let (isAsking, commands) = state.withLock { state in
            defer { state.isAsking = true }
            return (state.isAsking, state.commands)
        }
        guard !isAsking else { return }
        Task.detached { [self] in
            let status = await server.status()
            let (isCurrent, isNew) = state.withLock { state in
                state.isAsking = false
                let isCurrent = state.commands == commands
                let isNew = isCurrent && state.status != status
                if isNew {
                    state.status = status
                    // Under the same lock: a command that comes in between would not find it.
                    state.news.append(.server(status))
                }
                return (isCurrent, isNew)
            }
            if isNew { wake() }
            if !isCurrent { askForStatus() }
        }
    }

    private func send(_ text: String, to audience: MessageAudience) {
        let count = server.send(text, to: audience)
        let batching = state.withLock { $0.status?.batching } ?? .read
        let words =
            switch batching {
            case _ where count == 0: "Nobody is there; nothing was sent."
            case .every: "Waiting to be sent to \(count), as answers are: they go out \(batching.words)."
            default: "Sent to \(count)."
            }
        report(.notice(words))
    }

    /// Connects a client.
    func openClient() {
        let hasPlace = state.withLock { state in
            guard state.clients.count + state.connecting < Self.clientLimit else { return false }
            state.connecting += 1
            return true
        }
        guard hasPlace else {
            return report(
                .notice("\(Self.clientLimit) clients of wslens's own are open or connecting; close one of them first."))
        }
        Task.detached { [self] in
            do throws(ClientProblem) {
                let client = try await server.openClient()
                state.withLock { state in
                    state.connecting -= 1
                    state.clients[client.address] = client
                }
                report(.clientOpened(address: client.address))
                await client.ended()
                state.withLock { $0.clients[client.address] = nil }
            } catch {
                state.withLock { $0.connecting -= 1 }
                report(.notice("No client was connected. \(error)"))
            }
        }
    }

    /// Sends bytes. The first write goes out at once, unless a pause comes before it.
    func send(_ order: SendOrder) {
        Task.detached { [self] in
            do throws(SendProblem) {
                if let address = order.target.client {
                    guard let client = state.withLock({ $0.clients[address] }) else { throw .notOpen }
                    try await client.send(order.writes)
                } else {
                    try server.send(connection: order.target.connection, order.writes)
                }
                report(
                    .notice("Sent \(order.target.client == nil ? "to" : "by") \(order.target.label): \(order.words)."))
            } catch {
                report(.notice("\(order.target.label): \(error)"))
            }
        }
    }

    private func report(_ input: Input) {
        state.withLock { $0.news.append(input) }
        wake()
    }
}
