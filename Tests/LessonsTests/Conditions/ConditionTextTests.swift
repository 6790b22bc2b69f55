// Spellings: what means the same is the same, and what is printed is read as the same again.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Lessons

@Suite struct ConditionTextTests {
    @Test(arguments: [
        ("valid", "valid"), ("not valid", "not valid"), (" valid  and\tbroken ", "valid and broken"),
        ("opcode == text and length == 0", "frame(opcode == text and length == 0)"),
        ("valid and masked and frames == 1 and fin", "valid and frame(masked and fin) and frames == 1"),
        ("frame( masked )and frame(fin)", "frame(masked) and frame(fin)"),
        ("masked == 1", "frame(masked)"), ("masked == 0", "frame(not masked)"), ("masked != 0", "frame(masked)"),
        ("not masked", "frame(not masked)"), ("not masked == 0", "frame(masked)"),
        ("not frame(masked)", "not frame(masked)"),
        ("from != client", "frame(from == server)"), ("not from == client", "frame(from == server)"),
        ("opcode == 1", "frame(opcode == text)"), ("opcode == 0", "frame(opcode == continuation)"),
        ("not opcode == 3", "frame(opcode != 3)"), ("not length > 5", "frame(length <= 5)"),
        ("not length <= 5", "frame(length > 5)"),
        ("not length >= 5", "frame(length < 5)"), ("not length == 5", "frame(length != 5)"),
        ("masking-key != 37 FA 213D", "frame(masking-key != 37fa213d)"), ("byte 0 == 0x81", "frame(byte 0 == 81)"),
        ("payload == 4869 and fin", "frame(payload == 48 69 and fin)"), ("not byte 3 != 00", "frame(byte 3 == 00)"),
        ("text == \"a \\\"b\\\" \\\\ and (c)\"", "frame(text == \"a \\\"b\\\" \\\\ and (c)\")"),
        ("not text == \"\"", "frame(text != \"\")"), ("length-form == 16", "frame(length-form == 16)"),
        ("frame(violates text-not-utf8)", "frame(violates text-not-utf8)"),
        ("not violates text-not-utf8", "not violates text-not-utf8"),
        ("frame(not violates text-not-utf8)", "frame(not violates text-not-utf8)"),
        ("received 3", "received == 3"), ("not received 3", "received != 3"), ("remaining >= 0", "remaining >= 0"),
        ("not state server == CLOSED", "state server != CLOSED"), ("not close < 3000", "close >= 3000"),
        ("frames of client>=100", "frames of client >= 100"),
        ("not reads of client < frames", "reads of client >= frames"), ("connections == 2", "connections == 2"),
        ("message(kind != text)", "message(kind == binary)"), ("message(not compressed)", "message(not compressed)"),
        (
            "frame(fin) then message(other text and not same payload)",
            "frame(fin) then message(other text and other payload)"
        ),
        ("not frame(fin) then frame(not other masking-key)", "not frame(fin) then frame(same masking-key)"),
        (
            "byte(field == masking-key and not index == 5 and value == 0x81)",
            "byte(field == masking-key and index != 5 and value == 81)"
        ),
        ("not row(101)", "not row(101)"),
    ]) func spellings(_ text: String, _ printed: String) throws {
        let condition = try Condition(text)
        #expect(condition.description == printed)
        #expect(try Condition(printed) == condition)
    }

    @Test func textsAreComparedByTheirBytes() throws {
        #expect(try Condition("text == \"\u{e9}\"") != Condition("text == \"e\u{301}\""))
    }

    @Test func whatIsPrintedIsReadAsTheSame() throws {
        var numbers = SeededNumbers(seed: 41)
        for _ in 0..<5_000 {
            let condition = Condition.random(&numbers)
            #expect(try Condition(condition.description) == condition, "\(condition)")
        }
    }

    /// Words of the language in any order, with damage.
    @Test func anyTextIsReadOrRefused() {
        var numbers = SeededNumbers(seed: 42)
        let pieces =
            [
                "frame(", "message(", "byte(", "row(", ")", "(", "\"", "\\", "==", "!=", "<", "=", "not", "and", "then",
                "or", "of",
            ]
            + [
                "frames", "reads", "client", "server", "valid", "state", "OPEN", "violates", "text-not-utf8",
                "received", "5", "81",
            ]
            + [
                "same", "other", "text", "payload", "masking-key", "37fa213d", "opcode", "fin", "masked", "field",
                "101", "é", "\u{301}",
            ]
        for _ in 0..<4_000 {
            let count = numbers.below(9)
            let text = (0..<count).map { _ in pieces[numbers.below(pieces.count)] + (numbers.below(4) == 0 ? "" : " ") }
                .joined()
            do throws(ConditionError) {
                let condition = try Condition(text)
                #expect((try? Condition(condition.description)) == condition)
                _ = condition.holds(in: Sample.fragments)
                _ = condition.failure(in: Sample.fragments, from: .server)
            } catch {
                #expect((0...text.count).contains(error.position) && !error.words.isEmpty, "\(text)")
            }
        }
    }

    @Test func anyBytesAreReadOrRefused() {
        var numbers = SeededNumbers(seed: 43)
        for _ in 0..<5_000 {
            let text = String(decoding: numbers.bytes(numbers.below(24)), as: UTF8.self)
            if let condition = try? Condition(text) { #expect((try? Condition(condition.description)) == condition) }
        }
    }

    /// Of any condition and any connection: nothing traps, a condition and its opposite never hold together, and what holds has no failure.
    @Test func anyConditionOnAnyConnection() {
        var numbers = SeededNumbers(seed: 44)
        for _ in 0..<120 {
            var session = numbers.oneIn(3) ? Session.blank : Session.upgraded
            for _ in 0..<numbers.below(12) {
                let from = numbers.endpoint()
                session = session.then(
                    numbers.oneIn(6) ? numbers.event() : .bytes(from: from, numbers.frame(from: from)))
            }
            let conversation = session.conversation
            let mark = LogPlace(session.conversation)
            for _ in 0..<4 {
                let condition = Condition.random(&numbers)
                let holds = condition.holds(in: conversation)
                for term in condition.terms {
                    var opposite = term
                    opposite.isNegated.toggle()
                    let both = Condition(terms: [term, opposite])
                    #expect(!both.holds(in: conversation), "\(both)")
                    #expect(!both.holds(at: numbers.one(of: Self.places), in: conversation), "\(both)")
                }
                let failure = condition.failure(in: conversation, from: numbers.endpoint())
                #expect(!holds || failure == nil, "\(condition)")
                _ = condition.holds(in: conversation, since: mark)
            }
        }
    }

    private static let places = ["c0", "s0", "c1 byte 3", "s0 byte 1", "request", "101", "client-fin"].compactMap {
        Place($0)
    }
}
