// Packets and capture files by hand, for the tests: as few bytes as each format allows. Nothing here shares code with
// what it tests.

/// `value` in `count` bytes, the most significant first.
func big(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// A TCP segment without options or a checksum. `offset` is the length of its header in words.
func tcp(_ from: Int, _ to: Int, seq: Int, ack: Int = 0, flags: Int = 0x10, offset: Int = 5, _ data: [UInt8] = [])
    -> [UInt8]
{
    big(from, 2) + big(to, 2) + big(seq, 4) + big(ack, 4) + [UInt8(offset << 4), UInt8(flags)] + big(0xFFFF, 2)
        + big(0, 4)
        + [UInt8](repeating: 1, count: max(0, offset - 5) * 4) + data
}

/// An IPv4 packet from 10.0.0.`from` to 10.0.0.`to`. `length` replaces the total length, `fragment` is the field of
/// flags and offset.
func ipv4(
    _ from: UInt8, _ to: UInt8, protocol number: UInt8 = 6, options: [UInt8] = [], length: Int? = nil,
    fragment: Int = 0x4000,
    _ payload: [UInt8]
) -> [UInt8] {
    let header = 20 + options.count
    return [0x40 | UInt8(header / 4), 0] + big(length ?? header + payload.count, 2) + big(7, 2) + big(fragment, 2)
        + [64, number, 0, 0, 10, 0, 0, from, 10, 0, 0, to] + options + payload
}

/// An IPv6 packet from 2001:db8::`from` to 2001:db8::`to`, whose first header after the fixed one is `next`.
func ipv6(_ from: UInt8, _ to: UInt8, next: UInt8 = 6, _ payload: [UInt8]) -> [UInt8] {
    func address(_ last: UInt8) -> [UInt8] { [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [last] }
    return [0x60, 0, 0, 0] + big(payload.count, 2) + [next, 64] + address(from) + address(to) + payload
}

/// An Ethernet frame.
func ethernet(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 0xEE, count: 12) + big(type, 2) + payload
}

// MARK: Files

/// A packet of a file: its bytes, its time in ticks, and how many of its bytes the capture kept.
struct Captured {
    var bytes: [UInt8]
    var ticks = 0
    var kept: Int?
    /// pcapng options after the packet.
    var options: [UInt8] = []
}

/// Writes capture files in either byte order.
struct FileBuilder {
    var isBig = false

    func number(_ value: Int, _ count: Int) -> [UInt8] { isBig ? big(value, count) : big(value, count).reversed() }

    /// A pcap file. `magic` says what a tick is.
    func pcap(_ packets: [Captured], link: Int = 1, magic: Int = 0xA1B2_C3D4, ticksPerSecond: Int = 1_000_000)
        -> [UInt8]
    {
        packets.reduce(
            number(magic, 4) + number(2, 2) + number(4, 2) + number(0, 8) + number(262_144, 4) + number(link, 4)
        ) {
            let kept = $1.kept ?? $1.bytes.count
            let (seconds, ticks) = $1.ticks.quotientAndRemainder(dividingBy: ticksPerSecond)
            return $0 + number(seconds, 4) + number(ticks, 4) + number(kept, 4) + number($1.bytes.count, 4)
                + $1.bytes.prefix(kept)
        }
    }

    /// A block of pcapng.
    func block(_ type: Int, _ body: [UInt8]) -> [UInt8] {
        let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
        return number(type, 4) + number(padded.count + 12, 4) + padded + number(padded.count + 12, 4)
    }

    func option(_ code: Int, _ value: [UInt8]) -> [UInt8] {
        number(code, 2) + number(value.count, 2) + value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    }

    func section(options: [UInt8] = []) -> [UInt8] {
        block(0x0A0D_0D0A, number(0x1A2B_3C4D, 4) + number(1, 2) + number(0, 2) + number(-1, 8) + options)
    }

    func interface(link: Int = 1, snapLength: Int = 0, options: [UInt8] = []) -> [UInt8] {
        block(1, number(link, 2) + number(0, 2) + number(snapLength, 4) + options)
    }

    /// The part that the enhanced and the obsolete packet block have in common.
    private func body(_ packet: Captured) -> [UInt8] {
        let kept = packet.kept ?? packet.bytes.count
        let data = packet.bytes.prefix(kept) + [UInt8](repeating: 0, count: (4 - kept % 4) % 4)
        return number(packet.ticks >> 32, 4) + number(packet.ticks & 0xFFFF_FFFF, 4) + number(kept, 4)
            + number(packet.bytes.count, 4)
            + data + packet.options
    }

    func enhanced(_ packet: Captured, interface: Int = 0) -> [UInt8] { block(6, number(interface, 4) + body(packet)) }

    func obsolete(_ packet: Captured, interface: Int = 0) -> [UInt8] {
        block(2, number(interface, 2) + number(0, 2) + body(packet))
    }

    func simple(_ packet: Captured) -> [UInt8] {
        block(3, number(packet.bytes.count, 4) + packet.bytes.prefix(packet.kept ?? packet.bytes.count))
    }

    /// A pcapng file of one section with one interface.
    func pcapng(_ packets: [Captured], link: Int = 1) -> [UInt8] {
        packets.reduce(section() + interface(link: link)) { $0 + enhanced($1) }
    }
}
