// The server for live exercises, on the next free port from 1338, and what it has seen.

import Capture
import EchoServer

/// A server whose connections are looked at.
struct LessonsServer {
    let echo: EchoServer
    let log: EventLog
    /// Its end of the log.
    private(set) var reader: LogReader
    /// What it has seen.
    private(set) var conversations = Conversations()

    /// Starts it.
    static func start() async throws(ServerError) -> LessonsServer {
        let log = EventLog()
        let reader = log.reader(.letsGo(limit: EventLog.defaultMemoryLimit / 4))
        var configuration = ServerConfiguration(port: FreePort.first, log: log)
        // Like that of the inspector: a student reads, and thinks.
        configuration.idleSeconds = 3600
        return LessonsServer(echo: try await FreePort.start(configuration), log: log, reader: reader)
    }

    /// The address to open.
    var url: String { echo.urls.first ?? echo.url }

    /// Takes in some of the events that wait, within the limit of memory; where more wait, a line may be read before them.
    mutating func takeEvents() {
        repeat {
            guard let batch = reader.take() else { return }
            for event in batch.events { conversations.add(event) }
            if conversations.isFull() { _ = conversations.letGo(keeping: nil) }
            reader.isDone(batch)
            // With nothing left, the reader reports what was lost before.
        } while !reader.hasEvents
    }

    private init(echo: EchoServer, log: EventLog, reader: LogReader) {
        (self.echo, self.log, self.reader) = (echo, log, reader)
    }

    /// Stops it.
    func stop() async {
        await echo.stop()
        log.finish()
    }
}

/// A server on the next port that is free.
enum FreePort {
    /// The port that is tried first.
    static let first = 1338
    /// How many are tried before any free one is taken.
    private static let count = 20

    /// Starts a server on the port of a configuration, or on the next one that is free.
    static func start(_ configuration: ServerConfiguration) async throws(ServerError) -> EchoServer {
        var configuration = configuration
        let end = configuration.port + count
        while true {
            do throws(ServerError) {
                return try await EchoServer.start(configuration)
            } catch {
                guard case .portTaken = error, configuration.port > 0 else { throw error }
                configuration.port += 1
                if configuration.port >= min(end, 65536) { configuration.port = 0 }
            }
        }
    }

    /// What somebody needs to know who is logged in over ssh.
    static func tunnelWords(_ port: Int) -> String {
        "You are here over ssh. On your own machine, run this first: ssh -N -L \(port):127.0.0.1:\(port) THIS-MACHINE"
    }
}
