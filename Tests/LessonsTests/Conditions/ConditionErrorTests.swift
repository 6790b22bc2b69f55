// What an author reads who mistyped a condition: where, what, and what to do.

import Lessons
import Testing

@Suite struct ConditionErrorTests {
    /// A text, and the place and words of its problem.
    @Test(arguments: [
        ("", "0: the condition is missing; write one such as valid, or opcode == text"),
        ("vaild", "0: \"vaild\" is not a word of conditions; did you mean \"valid\"?"),
        (
            "quux",
            "0: \"quux\" is not a word of conditions; write valid, broken, violates, incomplete, received, remaining, state, close, status, clean, frames, messages, reads, connections or a word of a frame such as opcode, masked, length"
        ),
        (
            "valid or broken",
            "6: there is no \"or\": all terms must hold. Write a term that says what both have in common"
        ),
        ("valid and", "9: a term is missing behind \"and\"; write one, or leave \"and\" out"),
        ("and valid", "0: a term is missing before \"and\""),
        ("valid and and broken", "10: a term is missing behind \"and\"; write one, or leave \"and\" out"),
        ("valid broken", "6: \"and\" is missing before \"broken\""),
        ("masked fin", "7: \"and\" is missing before \"fin\""),
        ("not", "3: a term is missing at the end"),
        ("not not masked", "4: \"not\" stands here twice; leave both out"),
        ("length", "6: length needs a comparison, such as length == 5"),
        ("length 5", "7: length needs a comparison before \"5\", such as length == 5"),
        ("length ==", "9: length needs a number, such as 5"),
        ("length == five", "10: length needs a number, such as 5, not \"five\""),
        ("length = 5", "7: \"=\" is not a comparison; write \"==\""),
        ("length === 5", "7: \"===\" is not a comparison; write ==, !=, >=, <=, > or <"),
        (
            "length == 99999999999999999999",
            "10: \"99999999999999999999\" is larger than any number here; the largest is 18446744073709551615"
        ),
        ("length == -1", "10: length needs a number, such as 5, not \"-1\""),
        ("opcode > 3", "7: opcode is compared only with == and !=, not with \">\""),
        ("opcode == txt", "10: \"txt\" is not an opcode; did you mean \"text\"?"),
        ("opcode == 16", "10: \"16\" is not an opcode; write continuation, text, binary, close, ping, pong or 0 to 15"),
        ("text == \"Hi", "8: the text that begins here does not end; put a quote behind it"),
        ("text == Hi", "8: a text stands in quotes, as in text == \"Hi\", not \"Hi\""),
        ("text", "0: text needs a comparison, such as text == \"Hi\"; that it is text is opcode == text"),
        ("text > \"a\"", "5: text is compared only with == and !=, not with \">\""),
        ("text == \"a\\n\"", "10: a backslash stands only before a quote or a backslash; write \\\\ for one backslash"),
        ("frame(opcode == text", "20: a parenthesis is not closed; write \")\""),
        ("frame()", "6: nothing stands in the parentheses; write such as frame(from == server and length == 7)"),
        ("frame opcode == text", "6: frame needs parentheses: frame(from == server and length == 7)"),
        ("valid)", "5: this parenthesis closes nothing; leave it out"),
        ("(masked and fin)", "0: parentheses stand only behind frame, message, action, byte and row; leave them out"),
        (
            "frame(valid)",
            "6: \"valid\" is about all that was typed or logged; write it outside of frame(…), with \"and\""
        ),
        ("frame(frame(fin))", "6: parentheses have no others in them; write \"frame\" outside, with \"and\""),
        ("frame(mask-key == 01020304)", "6: \"mask-key\" is not a word of frame(…); did you mean \"masking-key\"?"),
        ("frame(fin and)", "13: a term is missing behind \"and\"; write one, or leave \"and\" out"),
        (
            "frame(fin or masked)",
            "10: there is no \"or\": all terms must hold. Write a term that says what both have in common"
        ),
        ("frame(fin masked)", "10: \"and\" is missing before \"masked\""),
        (
            "message(masked)",
            "8: \"masked\" is a word of frame(…), not of message(…); message(…) has from, kind, text, compressed, same, other, length, frames"
        ),
        (
            "message(valid)",
            "8: \"valid\" is about all that was typed or logged; write it outside of message(…), with \"and\""
        ),
        ("message(kind == ping)", "16: \"ping\" is not a kind of message; write text or binary"),
        (
            "violates",
            "8: violates needs the name of a rule, such as client-frame-not-masked; the names are those of the fixtures in violations and handshakes"
        ),
        (
            "violates client-frame-not-maskd",
            "9: \"client-frame-not-maskd\" is not a rule; did you mean \"client-frame-not-masked\"?"
        ),
        (
            "violates gravity",
            "9: \"gravity\" is not a rule; write one such as client-frame-not-masked; the names are those of the fixtures in violations and handshakes"
        ),
        ("state", "5: an endpoint is missing; write client or server"),
        ("state sever == OPEN", "6: \"sever\" is not an endpoint; did you mean \"server\"?"),
        ("state server OPEN", "13: state needs == or != before \"OPEN\""),
        ("state server == Closed", "16: \"Closed\" is not a state; did you mean \"CLOSED\"?"),
        ("state server == DONE", "16: \"DONE\" is not a state; write CONNECTING, OPEN, CLOSING or CLOSED"),
        ("state server > OPEN", "13: state is compared only with == and !=, not with \">\""),
        ("close", "5: close needs a comparison, such as close == 1000"),
        ("masking-key == 37fa21", "15: masking-key needs 4 bytes in hex, such as 37fa213d, not 3 bytes"),
        ("masking-key == 37fa213d00", "15: masking-key needs 4 bytes in hex, such as 37fa213d, not 5 bytes"),
        ("masking-key == \"37fa213d\"", "15: masking-key needs 4 bytes in hex, such as 37fa213d, not a text in quotes"),
        ("masking-key == 3g", "15: masking-key needs 4 bytes in hex, such as 37fa213d, not \"3g\""),
        ("byte == 81", "5: byte needs its place in the frame, from 0, as in byte 0 == 81, not \"==\""),
        ("byte 0", "6: byte 0 needs == or != and a value"),
        ("byte 0 == 811", "10: byte 0 needs one byte in hex, such as 81, not \"811\""),
        ("byte 0 == xy", "10: byte 0 needs one byte in hex, such as 81, not \"xy\""),
        ("payload == ", "11: payload needs bytes in hex, such as 48 69"),
        ("payload == \"Hi\"", "11: payload needs bytes in hex, such as 48 69, not a text in quotes"),
        ("frame(fin) then", "15: behind \"then\" stands frame(…), message(…) or action(…), not the end"),
        ("frame(fin) then masked", "16: behind \"then\" stands frame(…), message(…) or action(…), not \"masked\""),
        (
            "masked then frame(fin)",
            "7: \"then\" stands only between frame(…), message(…) and action(…), outside of parentheses"
        ),
        ("frame(fin) and then frame(fin)", "15: a term is missing before \"then\""),
        (
            "same text",
            "0: \"same\" compares with what stands before \"then\"; write it behind \"then\", in frame(…) or message(…)"
        ),
        (
            "frame(same text)",
            "6: \"same\" compares with what stands before \"then\"; write it behind \"then\", in frame(…) or message(…)"
        ),
        (
            "frame(fin) then frame(same length)",
            "27: \"length\" is not something to compare; write text, payload or masking-key"
        ),
        (
            "frame(fin) then message(same masking-key)",
            "29: \"masking-key\" is not something to compare; write text or payload"
        ),
        (
            "message(fin)",
            "8: \"fin\" is a word of frame(…), not of message(…); message(…) has from, kind, text, compressed, same, other, length, frames"
        ),
        (
            "message(kind == text) then frame(same masking-key)",
            "27: a message has no masking key to compare with; write frame(…) before \"then\""
        ),
        (
            "action(reading-held) then frame(same text)",
            "26: an action has nothing to compare with; write frame(…) before \"then\""
        ),
        ("action reading-held", "7: action needs parentheses: action(reading-held)"),
        (
            "action()",
            "7: the name of a server action is missing; write one such as action(reading-held), as a recording has it as its decision"
        ),
        ("action(reading-held and fin)", "20: a parenthesis is not closed; write \")\""),
        ("connections of client == 1", "12: connections are of both sides; leave out \"of\" and the name behind it"),
        ("frames of everyone == 1", "10: \"everyone\" is not an endpoint; write client or server"),
        ("frames", "6: frames needs a comparison, such as frames == 5"),
        ("frames == all", "10: frames needs a number, such as 5, not \"all\""),
        ("row(102)", "4: \"102\" is not a row; did you mean \"101\"?"),
        ("row(101", "7: a parenthesis is not closed; write \")\""),
        ("row(c2)", "4: \"c2\" is not a row; write request, 101, client-fin or server-fin"),
        ("byte(field == mask)", "14: \"mask\" is not a field; did you mean \"masked\"?"),
        (
            "byte(opcode == text)",
            "5: \"opcode\" is a word of frame(…), not of byte(…); byte(…) has from, field, index, value"
        ),
        ("length-form == 8", "15: length-form is 7, 16 or 64 (bits), not 8"),
        ("length-form > 7", "12: length-form is compared only with == and !=, not with \">\""),
        ("fin == 2", "7: fin is 0 or 1, not \"2\""),
        ("from == clinet", "8: \"clinet\" is not an endpoint; did you mean \"client\"?"),
        ("from > client", "5: from is compared only with == and !=, not with \">\""),
        ("received many", "9: received needs a number, such as 5, not \"many\""),
        (
            "clean == 1",
            "6: what stands before \"==\" is not compared with anything; leave out all up to the next \"and\""
        ),
        ("valid && masked", "6: write \"and\" instead of \"&&\""),
        ("masked & fin", "7: write \"and\" instead of \"&\""),
        ("text == \"a\" \"b\"", "12: \"and\" is missing before a text in quotes"),
        ("frames == 1 2", "12: \"and\" is missing before \"2\""),
        (
            "violates client-frame-not-masked == 1",
            "33: what stands before \"==\" is not compared with anything; leave out all up to the next \"and\""
        ),
        ("text == \"é\" , fin", "12: write \"and\" instead of \",\""),
        ("frame (fin))", "11: this parenthesis closes nothing; leave it out"),
        ("!masked", "0: \"!\" is not a comparison; write \"not\", or \"!=\""),
        ("masked, fin", "0: \"masked,\" is not a word of conditions; did you mean \"masked\"?"),
    ]) func damageIsExplained(_ text: String, _ expected: String) {
        do throws(ConditionError) {
            let condition = try Condition(text)
            Issue.record("\(text) is read as \(condition)")
        } catch {
            #expect("\(error.position): \(error.words)" == expected)
        }
    }

    /// People count from 1.
    @Test func anErrorIsSpelledOut() {
        let error = #expect(throws: ConditionError.self) { try Condition("fin and vaild") }
        #expect(error?.description == "character 9: \"vaild\" is not a word of conditions; did you mean \"valid\"?")
    }

    @Test func textsThatAreTooLongAreRefused() {
        let error = #expect(throws: ConditionError.self) {
            try Condition(String(repeating: "fin and ", count: 1300) + "fin")
        }
        #expect(error?.words == "a condition of more than 10000 bytes; write several shorter ones")
    }

    /// A mark on top of a quote makes one character of both; the quote ends the text all the same.
    @Test func marksDoNotHideQuotes() throws {
        #expect(throws: ConditionError.self) { try Condition("text == \"a\"\u{301} and fin") }
        #expect(try Condition("text == \"\u{301}\"").description == "frame(text == \"\u{301}\")")
    }
}
