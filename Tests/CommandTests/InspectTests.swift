// `inspect`: which options need others, what it reports if a file ends too early, and that no file can steer a
// terminal.

import Foundation
import Testing

@Suite struct InspectTests {
    /// A WebSocket that is open, in the lines of a recording.
    private static let opened = [
        #"{"format":"wslens-recording","version":1,"title":"A test"}"#,
        #"{"t":0.0,"c":1,"open":{"client":"127.0.0.1:5000","server":"127.0.0.1:1338"}}"#,
        #"{"t":0.1,"c":1,"from":"client","text":"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"#
            + #"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"}"#,
        #"{"t":0.2,"c":1,"from":"server","text":"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"#
            + #"Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"}"#,
    ]

    /// Inspects the lines of a recording from standard input.
    private func inspect(_ options: String, _ lines: [String]) throws -> Run {
        try Program.run("inspect \(options) -", input: lines.joined(separator: "\n") + "\n")
    }

    @Test(arguments: [("flow", "2"), ("Connections", "1"), ("handshake", "3")])
    func aScreenIsNamedByItsNameOrItsKey(_ name: String, _ key: String) throws {
        let named = try inspect("--print \(name)", Self.opened)
        #expect(named.status == 0)
        #expect(named.lines.count > 10)
        #expect(try inspect("--print \(key)", Self.opened).output == named.output)
    }

    @Test func theNamesOfTheScreensAreListed() throws {
        let run = try inspect("--print 5", Self.opened)
        #expect(run.status == 64)
        #expect(run.errors.contains("'connections', 'flow', 'handshake' or 'frame'"))
        #expect(try Program.run("inspect --help").output.contains("connections, flow, handshake, frame"))
    }

