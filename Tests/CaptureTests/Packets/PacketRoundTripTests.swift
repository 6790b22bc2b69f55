// Random logs through the writer and the reader, in order and in disorder.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

struct PacketRoundTripTests {
    /// A log of several connections that a capture can hold exactly: reads fit into segments, and nothing follows an
    /// end.
    private static func randomLog(_ random: inout SeededNumbers) -> [LoggedEvent] {
        var events: [LoggedEvent] = []
        var time = 0.0
        func add(_ connection: Int, _ kind: ConnectionEvent.Kind) {
            events.append(LoggedEvent(connection: connection, ConnectionEvent(time: time, kind)))
        }
        let count = Int.random(in: 1...5, using: &random)
        for connection in 1...count {
            let host = Bool.random(using: &random) ? "127.0.0.1" : "[::1]"
            add(connection, .opened(client: "\(host):\(50_000 + connection)", server: "\(host):1338"))
            add(connection, .bytes(from: .client, request))
            add(connection, .bytes(from: .server, response))
        }
        var open = (1...count).flatMap { [($0, Endpoint.client), ($0, .server)] }
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            time = (time * 1e9 + Double(Int.random(in: 1...1_000_000_000, using: &random))).rounded() / 1e9
            guard let index = open.indices.randomElement(using: &random) else { break }
            let (connection, from) = open[index]
            switch Int.random(in: 0..<10, using: &random) {
            case 0: add(connection, .missing(from: from, count: Int.random(in: 2...100_000, using: &random)))
            case 1:
                add(connection, .ended(by: from, .fin))
                open.remove(at: index)
            case 2 where Int.random(in: 0..<4, using: &random) == 0:
                add(connection, .ended(by: from, .reset))
                open.removeAll { $0.0 == connection }
            default:
                let length = Int.random(in: 1...(Bool.random(using: &random) ? 100 : 65_495), using: &random)
                add(
                    connection,
                    .bytes(from: from, (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ connection) }))
            }
        }
        return events
    }

    /// Gaps that follow each other are one gap to a reader, at the time of the first.
    private static func joined(_ events: [LoggedEvent]) -> [LoggedEvent] {
        var open: [String: Int] = [:]
        var result: [LoggedEvent] = []
        for logged in events {
            switch logged.event.kind {
            case .missing(let from, let count, _):
                let key = "\(logged.connection) \(from)"
                if let index = open[key], case .missing(_, let before, _) = result[index].event.kind {
                    result[index].event.kind = .missing(from: from, count: before + count)
                } else {
                    open[key] = result.count
                    result.append(logged)
                }
            case .bytes(let from, _):
                open["\(logged.connection) \(from)"] = nil
                result.append(logged)
            default: result.append(logged)
            }
        }
        return result
    }

    @Test("All events are handed out in order, and none is kept")
    func drains() throws {
        var events = [
            LoggedEvent(connection: 1, ConnectionEvent(time: 0, .opened(client: "127.0.0.1:1", server: "127.0.0.1:2")))
        ]
        events.append(LoggedEvent(connection: 1, ConnectionEvent(time: 0, .bytes(from: .client, request))))
        // More than are handed out at a time.
        events += (0..<70_000).map {
            LoggedEvent(connection: 1, ConnectionEvent(time: 1, .bytes(from: .server, [UInt8(truncatingIfNeeded: $0)])))
        }
        var log = try PacketFile.open(PacketWriter.pcapng(events))
        let all = Array(log)
        var drained: [LoggedEvent] = []
        log.drain { drained.append($0) }
        #expect(drained.count == 70_002)
        #expect(drained == all)
        #expect(log.isEmpty)
    }

    @Test("Random logs read back as they were", arguments: 0..<40)
    func roundTrip(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let events = Self.joined(Self.randomLog(&random))
        var result: [LoggedEvent] = []
        let summary = try PacketFile.read(PacketWriter.pcapng(events)) { result.append($0) }
        #expect(Self.joined(result) == events, "seed \(seed)")
        #expect(summary.skipped == [])
    }

    @Test("A capture that is disordered and repeated on its way reads like the one that was not", arguments: 0..<20)
    func disorder(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let events = Self.randomLog(&random).filter { if case .missing = $0.event.kind { false } else { true } }
        let file = PacketWriter.pcapng(events)
        var reader = try PacketReader(FileBytes(bytes: file))
        var summary = PacketSummary()
        var packets: [[UInt8]] = []
        while let packet = reader.next(&summary) { packets.append(Array(file[packet.start..<packet.end])) }
        var places = packets.indices.map { Double($0) }
        // Openings and resets stay where they are; anything else may come up to eight packets late, or a second time.
        for index in packets.indices where packets[index].count > 68 {
            if Int.random(in: 0..<5, using: &random) == 0 { places[index] += Double.random(in: 0...8, using: &random) }
            if Int.random(in: 0..<5, using: &random) == 0 {
                packets.append(packets[index])
                places.append(places[index] + Double.random(in: 0...8, using: &random))
            }
        }
        let order = packets.indices.sorted { (places[$0], $0) < (places[$1], $1) }
        var disordered: [LoggedEvent] = []
        _ = try PacketFile.read(Script.file(order.map { packets[$0] })) { disordered.append($0) }
        for connection in 1...5 {
            for endpoint in Endpoint.allCases {
                // A reset overtakes what is late.
                let resets = Endpoint.allCases.map { ConnectionEvent.Kind.ended(by: $0, .reset) }
                guard !events.contains(where: { $0.connection == connection && resets.contains($0.event.kind) }) else {
                    continue
                }
                #expect(
                    bytes(of: connection, from: endpoint, in: disordered)
                        == bytes(of: connection, from: endpoint, in: events))
            }
        }
    }

    private func bytes(of connection: Int, from endpoint: Endpoint, in events: [LoggedEvent]) -> [UInt8] {
        events.reduce(into: []) { stream, logged in
            guard logged.connection == connection, case .bytes(endpoint, let bytes) = logged.event.kind else { return }
            stream += bytes
        }
    }
}
