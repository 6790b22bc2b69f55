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

    /// Reads all packets of a file, to the end of every connection.
    static func of(_ file: FileBytes, _ reader: PacketReader) -> PacketIntake {
        var intake = PacketIntake(file)
        if intake.add(reader) {
            intake.table.finish(&intake.summary)
            return intake
        }
        var reader = reader
        var summary = PacketSummary()
        var packets: [Packet] = []
        while let packet = reader.next(&summary) { packets.append(packet) }
        let ordered = PacketIntake(file, packets, summary, followsClock: true)
        guard ordered.summary.clockStepCount > 0 else { return ordered }
        let sorted = PacketIntake(file, packets, summary, followsClock: false)
        return sorted.isBetter(than: ordered) ? sorted : ordered
    }

    /// Adds packets in the order of time: that of a clock whose steps are taken out, or the one that they state.
    private init(_ file: FileBytes, _ packets: [Packet], _ summary: PacketSummary, followsClock: Bool) {
        self.init(file)
        self.summary = summary
        var packets = packets
        if followsClock {
            var clock = PacketClock()
            clock.adjust(&packets, &self.summary)
        }
        packets.sort { ($0.time, $0.number) < ($1.time, $1.number) }
        for packet in packets { add(packet) }
        countLinks(next: .raw)
        table.finish(&self.summary)
    }

    /// Whether the order of the times that are stated is the one in which it happened, and not that of the file: where
    /// the captures of both directions follow each other in a file, one side acknowledges what the other has
    /// not sent yet. The order of time must not tear connections apart for that.
    private func isBetter(than other: PacketIntake) -> Bool {
        table.flows.count <= other.table.flows.count
            && table.earlyAcknowledgments < other.table.earlyAcknowledgments
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
