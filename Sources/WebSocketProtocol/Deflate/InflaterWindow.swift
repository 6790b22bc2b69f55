// The window of DEFLATE, RFC 1951 §2 and RFC 7692 §7.1.2: what was written last, from which copies are made.
//
//        next
//         ▼
//   … g h│a b c d e f          a ring: the next byte is written over the oldest one, once it is full

/// The last bytes that were written, as many as there is room for. Memory is taken as they are written.
public struct InflaterWindow: Sendable {
    /// How many bytes there is room for, a power of 2.
    public let capacity: Int
    private var bytes: [UInt8] = []
    /// Where the next byte goes once the window is full.
    private var next = 0

    init(capacity: Int, filledWith byte: UInt8? = nil) {
        self.capacity = capacity
        if let byte { bytes = [UInt8](repeating: byte, count: capacity) }
    }

    /// How many bytes it holds.
    public var count: Int { bytes.count }

    mutating func removeAll() {
        bytes.removeAll()
        next = 0
    }

    mutating func append(_ byte: UInt8) {
        guard bytes.count == capacity else {
            bytes.append(byte)
            return
        }
        bytes[next] = byte
        next = (next + 1) & (capacity - 1)
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
        bytes.count == capacity ? bytes[(next - distance) & (capacity - 1)] : bytes[bytes.count - distance]
    }
}
