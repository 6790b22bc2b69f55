// The clock of a capturing machine, which may be set while it captures: by hand, by NTP, after a sleep.
//
//     file      1.0   1.1   1.2  │ clock set back by 5 s │   -3.7   -3.6     order of the file
//     events    1.0   1.1   1.2                               1.2    1.3     times continue from there
//
// Packets of one interface are in the order in which they came, except for a few that overtake each other on their way
// through the system. NTP sets a clock by a step only where it is off by more than 128 ms; so a packet that is earlier
// than its interface was by less than `tolerance` is out of order, and one that is earlier by more is after a step.
// Interfaces are written one by one, so a packet that is earlier than those of others is out of order, however much.

/// Follows the clock of a capture through its steps.
struct PacketClock {
    /// How far behind the newest of its interface a packet may be before the clock must have been set, in nanoseconds.
    static let tolerance: Int64 = 100_000_000
    /// A clock that was not set counts from 1970 on; no capture is from that year.
    static let earliest: Int64 = 365 * 86_400 * 1_000_000_000

    /// What is added to times now, and what was before the latest steps.
    private var offset: Int64 = 0
    private var earlier: [Int64] = []
    /// The time that the packet before was given.
    private var previous: Int64?
    private var interfaces = [Interface](repeating: Interface(), count: 256)
    /// Whether all packets so far are of a clock that was not set.
    private var isUnset = true

    private struct Interface {
        var offset: Int64 = 0
        var newest: Int64?
    }

    /// How many steps of a clock are remembered, for it to be set right again.
    private static let mostSteps = 16

    /// Whether the clock was set for the first time between two packets.
    static func isSet(between time: Int64, and next: Int64) -> Bool { time < earliest && next >= earliest }

    /// Gives the packets, in the order of the file, times without the steps of the clock.
    mutating func adjust(_ packets: inout [Packet], _ summary: inout PacketSummary) {
        for index in packets.indices {
            let packet = packets[index]
            if isUnset, let previous, Self.isSet(between: previous, and: packet.time) {
                let shift = Self.difference(packet.time, previous)
                for index in packets[..<index].indices {
                    packets[index].time = Self.sum(packets[index].time, shift)
                }
                begin(behind: packet.time, shift)
                summary.clockSetAt = packet.number
            }
            isUnset = isUnset && packet.time < Self.earliest
            packets[index].time = read(packet, &summary)
        }
    }

    /// Begins again with a clock that was set; the packets before were moved by `shift`.
    private mutating func begin(behind time: Int64, _ shift: Int64) {
        (offset, earlier, previous) = (0, [], time)
        for index in interfaces.indices {
            interfaces[index].offset = 0
            interfaces[index].newest = interfaces[index].newest.map { Self.sum($0, shift) }
        }
    }

    private mutating func read(_ packet: Packet, _ summary: inout PacketSummary) -> Int64 {
        var interface = interfaces[Int(packet.interface)]
        let neighbour = max(previous ?? packet.time, interface.newest ?? .min)
        var time = Self.sum(packet.time, interface.offset)
        func distance(_ time: Int64) -> UInt64 { Self.difference(time, neighbour).magnitude }

        // Another interface may have shown a step of the same clock.
        let shared = Self.sum(packet.time, offset)
        if offset != interface.offset, distance(shared) < distance(time) {
            (interface.offset, time) = (offset, shared)
        }
        // A clock that was wrong for a while is right again.
        if Self.difference(time, neighbour) > Self.tolerance, let last = earlier.last,
            distance(Self.sum(packet.time, last)) <= UInt64(Self.tolerance)
        {
            earlier.removeLast()
            offset = last
            (interface.offset, time) = (last, Self.sum(packet.time, last))
        }
        if let newest = interface.newest, Self.difference(newest, time) > Self.tolerance {
            summary.addClockStep(at: packet.number, back: Self.difference(newest, time))
            if earlier.count == Self.mostSteps { earlier.removeFirst() }
            earlier.append(interface.offset)
            offset = Self.difference(neighbour, packet.time)
            (interface.offset, time) = (offset, neighbour)
        }
        interface.newest = max(interface.newest ?? time, time)
        interfaces[Int(packet.interface)] = interface
        previous = time
        return time
    }

    /// Times at the ends of what 64 bits can hold stay there.
    private static func sum(_ time: Int64, _ offset: Int64) -> Int64 {
        let (sum, overflow) = time.addingReportingOverflow(offset)
        return overflow ? (offset < 0 ? .min : .max) : sum
    }

    private static func difference(_ time: Int64, _ other: Int64) -> Int64 {
        let (difference, overflow) = time.subtractingReportingOverflow(other)
        return overflow ? (time < other ? .min : .max) : difference
    }
}
