// One line's object as an event. Which keys belong together:
//
//   open        open {client, server, midway}
//   bytes       from, and one of text, hex, missing
//   note        note, stop
//   decision    decision, sentence
//   close       close {by, how}

import WebSocketProtocol

/// The object of a line that is being read as an event.
struct RecordedEvent {
    /// The kinds of lines.
    enum Family: Sendable { case header, open, bytes, note, decision, close }

    /// A key, the kinds of lines it belongs to, and whether it alone makes a line one of them.
    struct Key: Sendable {
        let name: String
        let families: [Family]
        let isLeading: Bool

        init(_ name: String, _ families: [Family], isLeading: Bool = false) {
            self.name = name
            self.families = families
            self.isLeading = isLeading
        }
    }

    static let keys: [Key] = [
        Key("t", [.open, .bytes, .note, .decision, .close]),
        Key("c", [.open, .bytes, .note, .decision, .close]),
        Key("from", [.bytes]),
        Key("hex", [.bytes], isLeading: true),
        Key("text", [.bytes], isLeading: true),
        Key("missing", [.bytes], isLeading: true),
        Key("open", [.open], isLeading: true),
        Key("note", [.note], isLeading: true),
        Key("stop", [.note]),
        Key("decision", [.decision], isLeading: true),
        Key("sentence", [.decision]),
        Key("close", [.close], isLeading: true),
        Key("format", [.header]),
        Key("version", [.header]),
        Key("title", [.header]),
        Key("about", [.header]),
        Key("created", [.header]),
    ]

    /// The keys of the object that a key may have for its value.
    static func innerKeys(of key: String) -> [String] {
        switch key {
        case "open": ["client", "server", "midway"]
        case "close": ["by", "how"]
        default: []
        }
    }

    /// What the first key that decides it makes a line; nil where there is none.
    static func family(of members: [JSONValue.Member]) -> Family? {
        for member in members {
            if let key = keys.first(where: { $0.isLeading && $0.name == member.key }) { return key.families.first }
        }
        return nil
    }

    /// What was wrong, going on after "Line 17", and what was done. Where `kind` gives nil, the last one says why.
    private(set) var remarks: [(what: String, done: String)] = []

    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    /// The event, where enough of it makes sense.
    mutating func kind(_ family: Family) -> ConnectionEvent.Kind? {
        switch family {
        case .header: return nil
        case .open:
            let (client, server) = (address("client"), address("server"))
            return flag(value["open"]?["midway"], named: "midway", without: "It is taken for one from the start.")
                ? .joined(client: client, server: server) : .opened(client: client, server: server)
        case .bytes:
            return bytes()
        case .note:
            guard let note = value["note"]?.string else { return unusable("has a note that is no text.") }
            return .note(note, stop: flag(value["stop"], named: "stop", without: "It does not stop."))
        case .decision:
            guard let name = value["decision"]?.string else { return unusable("has a decision that is no text.") }
            let sentence = value["sentence"]?.string
            if sentence == nil { remark("has a decision without a sentence.", "The sentence stays empty.") }
            return .decision(name: name, sentence: sentence ?? "")
        case .close:
            guard let by = endpoint(value["close"]?["by"]) else {
                return unusable("has a close that is not by \"client\" or \"server\".")
            }
            let how = (value["close"]?["how"]?.string).flatMap(EndManner.init)
            if how == nil { remark("does not say how: fin, reset or close.", "It is taken for close.") }
            return .ended(by: by, how ?? .close)
        }
    }

    private mutating func bytes() -> ConnectionEvent.Kind? {
        guard let from = endpoint(value["from"]) else {
            return unusable("has bytes that are not from \"client\" or \"server\".")
        }
        let present = ["hex", "text", "missing"].filter { value[$0] != nil }
        if present.count > 1 {
            remark("has both \"\(present[0])\" and \"\(present[1])\".", "\"\(present[0])\" counts.")
        }
        switch present.first {
        case "hex":
            guard let hex = value["hex"]?.string else { return unusable("has hex that is no text.") }
            switch HexText.read(hex) {
            case .bytes(let bytes): return .bytes(from: from, bytes)
            case .damaged(let position, let problem, let count):
                // A gap keeps the dissection from taking what follows for the start of a frame.
                remark(
                    "has damaged hex: its character \(position), \(problem).",
                    "\(count) byte\(count == 1 ? " is" : "s are") counted as missing.")
                return .missing(from: from, count: count)
            }
        case "text":
            guard let text = value["text"]?.string else { return unusable("has a text that is no text.") }
            return .bytes(from: from, Array(text.utf8))
        default:
            guard let count = value["missing"]?.int, count >= 0, count <= Self.missingLimit else {
                return unusable("has a count of missing bytes that is not from 0 to \(Self.missingLimit).")
            }
            return .missing(from: from, count: count)
        }
    }

    /// The most bytes that one line may miss: 4 GiB, so that no number of lines can make a sum too large to count.
    private static let missingLimit = 1 << 32

    /// A flag, which is false where it is left out.
    private mutating func flag(_ value: JSONValue?, named name: String, without: String) -> Bool {
        guard let value else { return false }
        guard case .bool(let isSet) = value else {
            remark("has a \(name) that is neither true nor false.", without)
            return false
        }
        return isSet
    }

    private mutating func address(_ key: String) -> String {
        if let text = value["open"]?[key]?.string { return text }
        remark("does not say the address of the \(key).", "It is called \"unknown\".")
        return "unknown"
    }

    private func endpoint(_ value: JSONValue?) -> Endpoint? { (value?.string).flatMap(Endpoint.init) }

    private mutating func remark(_ what: String, _ done: String) { remarks.append((what, done)) }

    private mutating func unusable(_ what: String) -> ConnectionEvent.Kind? {
        remark(what, "")
        return nil
    }
}
