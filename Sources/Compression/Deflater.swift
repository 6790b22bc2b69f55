// Compresses the messages of one direction with zlib, RFC 7692 §7.2.1:
//
//   part ──▶ deflate, to the next whole byte ──▶ payload of a frame
//   last part ──▶ the same ──▶ without 00 00 ff ff, which every message ends with

internal import CZlib

/// A compressor. The messages are one stream: a copy may reach back into an earlier message, unless it was forgotten.
public final class Deflater {
    /// zlib keeps the address of its state, which must not move.
    private let state: UnsafeMutablePointer<z_stream>

    /// - Parameters:
    ///   - windowBits: the window is of 2 to the power of it bytes, 9...15. Where the peer takes 8, 9 will do: with it zlib makes no
    ///     distance over 250.
    ///   - memoryLevel: 1...9; how much memory zlib takes besides the window: 2 to the power of it + 9 bytes.
    ///   - level: 0...9; how hard it tries.
    /// - Throws: `.outOfMemory`.
    public init(windowBits: Int = 15, memoryLevel: Int = 8, level: Int = 6) throws(CompressionError) {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        // A negative number of bits: the data alone, without zlib's own header.
        let status = deflateInit2_(
            state, Int32(level), Z_DEFLATED, Int32(-windowBits), Int32(memoryLevel), Z_DEFAULT_STRATEGY, zlibVersion(),
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .outOfMemory }
    }

    deinit {
        deflateEnd(state)
        state.deallocate()
    }

    /// Compresses a part of a message, so that what is appended can be inflated without what comes later.
    ///
    /// - Parameters:
    ///   - part: the bytes; none for an empty message.
    ///   - isLast: whether the message ends with it.
    public func deflate(_ part: RawSpan, isLast: Bool, into output: inout [UInt8]) {
        let start = output.count
        part.withUnsafeBytes { source in
            // zlib only reads from it.
            state.pointee.next_in = .init(mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
            state.pointee.avail_in = UInt32(source.count)
            repeat {
                output.append(addingCapacity: stepLength) { free in
                    free.withUnsafeMutableBufferPointer { buffer, count in
                        state.pointee.next_out = buffer.baseAddress
                        state.pointee.avail_out = UInt32(buffer.count)
                        CZlib.deflate(state, Z_SYNC_FLUSH)
                        count = buffer.count - Int(state.pointee.avail_out)
                    }
                }
            } while state.pointee.avail_out == 0
        }
        guard isLast else { return }
        if output[start...].suffix(4).elementsEqual(endOfMessage) { output.removeLast(4) }
        // Behind a message zlib writes nothing more for an empty one; what is left of its empty block is one byte.
        if output.count == start { output.append(0) }
    }

    /// Forgets what was compressed: no copy reaches back any more.
    public func forget() { deflateReset(state) }
}
