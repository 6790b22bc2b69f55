// The header of a TCP segment (RFC 9293 §3.1).
//
//     source port 2   destination port 2   sequence number 4   acknowledgment number 4
//     data offset 4│reserved 4   CWR ECE URG ACK PSH RST SYN FIN   window 2   checksum 2   urgent 2   options   data

/// A TCP segment: its header, and where its data is.
struct TCPSegment: Sendable {
    var sequence: UInt32
    var acknowledgment: UInt32
    var flags: Flags
    /// Where the data starts in the file.
    var start: Int
    /// How many bytes of data the file holds.
    var held: Int
    /// How many bytes of data were sent: more than the file holds where the capture cut packets.
    var count: Int

    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let fin = Flags(rawValue: 1)
        static let syn = Flags(rawValue: 2)
        static let reset = Flags(rawValue: 4)
        static let push = Flags(rawValue: 8)
        static let ack = Flags(rawValue: 16)
    }

    /// The shortest header in bytes.
    static let minimumHeaderLength = 20

    /// The segment in `packet`, which has at least the shortest header; nil where it contradicts itself.
    init?(_ packet: InternetLayer.Segment, in file: FileBytes) {
        let header = packet.start
        let headerLength = Int(file[header + 12] >> 4) * 4
        let data = header + headerLength
        // Options may have been cut off together with the data; the data that is missing is known all the same.
        guard headerLength >= Self.minimumHeaderLength, data <= packet.end + packet.cut else { return nil }
        sequence = file.big32(header + 4)
        acknowledgment = file.big32(header + 8)
        flags = Flags(rawValue: file[header + 13])
        start = min(data, packet.end)
        held = packet.end - start
        count = packet.end + packet.cut - data
    }
}
