// The server for live exercises, on the next free port from 1338, and what it has seen.

import Capture
import EchoServer

/// A server whose connections are looked at.
struct LessonsServer {
    let echo: EchoServer
    let log: EventLog
    let reader: LogReader
    /// What it has seen.
    private(set) var conversations = Conversations()

    private static let ports = 1338..<1358

    /// Starts it.
    static func start() async throws(ServerError) -> LessonsServer {
        let log = EventLog()
        let reader = log.reader(.letsGo(limit: EventLog.defaultMemoryLimit / 4))
        var port = ports.lowerBound
        while true {
            var configuration = ServerConfiguration(port: port, log: log)
            // Like that of the inspector: a student reads, and thinks.
            configuration.idleSeconds = 3600
            do throws(ServerError) {
                return LessonsServer(echo: try await EchoServer.start(configuration), log: log, reader: reader)
            } catch {
                guard case .portTaken = error, port > 0 else { throw error }
                port += 1
                if port == ports.upperBound { port = 0 }
            }
        }
    }

    /// The address to open.
    var url: String { echo.urls.first ?? echo.url }

    /// Takes events in, within the limit of memory.
    mutating func take(_ events: [LoggedEvent]) {
        for event in events { conversations.add(event) }
        if conversations.isFull() { _ = conversations.letGo(keeping: nil) }
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
