// In a live exercise only what comes after it was opened counts, all of it on one connection.

import Capture
import Lessons
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct ConditionSinceTests {
    /// A connection as it was when the exercise was opened, what came then, and what holds of that.
    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let before: Session
        let more: [ConnectionEvent.Kind]
        let holds: [String]
        let fails: [String]
    }

    @Test(arguments: rows) func onlyWhatComesLaterCounts(_ row: Row) throws {
        let mark = LogPlace(row.before.conversation)
        let now = row.more.reduce(row.before) { $0.then($1) }.conversation
        for text in row.holds { #expect(try Condition(text).holds(in: now, since: mark), "\(text)") }
        for text in row.fails { #expect(try !Condition(text).holds(in: now, since: mark), "\(text)") }
    }

    private static let one = frame(.text, "one")
    private static let ping = frame(.ping)

    static let rows = [
        Row(
            testDescription: "nothing came", before: Sample.echo, more: [],
            holds: ["frames == 0", "messages == 0", "reads == 0", "not broken"],
            fails: [
                "opcode == text", "text == \"one\"", "valid", "close == 3001", "close != 1000",
                "state client == CLOSING", "clean",
                "frame(text == \"one\") then frame(same text)", "message(kind == text)", "row(101)", "byte(index == 0)",
                "remaining 0",
            ]),
        Row(
            testDescription: "a Ping came", before: Sample.echoOpen, more: [.bytes(from: .client, ping)],
            holds: [
                "frames == 1", "frames of client == 1", "frames of server == 0", "messages == 0", "reads == 1",
                "opcode == ping",
                "valid", "remaining 0", "byte(index == 0 and value == 89)",
            ],
            fails: [
                "opcode == text", "frames == 3", "frame(opcode == text) then frame(opcode == ping)",
                "state client == OPEN",
            ]),
        Row(
            testDescription: "the text again", before: Sample.echoOpen,
            more: [.bytes(from: .client, one), .bytes(from: .client, one)],
            holds: ["messages == 2", ConditionChainTests.again], fails: ["messages == 3"]),
        Row(
            testDescription: "only the second is later", before: Sample.echoOpen, more: [.bytes(from: .client, one)],
            holds: ["message(text == \"one\")", "text == \"one\""], fails: [ConditionChainTests.again]),
        Row(
            testDescription: "the rest of a frame came", before: Sample.upgraded([ping[0]]),
            more: [.bytes(from: .client, Array(ping.dropFirst()))],
            holds: ["frames == 1", "opcode == ping", "reads == 1"], fails: []),
        Row(
            testDescription: "the rest of a message came", before: Sample.upgraded(frame(.text, "o", fin: false)),
            more: [.bytes(from: .client, frame(.continuation, "ne"))],
            holds: ["frames == 1", "messages == 1", "message(text == \"one\")"],
            fails: ["text == \"o\"", "messages == 2"]),
        Row(
            testDescription: "a rule was broken before", before: Sample.upgraded([0x81, 0x00]),
            more: [.bytes(from: .client, ping)],
            holds: ["not broken", "not violates client-frame-not-masked"],
            fails: ["broken", "violates client-frame-not-masked"]),
        Row(
            testDescription: "a rule was broken later", before: Sample.echoOpen,
            more: [.bytes(from: .client, [0x81, 0x00])],
            holds: ["broken", "violates client-frame-not-masked"], fails: ["violates host-missing", "not broken"]),
        Row(
            testDescription: "the handshake came later",
            before: Session.blank.then(.opened(client: "a:1", server: "b:2")),
            more: Session.upgraded.kinds, holds: ["row(request)", "row(101)", "state client == OPEN"],
            fails: ["row(client-fin)"]),
        Row(
            testDescription: "a broken handshake came before",
            before: Session.blank.client(Wire.http("GET / HTTP/1.1", "Upgrade: websocket")),
            more: [.ended(by: .client, .fin)],
            holds: ["row(client-fin)", "not violates host-missing"], fails: ["violates host-missing", "row(request)"]),
        Row(
            testDescription: "TCP ended later", before: Sample.echo,
            more: [.ended(by: .server, .fin), .ended(by: .client, .fin)],
            holds: ["clean", "state client == CLOSED", "close == 3001"], fails: ["state client == CLOSING"]),
        Row(
            testDescription: "all ended before", before: Sample.over, more: [.note("bye", pauses: false)],
            holds: [], fails: ["clean", "not clean", "state client == CLOSED", "close == 3001", "row(client-fin)"]),
        Row(
            testDescription: "a Ping was not answered later", before: Sample.upgraded(ping),
            more: [
                .bytes(from: .client, closeFrame(1000)), .bytes(from: .server, closeFrame(1000, from: .server)),
            ],
            holds: ["violates ping-not-answered"], fails: []),
        Row(
            testDescription: "nor before",
            before: Sample.upgraded(ping, closeFrame(1000)).server(closeFrame(1000, from: .server)),
            more: [.ended(by: .server, .fin)], holds: ["not broken"], fails: ["violates ping-not-answered"]),
    ]

    // MARK: Several connections

    private static func connection(_ number: Int, _ texts: String...) -> Conversation {
        let session = texts.reduce(Session.upgraded) { $0.client(frame(.text, $1)) }
        return Session(session.kinds, number: number).conversation
    }

    private static func conditions(_ texts: String...) throws -> [Condition] { try texts.map { try Condition($0) } }

    @Test func goalsAreTickedOnTheConnectionWithMostOfThem() throws {
        let goals = try Self.conditions("text == \"a\"", "text == \"b\"", "text == \"c\"")
        let (ab, c, a) = (Self.connection(1, "a", "b"), Self.connection(2, "c"), Self.connection(3, "a"))
        #expect(Condition.met(goals, in: [ab, c], since: LogMark()) == [true, true, false])
        #expect(Condition.met(goals, in: [c, ab], since: LogMark()) == [true, true, false])
        // Of two with as many, the newest.
        #expect(Condition.met(goals, in: [c, a], since: LogMark()) == [true, false, false])
        #expect(Condition.met(goals, in: [], since: LogMark()) == [false, false, false])
    }

    @Test func onlyLaterEventsOfEachConnectionCount() throws {
        let goals = try Self.conditions("text == \"a\"", "text == \"b\"")
        let old = Self.connection(1, "a")
        let mark = LogMark([old])
        #expect(Condition.met(goals, in: [old], since: mark) == [false, false])
        #expect(Condition.met(goals, in: [Self.connection(1, "a", "b")], since: mark) == [false, true])
        #expect(Condition.met(goals, in: [old, Self.connection(2, "a")], since: mark) == [true, false])
        // On a connection where nothing has happened since, nothing is ticked either.
        let idle = try Self.conditions("not broken", "frames == 0")
        #expect(Condition.met(idle, in: [old], since: mark) == [false, false])
        #expect(Condition.met(idle, in: [old, Self.connection(2)], since: mark) == [true, true])
    }

    @Test func connectionsAreCounted() throws {
        let goals = try Self.conditions("connections == 2", "connections >= 1")
        let old = Self.connection(1, "a")
        let (second, third) = (Self.connection(2), Self.connection(3))
        // A browser may open TCP long before it asks for a WebSocket.
        let waiting = Session([.opened(client: "a:1", server: "b:2")], number: 4).conversation
        let later = Session([.opened(client: "a:1", server: "b:2")] + Session.upgraded.kinds, number: 4).conversation
        let mark = LogMark([old, waiting])
        #expect(Condition.met(goals, in: [old, waiting, second], since: mark) == [false, true])
        #expect(Condition.met(goals, in: [old, waiting, second, third], since: mark) == [true, true])
        #expect(Condition.met(goals, in: [old, later, second], since: mark) == [true, true])
        #expect(mark.connections(in: [old, waiting]) == 0)
    }

    /// What was forgotten to save memory has happened all the same.
    @Test func forgottenFramesAreCounted() throws {
        var conversation = (0..<200).reduce(Session.upgraded) { session, _ in session.client(Self.ping) }.conversation
        let mark = LogPlace(Session.upgraded.client(Self.ping).conversation)
        #expect(conversation.forgetOlderHalf() == true)
        #expect(try Condition("frames == 200 and frames of client == 200").holds(in: conversation))
        #expect(try Condition("frames == 199").holds(in: conversation, since: mark))
        #expect(try Condition("reads of client < 200").holds(in: conversation))
        #expect(try !Condition("reads of client < 50").holds(in: conversation))
    }
}

extension Sample {
    /// A WebSocket on which the client has sent something, all in one read.
    static func upgraded(_ parts: [UInt8]...) -> Session { Session.upgraded.client(parts.flatMap(\.self)) }
}
