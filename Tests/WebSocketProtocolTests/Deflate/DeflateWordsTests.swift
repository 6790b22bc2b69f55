// What is said of each symbol of compressed data, and of its size.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct DeflateWordsTests {
    private static func trace(
        _ hex: String, after earlier: String? = nil, known: Int? = nil, end: DeflateTrace.End = .whole
    ) throws -> DeflateTrace {
        let inflater = earlier.map { Inflater(past: known == nil ? nil : 0x3f, behind: Array($0.utf8)) }
        return DeflateTrace(of: try Hex.parse(hex), after: inflater ?? Inflater(), knownEarlier: known, end: end)
    }

    /// The sentences with their sections, and the labels of a step, the longest and the shortest.
    private static func words(_ trace: DeflateTrace, _ number: Int) -> [String] {
        trace.sentences(of: number).map { "\($0.text) \($0.citation?.text ?? "-")" }
            + [trace.labels(of: number).first ?? "-", trace.labels(of: number).last ?? "-"]
    }

    private static let hello = "f2 48 cd c9 c9 07 00"

    @Test(arguments: [
        (
            hello, 0,
            [
                "A block in fixed codes. BFINAL is 0: not a final block. RFC 1951 §3.2.3",
                "BTYPE is 01: its symbols are in the fixed Huffman codes. RFC 1951 §3.2.6", "block, fixed", "B",
            ]
        ),
        (hello, 1, ["A literal, in a code of 8 bits: the byte 0x48, \"H\". RFC 1951 §3.2.5", "H", "H"]),
        (hello, 6, ["The end of the block, in a code of 7 bits. RFC 1951 §3.2.5", "end of block", "E"]),
        (
            hello, 8,
            ["Padding, 3 bits: what follows begins with a whole byte. RFC 1951 §3.2.4", "padding", "-"]
        ),
        (
            hello, 9,
            [
                "LEN is 0: an empty block. NLEN is the same with all bits inverted. RFC 1951 §3.2.4",
                "This was not sent, but added by inflating. RFC 7692 §7.2.2", "LEN 0, NLEN", "LEN",
            ]
        ),
        (
            "00 05 00 fa ff 48 65 6c 6c 6f 00", 2,
            [
                "LEN is 5: as many bytes follow. NLEN is the same with all bits inverted. RFC 1951 §3.2.4",
                "LEN 5, NLEN", "LEN",
            ]
        ),
        (
            "00 05 00 fa ff 48 65 6c 6c 6f 00", 3,
            ["5 bytes as they are: \"Hello\". RFC 1951 §3.2.4", "5 bytes stored", "s"]
        ),
        (
            "f3 48 cd c9 c9 07 00", 0,
            [
                "A block in fixed codes. BFINAL is 1: a final block. RFC 1951 §3.2.3",
                "BTYPE is 01: its symbols are in the fixed Huffman codes. RFC 1951 §3.2.6", "block, fixed", "B",
            ]
        ),
        (
            "f3 48 cd c9 c9 07 00", 7,
            ["Padding, 6 bits: what follows begins with a whole byte. RFC 7692 §7.2.3.4", "padding", "-"]
        ),
        // Four zeros: a literal, and a copy that reaches into itself.
        (
            "62 00 02 00", 2,
            [
                "A copy of 3 bytes from 1 back: 00 00 00. RFC 1951 §3.2.5",
                "It is longer than its distance: it goes on with what it has written itself. RFC 1951 §3.2.3",
                "copy 3 from 1 back", "←",
            ]
        ),
        // Cut off: a literal of which only five bits are there.
        (
            "f2 48 cd c9", 4,
            [
                "A literal, in a code of 8 bits: the byte 0x68, \"h\". RFC 1951 §3.2.5",
                "Its last 3 bits were not sent, but added by inflating. RFC 7692 §7.2.2", "h", "h",
            ]
        ),
    ])
    func symbols(hex: String, number: Int, expected: [String]) throws {
        #expect(Self.words(try Self.trace(hex), number) == expected)
    }

    @Test(arguments: [
        ("Hello", nil, "A copy of 4 bytes from 5 back, in an earlier message: \"ello\". RFC 7692 §7.2.3.2"),
        ("xHello", 4, "A copy of 4 bytes from 5 back, in an earlier message: \"ello\". RFC 7692 §7.2.3.2"),
        ("llo", 3, "A copy of 4 bytes from 5 back, in an earlier message that is not kept here. RFC 7692 §7.2.3.2"),
    ])
    func copiesFromEarlierMessages(earlier: String, known: Int?, expected: String) throws {
        let trace = try Self.trace("f2 00 11 00 00", after: earlier, known: known)
        #expect(Self.words(trace, 2).first == expected)
    }

    @Test func aDynamicBlock() throws {
        let trace = try Self.trace(InflaterTests.dynamic.split(separator: " ").dropLast(4).joined(separator: " "))
        let all = trace.steps.indices.map { Self.words(trace, $0)[0] }
        #expect(Self.words(trace, 0)[1] == "BTYPE is 10: it describes Huffman codes of its own first. RFC 1951 §3.2.7")
        #expect(all[1].hasPrefix("HLIT, HDIST, HCLEN: 272 code lengths for literals and lengths, 15 for distances;"))
        #expect(all[2].hasPrefix("Code lengths: symbol 16, which is the length before, 3 to 6 times, "))
        #expect(all.contains { $0.hasPrefix("No code for 0x00 to ") })
        #expect(all.contains { $0.hasPrefix("The code for the end of the block has ") })
        #expect(all.contains { $0.hasPrefix("The code for distance") })
        #expect(trace.why?.text.contains("; literals take ") == true)
    }

    @Test(arguments: [
        (0, "0x00"), (0x20, "a space"), (0x22, "a quotation mark"), (0x41, "\"A\""), (255, "0xff"),
        (256, "the end of the block"), (257, "length 3"), (265, "lengths 11 to 12"), (284, "lengths 227 to 257"),
        (285, "length 258"),
    ])
    func namesOfLiterals(symbol: Int, name: String) { #expect(DeflateNames.literal(symbol) == name) }

    @Test(arguments: [(0, "distance 1"), (4, "distances 5 to 6"), (29, "distances 24,577 to 32,768")])
    func namesOfDistances(symbol: Int, name: String) { #expect(DeflateNames.distance(symbol) == name) }

    @Test(arguments: [
        (
            hello, nil, DeflateTrace.End.whole,
            "7 bytes for 5: nothing in it is a copy; 16 bits delimit its blocks."
        ),
        (
            "f2 00 11 00 00", "Hello", .whole,
            "5 bytes for 5: 4 are copied from earlier messages; 19 bits delimit its blocks."
        ),
        (
            "f2 48 cd", nil, .arriving,
            "So far 3 bytes for 2: nothing in it is a copy; 3 bits delimit its blocks."
        ),
        (
            "00 05 00 fa ff 48 65 6c 6c 6f 00", nil, .whole,
            "11 bytes for 5: all are stored as they are; 48 bits delimit its blocks."
        ),
        ("02 00", nil, .whole, "2 bytes for 0: 16 bits delimit its blocks."),
        ("f2 48 cd c9", nil, .whole, "-"), ("", nil, .arriving, "-"),
    ])
    func why(hex: String, earlier: String?, end: DeflateTrace.End, expected: String) throws {
        #expect(try Self.trace(hex, after: earlier, end: end).why?.text ?? "-" == expected)
    }

    @Test(arguments: [
        ("f2 48 cd c9", DeflateTrace.End.whole, "Inflating ends here: the message ends before its block does."),
        ("f2 48 cd", .arriving, "The symbol that begins here is not complete: more bits are needed."),
        ("f2 48 cd", .cut, "Only the first 3 symbols of this message are explained: its first 2 bytes."),
    ])
    func whatStandsBehindTheSteps(hex: String, end: DeflateTrace.End, expected: String) throws {
        #expect(try Self.trace(hex, end: end).sentenceBehindSteps.text == expected)
    }

    /// f2 48 is 11110010 01001000; the block has the lowest three bits of the first byte, and H the others and three of the second.
    @Test func bitsOfBytes() throws {
        let trace = try Self.trace(Self.hello)
        #expect((0..<8).map { trace.step(ofByte: 0, bit: $0) } == [1, 1, 1, 1, 1, 0, 0, 0])
        #expect((0..<8).map { trace.step(ofByte: 1, bit: $0) } == [2, 2, 2, 2, 2, 1, 1, 1])
        #expect(trace.bits(ofByte: 0).map(\.isSet) == [false, true, false, false, true, true, true, true])
        #expect(trace.bits(ofByte: 0).map(\.place) == [7, 6, 5, 4, 3, 2, 1, 0])
        #expect(trace.steps(inByte: 1) == 1..<3)
        #expect(trace.steps(beginningIn: 1..<3) == 2..<4)
        #expect(trace.steps(beginningIn: 0..<7) == 0..<9)
        #expect(trace.steps(beginningIn: 7..<7).isEmpty)
    }
}
