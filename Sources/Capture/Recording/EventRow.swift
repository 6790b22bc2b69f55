// The table of event kinds: what each is called in a recording, how it is read and written there, what event it is in JSON, and
// what a packet capture loses of it. What events say in words is in ConnectionEvent+Words.swift.
//
//   row        keys of a recording's line            packet capture
//   open       open {client, server, midway}         the opening of TCP
//   bytes      from, and hex or text                 segments
//   missing    from, missing, frames                 a gap in the sequence numbers
//   unread     from, unread, after                   a gap in the sequence numbers
//   note       note, stop                            a comment
//   decision   decision, sentence                    a comment
//   close      close {by, how}                       FIN or RST

import WebSocketProtocol

/// One kind of event, or two that share their keys.
struct EventRow: Sendable {
    /// The keys that make a line one of these, and those that go with them.
    let leadingKeys: [String], otherKeys: [String]
    /// The keys that the object of the leading key may have.
    var innerKeys: [String] = []
    /// The event of a line; nil where too little of it makes sense, which was then reported.
    let read: @Sendable (inout EventFields) -> ConnectionEvent.Kind?
    /// Adds the event's keys to a line of a recording. Returns false for an event of another row.
    let write: @Sendable (ConnectionEvent.Kind, inout JSONLine) -> Bool
    /// What the event is called among the events as JSON; nil where they leave it out.
    var eventName: String?
    /// Adds what that event says.
    var report: @Sendable (ConnectionEvent.Kind, inout JSONLine) -> Bool = { _, _ in false }
    /// The comment that a packet capture carries instead of it; nil where it has packets.
    var comment: @Sendable (ConnectionEvent.Kind) -> String? = { _ in nil }
    /// What a packet capture loses of some of them.
    var losses: [Loss] = []

    /// What becomes of some events in a packet capture, in words for one and for several of them.
    struct Loss: Sendable {
        let isOne: @Sendable (ConnectionEvent.Kind) -> Bool
        let one: String
        /// What follows the number.
        let many: String
    }

    /// Whether a line may have a key.
    func has(_ key: String) -> Bool {
        otherKeys.contains(key) || leadingKeys.contains(key) || Self.commonKeys.contains(key)
    }

    /// The time and the connection.
    static let commonKeys = ["t", "c"]

    /// All rows; the most frequent kind comes first.
    static let all = [bytes, missing, unread, open, note, serverAction, close]

    /// The comment that a packet capture carries instead of an event; nil where it has packets.
    static func comment(for kind: ConnectionEvent.Kind) -> String? { all.lazy.compactMap { $0.comment(kind) }.first }

    /// The row that a line belongs to: that of the first key that decides it. Nil where there is none.
    static func row(of members: [JSONValue.Member]) -> EventRow? {
        for member in members where !commonKeys.contains(member.key) {
            if let number = all.firstIndex(where: { $0.leadingKeys.contains(member.key) }) { return all[number] }
        }
        return nil
    }
}

extension EventRow {
    private static let bytes = EventRow(
        leadingKeys: ["hex", "text"], otherKeys: ["from", "missing"],
        read: { $0.bytes() },
        write: { kind, line in
            guard case .bytes(let from, let bytes) = kind else { return false }
            line.add("from", from.rawValue)
            if bytes.allSatisfy(isPlain) {
                line.add("text", String(decoding: bytes, as: UTF8.self))
            } else {
                line.add("hex", hex: bytes)
            }
            return true
        })

    private static let missing = EventRow(
        leadingKeys: ["missing"], otherKeys: ["from", "hex", "text", "frames"],
        read: { $0.bytes() },
        write: { kind, line in
            guard case .missing(let from, let count, let frames) = kind else { return false }
            line.add("from", from.rawValue)
            line.add("missing", count)
            if let frames { line.add("frames", frames) }
            return true
        },
        eventName: "missing",
        report: { kind, line in
            guard case .missing(let from, let count, let frames) = kind else { return false }
            line.add("from", from.rawValue)
            line.add("bytes", count)
            line.add("frames", frames)
            return true
        },
        losses: [
            Loss(
                isOne: {
                    if case .missing(_, let count, _) = $0 { count > OutgoingConnection.maximumGap } else { false }
                },
                one: "1 gap was cut to 64 GiB, the most that is written.",
                many: "gaps were cut to 64 GiB, the most that is written."),
            Loss(
                isOne: { if case .missing(_, _, .some) = $0 { true } else { false } },
                one: "1 gap lost its count of frames: what follows it is not decoded when it is read back.",
                many: "gaps lost their count of frames: what follows them is not decoded when they are read back."),
        ])

