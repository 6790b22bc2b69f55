// A message on its way to many connections.

import NIOCore
import WebSocketProtocol

/// A message with the frame that carries it. A server masks nothing, so the same bytes go to everybody.
struct Post: Sendable {
    /// Text or binary.
    let kind: Opcode
    /// The frame, where nothing is compressed.
    let frame: ByteBuffer
    /// The message alone, in the same memory.
    let payload: ByteBuffer

    init(_ kind: Opcode, _ message: RawSpan) {
        self.kind = kind
        let header = FrameHeader(opcode: kind, payloadLength: UInt64(message.byteCount))
        var frame = ByteBuffer()
        frame.reserveCapacity(header.headerLength + message.byteCount)
        frame.writeRepeatingByte(0, count: header.headerLength)
        message.withUnsafeBytes { _ = frame.writeBytes($0) }
        var span = frame.mutableReadableBytesSpan
        header.encode(into: &span, at: 0)
        self.frame = frame
        payload = frame.getSlice(at: frame.readerIndex + header.headerLength, length: message.byteCount) ?? ByteBuffer()
    }
}
