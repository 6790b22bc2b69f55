// All connections of a file: packets in, records out.

/// Sorts packets into connections.
struct FlowTable: Sendable {
    private(set) var flows: [Flow] = []
    /// What happened, nearly in the order of time: gaps are found late.
    private(set) var records: [Record] = []
    private(set) var comments: [String] = []

    private let file: FileBytes
    private var places: [FlowKey: Int] = [:]
    /// The connection of the packet before: the most likely one.
    private var recent: (key: FlowKey, place: Int)?
    /// The `order` of the packet's moment.
    private var order: UInt32 = 0

    init(_ file: FileBytes) { self.file = file }

    /// Reads one packet on. Packets come in the order of time.
    mutating func add(_ packet: Packet, _ summary: inout PacketSummary) {
        order += 2
        switch LinkLayer.content(of: packet, in: file) {
        case .ip(let start): addInternet(packet, start, &summary)
        case .other: break
        case .broken: skip(.brokenHeaders, packet, &summary)
        case .unknown: skip(.linkType(packet.link), packet, &summary)
        }
    }

    private mutating func addInternet(_ packet: Packet, _ start: Int, _ summary: inout PacketSummary) {
        switch InternetLayer.content(file, at: start, end: packet.end, cut: packet.cut) {
        case .tcp(let segment): addSegment(packet, segment, &summary)
        case .other: break
        case .skip(let reason): skip(reason, packet, &summary)
        }
    }

    private mutating func addSegment(_ packet: Packet, _ content: InternetLayer.Segment, _ summary: inout PacketSummary)
    {
        guard content.end - content.start >= TCPSegment.minimumHeaderLength, let segment = TCPSegment(content, in: file)
        else {
            return skip(.brokenHeaders, packet, &summary)
        }
        summary.tcpPackets += 1
        let (key, side) = FlowKey.of(
            source: SocketEnd(address: content.source, port: file.big16(content.start)),
            destination: SocketEnd(address: content.destination, port: file.big16(content.start + 2)))
        let moment = Moment(order: order, time: packet.time)
        guard let place = place(of: key, for: segment, from: side, at: moment) else { return }
        let before = records.count
        if !flows[place].receive(segment, from: side, at: moment, &records) { skip(.outsideWindow, packet, &summary) }
        for index in before..<records.count { flows[place].recognition.read(records[index], in: file) }
        for comment in PacketOptions.comments(packet, of: file) {
            records.append(Record(.comment, of: UInt32(place), from: side, at: moment, start: comments.count))
            comments.append(comment)
        }
    }

    /// The place of the connection of a segment, which may begin with it; nil where there is none and this is no
    /// beginning.
    private mutating func place(of key: FlowKey, for segment: TCPSegment, from side: Side, at moment: Moment) -> Int? {
        let known = recent?.key == key ? recent?.place : places[key]
        // Most segments carry no SYN; for those there is nothing to ask the connection.
        if let known, !segment.flags.contains(.syn) || !flows[known].isReplaced(by: segment, from: side) {
            recent = (key, known)
            return known
        }
        guard !segment.flags.contains(.reset) else { return known }
        if let known { finish(known) }
        let place = flows.count
        flows.append(Flow(key, number: UInt32(place), first: segment, from: side, at: moment))
        records.append(Record(.opened, of: UInt32(place), from: side, at: moment))
        places[key] = place
        recent = (key, place)
        return place
    }

    /// Called when the file is at its end.
    mutating func finish() {
        for place in flows.indices where !flows[place].isOver { finish(place) }
    }

    private mutating func finish(_ place: Int) {
        let before = records.count
        flows[place].finish(&records)
        for index in before..<records.count { flows[place].recognition.read(records[index], in: file) }
    }

    private func skip(_ reason: SkipReason, _ packet: Packet, _ summary: inout PacketSummary) {
        summary.skip(reason, packet: packet.number, at: packet.record)
    }
}
