// What the code of a mutant is made of that sends a text where compression was agreed on (RFC 7692 §7.2.1). What compresses here writes the
// same bytes on every machine.

import WebSocketProtocol

/// A program that builds the frame of a server's text, and compresses it. What it builds from is the same as for a `FrameBuilder`.
protocol MessageCompressor: FrameBuilder {}

extension MessageCompressor {
    /// The functions of a library: one writes the data that RFC 1951 describes, the other puts zlib's header and checksum around it.
    var zlib: ZlibFunctions { ZlibFunctions() }

    /// The bytes of the text.
    var bytes: [UInt8] { desk.payload }

    /// Writes bytes.
    func put(_ bytes: [UInt8]) { desk.bytes += bytes }
}

/// Two functions as libraries of compression have them, though their names differ.
struct ZlibFunctions {
    /// The data alone, as a compressor writes it at a flush: it ends with 00 00 ff ff, and more may follow.
    func deflateRaw(_ bytes: [UInt8]) -> [UInt8] {
        var deflater = FixedDeflater()
        return deflater.deflate(bytes, isLast: false)
    }

    /// The data in the wrapping of RFC 1950: 78 9c before it, and behind it a checksum of four bytes.
    func deflate(_ bytes: [UInt8]) -> [UInt8] {
        var sums: (low: UInt32, high: UInt32) = (1, 0)
        for byte in bytes {
            sums.low = (sums.low + UInt32(byte)) % 65_521
            sums.high = (sums.high + sums.low) % 65_521
        }
        let checksum = sums.high << 16 | sums.low
        let tail = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) }
        return [0x78, 0x9c] + FixedDeflater.whole(bytes) + tail
    }
}

/// The compressor without a bug. It sends short texts as they are, since they would only grow.
final class RealCompressor: MessageCompressor {
    /// So many bytes are compressed.
    static let shortest = 10

    let desk: BuilderDesk
    init(_ desk: BuilderDesk) { self.desk = desk }

    func build() {
        guard size >= Self.shortest else {
            put(0x81)
            putLength(size)
            return putText()
        }
        let data = zlib.deflateRaw(bytes).dropLast(DeflateTrace.endOfMessage.count)
        put(0xc1)
        putLength(data.count)
        put(Array(data))
    }

    /// The bytes of the frame of a text.
    static func frame(of text: [UInt8]) -> [UInt8] {
        let desk = BuilderDesk(text)
        RealCompressor(desk).build()
        return desk.bytes
    }
}
