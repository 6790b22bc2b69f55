// The registry of close codes, RFC 6455 §7.4, and the payload of a Close, §5.5.1.

import Testing
import WebSocketProtocol

struct CloseCodeTests {
    typealias Sender = CloseCode.Sender

    static let registry: [(UInt16, String, Sender)] = [
        (0, "Not Used", .nobody),
        (999, "Not Used", .nobody),
        (1000, "Normal Closure", .either),
        (1001, "Going Away", .either),
        (1002, "Protocol Error", .either),
        (1003, "Unsupported Data", .either),
        (1004, "Reserved", .nobody),
        (1005, "No Status Received", .nobody),
        (1006, "Abnormal Closure", .nobody),
        (1007, "Invalid Payload Data", .either),
        (1008, "Policy Violation", .either),
        (1009, "Message Too Big", .either),
        (1010, "Mandatory Extension", .client),
        (1011, "Internal Error", .server),
        (1012, "Service Restart", .server),
        (1013, "Try Again Later", .server),
        (1014, "Bad Gateway", .server),
        (1015, "TLS Handshake", .nobody),
        (1016, "Unassigned", .nobody),
        (2999, "Unassigned", .nobody),
        (3000, "Unauthorized", .either),
        (3001, "Registered", .either),
        (3003, "Forbidden", .either),
        (3008, "Timeout", .either),
        (3999, "Registered", .either),
        (4000, "Private Use", .either),
        (4999, "Private Use", .either),
        (5000, "Not a Close Code", .nobody),
        (65535, "Not a Close Code", .nobody),
    ]

    @Test(arguments: registry) func registered(number: UInt16, name: String, sender: Sender) {
        let code = CloseCode(rawValue: number)
        #expect(code.name == name)
        #expect(code.sender == sender)
        #expect(code.mayBeSent == (sender != .nobody))
    }

    @Test func everyCodeHasAMeaning() {
        for number in UInt16.min ... .max {
            let code = CloseCode(rawValue: number)
            #expect(code.meaning.hasSuffix(".") && !code.name.isEmpty, "\(number)")
        }
    }

    /// Payload, code as the application learns it, reason.
    static let payloads: [(String, ClosePayload, UInt16, String)] = [
        ("", .empty, 1005, ""),
        ("03", .oneByte(3), 1005, ""),
        ("03 e8", .code(.normal, reason: []), 1000, ""),
        ("03 e9 62 79 65", .code(.goingAway, reason: Array("bye".utf8)), 1001, "bye"),
        ("ff ff", .code(CloseCode(rawValue: 65535), reason: []), 65535, ""),
        ("03 ea 61 ff", .code(.protocolError, reason: [0x61, 0xff]), 1002, "a\u{fffd}"),
    ]

    @Test(arguments: payloads) func payload(bytes: String, payload: ClosePayload, code: UInt16, reason: String) {
        #expect(ClosePayload(hex(bytes)) == payload)
        #expect(payload.code.rawValue == code)
        #expect(payload.reason == reason)
    }

    @Test(arguments: ["", "bye", "é€😀"]) func encodingIsInverse(reason: String) {
        let bytes = ClosePayload.encode(.goingAway, reason: reason)
        #expect(ClosePayload(bytes) == .code(.goingAway, reason: Array(reason.utf8)))
    }

    /// A reason has room for 123 bytes, and is cut before the character that goes over.
    @Test(arguments: [
        (String(repeating: "a", count: 123), 123), (String(repeating: "a", count: 124), 123),
        (String(repeating: "é", count: 62), 122), (String(repeating: "€", count: 42), 123),
        (String(repeating: "a", count: 120) + "😀", 120), (String(repeating: "😀", count: 31), 120),
    ])
    func longReasons(reason: String, length: Int) {
        let payload = ClosePayload(ClosePayload.encode(.normal, reason: reason))
        #expect(payload.reason.utf8.count == length)
        #expect(reason.hasPrefix(payload.reason))
    }
}
