// A row of the ladder for the back row: what it is comes first, in words that fit in 80 columns of large letters, then what else it
// says. Only what a peer or a teacher wrote may be longer.
//
//   text "Hello"    5 B    FIN    masked

import Capture
import WebSocketProtocol

/// A row in as few words as it takes.
struct LargeRow: Sendable, Hashable {
    /// Its words, the most important first.
    let parts: [String]
    /// Whose bytes they are; nil for what did not go over the wire.
    let from: Endpoint?
    /// Whether a rule is broken; then the first part begins with "!".
    let isBad: Bool

    /// Nil if there is no such row. Of a payload, only as much is read as fits in `room` columns.
    init?(row: Int, of ladder: Ladder, in conversation: Conversation, room: Int) {
        let dissection = conversation.dissection
        if let frame = ladder.frame(row, in: conversation) {
            self.init(
                frame.largeParts(in: conversation, room: room), from: frame.from, isBad: !frame.violations.isEmpty)
            return
        }
        guard case .item(let index) = ladder.row(row) else { return nil }
        let exchanges = dissection.exchanges
        switch dissection.items[index].kind {
        case .request(let number):
            let record = exchanges[number]
            self.init(
                record?.largeRequest ?? ["request \(number + 1)"], from: .client,
                isBad: record?.requestViolations.isEmpty == false)
        case .interim(let number, let index):
            self.init(exchanges[number]?.largeInterim(index) ?? ["interim"], from: .server)
        case .response(let number):
            let record = exchanges[number]
            self.init(
                record?.largeResponse ?? ["response \(number + 1)"], from: .server,
                isBad: record?.responseViolations.isEmpty == false)
        case .event(let event):
            guard let words = event.words else { return nil }
            let prefix = "mischief-"
            // What is done wrong on purpose has a long name.
            let parts =
                words.short.hasPrefix(prefix)
                ? ["mischief", String(words.short.dropFirst(prefix.count))] : [words.short]
            self.init(parts + Self.outcome(row, ladder, conversation), from: words.sender)
        case .remark(let violation):
            self.init([violation.citation.text], from: nil, isBad: true)
        case .frame, .unfinishedFrame, .message, .move, .closed: return nil
        }
    }

    private init(_ parts: [String], from: Endpoint?, isBad: Bool = false) {
        self.parts = isBad ? ["! \(parts[0])"] + parts.dropFirst() : parts
        (self.from, self.isBad) = (from, isBad)
    }

    /// How the connection closed, at the row with which it did: "CLOSED 1000".
    private static func outcome(_ row: Int, _ ladder: Ladder, _ conversation: Conversation) -> [String] {
        let moves = conversation.dissection.moves
        let count = ladder.moveCount(at: row)
        guard count == moves.count, ladder.moveCount(at: row - 1) < count, moves.last?.transition.to == .closed else {
            return []
        }
        return [conversation.stateWords]
    }
}

extension EventWords {
    /// Whose bytes its arrow stands for.
    fileprivate var sender: Endpoint? {
        switch arrow {
        case .none: nil
        case .whole(let from), .dotted(let from): from
        }
    }
}

extension FrameRecord {
    /// `text "Hello"`, `5 B`, `FIN`, `masked`; `close 1000 "bye"`, `masked`; `binary 5 B`, `FIN`.
    fileprivate func largeParts(in conversation: Conversation, room: Int) -> [String] {
        guard let header else { return ["incomplete header"] }
        let flags = header.flagWords.split(separator: " ").map(String.init)
        if header.opcode == .close, isComplete, let payload = conversation.payload(of: self, maximum: 126) {
            let close = ClosePayload(payload)
            return [close == .empty ? "close, no code" : close.words] + flags
        }
        let size = "\(Numbers.grouped(header.payloadLength)) B"
        let text = preview(in: conversation, room: room)
        guard text.hasPrefix("\"") else {
            // A Ping mostly has no payload, and then that is not what it is about.
            let isBare = header.opcode.isControl && header.payloadLength == 0
            // A declared length may be absurd, and then it is a part of its own, which need not fit.
            let isLong = header.payloadLength >= 1_000_000_000
            return (isBare ? [header.kindWords] : isLong ? [header.kindWords, size] : ["\(header.kindWords) \(size)"])
                + flags
        }
        return ["\(header.kindWords) \(text)", size] + flags
    }
}

extension HandshakeRecord {
    /// `GET /`, `Upgrade: websocket`.
    fileprivate var largeRequest: [String] {
        guard let request else {
            guard case .tooLarge = requestParse else { return ["not HTTP"] }
            return ["head too large"]
        }
        return ["\(request.method) \(request.target)"]
            + request.head.values(of: "Upgrade").prefix(1).map { "Upgrade: \($0.value)" }
    }

    /// `103`, `Early Hints`.
    fileprivate func largeInterim(_ index: Int) -> [String]? {
        guard interim.indices.contains(index),
            case .response(_, let status, let reason) = interim[index].head.startLine
        else { return nil }
        return [status.text, reason.text].filter { !$0.isEmpty }
    }

    /// `101`, `Switching Protocols`.
    fileprivate var largeResponse: [String] {
        guard let response, case .response(_, let status, let reason) = response.startLine else {
            guard case .tooLarge = responseParse else { return ["not HTTP"] }
            return ["head too large"]
        }
        return [status.text, reason.text].filter { !$0.isEmpty }
    }
}
