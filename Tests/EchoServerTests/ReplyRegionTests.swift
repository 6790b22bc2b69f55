// Replies in the buffer of what they answer: any batch becomes the concatenation of its echoes.

import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct ReplyRegionTests {
    static let lengths = [0, 1, 2, 125, 126, 127, 300, 65_535, 65_536]

    /// Every pair of lengths, and batches drawn from a fixed sequence.
    static var batches: [[Int]] {
        var numbers = SeededNumbers(seed: 1338)
        let pairs = lengths.flatMap { first in lengths.map { [first, $0] } }
        let mixed = (0..<40).map { _ in
            (0..<1 + numbers.below(12)).map { _ in numbers.one(of: lengths) }
        }
        return lengths.map { [$0] } + pairs + mixed
    }

    @Test(arguments: [[], pattern(7), pattern(130)])
    func `The region holds the echoes, one behind the other`(before: [UInt8]) {
        for batch in Self.batches {
            // Something in the buffer before the first frame, as after a frame that got no answer.
            var bytes = before
            var expected: [UInt8] = []
            var payloads: [Range<Int>] = []
            for (index, length) in batch.enumerated() {
                let payload = pattern(length, seed: index)
                let header = FrameHeader(
                    opcode: .binary, maskingKey: MaskingKey(UInt32(index)), payloadLength: UInt64(length))
                // The payload as it is after unmasking.
                bytes += header.encoded + payload
                payloads.append(bytes.count - length..<bytes.count)
                expected += frame(.binary, payload, from: .server)
            }
            var region = ReplyRegion()
            #expect(region.isEmpty)
            var span = bytes.mutableSpan
            var raw = span.mutableBytes
            for payload in payloads { region.append(.binary, payload: payload, in: &raw) }
            #expect(Array(bytes[region.start..<region.end]) == expected, "\(batch)")
            #expect(bytes.starts(with: before))
        }
    }
}
