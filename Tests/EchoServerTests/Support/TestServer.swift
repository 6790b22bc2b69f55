// A real server on a port that the system picks, with its log.

import Foundation
import Capture
import EchoServer
import Testing
import WebSocketProtocol

/// The tests that talk to a server over TCP. One after the other: each waits in its own thread for what the server does.
@Suite(.serialized) struct LiveServerTests {}

/// A server and what its log says.
final class TestServer {
    let server: EchoServer
    /// A reader that loses nothing, and does not hold the server back.
    private var reader: LogReader?
    private var events: [Int: [ConnectionEvent]] = [:]
    private var dissections: [Int: Dissection] = [:]

    var port: Int { server.port }

    private init(_ server: EchoServer, _ reader: LogReader?) {
        self.server = server
        self.reader = reader
    }

    /// Runs `body` with a server of its own, which is stopped afterwards in upper or lower case.
    static func run(
        policy: LogPolicy = .letsGo(limit: .max), _ configure: (inout ServerConfiguration) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        var configuration = ServerConfiguration(port: 0, log: EventLog())
        configure(&configuration)
        let reader = configuration.log?.reader(policy)
        let server = try await EchoServer.start(configuration)
        let tested = TestServer(server, reader)
        do {
            try await body(tested)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// The events of a connection so far.
    func events(of connection: Int = 1) -> [ConnectionEvent] {
        takeLog()
        return events[connection] ?? []
    }

    /// A connection so far, dissected.
    func dissection(of connection: Int = 1) -> Dissection {
        takeLog()
        return dissections[connection] ?? Dissection()
    }

    private func takeLog() {
        while let batch = reader?.take() {
            for logged in batch.events {
                events[logged.connection, default: []].append(logged.event)
                dissections[logged.connection, default: Dissection()].add(logged.event)
            }
            reader?.isDone(batch)
        }
    }

    /// Waits until the log says that a connection is over.
    func over(_ connection: Int = 1) throws -> Dissection {
        try wait("the end of connection \(connection)") {
            dissection(of: connection).outcome == nil ? nil : dissection(of: connection)
        }
    }

    /// Waits until `condition` gives something, for 20 seconds at most.
    func wait<Value>(_ what: String, until condition: () throws -> Value?) throws -> Value {
        for _ in 0..<4000 {
            if let value = try condition() { return value }
            Thread.sleep(forTimeInterval: 0.005)
        }
        throw RawClient.Failure(description: "waited in vain for \(what)")
    }

    /// The same without holding a thread. What goes on in tasks of its own, as the demonstration does, shares the few threads with all tests:
    /// one that kept a thread while others compute would wait for what cannot run.
    func inTime<Value>(_ what: String, until condition: () throws -> Value?) async throws -> Value {
        for _ in 0..<4000 {
            if let value = try condition() { return value }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw RawClient.Failure(description: "waited in vain for \(what)")
    }

    /// How a connection is doing now; nil once it has closed.
    func status(of connection: Int) async -> ConnectionStatus? {
        await server.status().connections.first { $0.number == connection }
    }

    /// Waits until `condition` holds of a connection.
    func waits(_ what: String, _ connection: Int, until condition: (ConnectionStatus) -> Bool) async throws {
        for _ in 0..<4000 {
            if let status = await status(of: connection), condition(status) { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw RawClient.Failure(description: "waited in vain for \(what)")
    }

    /// The names of what the server decided about a connection.
    func serverActions(_ connection: Int = 1) -> [String] {
        events(of: connection).compactMap { if case .serverAction(let name, _) = $0.kind { name } else { nil } }
    }

    /// The sentences of what the server decided about a connection.
    func sentences(_ connection: Int = 1) -> [String] {
        events(of: connection).compactMap { if case .serverAction(_, let sentence) = $0.kind { sentence } else { nil } }
    }

    /// The ends of a connection, as "client fin".
    func ends(_ connection: Int = 1) -> [String] {
        events(of: connection).compactMap {
            if case .ended(let by, let how) = $0.kind { "\(by.rawValue) \(how.rawValue)" } else { nil }
        }
    }

    /// How many bytes of the client were not read, in the pieces in which the log counts them.
    func unread(after: EndOfReading, _ connection: Int = 1) -> [Int] {
        events(of: connection).compactMap { event -> Int? in
            if case .unread(.client, let count, after) = event.kind { count } else { nil }
        }
    }

    /// All bytes of one side, in the order of the log.
    func bytes(from endpoint: Endpoint, _ connection: Int = 1) -> [UInt8] {
        events(of: connection).flatMap { event -> [UInt8] in
            if case .bytes(endpoint, let bytes) = event.kind { Array(bytes) } else { [] }
        }
    }
}

/// Bytes that are different enough to show when some are lost or out of order.
func pattern(_ count: Int, seed: Int = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    for word in 0..<(count + 7) / 8 {
        withUnsafeBytes(of: (UInt64(word) &+ UInt64(seed) << 32 &+ 1) &* 0x9e37_79b9_7f4a_7c15) {
            bytes.append(contentsOf: $0)
        }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
}
