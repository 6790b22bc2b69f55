// Replies built in the buffer that was read.
//
//   read    │ header 2...10 │ key │ payload         │ header │ key │ payload │
//   reply          │ header 2...10 │ payload         │ header │ payload │
//                  ^ start                                              ^ end
//
// A client's header is four bytes longer than the server's header for the same payload, because only the client's has a key. So each
// reply fits where its frame was: the first payload stays where it is, later ones move up to close the gap, and a whole
// batch goes out in one write.

import NIOCore
import WebSocketProtocol

/// The stretch of a buffer that holds replies.
struct ReplyRegion {
    /// Where the replies start.
    private(set) var start = 0
    /// Where they end.
    private(set) var end = 0

    var isEmpty: Bool { start == end }

    /// Adds a frame with the payload of a client's frame, both in `bytes`. The client's frame must lie behind the region.
    mutating func append(_ opcode: Opcode, payload: Range<Int>, in bytes: inout MutableRawSpan) {
        let header = FrameHeader(opcode: opcode, payloadLength: UInt64(payload.count))
        if isEmpty {
            start = payload.lowerBound - header.headerLength
            end = start
        }
        let target = end + header.headerLength
        if target != payload.lowerBound {
            bytes.withUnsafeMutableBytes { buffer in
                let from = UnsafeRawBufferPointer(rebasing: buffer[payload])
                UnsafeMutableRawBufferPointer(rebasing: buffer[target..<target + payload.count]).copyMemory(from: from)
            }
        }
        header.encode(into: &bytes, at: end)
        end = target + payload.count
    }
}
