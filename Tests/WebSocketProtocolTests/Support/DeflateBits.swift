// DEFLATE data made by hand, in the fixed codes of RFC 1951 §3.2.6: what no compressor makes can be tested too.

import WebSocketProtocol

/// A compressed message of the server in one frame.
func compressed(_ opcode: Opcode, _ payload: [UInt8]) -> [UInt8] {
    let header = FrameHeader(rsv1: true, opcode: opcode, payloadLength: UInt64(payload.count))
    return Frame(header: header, payload: payload).encoded
}

/// Writes one block in fixed codes, which ends where a message leaves out its last four bytes.
struct DeflateBits {
    private(set) var bytes: [UInt8] = []
    private var bitCount = 0

    /// A block of literals.
    static func literals(_ values: [UInt8]) -> [UInt8] {
        block { bits in for value in values { bits.literal(Int(value)) } }
    }

    /// A block with one copy.
    static func copy(length: Int, distance: Int) -> [UInt8] { block { $0.copy(length: length, distance: distance) } }

    /// A block of `count` zeros, nearly all of them copies of 258.
    static func zeros(_ count: Int) -> [UInt8] {
        block { bits in
            bits.literal(0)
            for _ in 0..<(count - 1) / 258 { bits.copy(length: 258, distance: 1) }
            for _ in 0..<(count - 1) % 258 { bits.literal(0) }
        }
    }

    /// A block in fixed codes, and behind it the first bits of the empty stored block that ends a message.
    static func block(_ fill: (inout DeflateBits) -> Void) -> [UInt8] {
        var bits = DeflateBits()
        bits.add(0b010, 3)
        fill(&bits)
        bits.literal(256)
        bits.add(0, 3)
        return bits.bytes
    }

    /// A literal, or a symbol up to 287.
    mutating func literal(_ symbol: Int) {
        switch symbol {
        case ..<144: code(0x30 + symbol, 8)
        case ..<256: code(0x190 + symbol - 144, 9)
        case ..<280: code(symbol - 256, 7)
        default: code(0xc0 + symbol - 280, 8)
        }
    }

    /// A copy of 3 to 10, or of 258 bytes, from 1...32,768 bytes back.
    mutating func copy(length: Int, distance: Int) {
        literal(length == 258 ? 285 : 254 + length)
        let number = distance - 1
        guard number >= 4 else { return code(number, 5) }
        // Two symbols for each power of 2: the bit below the highest chooses one, those below it follow.
        let highest = Int.bitWidth - 1 - number.leadingZeroBitCount
        code(2 * highest + number >> (highest - 1) & 1, 5)
        add(number & (1 << (highest - 1) - 1), highest - 1)
    }

    /// A code, its most significant bit first.
    private mutating func code(_ value: Int, _ count: Int) {
        for bit in (0..<count).reversed() { add(value >> bit & 1, 1) }
    }

    /// A number, its least significant bit first.
    mutating func add(_ value: Int, _ count: Int) {
        for bit in 0..<count {
            if bitCount % 8 == 0 { bytes.append(0) }
            bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << (bitCount % 8)
            bitCount += 1
        }
    }
}
