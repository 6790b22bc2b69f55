// What one read is answered with, in order and in one write.
//
//   earlier   │ frames that were made elsewhere, and the replies before them │
//   region    │ replies where the frames they answer were                    │
//
// Most reads hold whole frames alone: `earlier` does not exist, and the region goes out as it lies. A message in fragments is made
// elsewhere; what lies before it in the region is then copied, since a region that a write holds can't be built on.

import NIOCore

/// The replies to one read.
struct Replies {
    /// The replies since the last frame that was made elsewhere.
    var region = ReplyRegion()
    private var earlier: ByteBuffer?

    /// Adds frames that lie in a buffer of their own. `buffer` is the one that holds the region.
    mutating func append(_ frames: ByteBuffer, behind buffer: ByteBuffer) {
        settle(buffer)
        if earlier == nil { earlier = frames } else { earlier?.writeImmutableBuffer(frames) }
    }

    /// All replies; nil where there are none.
    consuming func taken(from buffer: ByteBuffer) -> ByteBuffer? {
        guard earlier != nil else { return region.isEmpty ? nil : slice(of: buffer) }
        settle(buffer)
        return earlier
    }

    private mutating func settle(_ buffer: ByteBuffer) {
        guard !region.isEmpty, let replies = slice(of: buffer) else { return }
        region = ReplyRegion()
        // A copy: to keep the slice would make the next frame's unmasking copy the whole buffer.
        if earlier == nil {
            earlier = ByteBuffer(bytes: replies.readableBytesView)
        } else {
            earlier?.writeImmutableBuffer(replies)
        }
    }

    private func slice(of buffer: ByteBuffer) -> ByteBuffer? {
        buffer.getSlice(at: buffer.readerIndex + region.start, length: region.end - region.start)
    }
}
