// Messages through zlib: their ends, their window, and what must not be inflated.

import CZlib
import Compression
import Testing

@testable import WebSocketProtocol

struct MessageTests {
    private static func deflated(_ message: [UInt8], with deflater: Deflater) -> [UInt8] {
        var data: [UInt8] = []
        deflater.deflate(message.span.bytes, isLast: true, into: &data)
        return data
    }

    private static func inflated(
        _ data: [UInt8], with inflater: MessageInflater, limit: Int = 1 << 20
    ) throws(CompressionError) -> [UInt8] {
        var output: [UInt8] = []
        try inflater.inflate(data.span.bytes, isLast: true, into: &output, limit: limit)
        return output
    }

    /// The examples of RFC 7692 §7.2.3.
    @Test func helloTwice() throws {
        let deflater = try Deflater()
        let hello = Array("Hello".utf8)
        #expect(Hex.string(Self.deflated(hello, with: deflater)) == "f248cdc9c90700")
        #expect(Hex.string(Self.deflated(hello, with: deflater)) == "f200110000")
        deflater.forget()
        #expect(Hex.string(Self.deflated(hello, with: deflater)) == "f248cdc9c90700")

        let inflater = try MessageInflater()
        #expect(try Self.inflated(Hex.parse("f2 48 cd c9 c9 07 00"), with: inflater) == hello)
        #expect(try Self.inflated(Hex.parse("f2 00 11 00 00"), with: inflater) == hello)
        #expect(throws: CompressionError.brokenData) {
            try Self.inflated(Hex.parse("f2 00 11 00 00"), with: MessageInflater())
        }
    }

    @Test func emptyMessages() throws {
        let deflater = try Deflater()
        let inflater = try MessageInflater()
        for message in ["", "", "Hello", ""] {
            let data = Self.deflated(Array(message.utf8), with: deflater)
            #expect(try Self.inflated(data, with: inflater) == Array(message.utf8))
            if message.isEmpty { #expect(data == [0]) }
        }
    }

    @Test(arguments: ["f3 48 cd c9 c9 07 00 00", "f3 48 cd c9 c9 07 00"]) func finalBlocks(hex: String) throws {
        let inflater = try MessageInflater()
        #expect(try Self.inflated(Hex.parse(hex), with: inflater) == Array("Hello".utf8))
        // What was written before it can still be copied.
        #expect(try Self.inflated(Hex.parse("f2 00 11 00 00"), with: inflater) == Array("Hello".utf8))
    }

    @Test func theEndMayComeAlone() throws {
        let inflater = try MessageInflater()
        for hex in ["f3 48 cd c9 c9 07 00", "f2 00 11 00 00"] {
            var output: [UInt8] = []
            let (data, nothing) = (try Hex.parse(hex), [UInt8]())
            try inflater.inflate(data.span.bytes, isLast: false, into: &output, limit: 100)
            try inflater.inflate(nothing.span.bytes, isLast: true, into: &output, limit: 100)
            #expect(output == Array("Hello".utf8))
        }
    }

    @Test func aFinalBlockEndsOneMessage() throws {
        let inflater = try MessageInflater()
        #expect(try Self.inflated(Hex.parse("f3 48 cd c9 c9 07 00"), with: inflater) == Array("Hello".utf8))
        #expect(throws: CompressionError.brokenData) { try Self.inflated([], with: inflater) }
    }

    /// A dynamic block in which 0 stands for a zero, and fourteen ones end the block: sixteen zeros and the end are in the bytes that are added.
    private static var endingInAddedBytes: [UInt8] {
        var bits = BitWriter()
        bits.put(0b100, 3)
        // 257 literals, one distance, 19 lengths of the third code, in which 0 to 15 have four bits each.
        bits.put(0, 10)
        bits.put(15, 4)
        for symbol in 0..<19 { bits.put(symbol < 3 ? 0 : 4, 3) }
        for literal in 0...256 { bits.putCode(literal < 14 ? literal + 1 : literal == 256 ? 14 : 0, 4) }
        bits.putCode(0, 4)
        // Six zeros fill its last byte.
        bits.put(0, 6)
        return bits.bytes
    }

    /// The four bytes that are added may end a block, and two bits of them be left over, which begin another.
    @Test func bitsAreLeftOver() throws {
        let data = Self.endingInAddedBytes
        var output: [UInt8] = []
        var (inflater, position) = (Inflater(), 0)
        let whole = data + DeflateTrace.endOfMessage
        while try inflater.step(whole.span.bytes, at: &position, to: whole.count, into: &output) != nil {}
        #expect(output == [UInt8](repeating: 0, count: 22))
        #expect(DeflateTrace(of: data).error?.what == .endsInsideBlock)
        #expect(throws: CompressionError.brokenData) { try Self.inflated(data, with: MessageInflater()) }
    }

    /// What comes out may be as long as one step, or several.
    @Test(arguments: [65_535, 65_536, 131_072]) func aFinalBlockAtTheEndOfAStep(length: Int) throws {
        var data: [UInt8] = []
        var rest = length
        while rest > 0 {
            let count = min(rest, 60_000)
            rest -= count
            let (low, high) = (UInt8(count & 0xff), UInt8(count >> 8))
            data += [rest == 0 ? 1 : 0, low, high, ~low, ~high] + [UInt8](repeating: 7, count: count)
        }
        #expect(try Self.inflated(data, with: MessageInflater()) == [UInt8](repeating: 7, count: length))
    }

    @Test(arguments: ["", "f2 48 cd c9", "07", "00 05 00 fb ff"]) func brokenData(hex: String) throws {
        let inflater = try MessageInflater()
        #expect(throws: CompressionError.brokenData) { try Self.inflated(Hex.parse(hex), with: inflater) }
    }

    @Test func aBomb() throws {
        let bomb = Self.deflated([UInt8](repeating: 0, count: 16 << 20), with: try Deflater())
        #expect(bomb.count < 17_000)
        let inflater = try MessageInflater()
        var output: [UInt8] = []
        #expect(throws: CompressionError.tooLong) {
            try inflater.inflate(bomb.span.bytes, isLast: true, into: &output, limit: 100_000)
        }
        #expect(output.count <= 100_000 + 65_536)
        // As many as there may be are let through.
        #expect(try Self.inflated(bomb, with: MessageInflater(), limit: 16 << 20).count == 16 << 20)
        #expect(throws: CompressionError.tooLong) {
            try Self.inflated(bomb, with: MessageInflater(), limit: 16 << 20 - 1)
        }
    }

    /// The limit holds where the data ends in the step that first passes what is kept uncounted, and nothing is read behind it.
    @Test(arguments: [262_144, 262_145, 300_000, 309_999, 327_680])
    func theLimitHoldsWhereTheDataEnds(limit: Int) throws {
        for length in [limit, limit + 1, 310_000, 327_680, 327_681] {
            let zeros = [UInt8](repeating: 0, count: length)
            for (data, isLast) in [(Self.deflated(zeros, with: try Deflater()), false), (Self.final(zeros), true)] {
                var output: [UInt8] = []
                var isTooLong = false
                do throws(CompressionError) {
                    try MessageInflater().inflate(data.span.bytes, isLast: isLast, into: &output, limit: limit)
                } catch {
                    #expect(error == .tooLong)
                    isTooLong = true
                }
                #expect(isTooLong == (length > limit), "\(length) under \(limit)")
            }
        }
    }

    /// A final block in the middle of a bomb does not hide what is behind it: no more of it is kept than of other bombs.
    @Test func aBombBehindAFinalBlock() throws {
        let zeros = [UInt8](repeating: 0, count: 400_000)
        let first = Self.final(zeros),
            rest = Self.deflated([UInt8](repeating: 0, count: 16 << 20), with: try Deflater())
        for data in [first + rest, [0x03, 0x00] + first + [0x03, 0x00] + rest] {
            var output: [UInt8] = []
            #expect(throws: CompressionError.tooLong) {
                try MessageInflater().inflate(data.span.bytes, isLast: true, into: &output, limit: 16 << 20)
            }
            #expect(output.count < 1 << 20)
            #expect(
                try Self.inflated(data, with: MessageInflater(), limit: 400_000 + 16 << 20).count == 400_000 + 16 << 20)
        }
    }

    /// Data that ends with a final block.
    private static func final(_ message: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        var (source, data) = (message, [UInt8](repeating: 0, count: message.count + 1_000))
        return source.withUnsafeMutableBufferPointer { source in
            data.withUnsafeMutableBufferPointer { out in
                deflateInit2_(
                    &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
                    Int32(MemoryLayout<z_stream>.size))
                (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
                (stream.next_out, stream.avail_out) = (out.baseAddress, UInt32(out.count))
                deflate(&stream, Z_FINISH)
                deflateEnd(&stream)
                return Array(out.prefix(out.count - Int(stream.avail_out)))
            }
        }
    }
}
