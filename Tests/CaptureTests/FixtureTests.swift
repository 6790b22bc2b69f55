// The library in fixtures/: each recording reads without a problem, writes back to the same file, and comes to the events
// that are committed beside it, however its reads are cut.

import Foundation
import Testing
import WebSocketProtocol

@testable import Capture

/// A recording of the library with the events that are expected of it.
struct Fixture: CustomTestStringConvertible, Sendable {
    /// Its place in the library, as "rfc/handshake".
    let name: String

    var testDescription: String { name }

    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures")

    static let all = [
        "rfc", "lengths", "fragments", "endings", "violations", "handshakes", "exchanges", "real",
    ].flatMap(named(in:))

    static func named(in subfolder: String) -> [Fixture] {
        let path = folder.appendingPathComponent(subfolder).path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return files.filter { $0.hasSuffix(".jsonl") }.sorted().map { Fixture(name: "\(subfolder)/\($0.dropLast(6))") }
    }

    func bytes() throws -> [UInt8] {
        try [UInt8](Data(contentsOf: Self.folder.appendingPathComponent("\(name).jsonl")))
    }

    func expected() throws -> [String] {
        try String(contentsOf: Self.folder.appendingPathComponent("expected/\(name).jsonl"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }
}

/// The lines of JSON that events come to, as `inspect --json --payload-limit 64` writes them.
private func lines(_ events: [LoggedEvent]) -> [String] {
    var conversation = Conversation(number: 1)
    var writer = EventLines(payloadLimit: 64)
    var output: [UInt8] = []
    for logged in events {
        conversation.add(logged.event)
        writer.write(conversation, to: &output)
    }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
}

@Suite struct FixtureTests {
    @Test func theLibraryIsThere() {
        #expect(Fixture.all.count >= 86)
    }

    @Test(arguments: Fixture.all) func readsAndWritesBackTheSame(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let recording = try Recording(bytes)
        #expect(recording.problems.isEmpty)
        let header = try #require(recording.header)
        let written = [RecordingWriter.header(header)] + recording.events.map(RecordingWriter.line(for:))
        #expect(written == String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    @Test(arguments: Fixture.all) func teaches(_ fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        #expect(recording.header?.title?.isEmpty == false)
        #expect(recording.header?.about?.isEmpty == false)
        let notes = recording.events.compactMap { logged -> (text: String, stop: Bool)? in
            if case .note(let text, let stop) = logged.event.kind { (text, stop) } else { nil }
        }
        #expect(notes.contains { $0.stop })
        #expect(notes.contains { $0.text.contains("§") })
        #expect(recording.events.allSatisfy { $0.connection == 1 })
    }

    @Test(arguments: Fixture.all) func comesToTheExpectedEvents(_ fixture: Fixture) throws {
        #expect(try lines(Recording(fixture.bytes()).events) == fixture.expected())
    }

    /// Where TCP cuts means nothing: byte by byte the same comes out.
    @Test(arguments: Fixture.all) func comesToTheSameByteByByte(_ fixture: Fixture) throws {
        let cut = try Recording(fixture.bytes()).events.flatMap { logged -> [LoggedEvent] in
            guard case .bytes(let from, let bytes) = logged.event.kind else { return [logged] }
            return bytes.map { byte in
                let event = ConnectionEvent(time: logged.event.time, .bytes(from: from, [byte]))
                return LoggedEvent(connection: logged.connection, event)
            }
        }
        #expect(try withoutCounts(lines(cut)) == withoutCounts(fixture.expected()))
    }

    /// How many events it takes to count what was not read depends on the reads; the sum does not.
    private func withoutCounts(_ lines: [String]) throws -> [String] {
        let counts = try lines.compactMap { line -> Int? in
            guard line.hasPrefix(#"{"event":"unread""#) else { return nil }
            return try JSONParser.parse(Array(line.utf8))["bytes"]?.int
        }
        return lines.filter { !$0.hasPrefix(#"{"event":"unread""#) } + ["\(counts.reduce(0, +)) bytes not read"]
    }

    @Test(arguments: Rule.allCases) func everyRuleIsBrokenSomewhere(_ rule: Rule) throws {
        let name = #""rule":"\#(rule.rawValue)""#
        #expect(try Fixture.all.contains { try $0.expected().contains { $0.contains(name) } })
    }

    @Test(arguments: Fixture.named(in: "handshakes")) func breaksOneRuleAtMost(_ fixture: Fixture) throws {
        var dissection = Dissection()
        try Recording(fixture.bytes()).events.forEach { dissection.add($0.event) }
        let broken = dissection.handshake.violations + dissection.remarks
        #expect(broken.count <= 1)
        // A file that has the name of a rule breaks it.
        let named = Rule.allCases.first { fixture.name == "handshakes/\($0.rawValue)" }
        #expect(named == nil || broken.map(\.rule) == [named])
    }

    @Test func everyRuleAboutFramesAndClosingHasItsFixture() {
        let rules = Rule.allCases.drop { $0 != .clientFrameNotMasked }.map(\.rawValue)
        #expect(Fixture.named(in: "violations").map(\.name) == rules.map { "violations/\($0)" }.sorted())
    }

    @Test(arguments: Fixture.named(in: "violations")) func breaksTheRuleOfItsNameAlone(_ fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        var dissection = Dissection()
        recording.events.forEach { dissection.add($0.event) }
        let ofFrames = Endpoint.allCases.flatMap { endpoint in
            (dissection.frames(from: endpoint) + [dissection.unfinishedFrame(from: endpoint)].compactMap(\.self))
                .flatMap(\.violations)
        }
        let broken = dissection.handshake.violations + ofFrames + dissection.remarks
        #expect(broken.map { "violations/\($0.rule.rawValue)" } == [fixture.name])

        // The one who did not break it answers with the close code that the rule asks for.
        guard let rule = broken.first?.rule, let code = rule.closeCode else { return }
        let answers = Endpoint.allCases.flatMap { endpoint in
            dissection.frames(from: endpoint).filter { $0.header?.opcode == .close && $0.violations.isEmpty }
        }
        let payloads = try answers.compactMap { frame in
            var conversation = Conversation(number: 1)
            try Recording(fixture.bytes()).events.forEach { conversation.add($0.event) }
            return conversation.payload(of: frame).map { ClosePayload($0) }
        }
        #expect(payloads.contains { $0.code.rawValue == code })
    }
}
