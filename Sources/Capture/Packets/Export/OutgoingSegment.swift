// A TCP segment in an IP packet, with all checksums (RFC 791, RFC 8200, RFC 9293; the pictures are in Layers/).

/// A segment that is written.
struct OutgoingSegment {
    var source: SocketEnd
    var destination: SocketEnd
    var sequence: UInt32
    var acknowledgment: UInt32
    var flags: TCPSegment.Flags
    var data: ArraySlice<UInt8> = []

    /// The largest payload for segments between two ends: what fits an IP packet within one machine, and an Ethernet
    /// frame between two.
    static func maximumData(_ source: SocketEnd, _ destination: SocketEnd) -> Int {
        if source.address.isLoopback, destination.address.isLoopback { return 65_495 }
        return isVersion4(source, destination) ? 1460 : 1440
    }

    private static func isVersion4(_ source: SocketEnd, _ destination: SocketEnd) -> Bool {
        source.address.v4 != nil && destination.address.v4 != nil
    }

    private var isVersion4: Bool { Self.isVersion4(source, destination) }
    private var tcpHeaderLength: Int { flags.contains(.syn) ? 28 : 20 }
    private var tcpLength: Int { tcpHeaderLength + data.count }

    /// The length of the IP packet.
    var length: Int { (isVersion4 ? 20 : 40) + tcpLength }

    /// Appends the IP packet.
    func write(to bytes: inout [UInt8]) {
        let sum = isVersion4 ? writeVersion4(&bytes) : writeVersion6(&bytes)
        let start = bytes.count
        writeHeader(&bytes)
        bytes += data
        Self.setChecksum(in: &bytes, at: start + 16, of: start..<bytes.count, plus: sum)
    }

    /// Appends the IPv4 header, and returns the sum of the pseudo-header that the TCP checksum covers.
    private func writeVersion4(_ bytes: inout [UInt8]) -> UInt64 {
        let start = bytes.count
        bytes += [0x45, 0]
        big(UInt64(length), bytes: 2, to: &bytes)
        // No identification is needed where fragments are forbidden (RFC 6864 §4.1).
        bytes += [0, 0, 0x40, 0, Self.timeToLive, Self.tcp, 0, 0]
        for end in [source, destination] { big(end.address.low & 0xFFFF_FFFF, bytes: 4, to: &bytes) }
        Self.setChecksum(in: &bytes, at: start + 10, of: start..<bytes.count, plus: 0)
        return Self.sum(bytes, start + 12..<bytes.count) + UInt64(Self.tcp) + UInt64(tcpLength)
    }

    private func writeVersion6(_ bytes: inout [UInt8]) -> UInt64 {
        let start = bytes.count
        bytes += [0x60, 0, 0, 0]
        big(UInt64(tcpLength), bytes: 2, to: &bytes)
        bytes += [Self.tcp, Self.timeToLive]
        for end in [source, destination] {
            big(end.address.high, bytes: 8, to: &bytes)
            big(end.address.low, bytes: 8, to: &bytes)
        }
        return Self.sum(bytes, start + 8..<bytes.count) + UInt64(Self.tcp) + UInt64(tcpLength)
    }

    private func writeHeader(_ bytes: inout [UInt8]) {
        big(UInt64(source.port), bytes: 2, to: &bytes)
        big(UInt64(destination.port), bytes: 2, to: &bytes)
        big(UInt64(sequence), bytes: 4, to: &bytes)
        big(UInt64(acknowledgment), bytes: 4, to: &bytes)
        bytes += [UInt8(tcpHeaderLength / 4) << 4, flags.rawValue, 0xFF, 0xFF, 0, 0, 0, 0]
        guard flags.contains(.syn) else { return }
        // The maximum segment size, no operation, and a window scale of 7: windows are counted in 128 bytes.
        bytes += [2, 4]
        big(UInt64(Self.maximumData(source, destination)), bytes: 2, to: &bytes)
        bytes += [1, 3, 3, 7]
    }

    private static let tcp: UInt8 = 6
    private static let timeToLive: UInt8 = 64

    private func big(_ value: UInt64, bytes count: Int, to bytes: inout [UInt8]) {
        for index in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8))) }
    }
}

// MARK: The Internet checksum (RFC 1071): the complement of the sum of all 16-bit words, with carries added back in.

extension OutgoingSegment {
    private static func sum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var sum: UInt64 = 0
        var index = range.lowerBound
        while index + 1 < range.upperBound {
            sum += UInt64(bytes[index]) << 8 | UInt64(bytes[index + 1])
            index += 2
        }
        return index < range.upperBound ? sum + UInt64(bytes[index]) << 8 : sum
    }

    private static func setChecksum(in bytes: inout [UInt8], at position: Int, of range: Range<Int>, plus sum: UInt64) {
        var sum = sum + Self.sum(bytes, range)
        while sum > 0xFFFF { sum = sum >> 16 + sum & 0xFFFF }
        let checksum = ~UInt16(truncatingIfNeeded: sum)
        bytes[position] = UInt8(checksum >> 8)
        bytes[position + 1] = UInt8(truncatingIfNeeded: checksum)
    }
}
