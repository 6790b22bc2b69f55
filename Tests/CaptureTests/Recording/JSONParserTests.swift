// JSON as RFC 8259 defines it, and nothing else.

import Capture
import Testing

struct JSONParserTests {
    @Test(
        arguments: [
            ("null", .null), ("true", .bool(true)), (" \t\r\n false ", .bool(false)),
            ("0", .integer(0)), ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775807", .integer(-.max)), ("9223372036854775808", .number(9223372036854775808)),
            ("-0", .number(-0.0)), ("1.0", .number(1)), ("-0.5", .number(-0.5)), ("1e2", .number(100)),
            ("1E+2", .number(100)),
            ("25e-1", .number(2.5)), ("0e1", .number(0)), ("0.30000000000000004", .number(0.1 + 0.2)),
            ("123456789012345678901234567890", .number(1.2345678901234568e29)), ("1e-400", .number(0)),
            ("1e400", .number(.infinity)), ("-1e400", .number(-.infinity)), ("5e-324", .number(.leastNonzeroMagnitude)),
            (#""""#, .string("")), (#""a b/c""#, .string("a b/c")), (#""é€😀""#, .string("é€😀")),
            ("\"\u{7F}\"", .string("\u{7F}")),
            (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{c}\n\r\t")), (#""\u0041\u00e9\u20AC""#, .string("Aé€")),
            (#""\ud83d\ude00x""#, .string("😀x")), (#""\u0000""#, .string("\0")), (#""é\né""#, .string("é\né")),
            ("[]", .array([])), ("[ ]", .array([])),
            ("[1 , [2],{}]", .array([.integer(1), .array([.integer(2)]), .object([])])),
            ("{}", .object([])), (#"{"a":1}"#, .object([.init("a", .integer(1))])),
            (
                #"{ "b" : 1 , "a" : null , "b" : 2 }"#,
                .object([.init("b", .integer(1)), .init("a", .null), .init("b", .integer(2))])
            ),
            (#"{"":0,"\u0061":1}"#, .object([.init("", .integer(0)), .init("a", .integer(1))])),
        ] as [(String, JSONValue)])
    func readsWhatIsRight(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(text.utf8Bytes) == value)
    }

    @Test(arguments: [
        ("", "byte 1: a value is expected here; the text ends"),
        ("  ", "byte 3: a value is expected here; the text ends"),
        ("nul", "byte 4: null is cut off; the text ends"),
        ("nulL", "byte 4: null is expected here, not 'L'"),
        ("True", "byte 1: a value is expected here, not 'T'"),
        ("1 2", "byte 3: nothing may follow the value, not '2'"),
        ("+1", "byte 1: a value is expected here, not '+'"),
        (".5", "byte 1: a value is expected here, not '.'"),
        (
            "01",
            "byte 2: a number with more digits may not begin with 0; a point, a comma or the end must follow, not '1'"
        ),
        ("-", "byte 2: a digit must follow the minus sign; the text ends"),
        ("-a", "byte 2: a digit must follow the minus sign, not 'a'"),
        ("1.", "byte 3: a digit must follow the point; the text ends"),
        ("1.e1", "byte 3: a digit must follow the point, not 'e'"),
        ("1e", "byte 3: a digit must follow the e; the text ends"),
        ("1e+x", "byte 4: a digit must follow the e, not 'x'"),
        ("0x10", "byte 2: nothing may follow the value, not 'x'"),
        ("NaN", "byte 1: a value is expected here, not 'N'"),
        ("'a'", "byte 1: a value is expected here, not '''"),
        (#""a"#, "byte 3: the string has no closing quote; the text ends"),
        (#""\"#, "byte 3: an escape is cut off; the text ends"),
        (#""\u12"#, "byte 6: an escape is cut off; the text ends"),
        (#""\x41""#, "byte 3: one of \" \\ / b f n r t u must follow a backslash, not 'x'"),
        (#""\u00g0""#, "byte 6: four hex digits must follow \\u, not 'g'"),
        ("\"a\tb\"", #"byte 3: a tab in a string must be written as an escape such as \n or \u0000"#),
        ("\"\u{0}\"", #"byte 2: byte 0x00 in a string must be written as an escape such as \n or \u0000"#),
        ("[", "byte 2: a value or ] must follow; the text ends"),
        ("[1", "byte 3: a comma or ] must follow; the text ends"),
        ("[1,]", "byte 4: a value must follow the comma, not ']'"),
        ("[,1]", "byte 2: a value is expected here, not ','"),
        ("[1 2]", "byte 4: a comma or ] must follow, not '2'"),
        ("[1}", "byte 3: a comma or ] must follow, not '}'"),
        ("{1:2}", "byte 2: a string in quotes is expected here, not '1'"),
        (#"{"a" 1}"#, "byte 6: a colon must follow the key, not '1'"),
        (#"{"a":}"#, "byte 6: a value is expected here, not '}'"),
        (#"{"a":1,}"#, "byte 8: a key in quotes must follow the comma, not '}'"),
        ("[1]]", "byte 4: nothing may follow the value, not ']'"),
        ("\u{FEFF}1", "byte 1: a value is expected here, not byte 0xef"),
        ("[1\u{A0}]", "byte 3: a comma or ] must follow, not byte 0xc2"),
        ("1 /* */", "byte 3: nothing may follow the value, not '/'"),
    ])
    func saysWhatIsWrongAndWhere(text: String, error: String) {
        let thrown = #expect(throws: JSONError.self) { try JSONParser.parse(text.utf8Bytes) }
        #expect(thrown?.description == error)
        #expect(thrown?.isCutOff == error.hasSuffix("the text ends"))
    }

    /// Positions of the first byte that can't be part of UTF-8 (RFC 3629), inside the quotes.
    @Test(
        arguments: [
            ([0xFF], 1), ([0x41, 0x80], 2), ([0xC3], 2), ([0xC0, 0x80], 1), ([0xED, 0xA0, 0x80], 2),
            ([0xF4, 0x90, 0x80, 0x80], 2),
            (Array(#"\n"#.utf8) + [0xFF], 3), ([0xC3] + Array(#"\n"#.utf8), 2),
        ] as [([UInt8], Int)])
    func refusesWhatIsNotUTF8(content: [UInt8], position: Int) {
        let thrown = #expect(throws: JSONError.self) { try JSONParser.parse([0x22] + content + [0x22]) }
        #expect(thrown?.position == position)
        #expect(thrown?.problem == "the string is not UTF-8 here")
    }

    @Test(arguments: [
        (#""\ud83d""#, "\u{FFFD}", 1), (#""a\udc00b""#, "a\u{FFFD}b", 2), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀", 1),
        (#""\ud83d\n""#, "\u{FFFD}\n", 1), (#""\ud83dx""#, "\u{FFFD}x", 1),
    ])
    func replacesHalfSurrogatePairs(text: String, value: String, position: Int) throws {
        var parser = JSONParser(text.utf8Bytes)
        #expect(try parser.value() == .string(value))
        #expect(parser.loneSurrogate == position)
    }

    @Test func nestsToTheLimit() throws {
        func nested(_ depth: Int) -> [UInt8] {
            (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8Bytes
        }
        _ = try JSONParser.parse(nested(64))
        // Depth is how many are open at once.
        _ = try JSONParser.parse(("[" + Array(repeating: "[[]]", count: 200).joined(separator: ",") + "]").utf8Bytes)
        let thrown = #expect(throws: JSONError.self) { try JSONParser.parse(nested(65)) }
        #expect(thrown?.description == "byte 65: arrays and objects nest deeper than 64")
        #expect(throws: JSONError.self) { try JSONParser.parse([UInt8](repeating: 0x5B, count: 1_000_000)) }
    }

    @Test func numbersHaveALimit() throws {
        #expect(try JSONParser.parse(("0." + String(repeating: "3", count: 998)).utf8Bytes).double == 1.0 / 3)
        let thrown = #expect(throws: JSONError.self) {
            try JSONParser.parse(("0." + String(repeating: "3", count: 999)).utf8Bytes)
        }
        #expect(thrown?.description == "byte 1: the number has more than 1000 characters")
    }

    @Test func readsARangeOfItsBytes() throws {
        let bytes = "xx[1]yy".utf8Bytes
        var parser = JSONParser(bytes, in: 2..<5)
        #expect(try parser.value() == .array([.integer(1)]))
        try parser.finish()
        var short = JSONParser(bytes, in: 2..<4)
        let thrown = #expect(throws: JSONError.self) { try short.value() }
        #expect(thrown?.position == 2)
    }

    @Test func valuesAnswerForThemselves() {
        let object = JSONValue.object([.init("a", .integer(1)), .init("a", .number(2))])
        #expect(object["a"]?.int == 2)
        #expect(object["a"]?.double == 2)
        #expect(object["b"] == nil)
        #expect(JSONValue.number(2.5).int == nil)
        #expect(JSONValue.number(.infinity).int == nil)
        #expect(JSONValue.integer(1)["a"] == nil)
        #expect(JSONValue.string("x").string == "x")
        #expect(JSONValue.string("x").array == nil)
    }
}
