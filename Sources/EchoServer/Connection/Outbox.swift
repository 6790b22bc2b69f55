// What waits in this process until the system takes it.
//
//   entry │ entry │ entry ──▶ handed over, one when the one before it is gone ──▶ the system ──▶ TCP
//   └── can still be let go of ──┘
//
// The system takes bytes without delay as long as the peer reads. Where it does not, whole entries wait here, so that those of a slow
// reader can be dropped between two frames.

import NIOCore

/// Buffers of whole frames that are still to be written, the oldest first.
struct Outbox {
    /// Frames that are written together.
    struct Entry {
        var buffer: ByteBuffer
        let frames: Int
    }

    /// About what an entry takes besides its bytes, in bytes.
    static let entryCost = 128

    /// Nil where nothing has waited yet: even an empty buffer takes memory.
    private var entries: CircularBuffer<Entry>?
    /// How many bytes wait.
    private(set) var byteCount = 0

    /// How many entries wait.
    var entryCount: Int { entries?.count ?? 0 }

    /// What its entries take in memory besides their bytes, in bytes.
    var overhead: Int { entryCount * Self.entryCost }

    /// What it takes in memory, in bytes.
    var cost: Int { byteCount + overhead }

    var isEmpty: Bool { entries?.isEmpty ?? true }

    /// How many frames wait.
    var frameCount: Int { entries?.reduce(0) { $0 + $1.frames } ?? 0 }

    mutating func append(_ entry: Entry) {
        var entry = entry
        // An answer lies in the buffer of the read that it answers. If it is a small part of that, it must not keep the whole.
        if entry.buffer.storageCapacity > 2 * entry.buffer.readableBytes {
            entry.buffer = ByteBuffer(bytes: entry.buffer.readableBytesView)
        }
        if entries == nil { entries = CircularBuffer(initialCapacity: 4) }
        entries?.append(entry)
        byteCount += entry.buffer.readableBytes
    }

    /// Takes out the oldest.
    mutating func next() -> Entry? {
        guard let entry = entries?.popFirst() else { return nil }
        byteCount -= entry.buffer.readableBytes
        return entry
    }

    /// Lets go of all of it.
    mutating func removeAll() { self = Outbox() }
}

/// How much may wait for one connection, in bytes, with what it takes to keep it.
public struct QueueLimits: Sendable, Hashable {
    /// Above so many bytes nothing is read from the connection, and a slow reader's policy applies.
    public var high: Int
    /// At so many bytes, or fewer, everything goes on.
    public var low: Int { high / 4 }

    /// Marks; the low one is a quarter of the high one.
    public init(high: Int = 1 << 20) { self.high = high }
}
