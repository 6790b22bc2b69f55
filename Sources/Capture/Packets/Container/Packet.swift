// One packet of a capture file, as positions in the file.

/// A packet as the file holds it; its bytes stay in the file.
///
/// Packets that are to be sorted are all in memory at once, so lengths take four bytes here as they do in files.
struct Packet: Sendable {
    /// When it was captured, in nanoseconds since 1970.
    var time: Int64
    /// Where its record starts in the file.
    let record: Int
    private let shortNumber, headerLength, length, shortCut, optionsLength: UInt32
    /// What its first byte is (LINKTYPE_...).
    let link: LinkType
    /// The byte order of its pcapng options.
    let order: ByteOrder
    /// The interface that captured it, counted over all sections of the file; those beyond 255 begin at 0 again.
    let interface: UInt8

    /// A packet with a number, whose record starts at `record`, and its captured bytes at `start`; `options` are its
    /// pcapng options, where it has some.
    init(
        number: Int, record: Int, start: Int, end: Int, cut: Int, time: Int64, link: LinkType,
        optionsEnd: Int? = nil, order: ByteOrder = .little, interface: Int = 0
    ) {
        self.time = time
        self.record = record
        self.link = link
        self.order = order
        self.interface = UInt8(truncatingIfNeeded: interface)
        shortNumber = UInt32(clamping: number)
        headerLength = UInt32(clamping: start - record)
        length = UInt32(clamping: end - start)
        shortCut = UInt32(clamping: cut)
        optionsLength = UInt32(clamping: max(0, (optionsEnd ?? 0) - Self.padded(end)))
    }

    /// Where the options after bytes that end at `end` begin: at the next multiple of four.
    private static func padded(_ end: Int) -> Int { (end + 3) & ~3 }

    /// Its number in the file, from 1, as other programs count too.
    var number: Int { Int(shortNumber) }
    /// Where its captured bytes are in the file.
    var start: Int { record + Int(headerLength) }
    /// The end of its captured bytes.
    var end: Int { start + Int(length) }
    /// How many bytes the capture cut off its end (its snapshot length).
    var cut: Int { Int(shortCut) }
    /// Where its pcapng options are; empty where it has none.
    var options: Range<Int> { Self.padded(end)..<Self.padded(end) + Int(optionsLength) }
}

/// A value of the LINKTYPE registry: what kind of header a packet starts with.
public struct LinkType: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number in the registry, which is sixteen bits in pcapng.
    public let rawValue: UInt16

    /// The link type of a number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// BSD loopback: four bytes of address family in the order of the capturing machine.
    public static let null = LinkType(rawValue: 0)
    /// Ethernet.
    public static let ethernet = LinkType(rawValue: 1)
    /// Raw IP as some systems number it in their own files.
    public static let rawBSD = LinkType(rawValue: 12)
    /// Raw IP as OpenBSD numbers it in its own files.
    public static let rawOpenBSD = LinkType(rawValue: 14)
    /// Raw IP, of either version.
    public static let raw = LinkType(rawValue: 101)
    /// OpenBSD loopback: four bytes of address family in network byte order.
    public static let loop = LinkType(rawValue: 108)
    /// Linux "cooked" capture, as from the device "any", version 1.
    public static let linuxCooked = LinkType(rawValue: 113)
    /// Raw IPv4.
    public static let ipv4 = LinkType(rawValue: 228)
    /// Raw IPv6.
    public static let ipv6 = LinkType(rawValue: 229)
    /// Linux "cooked" capture, version 2.
    public static let linuxCooked2 = LinkType(rawValue: 276)

    /// The name in words, or the number.
    public var description: String {
        switch self {
        case .null: "loopback (NULL)"
        case .ethernet: "Ethernet"
        case .rawBSD, .rawOpenBSD, .raw: "raw IP"
        case .loop: "loopback (LOOP)"
        case .linuxCooked: "Linux cooked v1"
        case .ipv4: "raw IPv4"
        case .ipv6: "raw IPv6"
        case .linuxCooked2: "Linux cooked v2"
        default: "link type \(rawValue)"
        }
    }
}
