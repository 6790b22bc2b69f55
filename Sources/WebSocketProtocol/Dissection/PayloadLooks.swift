// What a payload looks like that should be DEFLATE data and is not: the mistakes of those who compress with a library's first function.
//
//   78 9c …   the format of zlib (RFC 1950): its header before the data, a checksum after it
//   1f 8b …   that of gzip (RFC 1952)
//   7b 22 …   text: not compressed at all
//   … 00 00 ff ff   what the sender must leave out at the end (RFC 7692 §7.2.1)

/// The beginning of a payload, and whether all of it can be read.
struct PayloadLooks: Sendable {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    /// Whether there are only visible characters of ASCII, spaces and line breaks so far.
    private var isReadable = true
    private var count = 0

    /// Adds what arrived.
    mutating func add(_ part: [UInt8]) {
        head += part.prefix(2 - head.count)
        tail = Array((tail + part.suffix(4)).suffix(4))
        count += part.count
        isReadable = isReadable && part.allSatisfy { (0x20...0x7e).contains($0) || [0x09, 0x0a, 0x0d].contains($0) }
    }

    /// What it looks like, as a part of a sentence; nil for nothing that is known.
    ///
    /// - Parameter error: why it does not inflate.
    func words(_ error: DeflateError) -> String? {
        if error == .endsInsideBlock {
            if count == 0 { return "an empty message is the byte 00" }
            if tail == DeflateTrace.endOfMessage {
                return "it ends with 00 00 ff ff, which its sender should have left out"
            }
        }
        guard head.count == 2 else { return nil }
        let hex = Hex.string(head, groupsOf: 1)
        // The header of zlib: method 8, a window of 32 KiB, and a multiple of 31 (RFC 1950 §2.2).
        if head[0] == 0x78, (Int(head[0]) << 8 | Int(head[1])) % 31 == 0 {
            return "it begins with \(hex), as the format of zlib does, which a WebSocket does not use"
        }
        if head == [0x1f, 0x8b] {
            return "it begins with \(hex), as the format of gzip does, which a WebSocket does not use"
        }
        return isReadable && count >= 4 ? "it can be read as it is, so perhaps it was never compressed" : nil
    }
}
