// The servers of the soak: one for each policy, for each way to do wrong on purpose, and for limits that are soon reached.
// Tests/EndToEnd/soak_traffic.py knows them by their names.

import Capture
import TestSupport
import WebSocketProtocol

@testable import EchoServer

/// Running servers, by name.
final class SoakServers {
    let servers: [String: EchoServer]
    private var readers: [LogReader]
    /// How much waited at most for one connection, by server.
    private(set) var longestQueues: [String: Int] = [:]
    /// How often the servers' own user has done something.
    private var handCount = 0

    private init(_ servers: [String: EchoServer], _ readers: [LogReader]) {
        (self.servers, self.readers) = (servers, readers)
    }

    static let queueLimit = 256 << 10

    static func start() async throws -> SoakServers {
        var servers: [String: EchoServer] = [:]
        var readers: [LogReader] = []
        for (name, configure) in kinds {
            var configuration = ServerConfiguration(port: 0)
            // A busy machine is not to be what ends a handshake.
            configuration.handshakeSeconds = 60
            configuration.closingSeconds = 1
            configuration.queue = QueueLimits(high: queueLimit)
            configure(&configuration)
            if let log = configuration.log { readers.append(log.reader(.letsGo(limit: 128 << 10))) }
            servers[name] = try await EchoServer.start(configuration)
        }
        return SoakServers(servers, readers)
    }

    private static var kinds: [(name: String, (inout ServerConfiguration) -> Void)] {
        [
            (
                "drop",
                {
                    $0.log = EventLog()
                    $0.threads = 2
                    $0.compression = .shared
                    $0.pingSeconds = 1
                }
            ),
            (
                "close",
                {
                    $0.slowReader = .close
                    $0.compression = .dedicated
                    $0.batching = .frame
                }
            ),
            (
                "hold",
                {
                    $0.log = EventLog()
                    $0.slowReader = .hold
                    $0.compression = .shared
                }
            ),
            ("batch", { $0.batching = .every(7) }),
            (
                "strict",
                {
                    $0.log = EventLog()
                    $0.token = "secret"
                    $0.limits = ConnectionLimits(maximumMessageLength: 65_536, maximumFragments: 100)
                }
            ),
            (
                "late",
                {
                    $0.handshakeSeconds = 4
                    $0.idleSeconds = 2
                }
            ),
            (
                "few",
                {
                    $0.connectionLimit = 10
                    $0.refusedLimit = 4
                }
            ),
            ("full", { $0.bufferLimit = 1 << 20 }),
            ("hand", { $0.log = EventLog() }),
        ] + Mischief.allCases.map { kind in (kind.rawValue, { $0.mischief = [kind] }) }
    }

    /// The ports, as the script takes them.
    var ports: String {
        "{" + servers.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.port)" }.joined(separator: ", ") + "}"
    }

    /// How many connections are open.
    var openCount: Int { servers.values.reduce(0) { $0 + $1.registry.openCount } }

    /// How many members the rooms have, echoes included.
    var memberCount: Int { servers.values.reduce(0) { $0 + $1.hub.count + $1.hub.rooms.count } }

    /// How many senders wait for slow readers.
    var waitingCount: Int { servers.values.reduce(0) { $0 + $1.hub.waitingCount } }

    /// Looks at the queues, reads the logs, and does what a user does with connections.
    func look() async {
        for (name, server) in servers {
            let status = await server.status()
            let waiting = status.connections.map(\.queuedBytes).max() ?? 0
            longestQueues[name] = max(longestQueues[name] ?? 0, waiting)
            if name == "hand" { for connection in status.connections { meddle(with: connection.number, of: server) } }
        }
        drainLogs()
    }

    func drainLogs() {
        for index in readers.indices {
            while let batch = readers[index].take() { readers[index].isDone(batch) }
        }
    }

    private func meddle(with connection: Int, of server: EchoServer) {
        handCount += 1
        switch handCount % 9 {
        case 0: try? server.send(connection: connection, bytes: pattern(200), pieceLength: 3, pause: .milliseconds(20))
        case 1: server.holdReading(connection: connection, true)
        case 2: server.holdReading(connection: connection, false)
        case 3: try? server.close(connection: connection, code: .goingAway, reason: "by hand")
        case 4: try? server.ping(connection: connection)
        case 5:
            server.setMischief(
                Set([Mischief.allCases[handCount / 9 % Mischief.allCases.count]]), connection: connection)
        case 6: server.send("to all", to: .everybody)
        case 7: server.setBatching(handCount % 2 == 0 ? .every(3) : .read)
        default: server.send("to the room", to: .room(path: "/room/hand"))
        }
    }

    /// How often each bound has acted, by its option.
    func limits() async -> [String: Int] {
        var counts: [String: Int] = [:]
        for server in servers.values {
            for limit in await server.status().limits { counts[limit.option, default: 0] += limit.count }
        }
        return counts
    }

    func stop() async {
        for server in servers.values { await server.stop() }
        drainLogs()
    }
}
