// Inflates the messages of one direction with zlib, RFC 7692 §7.2.2, in bounded steps: a few bytes can stand for many (a bomb), and how
// many is known only when they come out.

internal import CZlib

/// The other side of a `Deflater`.
public final class MessageInflater {
    /// zlib keeps the address of its state, which must not move.
    private let state: UnsafeMutablePointer<z_stream>
    /// Whether the last block was final, and nothing followed yet.
    private var hasEnded = false
    /// Whether the message in hand has data of its own.
    private var hasData = false

    /// - Parameter windowBits: the window is of 2 to the power of it bytes, 8...15.
    /// - Throws: `.outOfMemory`.
    public init(windowBits: Int = 15) throws(CompressionError) {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        let status = inflateInit2_(state, Int32(-windowBits), zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .outOfMemory }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
    }

    /// Inflates a part of a message.
    ///
    /// - Parameters:
    ///   - part: the payload of a frame, unmasked, or a part of it.
    ///   - isLast: whether the message ends with it. The four bytes that were not sent are added then.
    ///   - output: what comes out is appended.
    ///   - limit: how many bytes may come out.
    /// - Throws: `.tooLong` as soon as there are more than that, by at most 64 KiB, or as soon as it is clear that there will be: data that
    ///   stands for a hundred times as much is counted before it is kept. `.brokenData`.
    public func inflate(
        _ part: RawSpan, isLast: Bool, into output: inout [UInt8], limit: Int
    ) throws(CompressionError) {
        let end = output.count + limit
        hasData = hasData || part.byteCount > 0
        try feed(part, into: &output, end: end)
        guard isLast else { return }
        // A final block may be the end of the message; the four bytes then have nothing to complete. One of an earlier message is not.
        let added = endOfMessage
        if !hasEnded || !hasData { try feed(added.span.bytes, into: &output, end: end) }
        hasData = false
        guard hasEnded || isBetweenBlocks else { throw .brokenData }
    }

    /// Whether no block has been begun: bits that are left over of the last byte begin one.
    private var isBetweenBlocks: Bool {
        let status = state.pointee.data_type
        return status & 128 != 0 && status & 63 == 0
    }

    private func feed(_ part: RawSpan, into output: inout [UInt8], end: Int) throws(CompressionError) {
        guard part.byteCount > 0 else { return }
        var status = Z_OK
        var isTooLong = false
        let start = output.count
        var isCounted = false
        part.withUnsafeBytes { source in
            // zlib only reads from it.
            state.pointee.next_in = .init(mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
            state.pointee.avail_in = UInt32(source.count)
            repeat {
                if hasEnded { Self.goOn(state) }
                status = step(into: &output)
                hasEnded = status == Z_STREAM_END
                isTooLong = output.count > end
                let written = output.count - start
                if !isTooLong, !isCounted, written > Self.mostUncounted,
                    written / 100 > source.count - Int(state.pointee.avail_in)
                {
                    isCounted = true
                    isTooLong = exceeds(end - output.count)
                }
            } while !isTooLong && status != Z_DATA_ERROR
                && (hasEnded ? state.pointee.avail_in > 0 : state.pointee.avail_out == 0)
        }
        guard status != Z_DATA_ERROR else { throw .brokenData }
        guard status != Z_MEM_ERROR else { throw .outOfMemory }
        guard !isTooLong else { throw .tooLong }
    }

    /// How many bytes are kept of data that stands for a hundred times as much before the rest is counted.
    private static let mostUncounted = 256 << 10

    /// Whether more than `limit` bytes come out of what is left of the data, behind final blocks too. They are counted on a copy, and not
    /// kept.
    private func exceeds(_ limit: Int) -> Bool {
        let copy = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        copy.initialize(to: z_stream())
        defer { copy.deallocate() }
        guard inflateCopy(copy, state) == Z_OK else { return true }
        defer { inflateEnd(copy) }
        var hasEnded = hasEnded
        var count = 0
        return withUnsafeTemporaryAllocation(byteCount: stepLength, alignment: 1) { scratch in
            repeat {
                if hasEnded { Self.goOn(copy) }
                copy.pointee.next_out = scratch.assumingMemoryBound(to: UInt8.self).baseAddress
                copy.pointee.avail_out = UInt32(scratch.count)
                let status = CZlib.inflate(copy, Z_SYNC_FLUSH)
                hasEnded = status == Z_STREAM_END
                guard status == Z_OK || hasEnded else { return false }
                count += scratch.count - Int(copy.pointee.avail_out)
            } while count <= limit && (hasEnded ? copy.pointee.avail_in > 0 : copy.pointee.avail_out == 0)
            return count > limit
        }
    }

    private func step(into output: inout [UInt8]) -> Int32 {
        var status = Z_OK
        output.append(addingCapacity: stepLength) { free in
            free.withUnsafeMutableBufferPointer { buffer, count in
                state.pointee.next_out = buffer.baseAddress
                state.pointee.avail_out = UInt32(buffer.count)
                status = CZlib.inflate(state, Z_SYNC_FLUSH)
                count = buffer.count - Int(state.pointee.avail_out)
            }
        }
        return status
    }

    /// Behind a final block another may follow, which still copies from before it (RFC 7692 §7.2.3.4). The window stays where it is: final
    /// blocks may be two bytes long each, so that copying it for each of them would take the time of thousands of messages.
    private static func goOn(_ state: UnsafeMutablePointer<z_stream>) { inflateResetKeep(state) }
}
