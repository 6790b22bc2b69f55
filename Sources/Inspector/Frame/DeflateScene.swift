// What the pane of a compressed message looks at: its symbols, and those under the cursor.
//
//   payload of the message   │ frame │ this frame    │ later frame │ 00 00 ff ff
//                                    └ first  byte

import Capture
import WebSocketProtocol

struct DeflateScene {
    let trace: DeflateTrace
    let message: MessageRecord
    let inflated: InflatedMessage?
    /// Which bytes of the message's payload are those of the frame, as far as they have arrived.
    let bytes: Range<Int>
    /// How many bytes of the frame come before them.
    private let headerLength: Int

    /// Nil where the frame is not part of a compressed message, or where its symbols are not known or not shown.
    ///
    /// - Parameter last: The trace that was drawn last: to make one anew takes long.
    init?(_ conversation: Conversation, _ frame: FrameRecord, reusing last: DeflateTrace? = nil) {
        guard let header = frame.header, let message = conversation.dissection.message(of: frame),
            message.isCompressed, let trace = conversation.deflateTrace(of: message, reusing: last)
        else { return nil }
        self.trace = trace
        self.message = message
        inflated = conversation.inflated(message)
        headerLength = header.headerLength
        let earlier = conversation.begunFrames(of: message).filter { $0.index < frame.index }
        let first = earlier.reduce(0) { $0 + $1.payloadRange.count }
        bytes = min(first, trace.payloadCount)..<min(first + frame.payloadRange.count, trace.payloadCount)
    }

    /// The byte of the message's payload at a byte of the frame; nil for one of the header, and for one that is not read.
    func payloadByte(at byte: Int) -> Int? {
        let place = bytes.lowerBound + byte - headerLength
        return byte >= headerLength && bytes.contains(place) ? place : nil
    }

    /// The symbols under the cursor: that of a bit, or all that have bits in a byte.
    func steps(atByte byte: Int, bit: Int?) -> Range<Int> {
        guard let place = payloadByte(at: byte) else { return 0..<0 }
        if let bit { return trace.step(ofByte: place, bit: bit).map { $0..<$0 + 1 } ?? 0..<0 }
        return trace.steps(inByte: place)
    }

    /// The bits of the frame at which symbols begin, in the order in which they are read: each byte from its lowest bit on. The first
    /// bit of the payload is one of them, if a symbol of an earlier frame goes on there.
    var starts: [Int] { trace.starts(in: bytes).map { $0 + (headerLength - bytes.lowerBound) * 8 } }
}
