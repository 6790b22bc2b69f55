// What holds at a place: where a student puts the cursor.

import Capture
import Lessons
import TestSupport
import Testing

@Suite struct ConditionPlaceTests {
    /// A place by its name, and whether conditions hold there.
    @Test(arguments: [
        ("frame(from == client and opcode == text)", "c0", true),
        ("frame(from == client and opcode == text)", "s0", false),
        ("opcode == text", "c0 byte 3", true), ("opcode == text", "c2", false), ("opcode == close", "c2", true),
        ("not frame(opcode == text)", "c0", false), ("not frame(opcode == text)", "c2", true),
        ("not frame(opcode == text)", "101", false), ("frame(text == \"two!\")", "c1", true),
        ("frame(text == \"two!\")", "c0", false),
        ("mid-read", "c1", false), ("frame(index == 1)", "s1", true), ("frame(index == 1)", "s0", false),
        ("frame(fin)", "c3", false), ("frame(fin)", "c0 byte 9", false), ("frame(fin)", "c0 byte 8", true),
        ("message(text == \"two!\")", "c1", true), ("message(text == \"two!\")", "c2", false),
        ("message(from == client)", "c0", true), ("message(from == client)", "s0", false),
        ("frame(text == \"one\") then frame(from == server and same text)", "s0", true),
        ("frame(text == \"one\") then frame(from == server and same text)", "s1", false),
        ("frame(text == \"one\") then frame(from == server and same text)", "c0", false),
        ("byte(field == masking-key)", "c0 byte 2", true), ("byte(field == masking-key)", "c0 byte 6", false),
        ("byte(field == masking-key)", "c0", false), ("not byte(field == masking-key)", "c0", false),
        ("not byte(field == masking-key)", "c0 byte 1", true), ("byte(field == masking-key)", "s0 byte 2", false),
        ("byte(field == payload and from == server)", "s0 byte 2", true),
        ("byte(field == payload and from == server)", "c0 byte 6", false),
        ("byte(field == masking-key and from == client and index == 5 and value == 3d)", "c0 byte 5", true),
        ("byte(field == masking-key and from == client and index == 5 and value == 3d)", "c0 byte 4", false),
        ("byte(index > 4)", "c0 byte 4", false), ("byte(index >= 4)", "c0 byte 4", true),
        ("byte(value == 3c)", "c0 byte 5", false),
        ("byte(value != 3c)", "c0 byte 5", true), ("byte(field == fin)", "c0 byte 0", true),
        ("byte(field == opcode)", "c0 byte 0", true),
        ("byte(field == rsv2)", "c0 byte 0", true), ("byte(field == masked)", "c0 byte 0", false),
        ("byte(field == masked)", "c0 byte 1", true), ("byte(field == length)", "c0 byte 1", true),
        ("byte(field != masked)", "c0 byte 1", false),
        ("byte(field == length) and frame(opcode == close)", "c2 byte 1", true),
        ("byte(field == length) and frame(opcode == close)", "c0 byte 1", false),
        ("row(request)", "request", true), ("row(request)", "101", false), ("row(101)", "101", true),
        ("row(101)", "c0", false),
        ("not row(101)", "c0", true), ("row(client-fin)", "client-fin", true), ("row(client-fin)", "server-fin", false),
        ("row(server-fin)", "server-fin", true), ("frame(fin)", "101", false), ("clean and row(101)", "101", true),
        ("not clean and row(101)", "101", false), ("broken", "c0", false), ("not broken", "c0", true),
    ]) func echo(_ text: String, _ name: String, _ expected: Bool) throws {
        let place = try #require(Place(name))
        #expect(try Condition(text).holds(at: place, in: Sample.over.conversation) == expected)
    }

    @Test(arguments: [
        ("violates client-frame-not-masked", "c1", true), ("violates client-frame-not-masked", "c0", false),
        ("violates reserved-opcode", "c1", false), ("violates client-frame-not-masked", "c1 byte 1", true),
        ("violates client-frame-not-masked", "c1 byte 0", false),
        ("frame(violates client-frame-not-masked)", "c1 byte 0", true),
        ("broken", "c1", true), ("broken", "c0", false), ("not broken", "c0", true),
        ("violates host-missing", "request", true),
        ("violates host-missing", "101", false), ("violates host-missing", "c0", false), ("broken", "101", false),
    ]) func violations(_ text: String, _ name: String, _ expected: Bool) throws {
        let request = Wire.http(
            "GET / HTTP/1.1", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: \(Wire.key)",
            "Sec-WebSocket-Version: 13")
        let conversation = Session.blank.client(request).server(Wire.response()).client(Wire.hello).client([0x81, 0x00])
            .conversation
        let place = try #require(Place(name))
        #expect(try Condition(text).holds(at: place, in: conversation) == expected)
    }

    @Test(arguments: [
        ("action(reading-held)", "a0", true), ("action(reading-held)", "a1", false),
        ("action(reading-held)", "c0", false),
        ("not action(reading-held)", "a1", true), ("not action(reading-held)", "c0", false),
        ("action(reading-held) then action(reading-released)", "a1", true),
        ("action(reading-held) then action(reading-released)", "a0", false),
        ("action(reading-released) then frame(from == client)", "c1", true),
        ("action(reading-released) then frame(from == client)", "c0", false),
        ("frame(fin)", "a0", false), ("broken", "a0", false), ("action(reading-held)", "a2", false),
    ]) func actions(_ text: String, _ name: String, _ expected: Bool) throws {
        let place = try #require(Place(name))
        #expect(try Condition(text).holds(at: place, in: Sample.held) == expected)
    }

    @Test func namesOfActions() {
        for (text, name) in [("a0", "a0"), ("A 12", "a12"), ("action 3", "a3")] {
            #expect(Place(text)?.name == name)
        }
        for text in ["a", "a-1", "a0 byte 1", "act0"] { #expect(Place(text) == nil, "\(text)") }
    }

    @Test func aRowThatIsNotThereIsNoPlace() throws {
        let place = try #require(Place("client-fin"))
        #expect(try !Condition("row(client-fin)").holds(at: place, in: Sample.echo.conversation))
    }

    /// Bytes of a field that is still arriving are of no field yet.
    @Test func fieldsThatAreStillArriving() throws {
        let cut = Sample.typed("81 82 37 fa")
        let place = try #require(Place("c0 byte 2"))
        for text in ["byte(field == masking-key)", "byte(field != payload)", "not byte(field == payload)"] {
            #expect(try !Condition(text).holds(at: place, in: cut), "\(text)")
        }
        #expect(try Condition("byte(value == 37)").holds(at: place, in: cut))
    }

    @Test func whatNamesAPlace() throws {
        for text in ["masked", "row(101)", "byte(index == 1)", "violates text-not-utf8", "broken", "valid and fin"] {
            #expect(try Condition(text).namesPlace, "\(text)")
        }
        for text in ["valid", "frames == 1", "state client == OPEN and clean", "received 3", "close == 1000"] {
            #expect(try !Condition(text).namesPlace, "\(text)")
        }
    }
}
