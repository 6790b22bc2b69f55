// Every word of a script, and the bytes that it stands for.

import TestSupport
import Testing
import WebSocketProtocol

@Suite struct ScriptTests {
    /// Draws masking keys of which each is the one before plus one, beginning with 01 02 03 04.
    struct Keys: RandomNumberGenerator {
        private var next32: UInt32 = 0x0102_0304

        mutating func next() -> UInt64 {
            defer { next32 += 1 }
            // Swift takes the low half of a number for a UInt32.
            return UInt64(next32)
        }
    }

    private func output(_ line: String, from sender: Endpoint = .server) throws -> ScriptOutput {
        var keys = Keys()
        return ScriptOutput(try Script(line), from: sender, keys: &keys)
    }

    @Test(
        "Words as the server sends them, piece by piece",
        arguments: [
            ("", ""),
            ("text:Hello", "810548656c6c6f"),
            ("text", "8100"),
            ("text:", "8100"),
            (#"text:"with spaces""#, "810b77697468207370616365 73"),
            ("text:'with spaces'", "810b77697468207370616365 73"),
            (#"text:"a \"b\" \\ \n\t""#, "810a61 20 22 62 22 20 5c 20 0a 09"),
            (#"text:it's"#, "810469742773"),
            (#"text:{"a":1}"#, "81077b2261223a317d"),
            ("text:a:b", "8103613a62"),
            ("text:é", "8102c3a9"),
            ("binary:00ff", "820200ff"),
            (#"binary:"00 ff""#, "820200ff"),
            ("binary", "8200"),
            ("continuation:lo", "80026c6f"),
            ("ping", "8900"),
            ("ping:hi", "89026869"),
            ("pong:hi", "8a026869"),
            ("close", "8800"),
            ("close:3001", "88020bb9"),
            ("close:3001:bye", "88050bb9627965"),
            (#"close:3001:"see you: soon""#, "880f0bb973656520796f753a20736f6f6e"),
            ("close:0", "88020000"),
            ("close:65535", "8802ffff"),
            ("opcode:3", "8300"),
            ("opcode:3:fffe", "8302fffe"),
            ("opcode:15:81:05", "8f028105"),
            ("hex:8105", "8105"),
            (#"hex:"81 05""#, "8105"),
            ("hex:0x81,0x05", "8105"),
            ("text:Hel fin=no", "010348656c"),
            ("text:Hi fin=yes", "81024869"),
            ("text:Hi rsv1", "c1024869"),
            ("text:Hello compressed", "c107f248cdc9c90700"),
            ("text:Hello compressed fragments=2", "4104f248cdc9|8003c90700"),
            ("text:Hel fin=no compressed continuation:lo compressed", "4109f248cd01000000ffff|8004cac90700"),
            ("text:Hi rsv2", "a1024869"),
            ("text:Hi rsv3", "91024869"),
            ("text:Hi rsv1 rsv2 rsv3 fin=no", "71024869"),
            ("text:Hi mask=37fa213d", "818237fa213d7f93"),
            ("text:Hi mask=none", "81024869"),
            ("text:Hi length=99", "81634869"),
            ("text:Hi length=0", "81004869"),
            ("text:Hi length=18446744073709551615", "817fffffffffffffffff4869"),
            ("text:Hi length-form=16", "817e00024869"),
            ("text:Hi length-form=64", "817f00000000000000024869"),
            ("text:Hi length-form=7", "81024869"),
            ("text:Hello fragments=2", "010348656c|80026c6f"),
            ("text:Hello fragments=3 fin=no rsv1", "41024865|00026c6c|00016f"),
            ("ping:a fragments=2", "090161|8000"),
            ("text:ab repeat=3", "8106616261626162"),
            ("text:Hel fin=no ping:hi continuation:lo", "010348656c|89026869|80026c6f"),
            ("  text:a \t ping  ", "810161|8900"),
        ])
    func words(line: String, expected: String) throws {
        let pieces = try expected.split(separator: "|").map { try Hex.parse(String($0)) }
        #expect(try output(line).pieces.map(\.bytes) == pieces)
    }

    @Test("A client masks each frame with a key of its own, unless it is told not to")
    func masking() throws {
        let output = try output("text:Hello fragments=2 ping mask=none pong mask=37fa213d hex:00", from: .client)
        #expect(
            output.pieces.map { Hex.string($0.bytes) } == [
                "018301020304" + Hex.string(MaskingKey(0x0102_0304).applied(to: Array("Hel".utf8))),
                "808201020305" + Hex.string(MaskingKey(0x0102_0305).applied(to: Array("lo".utf8))),
                "8900", "8a8037fa213d", "00",
            ])
    }

    /// A payload long enough for the longer forms of a length is not typed.
    @Test(arguments: [(126, "827e007e"), (65536, "827f0000000000010000")])
    func longPayloads(count: Int, header: String) throws {
        let bytes = try output("binary:00 repeat=\(count)").bytes
        #expect(Hex.string(bytes.dropLast(count)) == header)
        #expect(bytes.suffix(count).allSatisfy { $0 == 0 })
    }

    @Test(
        "The columns of each piece, with the modifiers behind it",
        arguments: [
            ("text:Hel fin=no  ping", [1...15, 18...21]),
            (#"text:"a b" mask=none"#, [1...20]),
            ("chop:1 text:ab fragments=2", [8...26, 8...26]),
        ])
    func columns(line: String, expected: [ClosedRange<Int>]) throws {
        #expect(try output(line).pieces.map(\.columns) == expected)
    }

    @Test("Of words that a shell took apart, a space is part of its value")
    func wordsOfAShell() throws {
        var keys = Keys()
        let script = try Script(words: ["text:with spaces", "fin=no", "", "hex:81 05", #"ping:"a b""#])
        let output = ScriptOutput(script, from: .server, keys: &keys)
        #expect(
            output.pieces.map { Hex.string($0.bytes) }
                == ["010b776974682073706163 6573", "8105", "8903612062"].map {
                    $0.filter { $0 != " " }
                })
        #expect(output.pieces.map(\.columns) == [1...23, 26...34, 36...45])
    }

    @Test("Every word of the tables can be written as its example, and is in the tests above")
    func examples() throws {
        for part in ScriptPart.allCases { _ = try Script(part.example) }
        for modifier in ScriptModifier.allCases { _ = try Script("text:Hello \(modifier.example)") }
    }
}
