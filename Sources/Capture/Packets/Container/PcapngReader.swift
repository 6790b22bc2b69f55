// The blocks of a pcapng file (draft-ietf-opsawg-pcapng), in the byte order of the machine that wrote the section.
//
//     block      type u32   total length u32   body   total length u32
//
//     section    0a0d0d0a   byte order magic 1a2b3c4d   major u16   minor u16   section length u64   options
//     interface  00000001   link type u16   reserved u16   snaplen u32   options
//     packet     00000006   interface u32   time high u32   time low u32   captured u32   original u32   bytes   options
//     simple     00000003   original u32   bytes
//     obsolete   00000002   interface u16   drops u16   time high u32   ... as in a packet
//     statistics 00000005   interface u32   time high u32   time low u32   options
//     option     code u16   length u16   value, padded to four bytes                        code 0 ends the options
//
// Blocks of other types are skipped: that is how the format grows.

/// Walks over the packets of a pcapng file.
struct PcapngReader: Sendable {
    private let file: FileBytes
    private var order = ByteOrder.little
    private var interfaces: [Interface] = []
    private var position = 0
    private var number = 0
    private var lastTime: Int64 = 0
    /// How many interfaces the sections before have, and the interface of the packet before, counted over all of them.
    private var earlierInterfaces = 0, lastInterface = 0

    /// What a section says about where its packets come from.
    private struct Interface: Sendable {
        var link: LinkType
        var snapLength: Int
        var scale = TimeScale.microseconds
    }

    static let sectionType: UInt32 = 0x0A0D_0D0A
    private static let byteOrderMagic: UInt32 = 0x1A2B_3C4D

    /// The byte order that a section's magic number states; nil where it is not one.
    static func order(_ magic: UInt32) -> ByteOrder? {
        magic == byteOrderMagic ? .big : magic == byteOrderMagic.byteSwapped ? .little : nil
    }

    /// A reader at the first block. The file starts with the type of a section.
    init(_ file: FileBytes) throws(PacketFileError) {
        guard file.count >= 28 else {
            throw PacketFileError(
                "The file ends within the first block of a pcapng file", at: file.count, advice: "Capture it again.")
        }
        guard let order = Self.order(file.big32(8)) else {
            throw PacketFileError(
                "The file starts like pcapng, but does not state its byte order", at: 8, advice: "Capture it again."
            )
        }
        guard file.u16(12, order) == 1 else {
            throw PacketFileError(
                "This is pcapng version \(file.u16(12, order)), and only version 1 is supported", at: 12,
                advice: "Convert it: editcap -F pcapng IN OUT.")
        }
        self.file = file
    }

    /// The next packet; nil at the end of what can be read.
    mutating func next(_ summary: inout PacketSummary) -> Packet? {
        while position < file.count {
            guard let block = nextBlock(&summary) else { return nil }
            switch file.u32(block.lowerBound - 8, order) {
            case 6:
                if let packet = packet(in: block, interface: file.length(block.lowerBound, order), &summary) {
                    return packet
                }
            case 2:
                if let packet = packet(in: block, interface: Int(file.u16(block.lowerBound, order)), &summary) {
                    return packet
                }
            case 3: if let packet = simplePacket(in: block, &summary) { return packet }
            case 1: addInterface(block)
            case 5: readStatistics(block, &summary)
            case Self.sectionType: readSection(block, &summary)
            default: break
            }
        }
        return nil
    }

    /// The body of the block at the position; nil where no more can be read. Four bytes can be read even from an
    /// empty body: the length after it.
    private mutating func nextBlock(_ summary: inout PacketSummary) -> Range<Int>? {
        let start = position
        position = file.count
        guard start + 12 <= file.count else {
            summary.skip(.cutShort, packet: nil, at: start)
            return nil
        }
        if file.big32(start) == Self.sectionType {
            guard let newOrder = Self.order(file.big32(start + 8)) else {
                summary.skip(.damaged, packet: nil, at: start)
                return nil
            }
            order = newOrder
            earlierInterfaces += interfaces.count
            interfaces = []
        }
        let length = file.length(start + 4, order)
        guard length >= 12, length % 4 == 0 else {
            summary.skip(.damaged, packet: nil, at: start)
            return nil
        }
        guard start + length <= file.count else {
            summary.skip(.cutShort, packet: nil, at: start)
            return nil
        }
        guard file.length(start + length - 4, order) == length else {
            summary.skip(.damaged, packet: nil, at: start)
            return nil
        }
        position = start + length
        return start + 8..<start + length - 4
    }
}

// MARK: Blocks

extension PcapngReader {
    /// What the first section says about the whole file. What was written here has its title first; what others say is
    /// what it is about.
    private func readSection(_ block: Range<Int>, _ summary: inout PacketSummary) {
        guard block.lowerBound == 8, block.count >= 16 else { return }
        let options = block.lowerBound + 16..<block.upperBound
        var comments = PacketOptions.comments(in: options, of: file, order)
        var isOwn = false
        PacketOptions.each(in: options, of: file, order) { code, value in
            if code == 4 { isOwn = file.bytes[value].elementsEqual(PcapngBlocks.application.utf8) }
        }
        if isOwn || comments.count > 1 { summary.title = comments.isEmpty ? nil : comments.removeFirst() }
        summary.about = comments.isEmpty ? nil : comments.joined(separator: "\n")
        if summary.title == "" { summary.title = nil }
    }

