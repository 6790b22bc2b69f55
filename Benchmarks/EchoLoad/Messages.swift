// What is sent, and what must come back: made once, so that sending costs a copy and verifying a comparison.

import WebSocketProtocol

/// Some messages of one kind, as they lie on the wire in both directions.
struct Messages {
    /// Masked, as a client sends them.
    let frames: [[UInt8]]
    /// What the server must answer, byte for byte: the same message in one frame of the shortest form.
    let echoes: [[UInt8]]
    /// How many bytes each carries.
    let payloadLengths: [Int]

    /// Messages with lengths that are spread over `sizes`. No two neighbours are the same.
    init(sizes: ClosedRange<Int>, opcode: Opcode) {
        // Enough of them to be different, and few enough to stay in the cache.
        let count = max(4, min(64, (4 << 20) / max(1, sizes.upperBound)))
        let plain = (0..<count).map { number in
            let length = sizes.lowerBound + (sizes.count - 1) * number / (count - 1)
            // From the space on: 64 characters of ASCII, which are text as well.
            return Frame(opcode, payload: (0..<length).map { UInt8(0x20 + ($0 &* 7 &+ number) % 64) })
        }
        frames = plain.enumerated().map { number, frame in
            let key = MaskingKey(0x9e37_79b9 &* UInt32(truncatingIfNeeded: number + 1))
            return Frame(frame.header.opcode, payload: frame.payload, maskingKey: key).encoded
        }
        echoes = plain.map(\.encoded)
        payloadLengths = plain.map(\.payload.count)
    }

    var count: Int { frames.count }
}
