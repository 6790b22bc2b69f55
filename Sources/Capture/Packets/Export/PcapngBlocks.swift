// The blocks of a pcapng file that is written (the picture is in PcapngReader.swift): one section, one interface, its
// start, and packets. Little-endian; times in nanoseconds; raw IP, so that no link addresses have to be invented.

/// Builds a pcapng file.
struct PcapngBlocks: Sendable {
    /// What was built and not yet taken.
    private var bytes: [UInt8] = []

    /// How many bytes wait to be taken.
    var count: Int { bytes.count }

    /// The longest value that an option can have.
    static let maximumOption = 0xFFFF
    /// The name by which the reader knows what it has written itself.
    static let application = "wslens"

    /// The blocks before the packets. The comments are on the whole file; `start` is when it begins, in nanoseconds
    /// since 1970.
    init(comments: [String], start: UInt64) {
        block(PcapngReader.sectionType) { file in
            file.little(0x1A2B_3C4D, bytes: 4)
            file.little(1, bytes: 2)
            file.little(0, bytes: 2)
            // The length of the section is not stated.
            file.little(.max, bytes: 8)
            for comment in comments { file.option(1, Self.cut(comment)) }
            file.option(4, Array(Self.application.utf8))
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
        block(5) { file in
            file.little(0, bytes: 4)
            file.time(start)
            file.little(2, bytes: 2)
            file.little(8, bytes: 2)
            file.time(start)
            file.endOptions()
        }
    }

    /// Takes out what was built.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Adds a packet of `length` bytes, captured at `time` nanoseconds since 1970, which `write` appends.
    mutating func packet(time: UInt64, length: Int, comments: [String], write: (inout [UInt8]) -> Void) {
        block(6) { file in
            file.little(0, bytes: 4)
            file.time(time)
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

    /// A time, its upper half first.
    private mutating func time(_ nanoseconds: UInt64) {
        little(nanoseconds >> 32, bytes: 4)
        little(nanoseconds & 0xFFFF_FFFF, bytes: 4)
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
