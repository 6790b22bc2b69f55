// The filter of the lists: words that must all match. "client text", "bad", "close", "hello", "#3".

public import Capture
public import WebSocketProtocol

/// What the reader wants to see of the lists.
public struct Filter: Sendable, Hashable {
    /// As it was typed.
    public let text: String
    private let words: [String]

    /// A filter; an empty one lets everything through.
    public init(_ text: String) {
        self.text = text
        words = text.lowercased().split(separator: " ").map(String.init)
    }

    /// Whether it lets everything through.
    public var isEmpty: Bool { words.isEmpty }

    /// Whether a connection matches: by number ("#3"), state, peer, program, or "bad" for broken rules.
    public func matches(_ conversation: Conversation) -> Bool {
        guard !isEmpty else { return true }
        let dissection = conversation.dissection
        let text = [
            dissection.client, conversation.stateWords, conversation.program,
            dissection.hasViolations ? "bad" : "",
        ].joined(separator: " ").lowercased()
        // A number is meant exactly: "#3" is not "#30".
        return words.allSatisfy { $0.hasPrefix("#") ? $0 == "#\(conversation.number)" : text.contains($0) }
    }

    /// Whether a frame matches: by sender ("client", "server"), opcode ("text", "ping"), "bad" for broken rules, or by
    /// words in its text, of which the first bytes are searched.
    public func matches(_ frame: FrameRecord, in conversation: Conversation) -> Bool {
        guard !isEmpty else { return true }
        var text = frame.from.rawValue + (frame.violations.isEmpty ? "" : " bad")
        if let header = frame.header {
            text += " " + header.opcode.name + (header.fin ? " fin" : "")
            if let payload = conversation.payload(of: frame, maximum: 1024) {
                text += " " + String(decoding: payload, as: UTF8.self)
            }
        }
        let searched = text.lowercased()
        return words.allSatisfy { searched.contains($0) }
    }
}
