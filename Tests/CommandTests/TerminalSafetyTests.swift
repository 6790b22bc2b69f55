// Nothing in a file, an argument or from the network steers the terminal, neither on standard error nor on standard
// output.

import Foundation
import Testing

struct TerminalSafetyTests {
    /// Sets the title, rings, erases, colours by a C1 control, turns the direction of writing, ends a line, hides.
    private static let evil = "\u{1b}]0;PWNED\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{2028}\r\u{feff}\u{e0041}"

    /// As a JSON string has it.
    private static let escaped = evil.utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()

    private func expectSafe(_ run: Run, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for (name, text) in [("output", run.output), ("errors", run.errors)] {
            let bad = text.unicodeScalars.filter { scalar in
                let properties = scalar.properties
                return scalar != "\n"
                    && (properties.generalCategory == .control || properties.isBidiControl
                        || properties.isDefaultIgnorableCodePoint || scalar == "\u{2028}")
            }
            #expect(
                bad.isEmpty, "\(name) of \(words): \(bad.map { String($0.value, radix: 16) })",
                sourceLocation: sourceLocation)
        }
    }

    /// Every place of the command line that an error may quote.
    private static let commandLines: [[String]] = [
        [evil], ["--\(evil)"], ["-\(evil)"], ["help", evil], [evil, "--help"],
        ["live", "--port", evil], ["live", "--theme", evil], ["live", "--record", evil], ["live", evil],
        ["serve", "--host", evil], ["serve", "--record", evil], ["serve", "--\(evil)=\(evil)"], ["serve", evil],
        ["replay", evil], ["replay", "/\(evil)/\(evil)"], ["replay", "a", evil],
        ["inspect", evil], ["inspect", "--print", evil, "a"], ["inspect", "--size", evil, "a"], ["inspect", "a", evil],
        ["inspect", "--connection", evil, "a"], ["inspect", "--frame", evil, "a"],
        ["convert", evil, evil], ["convert", "-", "\(evil).jsonl"], ["convert", "-", evil],
        ["decode", evil], ["decode", "--from", evil], ["decode", "81", evil], ["decode", "-"],
        ["encode", "--text", evil, "--key", evil], ["encode", "--binary", evil], ["encode", "--close", evil],
        ["encode", "--opcode", "1", "--payload", evil], ["encode", "--from", evil],
        ["accept", evil], ["accept", "--rounds", evil], ["accept", "--plain", evil], ["accept", evil, evil],
    ]

    @Test("Arguments that an error quotes", arguments: commandLines)
    func arguments(_ line: [String]) throws {
        let run = try Program.run(line, input: Self.evil)
        expectSafe(run, "\(line)")
    }

    private static let har =
        #"{"log":{"entries":[{"_resourceType":"websocket","startedDateTime":"2026-01-01T00:00:00Z","#
        + #""serverIPAddress":"\#(escaped)","request":{"url":"","headers":[{"name":"\#(escaped)","value":1}]},"#
        + #""response":{"status":500,"statusText":"\#(escaped)","content":{"_file":"\#(escaped)"}},"#
        + #""_webSocketMessages":[{"type":"error","data":"\#(escaped)"}]},"#
        + #"{"_resourceType":"websocket","response":{"content":{"_file":"\#(escaped)"}},"request":{"url":"ws://\#(escaped)/\#(escaped)"}}]}}"#

    @Test(
        "What a HAR says", arguments: ["inspect", "inspect --list", "inspect --json", "inspect --print connections"])
    func archive(_ options: String) throws {
        let run = try Program.run("\(options) -", input: Self.har)
        expectSafe(run, options)
        #expect(run.errors.contains("PWNED"))
    }

    @Test("What a HAR says, when it is converted")
    func convertedArchive() throws {
        let run = try Program.run("convert - /dev/stdout", input: Self.har)
        expectSafe(run, "convert")
        #expect(run.errors.contains("PWNED"))
    }

    @Test("The name and the damage of a file", arguments: ["inspect", "convert"])
    func files(_ command: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // No system allows a slash in a name, and some allow no line separators.
        let file = folder.appendingPathComponent("\u{1b}[2J\u{9b}31m\u{202e}\u{7}.jsonl")
        let damaged =
            #"{"t":0,"c":1,"open":{"client":"a","server":"b"}}"# + "\n{\"t\":\"\(Self.escaped)\"}\n\(Self.evil)\n"
        for content in [damaged, Self.evil, "", Self.har] {
            try Data(content.utf8).write(to: file)
            let run = try Program.run([command, file.path] + (command == "convert" ? [file.path] : []))
            expectSafe(run, "\(command) of \(content.prefix(20).debugDescription)")
            #expect(run.errors.contains("[2J"))
        }
    }
}
