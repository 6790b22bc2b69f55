// Frames of the server made wrong, or awkward, on purpose.

import Capture
import NIOCore
import WebSocketProtocol

extension Set<Mischief> {
    /// Whether it changes frames, or how they are written.
    var changesFrames: Bool { !isDisjoint(with: [.maskedFrames, .unaskedRSV1, .badUTF8, .fragments, .sharedBuffer]) }

    /// Whole frames as they go out instead, and what has been done to them.
    ///
    /// - Parameter isCompressionAgreed: whether RSV1 has been asked for, so that another bit takes its place.
    func spoiled(
        _ buffer: ByteBuffer, isCompressionAgreed: Bool
    ) -> (buffer: ByteBuffer, frames: Int, kinds: Set<Mischief>) {
        var frames = buffer.frames.compactMap(Frame.init)
        var kinds: Set<Mischief> = []
        func apply(_ kind: Mischief, _ change: ([Frame]) -> [Frame]) {
            guard contains(kind) else { return }
            let changed = change(frames)
            if changed != frames { (frames, kinds) = (changed, kinds.union([kind])) }
        }
        apply(.sharedBuffer, Self.sharingBuffers)
        apply(.badUTF8) { $0.map(Self.endedBadly) }
        apply(.fragments) { $0.flatMap(Self.fragmented) }
        apply(.unaskedRSV1) { $0.map { Self.withReservedBit($0, isCompressionAgreed: isCompressionAgreed) } }
        apply(.maskedFrames) { $0.map(Self.masked) }
        return (ByteBuffer(bytes: frames.flatMap(\.encoded)), frames.count, kinds)
    }

    private static func withReservedBit(_ frame: Frame, isCompressionAgreed: Bool) -> Frame {
        guard [.text, .binary].contains(frame.header.opcode) else { return frame }
        var frame = frame
        if isCompressionAgreed { frame.header.rsv2 = true } else { frame.header.rsv1 = true }
        return frame
    }

    private static func masked(_ frame: Frame) -> Frame {
        var frame = frame
        frame.header.maskingKey = MaskingKey(.random(in: .min ... .max))
        return frame
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
