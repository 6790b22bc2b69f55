// From an IP header to the TCP segment after it.
//
//     IPv4 (RFC 791)     version 4│header length 4   TOS   total length 2   id 2   flags 3│fragment offset 13
//                        TTL   protocol   checksum 2   source 4   destination 4   options
//     IPv6 (RFC 8200)    version 4│class 8│flow 20   payload length 2   next header   hop limit
//                        source 16   destination 16
//     extension          next header   length in 8 bytes, without the first 8   ...
//     fragment           next header   reserved   offset 13│0 0│more 1   id 4
//     authentication     next header   length in 4 bytes, without the first 8   ...
//
// Checksums are not verified: a machine that captures what it sends itself sees them before its network card has
// computed them.

/// Finds the TCP segment of an IP packet.
enum InternetLayer {
    /// What an IP packet holds.
    enum Content {
        /// A TCP segment between two addresses.
        case tcp(Segment)
        /// Another protocol.
        case other
        /// The packet is left out, for this reason.
        case skip(SkipReason)
    }

    /// A TCP segment as IP delivers it.
    struct Segment {
        var source: Address
        var destination: Address
        /// Where it starts in the file.
        var start: Int
        /// The end of what is captured of it.
        var end: Int
        /// How many of its bytes the capture cut off.
        var cut: Int
    }

    private static let tcp: UInt8 = 6

    /// What the IP header at `start` holds, in a packet that ends at `end` and has lost `cut` bytes after that.
    @inline(__always)
    static func content(_ file: FileBytes, at start: Int, end: Int, cut: Int) -> Content {
        switch file[start] >> 4 {
        case 4: version4(file, start, end, cut)
        case 6: version6(file, start, end, cut)
        default: .skip(.brokenHeaders)
        }
    }

    private static func version4(_ file: FileBytes, _ start: Int, _ end: Int, _ cut: Int) -> Content {
        let headerLength = Int(file[start] & 0x0F) * 4
        guard headerLength >= 20, start + headerLength <= end else { return .skip(.brokenHeaders) }
        // The card cuts large segments into packets after they were captured (segmentation offload): then the length
        // is 0.
        let declared = Int(file.big16(start + 2))
        let length = declared == 0 ? end - start + cut : declared
        guard length >= headerLength, start + length <= end + cut else { return .skip(.brokenHeaders) }
        // More fragments, or not the first: anything but the flag that forbids fragments.
        guard file.big16(start + 6) & 0x3FFF == 0 else { return .skip(.fragment) }
        guard file[start + 9] == tcp else { return file[start + 9] == 50 ? .skip(.encrypted) : .other }
        return segment(
            from: .v4(file.big32(start + 12)), to: .v4(file.big32(start + 16)), start + headerLength, end,
            total: start + length)
    }

    private static func version6(_ file: FileBytes, _ start: Int, _ end: Int, _ cut: Int) -> Content {
        var position = start + 40
        guard position <= end else { return .skip(.brokenHeaders) }
        let declared = Int(file.big16(start + 4))
        let total = declared == 0 ? end + cut : position + declared
        guard total <= end + cut else { return .skip(.brokenHeaders) }
        var header = file[start + 6]
        while header != tcp {
            guard isExtension(header) else { return header == 50 ? .skip(.encrypted) : .other }
            guard position + 8 <= min(end, total) else { return .skip(.brokenHeaders) }
            var length = 8
            switch header {
            case 44: if file.big16(position + 2) & 0xFFF9 != 0 { return .skip(.fragment) }
            case 51: length = (Int(file[position + 1]) + 2) * 4
            default: length = (Int(file[position + 1]) + 1) * 8
            }
            header = file[position]
            position += length
        }
        let source = Address(high: file.big64(start + 8), low: file.big64(start + 16))
        let destination = Address(high: file.big64(start + 24), low: file.big64(start + 32))
        return segment(from: source, to: destination, position, end, total: total)
    }

    /// Hop-by-hop options, routing, fragment, authentication, destination options, mobility, HIP, shim6.
    private static func isExtension(_ header: UInt8) -> Bool {
        switch header {
        case 0, 43, 44, 51, 60, 135, 139, 140: true
        default: false
        }
    }

    /// IP says where the packet ends: what Ethernet adds after it is padding.
    private static func segment(from source: Address, to destination: Address, _ start: Int, _ end: Int, total: Int)
        -> Content
    {
        guard start <= min(end, total) else { return .skip(.brokenHeaders) }
        return .tcp(
            Segment(
                source: source, destination: destination, start: start, end: min(end, total), cut: max(0, total - end)))
    }
}
