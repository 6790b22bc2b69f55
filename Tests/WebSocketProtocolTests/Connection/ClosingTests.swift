// How a connection ends, RFC 6455 §7: which end closes first, and what is still answered.

import TestSupport
import Testing
import WebSocketProtocol

struct ClosingTests {
    /// What happens to a connection, in the order of happening.
    enum Step {
        case weClose(CloseCode)
        case comes([UInt8])
    }

    struct Course: CustomTestStringConvertible {
        let testDescription: String
        let role: Endpoint
        let steps: [Step]
        let log: [String]
        let state: ConnectionState

        init(_ name: String, _ role: Endpoint, _ steps: [Step], _ log: [String], _ state: ConnectionState) {
            (testDescription, self.role, self.steps, self.log, self.state) = (name, role, steps, log, state)
        }
    }

    private static let closeFromClient = closeFrame(.normal, from: .client)
    private static let closeFromServer = closeFrame(.normal, from: .server)
    private static let unmasked = hex("81 00")

    static let courses = [
        Course(
            "the server closes first", .server, [.weClose(.goingAway), .comes(closeFromClient)],
            ["send close 03e9", "end output"], .closeExchanged),
        Course(
            "the client closes first", .client, [.weClose(.normal), .comes(closeFromServer)],
            ["send close 03e8", "expect end"], .closeExchanged),
        Course(
            "the peer closes first", .server, [.comes(closeFromClient), .weClose(.normal)],
            ["answer close 03e8", "end output", "no close to send"], .closeExchanged),
        Course(
            "both close at once", .server, [.weClose(.normal), .comes(closeFromClient)],
            ["send close 03e8", "end output"],
            .closeExchanged),
        Course(
            "it closes twice", .server, [.weClose(.normal), .weClose(.goingAway)],
            ["send close 03e8", "no close to send"],
            .closeSent),
        Course(
            "messages still arrive until the peer's Close", .server,
            [.weClose(.normal), .comes(frame(.text, "late")), .comes(frame(.ping, "p")), .comes(closeFromClient)],
            ["send close 03e8", #"deliver text first last "late""#, #"received "p""#, "end output"], .closeExchanged),
        Course(
            "the peer breaks a rule while closing", .server,
            [.weClose(.normal), .comes(unmasked), .comes(closeFromClient)],
            ["send close 03e8", "end output"], .closeSent),
    ]

    @Test(arguments: courses) func course(course: Course) throws {
        var driver = ConnectionDriver(role: course.role)
        for step in course.steps {
            switch step {
            case .weClose(let code): try driver.close(code)
            case .comes(let bytes): driver.feed(bytes)
            }
        }
        #expect(driver.log == course.log)
        #expect(driver.connection.state == course.state)
        #expect(driver.connection.canSend == (course.state == .open))
    }

    @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000] as [UInt16]) func codesThatAreNeverSent(
        code: UInt16
    ) {
        var connection = Connection(role: .server)
        connection.handshakeEnded(.opened(Agreement()))
        #expect(throws: ConnectionMisuse.codeMustNotBeSent(CloseCode(rawValue: code))) {
            try connection.close(CloseCode(rawValue: code))
        }
        #expect(connection.state == .open)
    }

    @Test func reasonsAreSent() throws {
        var connection = Connection(role: .server)
        connection.handshakeEnded(.opened(Agreement()))
        #expect(try connection.close(.goingAway, reason: "bye") == hex("03 e9 62 79 65"))
    }
}
