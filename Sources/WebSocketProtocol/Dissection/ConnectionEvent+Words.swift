// What an event says about itself, on the ladder, in lists and in full: one row of this table for each kind. Bytes say nothing on
// their own; the dissection finds heads and frames in them.

/// An event in words.
public struct EventWords: Sendable, Hashable {
    /// What it did on the wire, between the two lifelines of a ladder.
    public enum Arrow: Sendable, Hashable {
        /// Nothing: it did not go over the wire.
        case none
        /// It went all the way.
        case whole(from: Endpoint)
        /// It stands for bytes that were not kept.
        case dotted(from: Endpoint)
    }

    /// The kind of event, in a word or two: "end of TCP".
    public let name: String
    /// What a row of the ladder says.
    public let label: String
    /// The same in a word or two, for large letters: "client FIN".
    public let short: String
    /// What it did on the wire.
    public let arrow: Arrow
    /// What a list says, after a verb in the past tense; nil where lists leave it out.
    public let line: Line?
    /// The event in a sentence.
    public let sentence: Sentence
    /// The heading of a page with that sentence, for an event with a long text of its own; nil where its row says it all.
    public let heading: String?

    /// The characters of a note that its short form has at most: it may be as long as its file.
    fileprivate static let longestShort = 200

    /// A line of a list: "missing  5 bytes from the client".
    public struct Line: Sendable, Hashable {
        /// The verb.
        public let verb: String
        /// What follows it.
        public let text: String
    }

    init(
        _ name: String, label: String, short: String, arrow: Arrow = .none, line: (verb: String, text: String)? = nil,
        sentence: Sentence, heading: String? = nil
    ) {
        self.name = name
        self.label = label
        self.short = short
        self.arrow = arrow
        self.line = line.map(Line.init)
        self.sentence = sentence
        self.heading = heading
    }
}

extension ConnectionEvent.Kind {
    /// What the event says; nil for bytes.
    public var words: EventWords? {
        switch self {
        case .bytes: nil
        case .opened:
            EventWords(
                "opening of TCP", label: "TCP connection", short: "TCP connection", arrow: .whole(from: .client),
                sentence: Sentence("The client opened a TCP connection; its request comes first.", section: "4.1"))
        case .midStream(let client, _):
            EventWords(
                "opening of TCP", label: "The log begins here, after the handshake.", short: "log begins here",
                line: ("mid-stream", "\(client)  the log begins after the handshake"),
                sentence: Sentence(
                    "The log begins after the handshake: the first bytes are treated as frames."))
        case .missing(let from, let count, let frames?):
            EventWords(
                "missing bytes",
                label: "\(Count.words(frames, "frame")), \(count.grouped) B missing",
                short: "\(Count.words(frames, "frame")) missing",
                arrow: .dotted(from: from),
                line: (
                    "missing",
                    "\(Count.words(count, "byte")) from the \(from.rawValue), with \(Count.words(frames, "frame"))"
                ),
                sentence: Sentence(
                    "\(Count.words(count, "byte")) from the \(from.rawValue) \(Count.be(count)) missing. "
                        + "The next byte begins a frame."))
        case .unread(let from, let count, let after):
            EventWords(
                "bytes not read", label: "\(count.grouped) B after the \(after.rawValue), not read",
                short: "\(count.grouped) B not read",
                arrow: .dotted(from: from),
                line: ("unread", "\(Count.words(count, "byte")) from the \(from.rawValue) after the \(after.rawValue)"),
                sentence: after.sentence(about: from))
        case .missing(let from, let count, nil):
            EventWords(
                "missing bytes", label: "\(count.grouped) B missing; what follows is not decoded",
                short: "\(count.grouped) B missing", arrow: .dotted(from: from),
                line: (
                    "missing", "\(Count.words(count, "byte")) from the \(from.rawValue); what follows is not decoded"
                ),
                sentence: Sentence(
                    "\(Count.words(count, "byte")) from the \(from.rawValue) \(Count.be(count)) missing, "
                        + "so it is not known where the next frame starts."))
        case .serverAction(let name, let sentence):
            EventWords(
                "server action", label: "server action: \(name). \(sentence)", short: name,
                line: ("action", "\(name): \(sentence)"), sentence: Sentence(sentence),
                heading: "Server action: \(name)")
        case .note(let text, _):
            EventWords(
                "note", label: "note: \(text)", short: "note: \(text.prefix(EventWords.longestShort))",
                sentence: Sentence(text), heading: "Note")
        case .ended(let by, let how):
            EventWords(
                "end of TCP", label: "\(by.rawValue) \(how.words)", short: "\(by.rawValue) \(how.short)",
                arrow: .whole(from: by),
                sentence: how.sentence(by: by))
        }
    }

    /// Who sent its TCP segment; nil for what TCP does not carry.
    public var sender: Endpoint? {
        switch self {
        case .bytes(let from, _), .missing(let from, _, _), .unread(let from, _, _), .ended(let from, _): from
        default: nil
        }
    }
}

extension EndOfReading {
    /// Why the bytes of `endpoint` are not read.
    fileprivate func sentence(about endpoint: Endpoint) -> Sentence {
        switch self {
        case .failure:
            Sentence(
                "An endpoint that failed the connection no longer processes what its peer sends.",
                section: "7.1.7")
        case .close:
            Sentence("After its Close the \(endpoint.rawValue) must not send anything more.", section: "5.5.1")
        case .answer:
            Sentence(
                "The response did not open a WebSocket; the \(endpoint.peer.rawValue) stops reading.", section: "4.2.2")
        }
    }
}

extension EndManner {
    /// What an endpoint does that ends like this.
    public var words: String {
        switch self {
        case .fin: "ends its stream (FIN)"
        case .reset: "resets TCP (RST)"
        case .close: "closes its socket"
        }
    }

    /// The same in a word or two.
    fileprivate var short: String {
        switch self {
        case .fin: "FIN"
        case .reset: "RST"
        case .close: "closes TCP"
        }
    }

    /// The same in a sentence.
    fileprivate func sentence(by endpoint: Endpoint) -> Sentence {
        switch self {
        case .fin:
            Sentence(
                "The \(endpoint.rawValue) has finished sending: its TCP FIN ends one direction.", section: "7.1.1")
        case .reset:
            Sentence(
                "The \(endpoint.rawValue) reset TCP: both directions end at once, and bytes may be lost.",
                section: "7.1.1")
        case .close:
            Sentence(
                "The \(endpoint.rawValue) closed its socket: it no longer sends or reads.", section: "7.1.1")
        }
    }
}
