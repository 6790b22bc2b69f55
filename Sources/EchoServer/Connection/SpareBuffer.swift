// One receive buffer for all connections of an event loop: only a connection in the middle of a frame keeps one of its own, so that an
// idle connection holds no buffer.
//
// A buffer is given out again only when nobody needs its bytes: where a write that the system has not taken holds them, `clear` gets new
// memory instead. To forget that is a well-known mistake: the next read overwrites an answer that has not gone.

import NIOCore

/// The spare buffer of an event loop.
struct SpareBuffer {
    /// Buffers above this size are not kept, so that one large message does not cost memory permanently.
    static let largestKept = 512 << 10
    private static let firstCapacity = 16 << 10

    private var spare: ByteBuffer?
    /// How often the same memory was given out again, and how often it was new.
    private(set) var reusedCount = 0, madeCount = 0

    /// An empty buffer.
    mutating func take(_ allocator: ByteBufferAllocator) -> ByteBuffer {
        guard var buffer = spare.take() else {
            madeCount += 1
            return allocator.buffer(capacity: Self.firstCapacity)
        }
        let before = Self.address(buffer)
        buffer.clear()
        if Self.address(buffer) == before { reusedCount += 1 } else { madeCount += 1 }
        return buffer
    }

    /// Gives a buffer back.
    mutating func put(_ buffer: ByteBuffer) {
        if buffer.capacity <= Self.largestKept { spare = buffer }
    }

    /// Nobody is there any more: what is larger than a new buffer is let go of.
    mutating func settle() {
        if let spare, spare.capacity > Self.firstCapacity { self.spare = nil }
    }

    private static func address(_ buffer: ByteBuffer) -> UnsafeRawPointer? {
        buffer.withVeryUnsafeBytes { $0.baseAddress }
    }
}
