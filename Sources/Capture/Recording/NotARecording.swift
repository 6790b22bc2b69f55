// A file that is something else: reported at once, with what it looks like, instead of as a thousand damaged lines.

/// The file has neither the header nor an event of a recording.
public struct NotARecording: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a file can look like.
    public enum Look: Sendable, Hashable {
        case empty
        case pcap
        case pcapng
        case har
        /// What `serve --json` and `inspect --json` write: findings, without the bytes.
        case eventLines
        /// JSON that says something else.
        case json
        /// Text in UTF-16, as some Windows programs write it.
        case utf16
        case text
        case binary
    }

    /// What the file looks like.
    public let look: Look

    /// What the file is, and what to do.
    public var description: String {
        "This is not a wslens recording: " + words
    }

    private var words: String {
        switch look {
        case .empty: "the file is empty."
        case .pcap: "it is a packet capture, pcap."
        case .pcapng: "it is a packet capture, pcapng."
        case .har: "it is an HTTP Archive, HAR."
        case .eventLines: "it has the findings that --json prints. They have no wire bytes; record with --record."
        case .json: "it is JSON of another kind. A recording begins with {\"format\":\"wslens-recording\"."
        case .utf16: "it is text in UTF-16. Save it as UTF-8."
        case .text: "it is text of another kind. A recording begins with {\"format\":\"wslens-recording\"."
        case .binary: "it is binary data of an unknown kind."
        }
    }

    /// Judges a file by its first `CaptureFormat.prefixLength` bytes; nil where they are a recording's.
    init?(prefix: [UInt8]) {
        switch CaptureFormat.recognise(prefix) {
        case .recording: return nil
        case .pcap: look = .pcap
        case .pcapng: look = .pcapng
        case .har: look = .har
        case nil: look = Self.look(prefix)
        }
    }

    /// Whether the look leaves no doubt: text and JSON may be a recording whose first lines are damaged.
    var isCertain: Bool { look != .json && look != .text }

    private static func look(_ bytes: [UInt8]) -> Look {
        let content = CaptureFormat.withoutMark(bytes[...]).drop { CaptureFormat.isBlank($0) }
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return .utf16 }
        if content.contains(where: { $0 < 0x20 && !CaptureFormat.isBlank($0) }) { return .binary }
        switch content.first {
        case nil: return .empty
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return CaptureFormat.firstKey(bytes) == "event" ? .eventLines : .json
        default: return .text
        }
    }
}
