// HAR files as browsers export them, and damaged ones.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

struct HARTests {
    /// The events of a file, one per line in the words of the recording format, and the summary.
    static func read(_ file: String) throws(NotAHAR) -> (lines: [String], summary: HARSummary) {
        var lines: [String] = []
        let summary = try HARFile.read(Array(file.utf8)) { lines.append(RecordingWriter.line(for: $0)) }
        return (lines, summary)
    }

    private static let note =
        #"{"t":0.0,"c":1,"note":"Frames are reconstructed from a HAR file: it has messages, not wire bytes."}"#
    private static let keyNote = #"{"t":0.0,"c":1,"note":"The client's masking keys are shown as 00000000."}"#

    @Test func readsWhatChromeExports() throws {
        let (lines, summary) = try Self.read(HARSample.chrome)
        #expect(
            lines == [
                #"{"t":0.0,"c":1,"open":{"client":"client","server":"localhost:1338"}}"#,
                Self.note,
                Self.keyNote,
                #"{"t":0.0,"c":1,"from":"client","text":"GET /chat?room=1 HTTP/1.1\r\nHost: localhost:1338\r\n"#
                    + #"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"#
                    + #"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"}"#,
                #"{"t":0.0,"c":1,"from":"server","text":"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"#
                    + #"Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"}"#,
                #"{"t":0.5,"c":1,"from":"client","hex":"81850000000048656c6c6f"}"#,
                #"{"t":0.50125,"c":1,"from":"server","hex":"810548656c6c6f"}"#,
                #"{"t":1.25,"c":1,"from":"client","hex":"8283000000000001ff"}"#,
            ])
        #expect(summary.problems == [])
        #expect(summary.entryCount == 2)
        #expect(summary.connectionCount == 1)
        #expect(summary.messageCount == 3)
    }

    @Test func theReconstructionFollowsTheProtocol() throws {
        var conversations = Conversations()
        _ = try HARFile.read(Array(HARSample.chrome.utf8)) { conversations.add($0) }
        let dissection = try #require(conversations[1]).dissection
        #expect(dissection.handshake.violations.isEmpty)
        #expect(dissection.frames(from: .client).map(\.violations) == [[], []])
        #expect(dissection.messages(from: .client).map(\.length) == [5, 3])
        #expect(dissection.messages(from: .server).map(\.length) == [5])
    }

    @Test(
        arguments: [
            (#"{"type":"send","time":10,"opcode":9,"data":"aGk="}"#, #""from":"client","hex":"8982000000006869""#, nil),
            (#"{"type":"receive","time":10,"opcode":10,"data":""}"#, #""from":"server","hex":"8a00""#, nil),
            (#"{"type":"receive","time":10,"opcode":8,"data":"A+g="}"#, #""from":"server","hex":"880203e8""#, nil),
            (
                #"{"type":"receive","time":10,"opcode":2,"data":"no Base64"}"#,
                #""from":"server","hex":"82096e6f20426173653634""#,
                "has message 1, which is not the Base64 that its opcode 2 calls for. It is read as text."
            ),
            (#"{"type":"receive","time":10,"opcode":1,"data":"é"}"#, #""from":"server","hex":"8102c3a9""#, nil),
            (
                #"{"type":"error","time":10,"opcode":-1,"data":"reset"}"#, #""note":"The browser reports: reset""#, nil
            ),
            (
                #"{"type":"receive","time":10,"opcode":16,"data":""}"#, nil,
                "has message 1, whose opcode is not a number from 0 to 15. It is skipped."
            ),
            (
                #"{"type":"other","time":10,"opcode":1,"data":""}"#, nil,
                "has message 1, which is neither sent nor received. It is skipped."
            ),
            (#"{"type":"send","time":10,"opcode":1}"#, nil, "has message 1, which has no data. It is skipped."),
            (
                #"{"type":"receive","time":"10","opcode":1,"data":""}"#, #""from":"server","hex":"8100""#,
                "has message 1, whose time is missing or before that of the message above it. The order of the file is kept."
            ),
        ] as [(String, String?, String?)])
    func readsEachKindOfMessage(message: String, event: String?, problem: String?) throws {
        let (lines, summary) = try Self.read(
            HARSample.file(HARSample.request, HARSample.response, "[\(message)]"))
        let events = lines.filter {
            !$0.contains(#""text""#) && !$0.contains(#""open""#) && $0 != Self.note && $0 != Self.keyNote
        }
        #expect(events == (event.map { ["{\"t\":0.0,\"c\":1,\($0)}"] } ?? []))
        #expect(summary.problems.map(\.description) == (problem.map { ["Connection 1 \($0)"] } ?? []))
    }

    @Test func putsConnectionsInTheOrderOfTime() throws {
        func entry(_ start: String, _ times: [Double]) -> String {
            let messages = times.map { #"{"type":"receive","time":\#($0),"opcode":1,"data":""}"# }
            return HARSample.entry(
                HARSample.request, HARSample.response, "[\(messages.joined(separator: ","))]",
                more: #""startedDateTime":"\#(start)","#)
        }
        // The message of 12.5 comes after that of 13, and keeps its place.
        let first = entry("1970-01-01T00:00:10.000Z", [11, 13, 12.5])
        let second = entry("1970-01-01T02:00:10.250+02:00", [12])
        let (lines, summary) = try Self.read(#"{"log":{"entries":[\#(first),\#(second)]}}"#)
        let places = lines.filter { $0.contains("hex") || $0.contains("open") }
            .map { $0.split(separator: ",").prefix(2).joined(separator: ",") }
        #expect(
            places == [
                #"{"t":0.0,"c":1"#, #"{"t":0.25,"c":2"#, #"{"t":1.0,"c":1"#, #"{"t":2.0,"c":2"#, #"{"t":3.0,"c":1"#,
                #"{"t":3.0,"c":1"#,
            ])
        #expect(summary.problems.count == 1)
    }

    /// Values can't add lines to a head.
    @Test func headsHoldTheirShape() throws {
        let request =
            #"{"method":"GET / HTTP/1.1\r\nX:","url":"ws://user@[::1]:80/a b\r\nc?d=é#e","httpVersion":"HTTP/1.1","headers":["#
            + #"{"name":":path","value":"/"},{"name":"A\r\nB","value":"x"},{"name":"C","value":"1\n2\r\u0000"},{"name":"D"},"#
            + #"{"name":"Sec-WebSocket-Key","value":"k"}]}"#
        let (lines, summary) = try Self.read(HARSample.file(request, #"{"status":0}"#, "[]"))
        #expect(
            lines[2] == #"{"t":0.0,"c":1,"from":"client","text":"GET /a%20b%0D%0Ac?d=%C3%A9 HTTP/1.1\r\n"#
                + #"C: 1\r\nC: 2\r\nC: \r\nSec-WebSocket-Key: k\r\n\r\n"}"#)
        #expect(lines[0].contains(#""server":"[::1]:80""#))
        #expect(lines.count == 3)
        #expect(
            summary.problems.map(\.description) == [
                #"Connection 1 has a header whose name is not one, "A\r\nB". It is left out."#,
                #"Connection 1 has a header whose name is not one, "D". It is left out."#,
                "Connection 1 has no response. None is shown.",
            ])
    }

    @Test(arguments: [
        ("ws://localhost:1338/", "localhost:1338", "/"), ("wss://a.example/x?y#z", "a.example:443", "/x?y"),
        ("ws://a.example", "a.example:80", "/"), ("ws://a.example?x", "a.example:80", "/?x"),
        ("ws://[::1]/", "[::1]:80", "/"), ("ws://u:p@h:1/", "h:1", "/"), ("/x", nil, "/x"), ("", nil, "/"),
        ("ws://", nil, "/"),
    ])
    func takesURLsApart(url: String, server: String?, target: String) {
        #expect(HARURL(url).server == server)
        #expect(HARURL(url).target == target)
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.250Z", 0.25), ("2000-02-29T12:00:00Z", 951_825_600),
            ("2026-11-22T10:00:00.000Z", 1_795_341_600), ("2026-11-22T11:30:00+01:30", 1_795_341_600),
            ("2026-11-21T23:00:00-11:00", 1_795_341_600), ("2100-03-01T00:00:00Z", 4_107_542_400),
            ("1969-12-31T23:59:59Z", nil),
            ("2026-11-22", nil), ("2026-11-22T10:00:00", nil), ("2026-13-22T10:00:00Z", nil),
            ("2026-11-22T10:00:00.Z", nil),
            ("2026-11-22T10:00:00Zx", nil), ("", nil),
        ] as [(String, Double?)])
    func readsTimes(text: String, seconds: Double?) {
        #expect(HARTime.seconds(text) == seconds)
    }

    @Test(arguments: [
        ("", "This is not an HTTP Archive. The file is damaged at byte 1: { is expected here; the text ends."),
        ("[]", "This is not an HTTP Archive. The file is damaged at byte 1: { is expected here, not '['."),
        ("{}", "This is not an HTTP Archive. Its log has no list of entries."),
        (#"{"log":{"version":"1.2"}}"#, "This is not an HTTP Archive. Its log has no list of entries."),
        (
            #"{"log":{"ver"#,
            "This is not an HTTP Archive. The file is damaged at byte 13: the string has no closing quote; the text ends."
        ),
    ])
    func otherFilesAreRefused(file: String, words: String) {
        let error = #expect(throws: NotAHAR.self) { try Self.read(file) }
        #expect(error?.description == words)
    }

    @Test func theEntriesBeforeDamageAreRead() throws {
        let whole = try Self.read(HARSample.chrome)
        let end = HARSample.chrome.utf8.count - 3
        let (lines, summary) = try Self.read(String(HARSample.chrome.utf8.prefix(end)) ?? "")
        #expect(lines == whole.lines)
        #expect(
            summary.problems.map(\.description) == [
                "The file is damaged at byte \(end + 1): a comma or } must follow; the text ends. The 2 entries before it are read."
            ])
    }

    @Test func mutatedFilesNeverTrap() {
        var numbers = SeededNumbers(seed: 5)
        let special = Array("{}[]\",:\\0-.eE u".utf8) + [0x00, 0xFF]
        var readCount = 0
        for _ in 0..<5000 {
            var bytes = Array(HARSample.chrome.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let index = Int.random(in: bytes.indices, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[index] = special.randomElement(using: &numbers) ?? 0
                case 1: bytes.insert(special.randomElement(using: &numbers) ?? 0, at: index)
                case 2: bytes.removeSubrange(index..<min(bytes.count, index + 20))
                default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 40)], at: index)
                }
            }
            var last = 0.0
            var isOrdered = true
            let summary = try? HARFile.read(bytes) { logged in
                isOrdered = isOrdered && logged.event.time >= last && logged.event.time < RecordingReader.timeLimit
                last = logged.event.time
            }
            #expect(isOrdered)
            readCount += summary?.messageCount ?? 0
        }
        #expect(readCount > 1000, "enough of the messages survive: \(readCount)")
    }
}
