// One receive buffer for all connections of an event loop: only a connection in the middle of a frame keeps one of its own, so that an
// idle connection holds no buffer.

import NIOCore

/// The spare buffer of an event loop, used on that loop alone.
struct SpareBuffer: Sendable {
    /// Buffers above this size are not kept, so that one large message does not cost memory permanently.
    static let largestKept = 512 << 10

    private let spare: NIOLoopBoundBox<ByteBuffer?>

    /// A pool for the connections of `eventLoop`.
    init(eventLoop: any EventLoop) {
        spare = .makeEmptyBox(valueType: ByteBuffer.self, eventLoop: eventLoop)
    }

    /// An empty buffer.
    func take(_ allocator: ByteBufferAllocator) -> ByteBuffer {
        guard var buffer = spare.value else { return allocator.buffer(capacity: 16 << 10) }
        spare.value = nil
        // Reuses the memory, unless a write that is still waiting needs it.
        buffer.clear()
        return buffer
    }

    /// Gives a buffer back.
    func put(_ buffer: ByteBuffer) {
        if buffer.capacity <= Self.largestKept { spare.value = buffer }
    }
}
