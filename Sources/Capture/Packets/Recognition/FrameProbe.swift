// Whether bytes that nobody has announced look like WebSocket frames: for captures that begin after the handshake. A
// guess by the rules that other protocols break soon (RFC 6455 §5.2, §5.5): known opcodes, RSV2 and RSV3 unused, the
// shortest length, short control frames, and one frame after the other without a byte between them.

import WebSocketProtocol

/// Follows the first frames of one direction.
struct FrameProbe: Sendable {
    /// Whether the frames are masked, as those of clients are; nil where there are none.
    private(set) var isMasked: Bool?
    /// Whether there were bytes.
    private(set) var hasBytes = false

    private var frames = 0
    private var hasEndedWithSegment = false
    private var isDone = false
    private var hasFailed = false
    /// How many bytes of the current frame are to come.
    private var rest: UInt64 = 0

    /// How many frames are looked at.
    private static let enough = 8

    /// Whether what was read so far can hardly be anything else.
    var looksLikeFrames: Bool { !hasFailed && (frames >= 2 || frames == 1 && hasEndedWithSegment) }

    /// Whether one direction alone is enough to tell.
    var isConvincing: Bool { looksLikeFrames && (frames >= 2 || isMasked == true) }

    /// Reads the bytes of a segment on.
    mutating func read(_ range: Range<Int>, in file: FileBytes) {
        hasBytes = true
        var position = range.lowerBound
        while !isDone, !hasFailed {
            let skipped = min(rest, UInt64(range.upperBound - position))
            position += Int(skipped)
            rest -= skipped
            guard rest == 0, position < range.upperBound else { break }
            guard let header = FrameHeader.decode(file.bytes.span.bytes, at: position),
                header.headerLength <= range.upperBound - position
            else {
                // A header in two segments: enough was seen, or nothing.
                isDone = true
                return
            }
            guard isPlausible(header) else {
                hasFailed = true
                return
            }
            isMasked = header.maskingKey != nil
            position += header.headerLength
            rest = header.payloadLength
            frames += 1
            isDone = frames >= Self.enough
        }
        if frames > 0, rest == 0, position == range.upperBound { hasEndedWithSegment = true }
    }

    /// Takes note of bytes that are missing: frames cannot be followed over them.
    mutating func lose() { isDone = true }

    private func isPlausible(_ header: FrameHeader) -> Bool {
        !header.opcode.isReserved && !header.rsv2 && !header.rsv3
            && header.lengthForm == .init(minimalFor: header.payloadLength) && header.payloadLength >> 63 == 0
            && (!header.opcode.isControl || (header.fin && header.payloadLength <= 125))
            && (isMasked == nil || isMasked == (header.maskingKey != nil))
    }
}
