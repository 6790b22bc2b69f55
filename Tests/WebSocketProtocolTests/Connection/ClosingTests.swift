// How a connection ends, RFC 6455 §7: who closes first, what is still answered, and the ends of TCP.

import TestSupport
import Testing
import WebSocketProtocol

struct ClosingTests {
    /// What happens to a connection, in the order of happening.
    enum Step {
        case weClose(CloseCode)
        case comes([UInt8])
        case peerEnds
        case tcpCloses
        case tcpResets
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
            "the server closes first", .server, [.weClose(.goingAway), .comes(closeFromClient), .peerEnds, .tcpCloses],
            ["send close 03e9", "end output", "end output"], .closed),
        Course(
            "the client closes first", .client, [.weClose(.normal), .comes(closeFromServer), .peerEnds, .tcpCloses],
            ["send close 03e8", "expect end", "end output"], .closed),
        Course(
            "the peer closes first", .server, [.comes(closeFromClient), .weClose(.normal), .tcpCloses],
            ["answer close 03e8", "end output", "no close to send"], .closed),
        Course(
            "both close at once", .server, [.weClose(.normal), .comes(closeFromClient)],
            ["send close 03e8", "end output"],
            .closeExchanged),
        Course(
            "it closes twice", .server, [.weClose(.normal), .weClose(.goingAway)],
            ["send close 03e8", "no close to send"],
            .closeSent),
        Course(
            "messages still come until the peer's Close", .server,
            [.weClose(.normal), .comes(frame(.text, "late")), .comes(frame(.ping, "p")), .comes(closeFromClient)],
            ["send close 03e8", #"deliver text first last "late""#, #"received "p""#, "end output"], .closeExchanged),
        Course(
            "the peer breaks a rule while closing", .server,
            [.weClose(.normal), .comes(unmasked), .comes(closeFromClient)],
            ["send close 03e8", "end output"], .closeSent),
        Course("the peer's stream ends", .server, [.peerEnds], ["end output"], .peerGone),
        Course(
            "too late for a Close", .server, [.peerEnds, .weClose(.normal), .tcpCloses],
            ["end output", "no close to send"],
            .closed),
        Course(
            "the peer's stream ends before its Close", .server,
            [.weClose(.normal), .peerEnds, .weClose(.normal), .tcpCloses],
            ["send close 03e8", "end output", "no close to send"], .closed),
        Course(
            "the peer's stream ends inside a frame", .server, [.comes(hex("81 85 37")), .peerEnds, .comes(hex("fa"))],
            ["end output"], .peerGone),
        Course(
            "a reset while open", .client, [.tcpResets, .comes(closeFromServer), .weClose(.normal)],
            ["no close to send"], .closed),
        Course("a reset while closing", .client, [.weClose(.normal), .tcpResets], ["send close 03e8"], .closed),
        Course(
            "a reset after both Closes", .server, [.comes(closeFromClient), .tcpResets],
            ["answer close 03e8", "end output"], .closed),
        Course("a reset after the peer's end", .server, [.peerEnds, .tcpResets], ["end output"], .closed),
        Course("an end after the end", .server, [.tcpCloses, .peerEnds], ["end output"], .closed),
    ]

    @Test(arguments: courses) func course(course: Course) throws {
        var driver = ConnectionDriver(role: course.role)
        for step in course.steps {
            switch step {
            case .weClose(let code): try driver.close(code)
            case .comes(let bytes): driver.feed(bytes)
            case .peerEnds: driver.end()
            case .tcpCloses: driver.tcpClosed(wasReset: false)
            case .tcpResets: driver.tcpClosed(wasReset: true)
            }
        }
        #expect(driver.log == course.log)
        #expect(driver.connection.state == course.state)
        #expect(driver.connection.canSend == (course.state == .open))
    }

    @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000] as [UInt16]) func codesThatNobodySends(
        code: UInt16
    ) {
        var connection = Connection(role: .server)
        #expect(throws: ConnectionMisuse.codeMustNotBeSent(CloseCode(rawValue: code))) {
            try connection.close(CloseCode(rawValue: code))
        }
        #expect(connection.state == .open)
    }

    @Test func reasonsAreSent() throws {
        var connection = Connection(role: .server)
        #expect(try connection.close(.goingAway, reason: "bye") == hex("03 e9 62 79 65"))
    }
}