    /// The start of an interface (isb_starttime). Where it comes before any packet, times count from it; after them it
    /// is what programs note when they stop.
    private func readStatistics(_ block: Range<Int>, _ summary: inout PacketSummary) {
        guard number == 0, block.count >= 12 else { return }
        let interface = file.length(block.lowerBound, order)
        guard interfaces.indices.contains(interface) else { return }
        PacketOptions.each(in: block.lowerBound + 12..<block.upperBound, of: file, order) { code, value in
            if code == 2, value.count == 8 {
                summary.start = interfaces[interface].scale.nanoseconds(ticks(value.lowerBound))
            }
        }
    }

    /// A time in ticks, its upper half first.
    private func ticks(_ position: Int) -> UInt64 {
        UInt64(file.u32(position, order)) << 32 | UInt64(file.u32(position + 4, order))
    }

    private mutating func addInterface(_ block: Range<Int>) {
        // An interface that cannot be read keeps its number, so that those after it keep theirs.
        guard block.count >= 8 else {
            return interfaces.append(Interface(link: LinkType(rawValue: .max), snapLength: 0))
        }
        var interface = Interface(
            link: LinkType(rawValue: file.u16(block.lowerBound, order)),
            snapLength: file.length(block.lowerBound + 4, order))
        var offset: Int64 = 0
        PacketOptions.each(in: block.lowerBound + 8..<block.upperBound, of: file, order) { code, value in
            if code == 9, value.count == 1 { interface.scale = TimeScale(resolution: file[value.lowerBound]) }
            if code == 14, value.count == 8 { offset = Int64(bitPattern: file.u64(value.lowerBound, order)) }
        }
        interface.scale.offset = offset
        interfaces.append(interface)
    }

    private mutating func packet(in block: Range<Int>, interface index: Int, _ summary: inout PacketSummary) -> Packet?
    {
        number += 1
        let record = block.lowerBound - 8
        guard interfaces.indices.contains(index) else {
            summary.skip(.unknownInterface, packet: number, at: record)
            return nil
        }
        let start = block.lowerBound + 20
        guard start <= block.upperBound, start + file.length(start - 8, order) <= block.upperBound else {
            summary.skip(.damagedPacket, packet: number, at: record)
            return nil
        }
        let captured = file.length(start - 8, order)
        lastTime = interfaces[index].scale.nanoseconds(ticks(start - 16))
        lastInterface = earlierInterfaces + index
        return Packet(
            number: number, record: record, start: start, end: start + captured,
            cut: max(0, file.length(start - 4, order) - captured), time: lastTime, link: interfaces[index].link,
            optionsEnd: block.upperBound, order: order, interface: lastInterface)
    }

    /// A packet without a time, an interface or a captured length: it takes the time of the packet before it.
    private mutating func simplePacket(in block: Range<Int>, _ summary: inout PacketSummary) -> Packet? {
        number += 1
        let record = block.lowerBound - 8
        guard let interface = interfaces.first else {
            summary.skip(.unknownInterface, packet: number, at: record)
            return nil
        }
        let start = block.lowerBound + 4
        guard start <= block.upperBound else {
            summary.skip(.damagedPacket, packet: number, at: record)
            return nil
        }
        let original = file.length(block.lowerBound, order)
        let limit = interface.snapLength == 0 ? original : min(original, interface.snapLength)
        let captured = min(limit, block.upperBound - start)
        return Packet(
            number: number, record: record, start: start, end: start + captured, cut: original - captured,
            time: lastTime, link: interface.link, interface: lastInterface)
    }
}

/// The options at the end of a pcapng block.
enum PacketOptions {
    /// Hands out the code and the place of the value of each option, up to the first that does not fit.
    static func each(in range: Range<Int>, of file: FileBytes, _ order: ByteOrder, _ body: (UInt16, Range<Int>) -> Void)
    {
        var position = range.lowerBound
        while position + 4 <= range.upperBound {
            let code = file.u16(position, order)
            let value = position + 4..<position + 4 + Int(file.u16(position + 2, order))
            guard code != 0, value.upperBound <= range.upperBound else { return }
            body(code, value)
            position = (value.upperBound - range.lowerBound + 3) & ~3 + range.lowerBound
        }
    }

    /// The comments among options (opt_comment), in their order.
    static func comments(in range: Range<Int>, of file: FileBytes, _ order: ByteOrder) -> [String] {
        var comments: [String] = []
        each(in: range, of: file, order) { code, value in
            if code == 1 { comments.append(String(decoding: file.bytes[value], as: UTF8.self)) }
        }
        return comments
    }
}
