// The library in fixtures/: each recording reads without a problem, writes back to the same file, and gives the events
// that are committed next to it, however its reads are cut.

import Testing
import TestSupport
import WebSocketProtocol

@testable import Capture

/// The lines of JSON for events, as `inspect --json --payload-limit 64` writes them.
private func lines(_ events: [LoggedEvent]) -> [String] {
    var conversations = Conversations(memoryLimit: .max)
    var writers: [Int: EventLines] = [:]
    var output: [UInt8] = []
    func write(_ conversation: Conversation) {
        writers[conversation.number, default: EventLines(payloadLimit: 64)].write(conversation, to: &output)
    }
    for logged in events {
        conversations.add(logged)
        if let conversation = conversations[logged.connection] { write(conversation) }
    }
    // What the end of the file leaves unfinished.
    let open = conversations.all.filter { $0.dissection.outcome == nil }.map(\.number).sorted()
    conversations.finish()
    for conversation in open.compactMap({ conversations[$0] }) {
        write(conversation)
        for frame in Endpoint.allCases.flatMap(conversation.dissection.incompleteFrames) {
            EventLines.incomplete(frame, conversation, time: conversation.dissection.lastTime).write(to: &output)
        }
    }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
}

@Suite struct FixtureTests {
    @Test func theLibraryIsThere() {
        #expect(Fixture.generated.count >= 113)
    }

    @Test(arguments: Fixture.all) func readsAndWritesBackTheSame(_ fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        #expect(
            recording.problems.map(\.description) == [],
            "Mend fixtures/\(fixture.name).jsonl in these lines, and run 'make fixtures'.")
        let header = try #require(
            recording.header, "fixtures/\(fixture.name).jsonl has no header: add one as its first line.")
        let written = Self.written(header, recording.events)
        let again = try Recording(Array(written.joined(separator: "\n").utf8))
        #expect(again.header == header)
        #expect(again.events == recording.events)
    }

    /// A person may write blanks, upper-case hex or a time without decimals. A script writes as wslens does.
    @Test(arguments: Fixture.generated) func isWrittenAsWslensWritesIt(_ fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let recording = try Recording(bytes)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(try Self.written(#require(recording.header), recording.events) == lines)
    }

    private static func written(_ header: RecordingHeader, _ events: [LoggedEvent]) -> [String] {
        [RecordingWriter.header(header)] + events.map(RecordingWriter.line(for:))
    }

    @Test(arguments: Fixture.generated) func teaches(_ fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        #expect(recording.header?.title?.isEmpty == false, "Give it a title.")
        #expect(recording.header?.about?.isEmpty == false, "Say in `about` what there is to see.")
        let notes = recording.events.compactMap { logged -> (text: String, stop: Bool)? in
            if case .note(let text, let stop) = logged.event.kind { (text, stop) } else { nil }
        }
        #expect(notes.contains { $0.stop }, "Pause at one of its notes: `stop`.")
        #expect(notes.contains { $0.text.contains("§") }, "Name a section of an RFC (§) in one of its notes.")
        let numbers = Set(recording.events.map(\.connection))
        #expect(numbers == Set(1..<numbers.count + 1), "Number the connections from 1.")
    }

    @Test(arguments: Fixture.all) func givesTheExpectedEvents(_ fixture: Fixture) throws {
        let expected = try #require(
            try? fixture.expected(), "fixtures/\(fixture.name).jsonl has no expected events yet. Run 'make fixtures'.")
        #expect(
            try lines(Recording(fixture.bytes()).events) == expected, "Run 'make fixtures', and look at the difference."
        )
    }

    /// Where TCP cuts means nothing: byte by byte the result is the same.
    @Test(arguments: Fixture.all) func givesTheSameByteByByte(_ fixture: Fixture) throws {
        let cut = try Recording(fixture.bytes()).events.flatMap { logged -> [LoggedEvent] in
            guard case .bytes(let from, let bytes) = logged.event.kind else { return [logged] }
            return bytes.map { byte in
                let event = ConnectionEvent(time: logged.event.time, .bytes(from: from, [byte]))
                return LoggedEvent(connection: logged.connection, event)
            }
        }
        #expect(
            try withoutCounts(lines(cut)) == withoutCounts(fixture.expected()),
            "wslens reads this recording differently where its reads are cut. That is a fault of wslens: please report it."
        )
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
        let isBroken = Fixture.all.contains { (try? $0.expected())?.contains { $0.contains(name) } == true }
        #expect(isBroken, "Add a fixture that breaks \(rule.rawValue), and run 'make fixtures'.")
    }

    /// A file named after a rule breaks that rule and no other. Generated ones break one at most.
    @Test(arguments: Fixture.named(in: "handshakes"))
    func breaksTheRuleOfItsNameOrOneAtMost(_ fixture: Fixture) throws {
        var dissection = Dissection()
        try Recording(fixture.bytes()).events.forEach { dissection.add($0.event) }
        let broken = (dissection.handshake.violations + dissection.remarks).map(\.rule)
        if let rule = fixture.rule {
            #expect(broken == [rule], "Break the rule of its name, once.")
        } else if fixture.isGenerated {
            #expect(broken.count <= 1)
        }
    }

    @Test func everyRuleAboutFramesAndClosingHasItsFixture() {
        let rules = Set(Rule.allCases.drop { $0 != .clientFrameNotMasked })
        let shown = Set(Fixture.named(in: "violations").compactMap(\.rule))
        let missing = rules.subtracting(shown).map { "fixtures/violations/\($0.rawValue).jsonl" }.sorted()
        #expect(missing == [], "Add a recording that breaks each of these rules, and no other.")
        #expect(shown.subtracting(rules) == [], "Rules about handshakes have their fixtures in fixtures/handshakes.")
    }

    /// Those that are not named after a rule may break several at once.
    @Test(arguments: Fixture.named(in: "violations").filter { $0.rule != nil || $0.isGenerated })
    func breaksTheRuleOfItsNameAlone(_ fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        var dissection = Dissection()
        recording.events.forEach { dissection.add($0.event) }
        let ofFrames = Endpoint.allCases.flatMap { endpoint in
            (dissection.frames(from: endpoint) + [dissection.unfinishedFrame(from: endpoint)].compactMap(\.self))
                .flatMap(\.violations)
        }
        let broken = dissection.handshake.violations + ofFrames + dissection.remarks
        if let rule = fixture.rule {
            #expect(broken.map(\.rule) == [rule], "Break the rule of its name, once.")
        } else {
            #expect(!broken.isEmpty, "Break a rule.")
        }

        // The endpoint that did not break it answers with the close code that the rule asks for.
        guard let rule = broken.first?.rule, let code = rule.closeCode else { return }
        let answers = Endpoint.allCases.flatMap { endpoint in
            dissection.frames(from: endpoint).filter { $0.header?.opcode == .close && $0.violations.isEmpty }
        }
        let payloads = try answers.compactMap { frame in
            var conversation = Conversation(number: 1)
            try Recording(fixture.bytes()).events.forEach { conversation.add($0.event) }
            return conversation.payload(of: frame).map { ClosePayload($0) }
        }
        #expect(
            payloads.contains { $0.code.rawValue == code },
            "The endpoint that did not break the rule closes with \(code).")
    }
}
