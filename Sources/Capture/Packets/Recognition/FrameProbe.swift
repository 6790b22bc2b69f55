// Whether bytes without a handshake look like WebSocket frames: for captures that begin after it. A
// guess by the rules that other protocols break soon (RFC 6455 §5.2, §5.4, §5.5, RFC 7692 §6):
//
//   opcode, RSV      known opcodes; RSV2 and RSV3 unused; RSV1 only where a message with data begins
//   length           the shortest form; control frames are short and whole
//   order            a continuation has something to continue; a fragment that others follow has data; nothing comes
//                    after a Close
//   payload          text is UTF-8, a Close has a code that may be sent
//   one after the other, without a byte between them
//
// A capture that begins within a fragmented message is not recognised: too much else begins with zeros.

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
    /// Whether a message, or everything, waits to continue.
    private var isWithinMessage = false, isClosed = false
    /// Whether a payload was what its frame says it is: readable text, or the code of a Close.
    private var hasProof = false
    /// How many bytes of the current frame are to come.
    private var rest: UInt64 = 0

    /// How many frames are looked at, and how many bytes of each.
    private static let enough = 8, enoughBytes = 256

    /// Whether what was read so far can hardly be anything else, if the other direction looks like it too.
    var looksLikeFrames: Bool { !hasFailed && (frames >= 2 || frames == 1 && hasEndedWithSegment) }

    /// Whether one direction alone is enough. A masked payload that reads well was unmasked correctly.
    var isConvincing: Bool {
        guard looksLikeFrames else { return false }
        return isMasked == true ? hasProof || frames >= 3 : hasProof && frames >= 2
    }

    /// Reads the bytes of the next segment.
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
            position += header.headerLength
            let held = Int(min(header.payloadLength, UInt64(min(range.upperBound - position, Self.enoughBytes))))
            let payload = file.bytes[position..<position + held]
            guard isPlausible(header), reads(header, header.maskingKey?.applied(to: payload) ?? Array(payload)) else {
                hasFailed = true
                return
            }
            isMasked = header.maskingKey != nil
            isClosed = header.opcode == .close
            if !header.opcode.isControl { isWithinMessage = !header.fin }
            rest = header.payloadLength
            frames += 1
            isDone = frames >= Self.enough
        }
        if frames > 0, rest == 0, position == range.upperBound { hasEndedWithSegment = true }
    }

    /// Records bytes that are missing: frames cannot be followed over them.
    mutating func lose() { isDone = true }

    private func isPlausible(_ header: FrameHeader) -> Bool {
        let isContinuation = header.opcode == .continuation
        return !isClosed && !header.opcode.isReserved && !header.rsv2 && !header.rsv3
            && (!header.rsv1 || (!header.opcode.isControl && !isContinuation && header.payloadLength > 0))
            && header.lengthForm == .init(minimalFor: header.payloadLength) && header.payloadLength >> 63 == 0
            && (header.opcode.isControl
                ? header.fin && header.payloadLength <= 125
                : isContinuation == isWithinMessage && (header.fin || header.payloadLength > 0))
            && (isMasked == nil || isMasked == (header.maskingKey != nil))
    }

    /// Whether the start of a payload, unmasked, is what its frame says it is.
    private mutating func reads(_ header: FrameHeader, _ payload: [UInt8]) -> Bool {
        let isWhole = payload.count == header.payloadLength
        if header.opcode == .close {
            guard isWhole else { return true }
            if case .code(let code, let reason) = ClosePayload(payload) {
                hasProof = code.mayBeSent
                return hasProof && isText(reason, isWhole: true)
            }
            return payload.isEmpty
        }
        guard header.opcode == .text, !header.rsv1, let first = payload.first else { return true }
        if first >= 0x20 && first != 0x7F { hasProof = true }
        return isText(payload, isWhole: isWhole && header.fin)
    }

    private func isText(_ bytes: [UInt8], isWhole: Bool) -> Bool {
        var validator = UTF8Validator()
        return validator.validate(bytes.span.bytes, in: 0..<bytes.count) == nil && (!isWhole || validator.isAtBoundary)
    }
}
