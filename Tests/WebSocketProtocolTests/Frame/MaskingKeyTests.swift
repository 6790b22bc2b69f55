// Masking by words against the definition of RFC 6455 §5.3: byte i is XORed with byte i mod 4.

import TestSupport
import Testing
import WebSocketProtocol

struct MaskingKeyTests {
    static let key = MaskingKey(0x01, 0x20, 0x83, 0xfc)

    /// The definition, byte by byte.
    private static func defined(_ bytes: ArraySlice<UInt8>, _ key: [UInt8], from index: Int) -> [UInt8] {
        bytes.enumerated().map { $1 ^ key[(index + $0) % 4] }
    }

    @Test func keyBytes() {
        #expect(Self.key.bytes == hex("01 20 83 fc"))
        #expect(Self.key == MaskingKey(0x012083fc))
        #expect((0..<8).map { Self.key[$0] } == hex("01 20 83 fc 01 20 83 fc"))
    }

    @Test(arguments: 0...3) func inPlaceIsTheDefinition(index: Int) {
        var numbers = SeededNumbers(seed: 53)
        for count in 0...70 {
            for offset in 0...9 {
                let bytes = numbers.bytes(offset + count + 3)
                var masked = bytes
                var span = masked.mutableSpan
                var raw = span.mutableBytes
                Self.key.apply(to: &raw, in: offset..<offset + count, from: index)
                let range = offset..<offset + count
                #expect(
                    masked[range] == Self.defined(bytes[range], Self.key.bytes, from: index)[...],
                    "\(count) at \(offset)")
                #expect(masked[..<offset] == bytes[..<offset], "nothing before the range is touched")
                #expect(
                    masked[range.upperBound...] == bytes[range.upperBound...], "nothing after the range is touched")
            }
        }
    }

    @Test func continuesWhereItLeftOff() {
        var numbers = SeededNumbers(seed: 54)
        let payload = numbers.bytes(40)
        let whole = Self.key.applied(to: payload)
        for split in 0...40 {
            let parts = Self.key.applied(to: payload[..<split]) + Self.key.applied(to: payload[split...], from: split)
            #expect(parts == whole, "split at \(split)")
        }
    }

    @Test(arguments: [0, 1, 2, 3]) func startingInsideIsARotatedKey(index: Int) {
        let rotated = (0..<4).map { Self.key[$0 + index] }
        let key = MaskingKey(rotated[0], rotated[1], rotated[2], rotated[3])
        let payload = (0..<30).map { UInt8($0) }
        #expect(Self.key.applied(to: payload, from: index) == key.applied(to: payload))
    }

    @Test func twiceIsNothing() {
        let payload = Array("masking is its own inverse".utf8)
        #expect(Self.key.applied(to: Self.key.applied(to: payload)) == payload)
        #expect(MaskingKey(0).applied(to: payload) == payload)
    }
}
