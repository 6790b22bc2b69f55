// The filter of the lists: words that must all match. "client text", "bad", "close", "hello", "#3".

public import Capture
public import WebSocketProtocol

/// What the reader wants to see in the lists.
public struct Filter: Sendable, Hashable {
    /// As it was typed.
    public let text: String
    private let words: [String]
    private let frameWords: [FrameWord]

    /// A filter; an empty one lets everything through.
    public init(_ text: String) {
        self.text = text
        words = text.lowercased().split(separator: " ").map(String.init)
        frameWords = words.map(FrameWord.init)
    }

    /// Whether it lets everything through.
    public var isEmpty: Bool { words.isEmpty }

    /// Whether a connection matches: by number ("#3"), state, peer, program, or "bad" for broken rules.
    public func matches(_ conversation: Conversation) -> Bool {
        guard !isEmpty else { return true }
        let dissection = conversation.dissection
        let text = [
            dissection.client, conversation.stateWords, conversation.nameAndProgram,
            dissection.hasViolations ? "bad" : "",
        ].joined(separator: " ").lowercased()
        // A number is meant exactly: "#3" is not "#30".
        return words.allSatisfy { $0.hasPrefix("#") ? $0 == "#\(conversation.number)" : text.contains($0) }
    }

    /// Whether a row of a ladder matches: a frame, or a note by "note" or by its words.
    func matches(row: Int, of ladder: Ladder, in conversation: Conversation) -> Bool {
        if let frame = ladder.frame(row, in: conversation) { return matches(frame, in: conversation) }
        guard let note = ladder.note(row, in: conversation) else { return isEmpty }
        let text = "note \(note.text)".lowercased()
        return words.allSatisfy(text.contains)
    }

    /// Whether a frame matches: by sender ("client", "server"), opcode ("text", "ping"), "fin", "bad" for broken rules,
    /// or by words in its text, of which the first bytes are searched.
    public func matches(_ frame: FrameRecord, in conversation: Conversation) -> Bool {
        let rest = frameWords.filter { !$0.isFact(of: frame) }
        guard !rest.isEmpty else { return true }
        guard frame.header != nil, let payload = conversation.payload(of: frame, maximum: 1024) else { return false }
        return rest.allSatisfy { $0.isFound(in: payload) }
    }
}

/// A word of a filter, with what it could mean of a frame worked out once: a filter may be tried on a million frames.
private struct FrameWord: Sendable, Hashable {
    private let text: String
    private let bytes: [UInt8]
    private let isClient, isServer, isBad, isFin: Bool
    private let opcodes: Set<Opcode>

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        isClient = Endpoint.client.rawValue.contains(text)
        isServer = Endpoint.server.rawValue.contains(text)
        isBad = "bad".contains(text)
        isFin = "fin".contains(text)
        opcodes = Set((0..<16).compactMap(Opcode.init(rawValue:)).filter { $0.name.lowercased().contains(text) })
    }

    /// Whether it names a property of the frame other than its text.
    func isFact(of frame: FrameRecord) -> Bool {
        if frame.from == .client ? isClient : isServer { return true }
        if isBad, !frame.violations.isEmpty { return true }
        guard let header = frame.header else { return false }
        return isFin && header.fin || opcodes.contains(header.opcode)
    }

    /// Whether the text of a payload contains it, in either case.
    func isFound(in payload: [UInt8]) -> Bool {
        // Letters beyond ASCII may change their length with their case.
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            return String(decoding: payload, as: UTF8.self).lowercased().contains(text)
        }
        guard payload.count >= bytes.count else { return false }
        return (0...payload.count - bytes.count).contains { start in
            bytes.indices.allSatisfy { Self.small(payload[start + $0]) == bytes[$0] }
        }
    }

    private static func small(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
    }
}
