// The records of a pcap file (draft-ietf-opsawg-pcap), in the byte order of the machine that wrote it.
//
//     file    magic a1b2c3d4 µs │ a1b23c4d ns   major u16   minor u16   reserved 8   snaplen u32   link type u32
//     record  seconds u32   ticks u32   captured length u32   original length u32   captured bytes

/// Walks over the packets of a pcap file.
struct PcapReader: Sendable {
    private let file: FileBytes
    private let order: ByteOrder
    private let scale: TimeScale
    private let link: LinkType
    private var position = Self.headerLength
    private var number = 0

    static let headerLength = 24
    private static let recordHeaderLength = 16

    /// The byte order and the clock that the first four bytes of a file state; nil where they are not those of pcap.
    static func format(_ magic: UInt32) -> (ByteOrder, TimeScale)? {
        switch magic {
        case 0xA1B2_C3D4: (.big, .microseconds)
        case 0xD4C3_B2A1: (.little, .microseconds)
        case 0xA1B2_3C4D: (.big, .nanoseconds)
        case 0x4D3C_B2A1: (.little, .nanoseconds)
        default: nil
        }
    }

    /// A reader at the first packet. The file starts with a magic number of pcap.
    init(_ file: FileBytes, order: ByteOrder, scale: TimeScale) throws(PacketFileError) {
        guard file.count >= Self.headerLength else {
            throw PacketFileError(
                "The file ends within the header of a pcap file, which is 24 bytes long", at: file.count,
                advice: "Capture it again.")
        }
        let major = file.u16(4, order)
        guard major == 2 else {
            throw PacketFileError(
                "This is pcap version \(major), and only version 2 is supported", at: 4,
                advice: "Convert it: editcap -F pcapng IN OUT.")
        }
        self.file = file
        self.order = order
        self.scale = scale
        // The upper half may say how long the frame check sequence at the end of each packet is; IP knows its own
        // length.
        link = LinkType(rawValue: UInt16(truncatingIfNeeded: file.u32(20, order)))
    }

    /// The next packet; nil at the end of what can be read.
    mutating func next(_ summary: inout PacketSummary) -> Packet? {
        let record = position
        guard record < file.count else { return nil }
        let start = record + Self.recordHeaderLength
        guard start <= file.count, start + file.length(record + 8, order) <= file.count else {
            summary.skip(.cutShort, packet: number + 1, at: record)
            position = file.count
            return nil
        }
        let captured = file.length(record + 8, order)
        let original = file.length(record + 12, order)
        position = start + captured
        number += 1
        // The seconds have 32 bits, so this cannot overflow.
        let ticks = UInt64(file.u32(record, order)) * scale.perSecond + UInt64(file.u32(record + 4, order))
        return Packet(
            number: number, record: record, start: start, end: start + captured, cut: max(0, original - captured),
            time: scale.nanoseconds(ticks), link: link)
    }
}
