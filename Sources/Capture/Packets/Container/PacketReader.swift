// The packets of a capture file of either format, in the order of the file.

import WebSocketProtocol

/// Walks over the packets of a file.
struct PacketReader: Sendable {
    private var pcap: PcapReader?
    private var pcapng: PcapngReader?

    /// A reader for the format that the file starts with.
    init(_ file: FileBytes) throws(PacketFileError) {
        let magic = file.count >= 4 ? file.big32(0) : 0
        if magic == PcapngReader.sectionType {
            pcapng = try PcapngReader(file)
        } else if let (order, scale) = PcapReader.format(magic) {
            pcap = try PcapReader(file, order: order, scale: scale)
        } else {
            throw Self.explain(file, magic)
        }
    }

    /// The next packet; nil at the end of what can be read.
    mutating func next(_ summary: inout PacketSummary) -> Packet? {
        pcap != nil ? pcap?.next(&summary) : pcapng?.next(&summary)
    }

    private static func explain(_ file: FileBytes, _ magic: UInt32) -> PacketFileError {
        if file.count < 4 {
            return PacketFileError(
                "The file ends before it says what it is", at: file.count, advice: "Capture it again.")
        }
        let compressed =
            magic >> 16 == 0x1F8B ? "gzip" : magic == 0x28B5_2FFD ? "zstd" : magic == 0x0422_4D18 ? "lz4" : nil
        if let compressed {
            let command = compressed == "gzip" ? "gunzip" : "\(compressed) -d"
            return PacketFileError(
                "The file is compressed with \(compressed)", at: 0, advice: "Unpack it first: \(command) FILE.")
        }
        return PacketFileError(
            "The file starts with \(Hex.word(magic)), which is neither pcapng nor pcap", at: 0,
            advice: "Captures of other formats can be converted: editcap -F pcapng IN OUT.")
    }
}