    private static let unread = EventRow(
        leadingKeys: ["unread"], otherKeys: ["from", "after"],
        read: { $0.unread() },
        write: { kind, line in
            guard case .unread(let from, let count, let after) = kind else { return false }
            line.add("from", from.rawValue)
            line.add("unread", count)
            line.add("after", after.rawValue)
            return true
        },
        eventName: "unread",
        report: { kind, line in
            guard case .unread(let from, let count, let after) = kind else { return false }
            line.add("from", from.rawValue)
            line.add("bytes", count)
            line.add("after", after.rawValue)
            return true
        },
        losses: [
            Loss(
                isOne: { if case .unread = $0 { true } else { false } },
                one: "1 stretch of bytes that were not read became a gap.",
                many: "stretches of bytes that were not read became gaps.")
        ])

    private static let open = EventRow(
        leadingKeys: ["open"], otherKeys: [], innerKeys: ["client", "server", "midway"],
        read: { $0.open() },
        write: { kind, line in
            var inner = JSONLine()
            switch kind {
            case .opened(let client, let server), .midStream(let client, let server):
                inner.add("client", client)
                inner.add("server", server)
            default: return false
            }
            if case .midStream = kind { inner.add("midway", true) }
            line.add("open", inner)
            return true
        },
        eventName: "open",
        report: { kind, line in
            switch kind {
            case .opened(let client, let server), .midStream(let client, let server):
                line.add("client", client)
                line.add("server", server)
                return true
            default: return false
            }
        })

    private static let close = EventRow(
        leadingKeys: ["close"], otherKeys: [], innerKeys: ["by", "how"],
        read: { $0.close() },
        write: { kind, line in
            guard case .ended(let by, let how) = kind else { return false }
            var inner = JSONLine()
            inner.add("by", by.rawValue)
            inner.add("how", how.rawValue)
            line.add("close", inner)
            return true
        },
        losses: [
            Loss(
                isOne: { if case .ended(_, .close) = $0 { true } else { false } },
                one: "1 closed socket became a FIN: pcapng cannot say that nothing more was read there.",
                many: "closed sockets became FINs: pcapng cannot say that nothing more was read there.")
        ])

    private static let note = EventRow(
        leadingKeys: ["note"], otherKeys: ["stop"],
        read: { fields in
            fields.text("note").map { .note($0, pauses: fields.flag("stop", without: "It does not pause.")) }
        },
        write: { kind, line in
            guard case .note(let text, let stop) = kind else { return false }
            line.add("note", text)
            if stop { line.add("stop", true) }
            return true
        },
        comment: { if case .note(let text, _) = $0 { text } else { nil } },
        losses: [
            Loss(
                isOne: { if case .note(_, pauses: true) = $0 { true } else { false } },
                one: "1 pause became a plain comment: pcapng has no place for it.",
                many: "pauses became plain comments: pcapng has no place for them."),
            Loss(
                isOne: {
                    if case .note(let text, _) = $0 { text.utf8.count > PcapngBlocks.maximumOption } else { false }
                },
                one: "1 note was cut to 65,535 bytes, the most that a comment can have.",
                many: "notes were cut to 65,535 bytes, the most that a comment can have."),
        ])

    private static let serverAction = EventRow(
        leadingKeys: ["decision"], otherKeys: ["sentence"],
        read: { fields in
            fields.text("decision").map { .serverAction(name: $0, sentence: fields.sentence()) }
        },
        write: { kind, line in
            guard case .serverAction(let name, let sentence) = kind else { return false }
            line.add("decision", name)
            line.add("sentence", sentence)
            return true
        },
        eventName: "decision",
        report: { kind, line in
            guard case .serverAction(let name, let sentence) = kind else { return false }
            line.add("name", name)
            line.add("sentence", sentence)
            return true
        },
        comment: { if case .serverAction(let name, let sentence) = $0 { "\(name): \(sentence)" } else { nil } },
        losses: [
            Loss(
                isOne: { if case .serverAction = $0 { true } else { false } },
                one: "1 server action became a comment, which reads back as a note.",
                many: "server actions became comments, which read back as notes.")
        ])

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20...0x7e, 0x09, 0x0a, 0x0d: true
        default: false
        }
    }
}
