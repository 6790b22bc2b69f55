// The soak (`make soak`): round after round of connections that come, talk, misbehave and vanish. Afterwards nothing of them may be left.
//
//   a small round, its servers stopped ─▶ before ─▶ servers ─▶ round 1 … 12, each with a rest ─▶ servers stopped ─▶ after
//
// The traffic comes from a process of its own, so that the memory of this one is the servers'. And it is XCTest that runs this: Swift
// Testing keeps the place of each error that was thrown until the test ends, and sockets throw many.

import Foundation
import XCTest

@testable import EchoServer

/// What the environment asks for.
private enum Soak {
    /// How many rounds; 0 without SOAK_ROUNDS.
    static let rounds = Int(ProcessInfo.processInfo.environment["SOAK_ROUNDS"] ?? "") ?? 0
    /// More options for the script of the traffic, as to find which visits leave something.
    static let options = (ProcessInfo.processInfo.environment["SOAK_OPTIONS"] ?? "").split(separator: " ")
        .map(String.init)
    /// Whether memory and time are this program's own: sanitizers have an allocator of theirs.
    static let isMeasured = ProcessInfo.processInfo.environment["SOAK_UNMEASURED"] == nil
}

final class SoakTests: XCTestCase {
    private static let tolerance = 1 << 20
    /// The event loop of the program's own client, which is made when it is first asked for: its selector, its timer and its bell.
    private static let loopDescriptors = 3
    /// Seconds of rest in which next to nothing may happen.
    private static let rest = 3

    /// What a round came to.
    private struct Round {
        let connections: Int
        let figures: ProcessFigures
        let atRest: ProcessorUse
    }

    func testNothingIsLeftOfThousandsOfConnections() async throws {
        try XCTSkipIf(Soak.rounds == 0, "make soak runs it")
        // The first traffic fills what is made once: tables of types, the locale, pages of code.
        try await warmUp()
        try await Task.sleep(for: .seconds(1))
        let before = ProcessFigures.taken()

        let rounds = try await rounds(before)
        try await Task.sleep(for: .seconds(1))
        let after = ProcessFigures.taken()
        Self.say(row("after", rounds.reduce(0) { $0 + $1.connections }, after))
        XCTAssertLessThanOrEqual(
            after.descriptors, before.descriptors + Self.loopDescriptors,
            "descriptors are open whose connections are not")
        guard Soak.isMeasured else { return }
        XCTAssertLessThan(
            after.inUse - before.inUse, Self.tolerance,
            "\((after.inUse - before.inUse) >> 10) KiB more are in use than before the first connection: something is kept"
        )
        if rounds.count >= 10 {
            let growth = rounds[9].figures.resident - rounds[1].figures.resident
            XCTAssertLessThan(
                growth, Self.tolerance, "resident memory grows by \(growth >> 10) KiB from round 2 to round 10")
        }
    }

    private func warmUp() async throws {
        let servers = try await SoakServers.start()
        _ = try await round(0, servers)
        await servers.stop()
    }

    /// All rounds with the same servers, which are stopped behind them.
    private func rounds(_ before: ProcessFigures) async throws -> [Round] {
        let servers = try await SoakServers.start()
        var rounds: [Round] = []
        Self.say("round  connections   in use KiB   resident KiB   descriptors   at rest: ms  wakeups")
        Self.say(row("before", nil, before))
        for number in 1...Soak.rounds {
            let round = try await round(number, servers)
            rounds.append(round)
            Self.say(row("\(number)", round.connections, round.figures, round.atRest))
            let left = round.figures.descriptors - rounds[0].figures.descriptors
            XCTAssertLessThanOrEqual(left, Self.loopDescriptors, "round \(number) leaves \(left) descriptors open")
            if Soak.isMeasured {
                XCTAssertLessThan(
                    round.atRest.milliseconds, 5, "after round \(number) the processor is used at rest")
                XCTAssertLessThan(round.atRest.wakeups, 20, "after round \(number) threads are woken at rest")
            }
        }
        let limits = await servers.limits()
        for limit in ServerLimit.allCases where limit != .perAddress && Soak.options.isEmpty {
            // With a sanitizer peers are slower than the time limits allow.
            XCTAssertGreaterThanOrEqual(
                limits[limit.option] ?? 0, Soak.isMeasured ? Soak.rounds : 1, "\(limit.option) has acted too seldom")
        }
        for (name, longest) in servers.longestQueues.sorted(by: { $0.key < $1.key }) where longest > 0 {
            Self.say("queue of a connection of \(name): at most \(longest >> 10) KiB")
            // Above the mark come the answers to what was read already, what the mailbox of an event loop holds, and, where a peer ends its
            // side, what the system has received from it until then: SwiftNIO reads that to the end, whatever waits.
            XCTAssertLessThan(
                longest, SoakServers.queueLimit + (4 << 20) + ProcessFigures.largestReceiveBuffer,
                "the queue of a slow reader grows without a bound")
        }
        await servers.stop()
        return rounds
    }

    /// One round of traffic, until nothing of it is left and a rest is over.
    private func round(_ number: Int, _ servers: SoakServers) async throws -> Round {
        let traffic = try Traffic(ports: servers.ports, seed: number)
        while traffic.isRunning {
            await servers.look()
            try await Task.sleep(for: .milliseconds(50))
        }
        let connections = try traffic.connections()
        for _ in 0..<200 where servers.openCount + servers.memberCount > 0 {
            await servers.look()
            try await Task.sleep(for: .milliseconds(50))
        }
        XCTAssertEqual(
            servers.openCount, 0, "round \(number): connections are still open 10 s after their clients have gone")
        XCTAssertEqual(servers.memberCount, 0, "round \(number): rooms have members whose connections are closed")
        XCTAssertEqual(servers.waitingCount, 0, "round \(number): senders wait for slow readers that are gone")
        // Pongs that are late on purpose, and what is said of dropped messages once nothing more is.
        try await Task.sleep(for: .seconds(number == 0 ? 0 : Soak.options.isEmpty ? 6 : 1))
        servers.drainLogs()
        let start = ProcessorUse.soFar
        try await Task.sleep(for: .seconds(number == 0 ? 0 : Soak.options.isEmpty ? Self.rest : 0))
        let atRest = ProcessorUse.soFar - start
        return Round(connections: connections, figures: .taken(), atRest: atRest)
    }

    private func row(_ name: String, _ connections: Int?, _ figures: ProcessFigures, _ use: ProcessorUse? = nil)
        -> String
    {
        func right(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return right(name, 6) + right(connections.map(String.init) ?? "", 12) + right("\(figures.inUse >> 10)", 13)
            + right("\(figures.resident >> 10)", 15) + right("\(figures.descriptors)", 14)
            + (use.map { right(String(format: "%.1f", $0.milliseconds), 14) + right("\($0.wakeups)", 9) } ?? "")
    }

    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}

/// A run of the script that makes the traffic.
private struct Traffic {
    private let process = Process()
    private let output = Pipe()

    init(ports: String, seed: Int) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("EndToEnd/soak_traffic.py")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script.path, ports, "--seed", "\(seed)"] + Soak.options
        process.standardOutput = output
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// How many connections there were.
    func connections() throws -> Int {
        defer { try? output.fileHandleForReading.close() }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        XCTAssertEqual(process.terminationStatus, 0, "the traffic went wrong: its errors are above")
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
}
