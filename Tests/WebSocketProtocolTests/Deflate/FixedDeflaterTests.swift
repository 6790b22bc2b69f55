// The small compressor against the examples of RFC 7692 §7.2.3, and against what inflates.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct FixedDeflaterTests {
    /// What comes out of messages that follow each other.
    private static func inflated(_ messages: [[UInt8]]) -> [[UInt8]] {
        var inflater = Inflater()
        return messages.map { InflaterTests.read([$0 + DeflateTrace.endOfMessage], with: &inflater).output }
    }

    @Test(arguments: [
        ("Hello", "f2 48 cd c9 c9 07 00"), ("", "00"), ("Hi", "f2 c8 04 00"),
    ])
    func examples(text: String, hex: String) throws {
        var deflater = FixedDeflater()
        #expect(deflater.deflate(Array(text.utf8)) == (try Hex.parse(hex)))
    }

    @Test func hasTheSymbolsThatAreExpected() {
        var deflater = FixedDeflater()
        let trace = DeflateTrace(of: deflater.deflate(Array("abcabcabcab".utf8)))
        #expect(
            trace.steps.prefix(5).map(\.symbol) == [
                .block(.fixed, isFinal: false), .literal(0x61), .literal(0x62), .literal(0x63),
                .copy(length: 8, distance: 3),
            ])
    }

    @Test func aCopyReachesBackIntoAnEarlierMessage() {
        var deflater = FixedDeflater()
        let messages = ["Hello", "Hello", "Hello!"].map { deflater.deflate(Array($0.utf8)) }
        #expect(messages[1].count < messages[0].count)
        #expect(Self.inflated(messages).map { String(decoding: $0, as: UTF8.self) } == ["Hello", "Hello", "Hello!"])
    }

    /// A message in parts is the same as one that is whole, with four bytes between the parts.
    @Test func partsEndWithTheFourBytes() {
        var deflater = FixedDeflater()
        let parts = [deflater.deflate(Array("Hel".utf8), isLast: false), deflater.deflate(Array("lo".utf8))]
        #expect(parts[0].suffix(4) == [0, 0, 0xff, 0xff])
        #expect(Self.inflated([parts[0] + parts[1]]) == [Array("Hello".utf8)])
    }

    /// All lengths and many distances, all literals.
    @Test(arguments: 1...12) func anyBytesComeOutAgain(_ seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        var deflater = FixedDeflater()
        let messages = (0..<6).map { _ in
            let unit = numbers.bytes(1 + numbers.below(40))
            return (0..<1 + numbers.below(12)).flatMap { _ in unit + numbers.bytes(numbers.below(3)) }
        }
        #expect(Self.inflated(messages.map { deflater.deflate($0) }) == messages)
    }

    @Test(arguments: [3, 10, 11, 257, 258, 259, 600]) func longRuns(_ count: Int) {
        var deflater = FixedDeflater()
        let run = [UInt8](repeating: 0xf0, count: count)
        #expect(Self.inflated([deflater.deflate(run)]) == [run])
    }

    @Test func wholeDataEndsWithAFinalBlock() throws {
        #expect(FixedDeflater.whole(Array("Hello".utf8)) == (try Hex.parse("f3 48 cd c9 c9 07 00")))
    }
}
