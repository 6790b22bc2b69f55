// What an event kind must have: a row, a line in the sample recording, and a place in the pictures of the format.

import Foundation
import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

struct EventRowTests {
    /// A file of the project.
    private static func text(_ path: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The sample lines of a kind.
    private static func samples(_ kind: EventKind) -> [(line: String, event: LoggedEvent)] {
        SampleRecording.lines.filter { EventKind($0.event.event.kind) == kind }
    }

    /// The keys of an object and their values.
    private static func members(_ text: String) throws -> [JSONValue.Member] {
        guard case .object(let members) = try JSONParser.parse(text.utf8Bytes) else { return [] }
        return members
    }

    /// The rows that write an event.
    private static func rows(of kind: ConnectionEvent.Kind) -> [EventRow] {
        EventRow.all.filter { row in
            var line = JSONLine()
            return row.write(kind, &line)
        }
    }

    @Test(arguments: EventKind.allCases) func aKindHasALineInTheSampleRecording(kind: EventKind) {
        #expect(!Self.samples(kind).isEmpty)
    }

    @Test func randomEventsAreOfEveryKind() {
        var numbers = SeededNumbers(seed: 1)
        #expect(Set((0..<500).map { _ in EventKind(numbers.event()) }) == Set(EventKind.allCases))
    }

    /// The row that writes an event is the one that its line leads to, and knows all keys of the line.
    @Test(arguments: SampleRecording.lines.indices) func aKindHasOneRow(index: Int) throws {
        let (text, event) = SampleRecording.lines[index]
        let rows = Self.rows(of: event.event.kind)
        try #require(rows.count == 1)
        let members = try Self.members(text)
        #expect(EventRow.row(of: members)?.leadingKeys == rows[0].leadingKeys)
        for member in members {
            #expect(rows[0].has(member.key), "\(member.key)")
            guard case .object(let inner) = member.value else { continue }
            #expect(inner.map(\.key).allSatisfy(rows[0].innerKeys.contains))
        }
    }

    /// Every other row leaves an event alone: it adds nothing, neither to a recording nor to the events as JSON.
    @Test(arguments: EventKind.allCases) func otherRowsLeaveItAlone(kind: EventKind) throws {
        let event = try #require(
            Self.samples(kind).first?.event.event.kind, "Add a line to SampleRecording.lines.")
        for row in EventRow.all {
            for add in [row.write, row.report] {
                var line = JSONLine()
                if !add(event, &line) { #expect(line.text == JSONLine().text) }
            }
        }
        #expect(
            EventRow.all.filter { row in
                var line = JSONLine()
                return row.report(event, &line)
            }.count <= 1)
    }

    /// The picture at the top of the table, that of the writer, and the README have every key that a line may have.
    @Test(arguments: [
        "Sources/Capture/Recording/EventRow.swift", "Sources/Capture/Recording/RecordingWriter.swift", "README.md",
    ]) func thePicturesHaveTheKeys(
        path: String
    ) throws {
        let picture =
            path.hasSuffix(".swift")
            ? try Self.text(path).split(separator: "\nimport ")[0]
            : try Self.text(path).split(separator: "### Recordings")[1].split(separator: "\n## ")[0]
        for row in EventRow.all {
            for key in row.leadingKeys + row.otherKeys + row.innerKeys {
                #expect(picture.contains(try Regex("\\b\(key)\\b")), "the picture in \(path) lacks \(key)")
            }
        }
    }

    /// The README's table of events as JSON has the keys of an event in their order.
    @Test(arguments: EventKind.allCases) func theTableOfEventsHasTheKeys(kind: EventKind) throws {
        let event = try #require(
            Self.samples(kind).first?.event.event.kind, "Add a line to SampleRecording.lines.")
        let row = try #require(Self.rows(of: event).first)
        guard let name = row.eventName else { return }
        var line = JSONLine()
        #expect(row.report(event, &line))
        let members = try Self.members(line.text)
        let table = try #require(
            try Self.text("README.md").split(separator: "\n").first { $0.hasPrefix("| `\(name)` | ") })
        let keys = table.matches(of: /`(\w+)`/).map { String($0.1) }
        #expect(Array(keys.prefix(members.count + 3)) == [name, "connection", "time"] + members.map(\.key))
    }
}
