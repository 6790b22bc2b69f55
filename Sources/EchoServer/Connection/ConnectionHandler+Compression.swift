// Compressed messages (RFC 7692): between the frames and zlib.
//
//   fragment ──▶ inflate ──▶ fragments of the message, judged by the connection
//   message ───▶ deflated ──▶ a frame with RSV1, or nil: it is sent as it is

import Compression
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Puts what a fragment is inflated to, to those before it. Returns what to do instead where something is wrong with it.
    func inflate(_ context: ChannelHandlerContext, _ part: RawSpan, isLast: Bool) -> Action? {
        var output: [UInt8] = []
        let limit =
            settings.limits.maximumMessageLength - (fragments.map { $0.readableBytes - FrameHeader.maximumLength } ?? 0)
        do throws(CompressionError) {
            try compression?.inflate(part, isLast: isLast, into: &output, limit: limit)
        } catch {
            fragments = nil
            return connection.inflatingFailed(error.problem)
        }
        if let failure = connection.inflated(output.span.bytes, isLast: isLast) {
            fragments = nil
            return failure
        }
        // The buffer is changed where it lies, not copied.
        var message = fragments.take() ?? roomForHeader(context, EmptyCollection())
        message.writeBytes(output)
        fragments = message
        return nil
    }

    /// The frame of a message, compressed; nil where it is sent as it is.
    func deflated(_ context: ChannelHandlerContext, _ kind: Opcode, _ message: RawSpan) -> ByteBuffer? {
        guard let payload = compression?.deflate(message) else { return nil }
        return framed(kind, roomForHeader(context, payload), isCompressed: true)
    }
}

extension CompressionError {
    /// The same for the core.
    fileprivate var problem: InflatingProblem {
        switch self {
        case .brokenData: .brokenData
        case .tooLong: .tooLong
        case .outOfMemory: .outOfMemory
        }
    }
}
