// All connections of a file: packets in, records out.

/// Sorts packets into connections.
struct FlowTable: Sendable {
    private(set) var flows: [Flow] = []
    /// What the connections that carried anything have carried.
    private(set) var data: [FlowData] = []
    /// What happened, nearly in the order of time: gaps are found late.
    private(set) var records: [Record] = []
    private(set) var comments: [String] = []
    /// How often an end acknowledged what the other was not seen to send by then.
    var earlyAcknowledgments: Int { data.reduce(0) { $0 + $1.earlyAcknowledgments } }

    private let file: FileBytes
    private var index = FlowIndex()
    /// Resets that are not believed yet, by the place of their connection.
    private var resets: [Int: [DoubtfulReset]] = [:]
    /// The connection of the packet before: the most likely one.
    private var recent: (key: FlowKey, place: Int)?
    /// The `order` of the packet's moment.
    private var order: UInt32 = 0

    init(_ file: FileBytes) { self.file = file }

    /// Reads the next packet. Packets come in the order of time.
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
        guard let place = place(of: key, for: segment, from: side, at: moment, &summary) else { return }
        if !flows[place].isOver, !receive(segment, of: packet, at: place, from: side, moment, &summary) {
            skip(.outsideWindow, packet, &summary)
        }
        for comment in PacketOptions.comments(in: packet.options, of: file, packet.order) {
            records.append(Record(.comment, of: UInt32(place), from: side, at: moment, start: comments.count))
            comments.append(comment)
        }
    }

    /// The place of the connection of a segment, which may begin with it; nil where there is none and this is not a
    /// beginning.
    private mutating func place(
        of key: FlowKey, for segment: TCPSegment, from side: Side, at moment: Moment, _ summary: inout PacketSummary
    ) -> Int? {
        let isRecent = recent?.key == key
        let found = isRecent ? nil : index.find(key, in: flows)
        let known = isRecent ? recent?.place : found?.place
        // Most segments carry no SYN; for those the connection need not be asked.
        if let known, !segment.flags.contains(.syn) || !flows[known].isReplaced(by: segment, from: side) {
            recent = (key, known)
            return known
        }
        guard !segment.flags.contains(.reset) else { return known }
        if let known { finish(known, &summary) }
        let place = flows.count
        index.set(found?.slot ?? index.find(key, in: flows).slot, to: place)
        flows.append(Flow(key, first: segment, from: side))
        records.append(Record(.opened, of: UInt32(place), from: side, at: moment))
        recent = (key, place)
        return place
    }

    /// Reads the next segment of a connection that is not over. Returns false where its sequence numbers are none of the
    /// connection's.
    private mutating func receive(
        _ segment: TCPSegment, of packet: Packet, at place: Int, from side: Side, _ moment: Moment,
        _ summary: inout PacketSummary
    ) -> Bool {
        var segment = segment
        if segment.flags.contains(.syn) {
            flows[place].synchronize(segment.sequence, from: side)
            // The SYN has a sequence number of its own; data may come after it (RFC 7413).
            segment.sequence &+= 1
            if let data = flows[place].data { self.data[Int(data)].begin(at: segment.sequence, from: side) }
        }
        let isReset = segment.flags.contains(.reset)
        if isReset, !expects(segment.sequence, at: place, from: side) {
            guard accepts(segment.sequence, at: place, from: side) else { return false }
            resets[place, default: []].append(DoubtfulReset(packet: packet, side: side, moment: moment))
            return true
        }
        if flows[place].data == nil {
            switch flows[place].step(segment, from: side) {
            case .stray: return false
            case .opening: break
            case .data:
                flows[place].data = UInt32(data.count)
                data.append(FlowData(connection: UInt32(place), low: flows[place].low, high: flows[place].high))
            }
        }
        if let index = flows[place].data.map(Int.init) {
            let before = records.count
            guard data[index].receive(segment, from: side, at: moment, &records) else { return false }
            data[index].recognise(records[before...], in: file)
            flows[place].isOver = data[index].hasEnded
            refuteResets(of: place, by: before, &summary)
        }
        if isReset {
            finish(place, &summary)
            if !flows[place].isOver { reset(place, from: side, at: moment) }
        }
        return true
    }

    /// Called when the file is at its end.
    mutating func finish(_ summary: inout PacketSummary) {
        for place in flows.indices where !flows[place].isOver { finish(place, &summary) }
    }

    private mutating func finish(_ place: Int, _ summary: inout PacketSummary) {
        if let index = flows[place].data.map(Int.init) {
            let before = records.count
            data[index].finish(&records)
            data[index].recognise(records[before...], in: file)
            refuteResets(of: place, by: before, &summary)
        }
        if !resets.isEmpty, let first = resets.removeValue(forKey: place)?.first {
            reset(place, from: first.side, at: first.moment)
        }
    }

    // MARK: Resets

    /// A reset that is not at the sequence number that is expected next. A receiver takes it only within its window
    /// (RFC 9293 §3.10.7.4), which a capture does not know for certain, and the capture may have lost what came
    /// before. So what follows decides: if either end keeps sending, neither has accepted the reset, and it is skipped;
    /// if not, it has ended the connection.
    private struct DoubtfulReset {
        let packet: Packet
        let side: Side
        let moment: Moment
    }

    private func expects(_ sequence: UInt32, at place: Int, from side: Side) -> Bool {
        flows[place].data.map { data[Int($0)].expects(sequence, from: side) }
            ?? flows[place].expects(sequence, from: side)
    }

    private func accepts(_ sequence: UInt32, at place: Int, from side: Side) -> Bool {
        flows[place].data.map { data[Int($0)].accepts(sequence, from: side) }
            ?? flows[place].accepts(sequence, from: side)
    }

    private mutating func reset(_ place: Int, from side: Side, at moment: Moment) {
        records.append(Record(.reset, of: UInt32(place), from: side, at: moment))
        flows[place].isOver = true
    }

    /// Skips resets after which more was delivered: the records from `first` on.
    private mutating func refuteResets(of place: Int, by first: Int, _ summary: inout PacketSummary) {
        // Nearly always there are none.
        guard !resets.isEmpty, let doubtful = resets[place], let newest = records[first...].map(\.order).max()
        else { return }
        for reset in doubtful where reset.moment.order < newest { skip(.outsideWindow, reset.packet, &summary) }
        let rest = doubtful.filter { $0.moment.order >= newest }
        resets[place] = rest.isEmpty ? nil : rest
    }

    private func skip(_ reason: SkipReason, _ packet: Packet, _ summary: inout PacketSummary) {
        summary.skip(reason, packet: packet.number, at: packet.record)
    }
}
