// The frames in what an endpoint writes. What the connection makes itself is whole frames, which are only counted; what a user sends
// by hand may be anything, so it is followed byte by byte:
//
//   written   ...│ header │ payload │ header, half of it      then the rest, in any number of writes
//                                   ^ count goes up here
//
// Nothing is judged: a peer that reads the same bytes finds the same frames.

/// Follows the frames of an endpoint's own stream.
struct SentFrames: Sendable {
    /// How many frames have begun.
    var count = 0
    /// The bytes so far of a header that is not complete.
    private var header: [UInt8] = []
    /// How many bytes of the payload in hand are still to come.
    private var rest: UInt64 = 0
    private var isClose = false

    /// Whether the next byte begins a frame.
    var isBetweenFrames: Bool { header.isEmpty && rest == 0 }

    /// The first frame that begins in the next bytes, or after them.
    var next: FrameStart { FrameStart(offset: header.isEmpty ? Int(clamping: rest) : nil, number: count) }

    /// Follows bytes. Returns whether a Close ends in them.
    mutating func add(_ bytes: RawSpan) -> Bool {
        var position = 0
        var hasClose = false
        while position < bytes.byteCount {
            if rest > 0 {
                let taken = min(rest, UInt64(bytes.byteCount - position))
                rest -= taken
                position += Int(taken)
            } else if !readHeader(bytes, &position) {
                return hasClose
            }
            if rest == 0, isClose { (hasClose, isClose) = (true, false) }
        }
        return hasClose
    }

    /// Takes a header, or all there is of it. Returns whether it is complete.
    private mutating func readHeader(_ bytes: RawSpan, _ position: inout Int) -> Bool {
        if header.isEmpty { count += 1 }
        let held = header.count
        let end = min(position + FrameHeader.maximumLength - held, bytes.byteCount)
        header += bytes.bytes(in: position..<end)
        guard let decoded = FrameHeader.decode(header.span.bytes) else {
            // Not even the longest header would be complete, so everything here belongs to this one.
            position = end
            return false
        }
        header.removeAll(keepingCapacity: true)
        position += decoded.headerLength - held
        rest = decoded.payloadLength
        isClose = decoded.isClose
        return true
    }
}
