// UTF-8 a byte at a time: the words, and agreement with Swift's own decoder.

import TestSupport
import Testing
import WebSocketProtocol

@Suite struct UTF8TraceTests {
    /// A text, and what is said about its last byte.
    static let words: [(bytes: String, words: String)] = [
        ("41", "0 1000001 is a character of one byte: U+0041, \"A\"."),
        ("0a", "0 0001010 is a character of one byte: U+000A."),
        ("c3", "110 00011 starts a character of 2 bytes; its bits are 00011."),
        ("c3 a9", "10 101001 ends it: c3 a9 give U+00E9, \"é\"."),
        ("e2", "1110 0010 starts a character of 3 bytes; its bits are 0010."),
        ("e2 82", "10 000010 continues it, byte 2 of 3; its bits are 000010."),
        ("e2 82 ac", "10 101100 ends it: e2 82 ac give U+20AC, \"€\"."),
        ("f0", "11110 000 starts a character of 4 bytes; its bits are 000."),
        ("f0 9f", "10 011111 continues it, byte 2 of 4; its bits are 011111."),
        ("f0 9f 91 8b", "10 001011 ends it: f0 9f 91 8b give U+1F44B, \"👋\"."),
        ("f0 9f 87 ac", "10 101100 ends it: f0 9f 87 ac give U+1F1EC, regional indicator G: half of a flag."),
        (
            "f0 9f 87 ac f0 9f 87 b7",
            "10 110111 ends it: f0 9f 87 b7 give U+1F1F7. The flag GR: regional indicators G and R."
        ),
        // The third begins another flag, and so does one behind something else.
        (
            "f0 9f 87 ac f0 9f 87 b7 f0 9f 87 a6",
            "10 100110 ends it: f0 9f 87 a6 give U+1F1E6, regional indicator A: half of a flag."
        ),
        (
            "f0 9f 87 ac 41 f0 9f 87 bf",
            "10 111111 ends it: f0 9f 87 bf give U+1F1FF, regional indicator Z: half of a flag."
        ),
        (
            "f0 9f 87 ac ff f0 9f 87 bf",
            "10 111111 ends it: f0 9f 87 bf give U+1F1FF, regional indicator Z: half of a flag."
        ),
        (
            "e2 80 8d",
            "10 001101 ends it: e2 80 8d give U+200D, zero-width joiner: it joins the characters on both sides, emoji into one picture."
        ),
        (
            "ef b8 8f",
            "10 001111 ends it: ef b8 8f give U+FE0F, variation selector: it asks for the character before it as a picture."
        ),
        (
            "ef b8 8e",
            "10 001110 ends it: ef b8 8e give U+FE0E, variation selector: it asks for the character before it as text."
        ),
        (
            "ef b8 80",
            "10 000000 ends it: ef b8 80 give U+FE00, variation selector: it selects a form of the character before it."
        ),
        (
            "f0 9f 8f bd",
            "10 111101 ends it: f0 9f 8f bd give U+1F3FD, modifier: it gives the picture before it a skin tone."
        ),
        ("cc 81", "10 000001 ends it: cc 81 give U+0301, combining: it is drawn with the character before it."),
        ("e0 a4 bf", "10 111111 ends it: e0 a4 bf give U+093F, combining: it is drawn with the character before it."),
        ("80", "Not UTF-8: 0x80 continues a character, but none has started."),
        ("41 bf", "Not UTF-8: 0xbf continues a character, but none has started."),
        ("c1", "Not UTF-8: c1 starts a character that fits in fewer bytes."),
        ("e0 9f", "Not UTF-8: e0 9f starts a character that fits in fewer bytes."),
        ("f0 8f", "Not UTF-8: f0 8f starts a character that fits in fewer bytes."),
        ("ed a0", "Not UTF-8: ed a0 starts a surrogate, U+D800 to U+DFFF, which is not a character."),
        ("f4 90", "Not UTF-8: f4 90 starts a code point beyond U+10FFFF, the last."),
        ("f5", "Not UTF-8: f5 starts a code point beyond U+10FFFF, the last."),
        ("ff", "Not UTF-8: 0xff occurs in no character."),
        ("e2 82 41", "Not UTF-8: the character needs 1 more byte 10xxxxxx, and 0x41 is not one."),
        ("f0 e2", "Not UTF-8: the character needs 3 more bytes 10xxxxxx, and 0xe2 is not one."),
        ("f0 e2 82", "10 000010 continues it, byte 2 of 3; its bits are 000010."),
        ("c3 41 42", "0 1000010 is a character of one byte: U+0042, \"B\"."),
    ]

    @Test(arguments: words)
    func `A byte says what it is`(bytes: String, words: String) throws {
        let text = hex(bytes)
        var trace = UTF8Trace(after: text.dropLast())
        let step = trace.take(try #require(text.last))
        #expect(step.sentence.text == words)
        #expect(step.sentence.citation?.text == "RFC 3629 §3")
    }

    /// The first and the last code point of each length, and those on both sides of the surrogates.
    @Test(arguments: [0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x1_0000, 0x10_ffff] as [UInt32])
    func `The last byte gives the code point that Swift finds`(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let bytes = Array(String(scalar).utf8)
        var trace = UTF8Trace()
        let steps = bytes.map { trace.take($0) }
        #expect(steps.map(\.scalar) == Array(repeating: nil, count: bytes.count - 1) + [scalar])
        #expect(UInt32(steps.map(\.bits).joined(), radix: 2) == value)
        #expect(steps.last?.sentence.text.contains(scalar.codePointName) == true)
    }

    @Test func `Every two bytes are judged as Swift judges them`() {
        let endings = ["", "80", "80 80", "a0 80", "80 80 80", "90 80 80"].map(hex)
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                var trace = UTF8Trace()
                let steps = [trace.take(first), trace.take(second)]
                let isBroken = steps.contains { if case .invalid = $0.place { true } else { false } }
                // A character that is cut off may still be completed.
                let canGoOn = endings.contains { String(validating: [first, second] + $0, as: UTF8.self) != nil }
                #expect(isBroken != canGoOn, "\(Hex.string([first, second]))")
            }
        }
    }

    @Test func `Three bytes before are enough`() {
        var random = SeededNumbers(seed: 3629)
        let pieces: [[UInt8]] = [
            [0x41], [0xc3], [0xa9], [0xe2, 0x82], [0xac], [0xf0, 0x9f], [0x91, 0x8b], [0xed], [0xff],
        ]
        for _ in 0..<2000 {
            let text = (0..<6).flatMap { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
            guard let last = text.last else { continue }
            var (whole, short) = (UTF8Trace(after: text.dropLast()), UTF8Trace(after: text.dropLast().suffix(3)))
            #expect(whole.take(last) == short.take(last), "\(Hex.string(text))")
        }
    }
}
