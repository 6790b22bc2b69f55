// A small compressor for examples, RFC 1951 §3.2.6: each part of a message is one block in the fixed codes. Unlike zlib, of which there are
// several, it writes the same bytes on every machine.
//
//   part ──▶ 0 10 │ literals and copies │ end of block │ empty stored block: 000, padding, 00 00 ff ff
//                                                                              └ not sent behind the last part

/// Compresses the messages of one direction. A copy may reach back into an earlier message.
public struct FixedDeflater: Sendable {
    /// What was compressed before, for copies.
    private var written: [UInt8] = []

    /// A compressor that has compressed nothing.
    public init() {}

    /// Compresses a part of a message.
    ///
    /// - Parameter isLast: Whether the message ends with it, so that its last four bytes are not sent (RFC 7692 §7.2.1).
    public mutating func deflate(_ part: [UInt8], isLast: Bool = true) -> [UInt8] {
        var bits = BitWriter()
        if !part.isEmpty { writeBlock(part, isFinal: false, &bits) }
        bits.put(0, 3)
        return bits.bytes + (isLast ? [] : DeflateTrace.endOfMessage)
    }

    /// Compresses bytes to data that ends with a final block, as it is in files.
    public static func whole(_ bytes: [UInt8]) -> [UInt8] {
        var (deflater, bits) = (FixedDeflater(), BitWriter())
        deflater.writeBlock(bytes, isFinal: true, &bits)
        return bits.bytes
    }

    private mutating func writeBlock(_ part: [UInt8], isFinal: Bool, _ bits: inout BitWriter) {
        bits.put(isFinal ? 1 : 0, 1)
        bits.put(1, 2)
        let start = written.count
        written += part
        var position = start
        while position < written.count {
            if let (length, distance) = copy(at: position) {
                put(length: length, distance: distance, &bits)
                position += length
            } else {
                put(literal: Int(written[position]), &bits)
                position += 1
            }
        }
        put(literal: 256, &bits)
    }

    /// The longest copy that writes what stands at a position, of those the nearest; nil where none has three bytes or more.
    private func copy(at position: Int) -> (length: Int, distance: Int)? {
        let longest = min(258, written.count - position)
        var best: (length: Int, distance: Int)?
        for source in (max(0, position - 1 << 15)..<position).reversed() {
            var length = 0
            while length < longest, written[source + length] == written[position + length] { length += 1 }
            if length > best?.length ?? 2 { best = (length, position - source) }
            if length == longest { break }
        }
        return best
    }

    /// The fixed code of a symbol of the literals, 0...285, and how many bits it has.
    public static func code(of symbol: Int) -> (code: Int, bits: Int) {
        switch symbol {
        case ..<144: (0x30 + symbol, 8)
        case ..<256: (0x190 + symbol - 144, 9)
        case ..<280: (symbol - 256, 7)
        default: (0xc0 + symbol - 280, 8)
        }
    }

    private func put(literal symbol: Int, _ bits: inout BitWriter) {
        let (code, bitCount) = Self.code(of: symbol)
        bits.putCode(code, bitCount)
    }

    private func put(length: Int, distance: Int, _ bits: inout BitWriter) {
        for symbol in 257...285 {
            guard let range = DeflateRange.length(symbol), range.values.contains(length) else { continue }
            put(literal: symbol, &bits)
            bits.put(length - range.base, range.extraBits)
        }
        for symbol in 0..<30 {
            guard let range = DeflateRange.distance(symbol), range.values.contains(distance) else { continue }
            bits.putCode(symbol, 5)
            bits.put(distance - range.base, range.extraBits)
        }
    }
}
