// Which format a file is in, by its first bytes. File names can be wrong.

/// A format that events are read from.
public enum CaptureFormat: String, Sendable, Hashable, CaseIterable {
    /// The text format of wslens: JSON lines.
    case recording
    /// The classic format of libpcap.
    case pcap
    /// Its successor, with blocks.
    case pcapng
    /// An HTTP Archive, as browsers export it.
    case har

    /// How much of a file `recognise` wants to see, in bytes. Less is enough where the file is shorter.
    public static let prefixLength = 4096

    /// The format of a file that starts with `prefix`; nil where it is none of these.
    ///
    /// A recording is recognised without its header too.
    public static func recognise(_ prefix: some Collection<UInt8>) -> CaptureFormat? {
        let bytes = Array(prefix.prefix(prefixLength))
        switch Array(bytes.prefix(4)) {
        // The magic number in either byte order, for times in microseconds and in nanoseconds.
        case [0xa1, 0xb2, 0xc3, 0xd4], [0xd4, 0xc3, 0xb2, 0xa1], [0xa1, 0xb2, 0x3c, 0x4d], [0x4d, 0x3c, 0xb2, 0xa1]:
            return .pcap
        // The type of a section header block reads the same in both orders.
        case [0x0a, 0x0d, 0x0d, 0x0a]:
            return .pcapng
        default:
            break
        }
        switch firstKey(bytes) {
        case nil: return nil
        case "log": return .har
        case "t", "c": return .recording
        default:
            let name = Array("\"\(RecordingHeader.format)\"".utf8)
            let line = withoutMark(bytes[...]).drop { isBlank($0) }.prefix { $0 != 0x0a && $0 != 0x0d }
            return line.contains(name) ? .recording : hasLog(bytes) ? .har : nil
        }
    }

    /// Whether `log` is among the first keys of the object that the bytes start with: a HAR may begin with a comment, or with the keys of the program
    /// that wrote it.
    private static func hasLog(_ bytes: [UInt8]) -> Bool {
        var isFound = false
        let start = bytes.count - withoutMark(bytes[...]).count
        var parser = JSONParser(bytes, in: start..<bytes.count)
        // The prefix may end anywhere; what stands before its end has been seen.
        try? parser.members { key, parser throws(JSONError) in
            let value = start + parser.nextPosition()
            if key == "log", value < bytes.count, bytes[value] == UInt8(ascii: "{") { isFound = true }
            _ = try parser.value()
        }
        return isFound
    }

    /// The first key of the JSON object that the bytes start with, where it has no escapes.
    static func firstKey(_ bytes: [UInt8]) -> String? {
        var rest = withoutMark(bytes[...]).drop { isBlank($0) }
        guard rest.popFirst() == UInt8(ascii: "{") else { return nil }
        rest = rest.drop { isBlank($0) }
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        let key = rest.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard key.endIndex < bytes.endIndex, bytes[key.endIndex] == UInt8(ascii: "\"") else { return nil }
        return String(decoding: key, as: UTF8.self)
    }

    /// The bytes without a UTF-8 byte order mark, which some editors put first.
    static func withoutMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }
}
