// The window of DEFLATE, RFC 1951 §2: what was written last, from which copies are made.
//
//        next
//         ▼
//   … g h│a b c d e f          a ring: the next byte is written over the oldest one, once it is full

/// The last 32 KiB that were written: no copy can reach further back. Memory is taken as they are written.
public struct InflaterWindow: Sendable, Hashable {
    /// How many bytes there is room for.
    public static let capacity = 1 << 15

    private var bytes: [UInt8] = []
    /// Where the next byte goes once the window is full.
    private var next = 0
    /// What stands before all that was written; nil for nothing.
    private let past: UInt8?

    /// - Parameter past: a byte of which the window is full; nil for an empty one.
    init(filledWith past: UInt8? = nil) { self.past = past }

    /// How many bytes it holds.
    public var count: Int { past == nil ? bytes.count : Self.capacity }

    /// How much memory it takes, in bytes.
    var cost: Int { bytes.capacity }

    mutating func append(_ byte: UInt8) {
        guard bytes.count == Self.capacity else {
            bytes.append(byte)
            return
        }
        bytes[next] = byte
        next = (next + 1) & (Self.capacity - 1)
    }

    /// Writes `length` bytes that begin `distance` bytes ago, 1...`count`, and appends them to `output`.
    mutating func copy(_ length: Int, from distance: Int, into output: inout [UInt8]) {
        for _ in 0..<length {
            let byte = self[distance]
            append(byte)
            output.append(byte)
        }
    }

    /// The byte that was written `distance` bytes ago, 1...`count`.
    public subscript(distance: Int) -> UInt8 {
        if bytes.count == Self.capacity { return bytes[(next - distance) & (Self.capacity - 1)] }
        return distance <= bytes.count ? bytes[bytes.count - distance] : past ?? 0
    }
}
