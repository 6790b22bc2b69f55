// What is wrong with a file: what is reported, and what is still read.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

struct RecordingDamageTests {
    /// A line between two good ones: what is reported about it, and what it still gives.
    struct Damage: Sendable, CustomTestStringConvertible {
        let line: String
        let problems: [String]
        var gives: ConnectionEvent.Kind?
        var at: Double = 0.5

        init(_ line: String, _ problems: String..., gives: ConnectionEvent.Kind? = nil, at: Double = 0.5) {
            (self.line, self.problems, self.gives, self.at) = (line, problems, gives, at)
        }

        var testDescription: String { line }
    }

    static let note = ConnectionEvent.Kind.note("x", pauses: false)

    static let damages: [Damage] = [
        // Not JSON.
        Damage("# a remark", "Line 3 is damaged at its byte 1: a value is expected here, not '#'. It is skipped."),
        Damage("// a remark", "Line 3 is damaged at its byte 1: a value is expected here, not '/'. It is skipped."),
        Damage(
            #"{"t":0.5,"c":1,"note":"x}"#,
            "Line 3 is cut off: the string has no closing quote; the text ends. It is skipped."),
        Damage(
            #"{"t":0.5 "c":1,"note":"x"}"#,
            "Line 3 is damaged at its byte 10: a comma or } must follow, not '\"'. It is skipped."),
        Damage(
            #"{"t":0.5,"c":1,"note":"x"} and more"#,
            "Line 3 is damaged at its byte 28: nothing may follow the value, not 'a'. It is skipped."),
        Damage(
            #"{"t":NaN,"c":1,"note":"x"}"#,
            "Line 3 is damaged at its byte 6: a value is expected here, not 'N'. It is skipped."),
        Damage(
            #"{"t":0.5,"c":1,"note":"\#u{1B}[2J"}"#,
            #"Line 3 is damaged at its byte 24: byte 0x1b in a string must be written as an escape such as \n or \u0000. "#
                + "It is skipped."),
        Damage("[1]", "Line 3 is an array, not an object. It is skipped."),
        Damage("{}", "Line 3 has no event that this version knows. It has no keys. It is skipped."),
        // Keys.
        Damage(
            #"{"t":0.5,"c":1,"colour":"red"}"#,
            #"Line 3 has no event that this version knows. Its keys are "t", "c", "colour". It is skipped."#),
        Damage(
            #"{"t":0.5,"c":1,"note":"x","colour":1,"stop":false}"#,
            #"Line 3 has the key "colour", which has no meaning in its kind of line. It is ignored here and everywhere else."#,
            gives: note),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","text":"x","stop":true}"#,
            #"Line 3 has the key "stop", which has no meaning in its kind of line. It is ignored here and everywhere else."#,
            gives: .bytes(from: .client, [0x78])),
        Damage(
            #"{"t":0.5,"c":1,"close":{"by":"server","how":"fin","why":""}}"#,
            #"Line 3 has the key "close.why", which has no meaning in its kind of line. "#
                + "It is ignored here and everywhere else.",
            gives: .ended(by: .server, .fin)),
        Damage(
            #"{"t":0.1,"c":1,"note":"x","t":0.5}"#, #"Line 3 has the key "t" twice. The last one is used."#, gives: note
        ),
        // Time and connection.
        Damage(
            #"{"c":1,"note":"x"}"#,
            "Line 3 does not give the time, t. The time of the event before it, 0.25, is used.", gives: note, at: 0.25),
        Damage(
            #"{"t":"0.5","c":1,"note":"x"}"#,
            "Line 3 has a string as its time. The time of the event before it, 0.25, is used.", gives: note, at: 0.25),
        Damage(
            #"{"t":-0.5,"c":1,"note":"x"}"#,
            "Line 3 has a negative time. The time of the event before it, 0.25, is used.", gives: note, at: 0.25),
        Damage(
            #"{"t":1e999,"c":1,"note":"x"}"#,
            "Line 3 has a time beyond 10^12 s. The time of the event before it, 0.25, is used.", gives: note, at: 0.25),
        Damage(
            #"{"t":0.125,"c":1,"note":"x"}"#,
            "Line 3 has the time 0.125, and the event before it 0.25. The order of the file is kept.",
            gives: note, at: 0.125),
        Damage(#"{"t":0.5,"note":"x"}"#, "Line 3 does not name the connection, c. It is skipped."),
        Damage(
            #"{"t":0.5,"c":0,"note":"x"}"#, "Line 3 has a connection c that is not a number from 1 up. It is skipped."),
        Damage(
            #"{"t":0.5,"c":1.5,"note":"x"}"#, "Line 3 has a connection c that is not a number from 1 up. It is skipped."
        ),
        // Bytes.
        Damage(
            #"{"t":0.5,"c":1,"from":"client","hex":"8185zz"}"#,
            "Line 3 has damaged hex: its character 5, 'z' is not a hexadecimal digit. 3 bytes are counted as missing.",
            gives: .missing(from: .client, count: 3)),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","hex":"818"}"#,
            "Line 3 has damaged hex: its character 3, '8' is half a byte. 2 bytes are counted as missing.",
            gives: .missing(from: .client, count: 2)),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","hex":"8 1"}"#,
            "Line 3 has damaged hex: its character 1, '8' is half a byte. 1 byte is counted as missing.",
            gives: .missing(from: .client, count: 1)),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","hex":81}"#,
            "Line 3 has hex that is not a string. What follows in its direction is not decoded.",
            gives: .missing(from: .client, count: 0)),
        Damage(
            #"{"t":0.5,"c":1,"from":"server","text":["a"]}"#,
            "Line 3 has a text that is not a string. What follows in its direction is not decoded.",
            gives: .missing(from: .server, count: 0)),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","hex":"41","text":"B"}"#,
            #"Line 3 has both "hex" and "text". "hex" is used."#, gives: .bytes(from: .client, [0x41])),
        Damage(
            #"{"t":0.5,"c":1,"from":"browser","text":"B"}"#,
            #"Line 3 has bytes that are not from "client" or "server". It is skipped."#),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","text":"\ud83d!"}"#,
            "Line 3 has an escape that is half of a surrogate pair at its byte 40. U+FFFD replaces it.",
            gives: .bytes(from: .client, [0xEF, 0xBF, 0xBD, 0x21])),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","missing":-1}"#,
            "Line 3 has a count of missing bytes that is not from 0 to 4294967296. What follows in its direction is not decoded.",
            gives: .missing(from: .client, count: 0)),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","unread":1e18,"after":"close"}"#,
            "Line 3 has a count of unread bytes that is not from 0 to 4294967296. None are counted.",
            gives: .unread(from: .client, count: 0, after: .close)),
        // Other events.
        Damage(
            #"{"t":0.5,"c":1,"open":{"client":"a"}}"#,
            #"Line 3 does not give the address of the server. It is shown as "unknown"."#,
            gives: .opened(client: "a", server: "unknown")),
        Damage(
            #"{"t":0.5,"c":1,"open":{"client":"a","server":"b","midway":1}}"#,
            "Line 3 has a midway that is neither true nor false. It is read as beginning with the handshake.",
            gives: .opened(client: "a", server: "b")),
        Damage(#"{"t":0.5,"c":1,"note":7}"#, "Line 3 has a note that is not text. It is skipped."),
        Damage(
            #"{"t":0.5,"c":1,"note":"x","stop":"yes"}"#,
            "Line 3 has a stop that is neither true nor false. It does not pause.", gives: note),
        Damage(
            #"{"t":0.5,"c":1,"decision":"limit"}"#,
            "Line 3 has a decision without a sentence. The sentence stays empty.",
            gives: .serverAction(name: "limit", sentence: "")),
        Damage(
            #"{"t":0.5,"c":1,"close":{"by":"client","how":"abort"}}"#,
            "Line 3 does not say how: fin, reset or close. It is treated as close.", gives: .ended(by: .client, .close)),
        Damage(
            #"{"t":0.5,"c":1,"close":"client"}"#,
            #"Line 3 has a close that is not by "client" or "server". It is skipped."#),
        Damage(SampleRecording.headerLine, "Line 3 is a second header. It is skipped."),
        // Unusual, and valid.
        Damage("", gives: nil),
        Damage(" \t ", gives: nil),
        Damage(#" { "c" : 1.0 , "note" : "x" , "t" : 5e-1 } "#, gives: note),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","hex":"81 85 37FA213d 7f9f4d5158"}"#,
            gives: .bytes(from: .client, Wire.hello)),
        Damage(
            #"{"t":0.5,"c":1,"from":"client","text":"é\u20ac\ud83d\ude00"}"#,
            gives: .bytes(from: .client, Array("é€😀".utf8))),
    ]

    @Test(arguments: damages) func aDamagedLineIsReportedAndTheRestIsRead(damage: Damage) throws {
        let before = SampleRecording.event(0.25, .note("before", pauses: false))
        let after = SampleRecording.event(0.75, .note("after", pauses: false))
        let lines = [
            SampleRecording.headerLine, RecordingWriter.line(for: before), damage.line,
            RecordingWriter.line(for: after),
        ]
        let recording = try Recording(lines.joined(separator: "\n").utf8Bytes)
        #expect(recording.problems.map(\.description) == damage.problems)
        #expect(
            recording.events == [before] + (damage.gives.map { [SampleRecording.event(damage.at, $0)] } ?? []) + [after]
        )
        #expect(recording.problems.allSatisfy { $0.line == 3 })
        let start = lines[0].utf8.count + lines[1].utf8.count + 2
        #expect(recording.problems.allSatisfy { (start...start + damage.line.utf8.count).contains($0.offset) })
    }

    @Test(arguments: [
        (
            #"{"format":"wslens-recording","version":7,"title":"x"}"#,
            [
                "Line 1 says that the recording has version 7; the latest version known here is 1. It is read as far as it makes sense."
            ]
        ),
        (
            #"{"format":"wslens-recording","title":5}"#,
            [
                "Line 1 has a title that is not text. It is left out.",
                "Line 1 does not give a version from 1 up. It is read as version 1.",
            ]
        ),
        (
            #"{"format":"wslens-recording","version":1,"author":"me"}"#,
            [
                #"Line 1 has the key "author", which has no meaning in its kind of line. It is ignored here and everywhere else."#
            ]
        ),
        (
            #"{"format":"wslens-recording","version""#,
            ["Line 1 is cut off: a colon must follow the key; the text ends. It is skipped."]
        ),
        (#"{"format":"other"}"#, [#"Line 1 names another format, "other". It is skipped."#]),
        ("\u{FEFF}" + SampleRecording.headerLine, []),
        ("\n\n", ["Line 4 is an event: the recording has no header. It is read without one."]),
    ])
    func aDamagedHeaderIsReported(header: String, problems: [String]) throws {
        let recording = try Recording((header + "\n" + SampleRecording.lines[0].line).utf8Bytes)
        #expect(recording.problems.map(\.description) == problems)
        #expect(recording.events == [SampleRecording.events[0]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func lineEndsMayBeMixed(end: String) throws {
        let good = SampleRecording.text.replacing("\n", with: end)
        let last = try #require(SampleRecording.lines.last)
        let text = good + "damage" + end + last.line + "\n"
        let recording = try Recording(text.utf8Bytes)
        #expect(recording.events == SampleRecording.events + [last.event])
        #expect(recording.problems.map(\.line) == [SampleRecording.lines.count + 2])
        #expect(recording.problems.map(\.offset) == [good.utf8.count])
    }

    /// A server may keep a request back until all of it has arrived, so that it comes behind later events of others.
    @Test func timesGoBackOnlyWithinAConnection() throws {
        let lines = [(0.0, 1), (0.5, 2), (0.25, 1), (0.75, 1), (0.5, 2), (0.125, 2)].map {
            #"{"t":\#($0.0),"c":\#($0.1),"note":""}"#
        }
        let recording = try Recording(([SampleRecording.headerLine] + lines).joined(separator: "\n").utf8Bytes)
        #expect(recording.events.map(\.event.time) == [0, 0.5, 0.25, 0.75, 0.5, 0.125])
        #expect(
            recording.problems.map(\.description) == [
                "Line 7 has the time 0.125, and the event before it 0.5. The order of the file is kept."
            ])
    }

    @Test func unknownKeysAreReportedOnceEach() throws {
        let lines = (0..<500).map { #"{"t":0.0,"c":1,"note":"","key":1,"key\#($0 % 3)":1}"# }
        let recording = try Recording(([SampleRecording.headerLine] + lines).joined(separator: "\n").utf8Bytes)
        #expect(recording.events.count == 500)
        #expect(recording.problems.map(\.line) == [2, 2, 3, 4])
    }

    @Test func theListOfProblemsIsBounded() throws {
        let file = SampleRecording.headerLine + String(repeating: "\n?", count: 5000)
        let recording = try Recording(file.utf8Bytes)
        #expect(recording.problems.count == 100)
        #expect(recording.unlistedProblemCount == 4900)
    }

    @Test func aLineBeyondTheLimitIsSkipped() throws {
        let long = #"{"t":0.0,"c":1,"note":"\#(String(repeating: "x", count: 200))"}"#
        let file = [SampleRecording.headerLine, long, SampleRecording.lines[0].line].joined(separator: "\n").utf8Bytes
        for size in [1, 7, file.count] {
            var reader = RecordingReader(lineLimit: 190)
            var events: [LoggedEvent] = []
            for start in stride(from: 0, to: file.count, by: size) {
                try reader.read(file[start..<min(start + size, file.count)]) { events.append($0) }
            }
            try reader.finish { events.append($0) }
            #expect(events == [SampleRecording.events[0]])
            #expect(reader.problems.map(\.description) == ["Line 2 is longer than 190 bytes. It is skipped."])
        }
    }
}
