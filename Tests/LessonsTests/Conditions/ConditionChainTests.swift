// What follows what.

import Capture
import Lessons
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct ConditionChainTests {
    /// A connection on which these bytes come one after the other.
    static func connection(_ reads: (Endpoint, [UInt8])...) -> Conversation {
        reads.reduce(Session.upgraded) { $0.then(.bytes(from: $1.0, $1.1)) }.conversation
    }

    static let again = "frame(from == client and opcode == text) then frame(from == client and same text)"

    @Test func theSameTextAgain() {
        let (a, b) = (Sample.masked("one", 0x0102_0304), Sample.masked("two", 0x0102_0304))
        let (a2, aBinary) = (Sample.masked("one", 0x0506_0708), Sample.masked("one", 0x0102_0304, opcode: .binary))
        let echo = frame(.text, "one", from: .server)
        #expect(Self.connection((.client, a), (.client, a2)).meets(Self.again) == true)
        #expect(Self.connection((.client, a), (.client, b), (.client, a2)).meets(Self.again) == true)
        #expect(Self.connection((.client, a), (.client, b)).meets(Self.again) == false)
        #expect(Self.connection((.client, a)).meets(Self.again) == false)
        #expect(Self.connection((.client, a), (.server, echo)).meets(Self.again) == false)
        #expect(Self.connection((.client, a), (.client, aBinary)).meets(Self.again) == false)
        // The last one is still arriving.
        #expect(Self.connection((.client, a), (.client, Array(a2.dropLast()))).meets(Self.again) == false)
    }

    @Test func notOnAnotherConnection() throws {
        let first = Self.connection((.client, Sample.masked("one", 1)))
        let second = Session(first.events.map(\.kind), number: 2).conversation
        #expect(Condition.met([try Condition(Self.again)], in: [first, second], since: LogMark()) == [false])
    }

    @Test func keysThatDiffer() {
        let (a, sameKey, otherKey) = (
            Sample.masked("one", 0x0102_0304), Sample.masked("one", 0x0102_0304), Sample.masked("one", 0x0506_0708)
        )
        let other = "frame(from == client) then frame(same text and other masking-key)"
        let same = "frame(from == client) then frame(same text and same masking-key)"
        #expect(Self.connection((.client, a), (.client, otherKey)).meets(other) == true)
        #expect(Self.connection((.client, a), (.client, otherKey)).meets(same) == false)
        #expect(Self.connection((.client, a), (.client, sameKey)).meets(other) == false)
        #expect(Self.connection((.client, a), (.client, sameKey)).meets(same) == true)
        // The second differs from the first, the third from the second, and the fourth from none but the second.
        #expect(Self.connection((.client, a), (.client, a), (.client, a), (.client, otherKey)).meets(other) == true)
        // The key of the last is that of the first text, and not that of the second.
        let (third, binary) = (
            Sample.masked("x", 0x0506_0708), Sample.masked("y", 0x0102_0304, opcode: .binary)
        )
        let kinds = "frame(opcode == text) then frame(opcode == binary and other masking-key)"
        #expect(Self.connection((.client, a), (.client, third), (.client, binary)).meets(kinds) == true)
        #expect(Self.connection((.client, a), (.client, binary)).meets(kinds) == false)
        // A frame without a key has neither the same nor another.
        let echo = frame(.text, "one", from: .server)
        for condition in [same, other] {
            #expect(Self.connection((.client, a), (.server, echo)).meets(condition) == false)
        }
    }

    @Test func payloadsAndTextsThatDiffer() {
        let (a, b) = (Sample.masked("one", 1), Sample.masked("two", 1))
        let binary = Sample.masked("one", 1, opcode: .binary)
        #expect(Self.connection((.client, a), (.client, b)).meets("frame(fin) then frame(other text)") == true)
        #expect(Self.connection((.client, a), (.client, a)).meets("frame(fin) then frame(other text)") == false)
        #expect(Self.connection((.client, a), (.client, binary)).meets("frame(fin) then frame(other text)") == false)
        #expect(Self.connection((.client, a), (.client, binary)).meets("frame(fin) then frame(same payload)") == true)
        #expect(Self.connection((.client, a), (.client, b)).meets("frame(fin) then frame(same payload)") == false)
        #expect(Self.connection((.client, a), (.client, b)).meets("frame(fin) then frame(other payload)") == true)
        #expect(
            Self.connection((.client, a), (.client, b), (.client, a)).meets(
                "frame(fin) then frame(other text and other payload)")
                == true)
    }

    @Test func orderCounts() {
        let ping = frame(.ping, "x")
        let pong = frame(.pong, "x", from: .server)
        let answered = "frame(opcode == ping) then frame(opcode == pong and same payload)"
        #expect(Self.connection((.client, ping), (.server, pong)).meets(answered) == true)
        #expect(Self.connection((.server, pong), (.client, ping)).meets(answered) == false)
        #expect(Self.connection((.server, pong), (.client, ping), (.server, pong)).meets(answered) == true)
        #expect(Self.connection((.client, ping), (.server, frame(.pong, "y", from: .server))).meets(answered) == false)
        // A frame does not follow itself.
        #expect(Self.connection((.client, ping)).meets("frame(fin) then frame(fin)") == false)
        #expect(Self.connection((.client, ping)).meets("not frame(fin) then frame(fin)") == true)
        #expect(Self.connection((.client, ping + ping)).meets("frame(fin) then frame(fin)") == true)
        #expect(Self.connection((.client, ping + ping)).meets("not frame(fin) then frame(fin)") == false)
    }

    /// A frame that is still arriving is the last.
    @Test func framesThatAreStillArriving() {
        let cut = Array(frame(.binary, "abc").dropLast())
        let connection = Self.connection((.client, frame(.text, "a")), (.client, cut))
        #expect(connection.meets("frame(opcode == text) then frame(opcode == binary)") == true)
        #expect(connection.meets("frame(opcode == binary) then frame(opcode == text)") == false)
    }

    @Test func longerChains() {
        func connection(_ texts: String...) -> Conversation {
            texts.reduce(Session.upgraded) { $0.client(frame(.text, $1)) }.conversation
        }
        let rising = "frame(text == \"a\") then frame(text == \"b\") then frame(text == \"c\")"
        #expect(connection("a", "b", "c").meets(rising) == true)
        #expect(connection("a", "x", "b", "a", "c").meets(rising) == true)
        #expect(connection("b", "a", "c").meets(rising) == false)
        #expect(connection("a", "c", "b").meets(rising) == false)
        // Each is compared with the one before, not with the first.
        let pairs = "frame(text == \"a\") then frame(other text) then frame(same text)"
        #expect(connection("a", "b", "b").meets(pairs) == true)
        #expect(connection("a", "b", "a").meets(pairs) == false)
    }

    @Test func messages() {
        let (first, last) = (frame(.text, "He", fin: false), frame(.continuation, "y"))
        let ping = frame(.ping)
        let connection = Self.connection(
            (.client, first), (.client, ping), (.client, last), (.client, frame(.text, "Hey")))
        #expect(connection.meets("message(frames == 2) then message(same text and frames == 1)") == true)
        #expect(connection.meets("message(frames == 2) then frame(same text)") == true)
        #expect(connection.meets("message(frames == 1) then message(fin)") == nil)
        #expect(connection.meets("message(frames == 1) then message(same text)") == false)
        #expect(connection.meets("message(frames == 2) then message(other text)") == false)
        #expect(connection.meets("message(frames == 2) then message(same payload)") == true)
        // It began before the Ping, and a frame's own message does not follow the frame.
        #expect(connection.meets("frame(opcode == ping) then message(frames == 2)") == false)
        #expect(connection.meets("frame(opcode == ping) then message(frames == 1)") == true)
        #expect(connection.meets("frame(text == \"He\") then message(frames == 2)") == false)
        #expect(connection.meets("frame(opcode == ping) then frame(opcode == continuation)") == true)
    }

    /// The answer is that of looking at all pairs.
    @Test func chainsAgreeWithPairs() throws {
        var numbers = SeededNumbers(seed: 7)
        let texts =
            ["frame(fin) then frame(same text)", "frame(fin) then frame(same text and other masking-key)"]
            + [
                "frame(fin) then frame(other text and other masking-key)",
                "frame(fin) then frame(other text and same masking-key)",
            ]
        let conditions = try texts.map { try Condition($0) }
        for _ in 0..<400 {
            let frames = (0..<numbers.below(5)).map { _ in
                (text: numbers.one(of: ["a", "b", "c"]), key: numbers.one(of: [1, 2, 3] as [UInt32]))
            }
            let connection = frames.reduce(Session.upgraded) { $0.client(Sample.masked($1.text, $1.key)) }.conversation
            let pairs = frames.indices.flatMap { later in frames[..<later].map { ($0, frames[later]) } }
            let expected = [
                pairs.contains { $0.text == $1.text }, pairs.contains { $0.text == $1.text && $0.key != $1.key },
                pairs.contains { $0.text != $1.text && $0.key != $1.key },
                pairs.contains { $0.text != $1.text && $0.key == $1.key },
            ]
            #expect(conditions.map { $0.holds(in: connection) } == expected, "\(frames)")
        }
    }

    /// What the server did on its own has its place between frames.
    @Test(arguments: [
        ("action(reading-held)", true), ("action(room-joined)", false), ("not action(room-joined)", true),
        ("action(reading-held) then action(reading-released)", true),
        ("action(reading-released) then action(reading-held)", false),
        ("action(reading-released) then frame(text == \"b\")", true),
        ("action(reading-held) then action(reading-released) then frame(text == \"a\")", false),
        ("frame(text == \"a\") then action(reading-held) then message(text == \"b\")", true),
        ("action(reading-held) then action(reading-held)", false),
    ]) func actions(_ text: String, _ expected: Bool) throws {
        #expect(Sample.held.meets(text) == expected)
    }

    @Test func onlyActionsThatCameSince() throws {
        let condition = try Condition("action(reading-held)")
        #expect(!condition.holds(in: Sample.held, since: LogPlace(Sample.held)))
    }
}
