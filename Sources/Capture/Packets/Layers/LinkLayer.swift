// From the first byte of a packet to the IP header in it.
//
//     Ethernet     destination 6   source 6   EtherType 2                             then VLAN tags, if any
//     VLAN tag     tag control 2   EtherType 2                     behind EtherType 8100, 88a8 or 9100
//     cooked v1    packet type 2   ARPHRD 2   address length 2   address 8   EtherType 2
//     cooked v2    EtherType 2   reserved 2   interface 4   ARPHRD 2   packet type 1   address length 1   address 8
//     NULL, LOOP   address family 4
//     raw IP       the IP header itself

/// Finds the IP header of a packet.
enum LinkLayer {
    /// What a packet holds after its link header.
    enum Content {
        /// An IP header, of either version, at this position.
        case ip(Int)
        /// Something else, such as ARP.
        case other
        /// The packet ends within its link header.
        case broken
        /// A link header that is not supported.
        case unknown
    }

    /// What follows the link header of `packet`.
    @inline(__always)
    static func content(of packet: Packet, in file: FileBytes) -> Content {
        let start = packet.start
        switch packet.link {
        case .ethernet: return network(file, type: start + 12, next: start + 14, end: packet.end)
        case .linuxCooked: return network(file, type: start + 14, next: start + 16, end: packet.end)
        case .linuxCooked2: return network(file, type: start, next: start + 20, end: packet.end)
        case .null, .loop: return loopback(file, start, end: packet.end)
        case .raw, .rawBSD, .rawOpenBSD, .ipv4, .ipv6: return start < packet.end ? .ip(start) : .broken
        default: return .unknown
        }
    }

    private static let ipv4: UInt16 = 0x0800
    private static let ipv6: UInt16 = 0x86DD
    private static let vlanTags: [UInt16] = [0x8100, 0x88A8, 0x9100]

    /// What the EtherType at `type` announces at `next`. Tags can be stacked (QinQ), each with the next EtherType at
    /// its end.
    private static func network(_ file: FileBytes, type: Int, next: Int, end: Int) -> Content {
        guard next <= end else { return .broken }
        var etherType = file.big16(type)
        var next = next
        while etherType != ipv4, etherType != ipv6 {
            guard vlanTags.contains(etherType) else { return .other }
            guard next + 4 <= end else { return .broken }
            etherType = file.big16(next + 2)
            next += 4
        }
        return next < end ? .ip(next) : .broken
    }

    /// The family is in the byte order of the capturing machine, and IPv6 has another number on every system (24, 28,
    /// 30, or 10). The version in the IP header is the better witness; the family only distinguishes IP from everything else.
    private static func loopback(_ file: FileBytes, _ start: Int, end: Int) -> Content {
        guard start + 4 < end else { return .broken }
        let family = file.big32(start)
        switch family > 0xFFFF ? family.byteSwapped : family {
        case 2, 10, 24, 28, 30: return .ip(start + 4)
        default: return .other
        }
    }
}
