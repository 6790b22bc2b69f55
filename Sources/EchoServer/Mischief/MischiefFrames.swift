// Frames of the server made wrong, or awkward, on purpose.

import Capture
import NIOCore
import WebSocketProtocol

extension Set<Mischief> {
    /// Whether it changes frames, or how they are written.
    var changesFrames: Bool { !isDisjoint(with: [.maskedFrames, .unaskedRSV1, .badUTF8, .fragments, .sharedBuffer]) }

    /// Whole frames as they go out instead.
    ///
    /// - Parameter isCompressionAgreed: whether RSV1 has been asked for, so that another bit takes its place.
    func spoiled(_ buffer: ByteBuffer, isCompressionAgreed: Bool) -> (buffer: ByteBuffer, frames: Int) {
        var frames = buffer.frames.compactMap(Frame.init)
        if contains(.sharedBuffer) { frames = Self.sharingBuffers(frames) }
        if contains(.badUTF8) { frames = frames.map(Self.endedBadly) }
        if contains(.fragments) { frames = frames.flatMap(Self.fragmented) }
        for index in frames.indices {
            let header = frames[index].header
            if contains(.unaskedRSV1), [.text, .binary].contains(header.opcode) {
                if isCompressionAgreed { frames[index].header.rsv2 = true } else { frames[index].header.rsv1 = true }
            }
            if contains(.maskedFrames) {
                frames[index].header.maskingKey = MaskingKey(.random(in: .min ... .max))
            }
        }
        return (ByteBuffer(bytes: frames.flatMap(\.encoded)), frames.count)
    }

    /// The frames of a server with one buffer for each length, all written at the end: the last of a length is in all of them.
    private static func sharingBuffers(_ frames: [Frame]) -> [Frame] {
        var last: [Int: Frame] = [:]
        for frame in frames where !frame.header.opcode.isControl { last[frame.payload.count] = frame }
        return frames.map { $0.header.opcode.isControl ? $0 : last[$0.payload.count] ?? $0 }
    }

    private static func endedBadly(_ frame: Frame) -> Frame {
        guard frame.header.opcode == .text, !frame.header.rsv1 else { return frame }
        return Frame(.text, payload: frame.payload.dropLast() + [0xff], fin: frame.header.fin)
    }

    /// Three fragments, or two of a message that is shorter than three bytes.
    private static func fragmented(_ frame: Frame) -> [Frame] {
        guard !frame.header.opcode.isControl, frame.header.fin else { return [frame] }
        let parts = frame.payload.count < 3 ? 2 : 3
        let length = (frame.payload.count + parts - 1) / parts
        return (0..<parts).map { part in
            let payload = Array(frame.payload.dropFirst(part * length).prefix(length))
            var fragment = Frame(
                part == 0 ? frame.header.opcode : .continuation, payload: payload, fin: part == parts - 1)
            fragment.header.rsv1 = part == 0 && frame.header.rsv1
            return fragment
        }
    }
}

extension Frame {
    /// A whole frame of a server, from its bytes.
    fileprivate init?(_ bytes: ByteBuffer) {
        guard let header = FrameHeader.decode(bytes.readableBytesSpan, at: 0) else { return nil }
        self.init(header: header, payload: Array(bytes.readableBytesView.dropFirst(header.headerLength)))
    }
}
