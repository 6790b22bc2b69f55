// A row of the ladder in words: the label of its arrow, and the remarks on it. Text only, so that a
// report can print what the screen draws.

import Capture
import WebSocketProtocol

/// What a row of the ladder says.
struct RowText: Sendable, Hashable {
    /// How much of the way from one lifeline to the other the arrow goes.
    enum Arrow: Sendable, Hashable {
        /// It has arrived.
        case whole(from: Endpoint)
        /// A share of the bytes, 0 to 1, has arrived.
        case part(from: Endpoint, Double)
        /// Bytes that were not kept.
        case dotted(from: Endpoint)

        /// The arrow of an event; nil if it did not go over the wire.
        init?(_ arrow: EventWords.Arrow) {
            switch arrow {
            case .none: return nil
            case .whole(let from): self = .whole(from: from)
            case .dotted(let from): self = .dotted(from: from)
            }
        }

        /// Whose bytes they are.
        var from: Endpoint {
            switch self {
            case .whole(let from), .part(let from, _), .dotted(let from): from
            }
        }
    }

    /// A short remark on the arrow.
    struct Remark: Sendable, Hashable {
        /// Its words; those of a broken rule begin with "!".
        let text: String
        /// Whether a rule is broken.
        let isBad: Bool

        init(_ text: String, isBad: Bool = false) {
            self.text = text
            self.isBad = isBad
        }
    }

    /// When it happened, in seconds since the start of the log; nil for a frame that has no place in time yet, because
    /// its bytes are still arriving.
    var time: Double?
    /// What is written above the arrow, or on its own if there is none.
    let label: String
    /// The arrow; nil for what did not go over the wire.
    var arrow: Arrow?
    /// What is written on the arrow.
    var remarks: [Remark] = []
    /// The text if there is no time.
    var timelessWords = "coming"
}

extension RowText {
    /// The words of a row; nil if there is no such row. Of a payload, only as much is read as fits in `room` columns.
    init?(row: Int, of ladder: Ladder, in conversation: Conversation, room: Int) {
        let dissection = conversation.dissection
        switch ladder.row(row) {
        case nil: return nil
        case .unfinished:
            guard let frame = ladder.frame(row, in: conversation) else { return nil }
            self.init(frame, place: ladder.fragmentNumber(at: row, in: conversation), in: conversation, room: room)
        case .item(let index):
            let item = dissection.items[index]
            if let frame = ladder.frame(row, in: conversation) {
                self.init(frame, place: ladder.fragmentNumber(at: row, in: conversation), in: conversation, room: room)
                time = item.time
            } else {
                self.init(item, in: dissection)
            }
        }
    }

    /// A row that is not a frame.
    private init(_ item: Item, in dissection: Dissection) {
        switch item.kind {
        case .request(let number):
            let record = dissection.exchanges[number]
            self.init(
                time: item.time, label: record?.requestWords ?? "request \(number + 1), not kept",
                arrow: .whole(from: .client), remarks: Self.remarks(on: record?.requestViolations ?? []))
        case .interim(let number, let index):
            let words = dissection.exchanges[number]?.interimWords(index)
            self.init(time: item.time, label: words ?? "interim response, not kept", arrow: .whole(from: .server))
        case .response(let number):
            let record = dissection.exchanges[number]
            self.init(
                time: item.time, label: record?.responseWords ?? "response \(number + 1), not kept",
                arrow: .whole(from: .server), remarks: Self.remarks(on: record?.responseViolations ?? []))
        case .event(let event):
            let words = dissection.words(about: event)
            self.init(time: item.time, label: words?.label ?? "", arrow: words.flatMap { Arrow($0.arrow) })
        case .remark(let violation):
            self.init(time: item.time, label: "! \(violation.rule.rawValue): \(violation.rule.sentence.text)")
        case .frame, .unfinishedFrame, .message, .move, .closed:
            self.init(time: item.time, label: "")
        }
    }

    /// The first broken rule by its name, and how many more there are.
    static func remarks(on violations: [Violation]) -> [Remark] {
        guard let first = violations.first else { return [] }
        let more = violations.count > 1 ? " and \(violations.count - 1) more" : ""
        return [Remark("! \(first.rule.rawValue)\(more)", isBad: true)]
    }
}

extension HandshakeRecord {
    /// "GET /  Upgrade: websocket  key dGhlIHNhbXBsZSBub25jZQ==".
    var requestWords: String {
        guard let request else {
            guard case .tooLarge = requestParse else { return "not an HTTP request" }
            return "request head too large" + Self.firstLine(requestBytes)
        }
        var words = ["\(request.method) \(request.target)"]
        words += request.head.values(of: "Upgrade").prefix(1).map { "Upgrade: \($0.value)" }
        words += request.key.map { ["key \($0)"] } ?? []
        return words.joined(separator: "  ")
    }

    /// "103 Early Hints, interim: more to come"; nil if it is not kept.
    func interimWords(_ index: Int) -> String? {
        guard interim.indices.contains(index),
            case .response(_, let status, let reason) = interim[index].head.startLine
        else { return nil }
        let name = reason.text.isEmpty ? status.text : "\(status.text) \(reason.text)"
        return "\(name), interim: more to come"
    }

    /// "101  accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "426 Upgrade Required".
    var responseWords: String {
        guard let response, case .response(_, let status, let reason) = response.startLine else {
            guard case .tooLarge = responseParse else { return "not an HTTP response" }
            return "response head too large" + Self.firstLine(responseBytes)
        }
        if let accept = verdict?.receivedAccept, verdict?.status == 101 { return "\(status.text)  accept \(accept)" }
        return "\(status.text) \(reason.text)"
    }

    /// ":  GET / HTTP/1.1"; the line may be the part that is too long, so only as much is read as a row can show.
    private static func firstLine(_ bytes: [UInt8]) -> String {
        ":  " + String(decoding: bytes.prefix(200).prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
    }
}
