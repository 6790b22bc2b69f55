// The blocks of a pcapng file that is written (the picture is in PcapngReader.swift): one section, one interface, and
// packets. Little-endian; times in nanoseconds; raw IP, so that no link addresses have to be invented.

/// Builds a pcapng file.
struct PcapngBlocks: Sendable {
    private(set) var bytes: [UInt8] = []

    /// The longest value that an option can have.
    private static let maximumOption = 0xFFFF

    init() {
        block(PcapngReader.sectionType) { file in
            file.little(0x1A2B_3C4D, bytes: 4)
            file.little(1, bytes: 2)
            file.little(0, bytes: 2)
            // The length of the section is not stated.
            file.little(.max, bytes: 8)
            file.option(4, Array("wslens".utf8))
            file.endOptions()
        }
        block(1) { file in
            file.little(UInt64(LinkType.raw.rawValue), bytes: 2)
            file.little(0, bytes: 2)
            // No packet is cut.
            file.little(0, bytes: 4)
            file.option(9, [9])
            file.endOptions()
        }
    }

    /// Adds a packet of `length` bytes, captured at `time` nanoseconds since 1970, which `write` appends.
    mutating func packet(time: UInt64, length: Int, comments: [String], write: (inout [UInt8]) -> Void) {
        block(6) { file in
            file.little(0, bytes: 4)
            file.little(time >> 32, bytes: 4)
            file.little(time & 0xFFFF_FFFF, bytes: 4)
            file.little(UInt64(length), bytes: 4)
            file.little(UInt64(length), bytes: 4)
            write(&file.bytes)
            file.pad()
            for comment in comments { file.option(1, Self.cut(comment)) }
            if !comments.isEmpty { file.endOptions() }
        }
    }

    private mutating func block(_ type: UInt32, body: (inout PcapngBlocks) -> Void) {
        let start = bytes.count
        little(UInt64(type), bytes: 4)
        little(0, bytes: 4)
        body(&self)
        let length = UInt64(bytes.count + 4 - start)
        little(length, bytes: 4)
        for index in 0..<4 { bytes[start + 4 + index] = UInt8(truncatingIfNeeded: length >> UInt64(index * 8)) }
    }

    private mutating func option(_ code: UInt64, _ value: [UInt8]) {
        little(code, bytes: 2)
        little(UInt64(value.count), bytes: 2)
        bytes += value
        pad()
    }

    private mutating func endOptions() { little(0, bytes: 4) }

    private mutating func pad() {
        while bytes.count % 4 != 0 { bytes.append(0) }
    }

    private mutating func little(_ value: UInt64, bytes count: Int) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8))) }
    }

    /// As much of a comment as an option can hold, in whole characters.
    private static func cut(_ comment: String) -> [UInt8] {
        var rest = comment[...]
        while rest.utf8.count > maximumOption { rest = rest.dropLast(max(1, (rest.utf8.count - maximumOption) / 32)) }
        return Array(rest.utf8)
    }
}