    /// An option that would do nothing is refused, with the reason.
    @Test(arguments: [
        ("--frame 0", "--frame needs --print frame"), ("--byte 1", "--byte needs --print frame"),
        ("--size 80x24", "--size needs --print"), ("--list --frame 0", "--frame needs --print frame"),
        ("--print connections --byte 9", "--byte needs --print frame"),
        ("--print handshake --frame 0", "--frame needs --print frame or --print flow"),
        ("--print flow --byte 1", "--byte needs --print frame"),
        ("--list --payload-limit 3", "--payload-limit cannot be used with --list"),
        ("--print frame --payload-limit 3", "--payload-limit cannot be used with --list or --print"),
    ])
    func optionsThatWouldDoNothing(_ options: String, _ message: String) throws {
        let run = try inspect(options, Self.opened)
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors.contains(message))
    }

    /// A frame of 5 bytes of which 3 have arrived; the file ends before the connection does.
    /// A connection that never got past its request: status 1 has its reason among the lines, whether the connection has ended or not.
    @Test(arguments: ["", #"{"t":1,"c":1,"close":{"by":"client","how":"reset"}}"#])
    func aBrokenRequestWithoutAnAnswerIsReported(_ end: String) throws {
        let lines = [Self.opened[0], Self.opened[1], #"{"t":0,"c":1,"from":"client","hex":"818500000000"}"#, end]
        let listed = try inspect("--list", lines)
        #expect(listed.status == 1)
        #expect(listed.lines.filter { $0.contains("  broken   A handshake is an HTTP/1.1 request head;") }.count == 1)
        let json = try inspect("--json", lines)
        #expect(json.status == 1)
        #expect(json.lines.filter { $0.contains(#""violations":[{"rule":"request-malformed""#) }.count == 1)
    }

    @Test func aFrameThatTheEndOfTheFileCutsOffIsReported() throws {
        let lines = Self.opened + [#"{"t":0.5,"c":1,"from":"server","hex":"8105486561"}"#]
        #expect(
            try inspect("--json", lines).lines.last
                == #"{"event":"incomplete","connection":1,"time":0.5,"from":"server","index":0,"offset":0,"received":5,"#
                + #""state":"payload, has 3 of 5 bytes, needs 2 more.","violations":[],"websocket":1}"#)
        #expect(
            try inspect("--list", lines).lines.last
                == "0.500  #1  cut off  frame 0 from the server: payload, has 3 of 5 bytes, needs 2 more.")
    }

    /// The end of the connection reports it too, once.
    @Test func aFrameThatTheEndOfTheConnectionCutsOffIsReportedOnce() throws {
        let lines =
            Self.opened + [
                #"{"t":0.5,"c":1,"from":"server","hex":"8105486561"}"#,
                #"{"t":0.6,"c":1,"close":{"by":"server","how":"reset"}}"#,
            ]
        #expect(try inspect("--json", lines).lines.count { $0.contains("\"incomplete\"") } == 1)
        let list = try inspect("--list", lines).lines
        #expect(list.count { $0.contains("cut off") } == 1)
        #expect(list.last?.hasPrefix("0.600  #1  closed ") == true)
    }

    /// 47 letters and an e with an accent, whose second byte is after the 48 that are shown.
    @Test func aListedTextIsCutAtACharacter() throws {
        let text = String(repeating: "a", count: 47) + "é and more"
        let payload = text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let length = String(text.utf8.count, radix: 16)
        let lines = Self.opened + [#"{"t":0.5,"c":1,"from":"server","hex":"81\#(length)\#(payload)"}"#]
        let shown = String(repeating: "a", count: 47)
        #expect(try inspect("--list", lines).lines.last == "0.500  #1  < text  \(text.utf8.count) B  \"\(shown)\"…")
    }

    @Test func theEndAfterAGapIsUnknown() throws {
        let lines =
            Self.opened + [
                #"{"t":0.5,"c":1,"from":"server","missing":10}"#,
                #"{"t":0.6,"c":1,"close":{"by":"server","how":"fin"}}"#,
                #"{"t":0.7,"c":1,"close":{"by":"client","how":"fin"}}"#,
            ]
        #expect(try inspect("--list", lines).lines.last == "0.700  #1  closed   unknown  0 frames in, 0 out")
    }

    @Test(arguments: [("/no/such/file", "There is no file /no/such/file."), ("/", "/ is a folder."), ("-", "empty")])
    func whatCannotBeReadIsReportedOnce(_ name: String, _ words: String) throws {
        let run = try Program.run("inspect \(name)")
        #expect(run.status == 2)
        #expect(run.errors.contains(words))
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(!run.errors.contains(".."))
    }
}

/// Text from a file never steers a terminal, wherever it is in a recording.
@Suite struct InspectSafetyTests {
    /// What would steer a terminal or mislead its reader: ESC sequences, C1, bidirectional overrides, line ends.
    private static let evil = "\u{1b}[31m\u{7}\u{8}\r\n\t\u{7f}\u{9b}2J\u{90}\u{202e}\u{2066}\u{200f}\u{2028}"

    /// As JSON writes it.
    private static let escaped = evil.unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()

    /// As hexadecimal digits.
    private static func hex(_ text: String) -> String {
        text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// Both heads of a handshake, with `value` in every place that a peer controls. If it contains control characters,
    /// the request is broken; otherwise the WebSocket opens.
    private static func heads(_ value: String) -> (request: String, response: String) {
        let value = value.filter { !$0.isNewline }
        let request = [
            "GET /\(value) HTTP/1.1", "Host: \(value)", "User-Agent: \(value)", "Upgrade: websocket",
            "Connection: Upgrade", "Origin: \(value)", "X: \(value)", "Sec-WebSocket-Protocol: \(value)",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", "", "",
        ]
        let response = [
            "HTTP/1.1 101 \(value)", "Upgrade: websocket", "Connection: Upgrade", "X: \(value)",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "", "",
        ]
        return (request.joined(separator: "\r\n"), response.joined(separator: "\r\n"))
    }

    private static let recording: String = {
        let plain = heads("a")
        // What a head may hold: no ASCII control characters.
        let soft = heads(String(String.UnicodeScalarView(evil.unicodeScalars.filter { $0.value >= 0x80 })))
        let hard = heads(evil)
        let length = String(evil.utf8.count, radix: 16)
        let closeLength = String(evil.utf8.count + 2, radix: 16)
        let open = #""open":{"client":"\#(escaped)","server":"\#(escaped)""#
        func bytes(_ number: Int, _ from: String, _ hex: String) -> String {
            #"{"t":0.0,"c":\#(number),"from":"\#(from)","hex":"\#(hex)"}"#
        }
        let lines = [
            #"{"format":"wslens-recording","version":1,"title":"\#(escaped)","about":"\#(escaped)","created":"a"}"#,
            #"{"t":0.0,"c":1,\#(open)}}"#,
            bytes(1, "client", hex(hard.request)), bytes(1, "server", hex("HTTP/1.1 400 \(evil)\r\n\r\n\(evil)")),
            #"{"t":0.0,"c":2,\#(open)}}"#,
            bytes(2, "client", hex(plain.request)), bytes(2, "server", hex(plain.response)),
            bytes(2, "client", "81\(length)\(hex(evil))"), bytes(2, "server", "81\(length)\(hex(evil))"),
            bytes(2, "server", "89\(length)\(hex(evil))"), bytes(2, "server", "82\(length)\(hex(evil))"),
            #"{"t":0.0,"c":2,"note":"\#(escaped)","stop":true}"#,
            #"{"t":0.0,"c":2,"decision":"\#(escaped)","sentence":"\#(escaped)"}"#,
            bytes(2, "server", "88\(closeLength)03e8\(hex(evil))"),
            bytes(2, "client", "81\(length)\(hex(String(evil.prefix(3))))"),
            #"{"t":0.0,"c":2,"\#(escaped)":"\#(escaped)","close":{"by":"server","how":"fin","\#(escaped)":1}}"#,
            #"{"t":0.0,"c":2,"close":{"by":"client","how":"\#(escaped)"}}"#,
            #"{"t":0.0,"c":3,\#(open),"midway":true}}"#,
            bytes(3, "client", "81\(length)\(hex(evil))"),
            #"{"t":0.0,"c":4,\#(open)}}"#,
            bytes(4, "client", hex(soft.request)), bytes(4, "server", hex(soft.response)),
            bytes(4, "server", "88\(closeLength)03e8\(hex(evil))"),
            #"{"t":0.0,"c":5,\#(open)}}"#,
            bytes(5, "client", hex(plain.request)), bytes(5, "server", hex(hard.response)),
            #"{"t":0.0,"c":5,"from":"\#(escaped)","text":"a"}"#,
            "\(evil) damaged",
        ]
        return lines.joined(separator: "\n") + "\n"
    }()

    private static let modes =
        ["", "--list", "--json", "--payload-limit 5", "--json --payload-limit 5", "--print connections"]
        + (1...5).flatMap { number in
            ["flow", "handshake"].flatMap { view in
                ["80x24", "140x45"].map { "--print \(view) --size \($0) --connection \(number)" }
            }
        } + (0...5).map { "--print frame --connection 2 --frame \($0)" }

    @Test(arguments: modes)
    func nothingInARecordingSteersATerminal(_ options: String) throws {
        let run = try Program.run("inspect \(options) -", input: Self.recording)
        #expect([0, 1].contains(run.status), "\(run.errors)")
        for (name, text) in [("output", run.output), ("errors", run.errors)] {
            let bad = text.unicodeScalars.filter { scalar in
                scalar != "\n" && (scalar.properties.generalCategory == .control || scalar.properties.isBidiControl)
                    || scalar == "\u{2028}"
            }
            #expect(bad.isEmpty, "\(name) of \(options): \(bad.map { String($0.value, radix: 16) })")
        }
    }
}
