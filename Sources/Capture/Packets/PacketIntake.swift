// The packets of a file in the order of time, which is nearly always that of the file. Where it is not, packets are
// out of order, or the clock was set: see PacketClock.

/// The packets of a file, sorted into connections.
struct PacketIntake {
    var table: FlowTable
    var summary = PacketSummary()
    /// The times of the first packet and the last.
    private(set) var first: Int64 = 0, last: Int64 = 0
    /// The link type of the packets so far, and how many there were in a row: files have few, and a dictionary is slow.
    private var link = (type: LinkType.raw, count: 0)

    init(_ file: FileBytes) { table = FlowTable(file) }

    /// Adds all packets in the order of the file. Returns false where that is not the order of time, or the clock was set
    /// for the first time; then nothing here is of use.
    mutating func add(_ reader: PacketReader) -> Bool {
        var reader = reader
        while let packet = reader.next(&summary) {
            if summary.packets > 0 {
                guard packet.time >= last, !PacketClock.isSet(between: last, and: packet.time) else { return false }
            }
            add(packet)
        }
        countLinks(next: .raw)
        return true
    }

    /// Adds all packets in the order of time.
    init(sorting reader: PacketReader, of file: FileBytes) {
        self.init(file)
        var reader = reader
        var packets: [Packet] = []
        while let packet = reader.next(&summary) { packets.append(packet) }
        var clock = PacketClock()
        clock.adjust(&packets, &summary)
        packets.sort { ($0.time, $0.number) < ($1.time, $1.number) }
        for packet in packets { add(packet) }
        countLinks(next: .raw)
    }

    private mutating func add(_ packet: Packet) {
        if summary.packets == 0 { first = packet.time }
        last = packet.time
        summary.packets += 1
        if packet.link != link.type { countLinks(next: packet.link) }
        link.count += 1
        table.add(packet, &summary)
    }

    private mutating func countLinks(next: LinkType) {
        if link.count > 0 { summary.linkTypes[link.type, default: 0] += link.count }
        link = (next, 0)
    }
}
