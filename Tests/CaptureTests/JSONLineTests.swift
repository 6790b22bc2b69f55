// What JSON escapes: it goes to terminals unchanged.

import Testing
import WebSocketProtocol

@testable import Capture

struct JSONLineTests {
    /// All of Unicode, 4096 code points at a time.
    private static let texts: [String] = stride(from: UInt32(0), through: 0x10FFFF, by: 4096).map { start in
        String(String.UnicodeScalarView((start..<start + 4096).compactMap(Unicode.Scalar.init)))
    }

    @Test("Nothing in JSON steers a terminal, and it is the same text again")
    func quotes() throws {
        for text in Self.texts {
            let quoted = JSONLine.quoted(text)
            let bad = quoted.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: true
                default: scalar.properties.isBidiControl
                }
            }
            #expect(bad.isEmpty, "\(bad.map { String($0.value, radix: 16) })")
            #expect(try JSONParser.parse(Array(quoted.utf8)) == .string(text))
        }
    }

    @Test(
        "An escape at the start, at the end, beside another, and alone",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("\"hi\"\\", #""\"hi\"\\""#), ("\na\nb\r\n\tc", #""\na\nb\r\n\tc""#),
            ("\u{1b}[2J\u{7f}", #""\u001b[2J\u007f""#), ("é\u{202e}é", #""é\u202eé""#),
            ("e\u{301}\n", "\"e\u{301}\\n\""),
            ("\u{e0001}😀", #""\udb40\udc01😀""#),
        ])
    func escapes(text: String, json: String) { #expect(JSONLine.quoted(text) == json) }

    @Test("In ASCII it is the same text too")
    func ascii() throws {
        for text in Self.texts {
            let json = JSONLine.inASCII(Array(JSONLine.quoted(text).utf8))
            #expect(json.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
            #expect(try JSONParser.parse(json) == .string(text))
        }
    }
}
