// A connection's findings as JSON lines, for programs: `serve --json`, `inspect --json`, `decode --json`. One object per finding, in the order of time.
//
//   {"event":"open","connection":1,"time":0.0,"client":"127.0.0.1:51544","server":"127.0.0.1:1338"}
//   {"event":"frame","connection":1,"time":0.5,"from":"client","index":0,"offset":0,"fin":true, …}
//
// The keys and their order are a promise; README.md documents them.

public import WebSocketProtocol

/// Writes the findings of one conversation, each once.
public struct EventLines: Sendable {
    /// How many bytes of a payload are written; nil for all.
    public let payloadLimit: Int?
    private var written = 0
    /// How many requests have their line.
    private var handshakesWritten = 0
    /// Whether the connection has asked for a WebSocket, so that lines have its number.
    private var hasAsked = false

    /// A writer at the start of a conversation.
    public init(payloadLimit: Int? = nil) { self.payloadLimit = payloadLimit }

    /// Adds the lines for what is new in `conversation` since the last call to `output`, a line break after each.
    public mutating func write(_ conversation: Conversation, to output: inout [UInt8]) {
        let end = conversation.dissection.items.endIndex
        for index in max(conversation.dissection.items.startIndex, min(written, end))..<end {
            let item = conversation.dissection.items[index]
            hasAsked = hasAsked || asks(item.kind, conversation)
            for var line in lines(item, conversation) {
                if hasAsked, let number = conversation.webSocket { line.add("websocket", number) }
                line.write(to: &output)
            }
        }
        written = end
    }

    /// Whether from an item on the connection is known to ask for a WebSocket.
    private func asks(_ kind: Item.Kind, _ conversation: Conversation) -> Bool {
        switch kind {
        case .request(let number): conversation.dissection.exchanges[number]?.isUpgradeAttempt ?? false
        case .frame, .event(.midStream): true
        default: false
        }
    }

    /// Adds the lines for what the end of the log leaves unfinished in a connection that is still open.
    public func finish(_ conversation: Conversation, to output: inout [UInt8]) {
        let (dissection, time) = (conversation.dissection, conversation.dissection.lastTime)
        for var line in unanswered(conversation, time: time) {
            if hasAsked, let number = conversation.webSocket { line.add("websocket", number) }
            line.write(to: &output)
        }
        for frame in Endpoint.allCases.flatMap(dissection.incompleteFrames) {
            Self.incomplete(frame, conversation, time: time).write(to: &output)
        }
    }

    /// A request that was never answered is reported at the end.
    private func unanswered(_ conversation: Conversation, time: Double) -> [JSONLine] {
        let exchanges = conversation.dissection.exchanges
        return exchanges.numbers.filter { $0 >= handshakesWritten }.compactMap { exchanges[$0] }
            .filter { $0.requestTime != nil }
            .map { Self.handshake(Self.begin("handshake", conversation, time: time), $0) }
    }

    private static func begin(_ event: String, _ conversation: Conversation, time: Double) -> JSONLine {
        var line = JSONLine()
        line.add("event", event)
        line.add("connection", conversation.number)
        line.add("time", seconds: time)
        return line
    }

    private mutating func lines(_ item: Item, _ conversation: Conversation) -> [JSONLine] {
        func begin(_ event: String) -> JSONLine { Self.begin(event, conversation, time: item.time) }
        switch item.kind {
        case .event(let event):
            for row in EventRow.all {
                guard let name = row.eventName else { continue }
                var line = begin(name)
                if row.report(event, &line) { return [line] }
            }
            return []
        case .request, .interim, .unfinishedFrame:
            return []
        case .response(let number):
            handshakesWritten = number + 1
            return [Self.handshake(begin("handshake"), conversation.dissection.exchanges[number])]
        case .move(let index):
            let move = conversation.dissection.moves[index]
            // The RFC has four states; a move between two situations of CLOSING is not one of its moves.
            guard move.transition.from.name != move.transition.to.name else { return [] }
            var line = begin("state")
            line.add("endpoint", move.endpoint.rawValue)
            line.add("from", move.transition.from.name)
            line.add("to", move.transition.to.name)
            return [line]
        case .frame(let from, let index):
            return [frame(begin("frame"), conversation.dissection.frames(from: from)[index], conversation)]
        case .message(let from, let index):
            return [message(begin("message"), conversation.dissection.messages(from: from)[index], conversation)]
        case .remark(let violation):
            var line = begin("violation")
            line.add("violations", [Self.violation(violation)])
            return [line]
        case .closed:
            var lines = unanswered(conversation, time: item.time)
            // A frame that the end cut off is reported at the end, with what its header breaks.
            for from in Endpoint.allCases {
                for frame in conversation.dissection.incompleteFrames(from: from) {
                    lines.append(Self.unfinished(frame, conversation, time: item.time))
                }
            }
            var line = begin("closed")
            line.add("code", conversation.dissection.outcome?.code.map { Int($0.rawValue) })
            line.add("reason", conversation.dissection.outcome?.reason ?? "")
            line.add("clean", conversation.dissection.outcome?.isClean)
            Self.addCompression(conversation.dissection, to: &line)
            return lines + [line]
        }
    }
}

extension EventLines {
    private static func handshake(_ begun: JSONLine, _ handshake: HandshakeRecord?) -> JSONLine {
        var line = begun
        let request = handshake?.request
        line.add("method", request?.method)
        line.add("path", request?.target)
        line.add("version", request?.version)
        line.add("key", request?.key)
        line.add("accept", handshake?.verdict?.receivedAccept)
        line.add("status", handshake?.status)
        line.add("origin", request?.origin)
        line.add("subprotocol", handshake?.verdict?.subprotocol)
        line.add("offeredExtensions", request?.extensions.map(\.name) ?? [])
        line.add("extensions", handshake?.verdict?.extensions.map(\.name) ?? [])
        line.add("violations", handshake?.violations.map(violation) ?? [])
        line.add("interim", handshake?.interim.map(\.status) ?? [])
        let agreement = Agreement(handshake?.verdict, on: request)
        if handshake?.status == 101, let deflate = agreement.deflate { line.add("deflate", Self.parameters(deflate)) }
        return line
    }

    /// What was compressed in each direction, where anything was.
    private static func addCompression(_ dissection: Dissection, to line: inout JSONLine) {
        let totals = Endpoint.allCases.map { ($0, dissection.compression(of: $0)) }.filter { $0.1.messages > 0 }
        guard !totals.isEmpty else { return }
        var all = JSONLine()
        for (endpoint, total) in totals {
            var line = JSONLine()
            line.add("messages", total.messages)
            line.add("sent", total.sent)
            line.add("inflated", total.inflated)
            all.add(endpoint == .client ? "client" : "server", line)
        }
        line.add("compressed", all)
    }

    /// What was agreed on for compression (RFC 7692 §7.1).
    private static func parameters(_ deflate: DeflateParameters) -> JSONLine {
        var line = JSONLine()
        line.add("serverNoContextTakeover", deflate.serverNoContextTakeover)
        line.add("clientNoContextTakeover", deflate.clientNoContextTakeover)
        line.add("serverMaxWindowBits", deflate.serverMaxWindowBits)
        line.add("clientMaxWindowBits", deflate.clientMaxWindowBits)
        return line
    }

    private func frame(_ begun: JSONLine, _ frame: FrameRecord, _ conversation: Conversation) -> JSONLine {
        guard let header = frame.header else { return begun }
        var line = begun
        line.add("from", frame.from.rawValue)
        line.add("index", frame.number)
        line.add("offset", frame.offset)
        line.add("fin", header.fin)
        line.add("rsv1", header.rsv1)
        line.add("rsv2", header.rsv2)
        line.add("rsv3", header.rsv3)
        line.add("opcode", Int(header.opcode.rawValue))
        line.add("name", header.opcode.name)
        line.add("masked", header.maskingKey != nil)
        line.add("maskingKey", hex: header.maskingKey?.bytes[...])
        line.add("lengthBits", Int(header.lengthForm.rawValue))
        line.add("payloadLength", header.payloadLength)
        line.add("headerLength", header.headerLength)
        let shown = conversation.payload(of: frame, maximum: payloadLimit ?? .max)
        line.add("payload", hex: shown?[...])
        let isCut = shown.map { $0.count < frame.payloadRange.count } ?? false
        if isCut { line.add("payloadTruncated", true) }
        if let (_, part) = conversation.inflatedRange(of: frame) { line.add("inflatedLength", part.count) }
        line.add("text", text(of: frame, shown, isCut: isCut, conversation))
        line.add("violations", frame.violations.map(Self.violation))
        return line
    }

    /// What a frame carries as text, inflated where it is compressed; nil where that is not text by itself.
    private func text(
        of frame: FrameRecord, _ shown: [UInt8]?, isCut: Bool, _ conversation: Conversation
    ) -> String? {
        guard conversation.carriesText(frame) else { return nil }
        guard let inflated = conversation.inflatedPart(of: frame) else {
            return shown.flatMap { text($0, isCut: isCut) }
        }
        let count = conversation.inflatedRange(of: frame)?.part.count ?? inflated.count
        let part = inflated.prefix(payloadLimit ?? .max)
        return text(Array(part), isCut: part.count < count)
    }

    private func message(_ begun: JSONLine, _ message: MessageRecord, _ conversation: Conversation) -> JSONLine {
        var line = begun
        let frames = conversation.frames(of: message)
        line.add("from", message.from.rawValue)
        line.add("kind", message.kind.name)
        let inflated = conversation.inflated(message)
        // What does not come out whole has no length.
        let isWhole = inflated.map { $0.problem == nil } ?? !message.isCompressed
        let length = inflated.map { UInt64($0.count) } ?? message.length
        line.add("length", isWhole ? Int(clamping: length) : nil)
        line.add("frames", frames.map(\.number))
        let limit = payloadLimit ?? .max
        let isText = message.kind == .text && isWhole
        let shown =
            isText
            ? inflated.map { Array($0.bytes.prefix(limit)) } ?? conversation.contentSoFar(of: message, maximum: limit)
            : nil
        let isCut = shown.map { $0.count < length } ?? false
        line.add("text", shown.flatMap { text($0, isCut: isCut) })
        if isCut { line.add("textTruncated", true) }
        guard message.isCompressed else { return line }
        line.add("compressedLength", message.length)
        if let inflated, inflated.unknownCount > 0 { line.add("unknownBytes", inflated.unknownCount) }
        if let problem = inflated?.problem { line.add("inflating", problem.sentence.cited) }
        return line
    }

    /// Bytes as text; nil where they are not UTF-8, or no character is whole. One that the limit cuts is left out.
    private func text(_ bytes: [UInt8], isCut: Bool) -> String? {
        String(utf8: bytes, isCut: isCut).flatMap { $0.isEmpty && !bytes.isEmpty ? nil : $0 }
    }

    /// A violation as an object; `offset` counts in the stream of its direction, as a frame's does.
    public static func violation(_ violation: Violation) -> JSONLine {
        var line = JSONLine()
        line.add("rule", violation.rule.rawValue)
        line.add("section", violation.citation.section)
        line.add("level", violation.rule.level.rawValue)
        line.add("closeCode", violation.rule.closeCode.map(Int.init))
        line.add("offset", violation.range.lowerBound)
        line.add("sentence", violation.rule.sentence.text)
        if !violation.found.isEmpty { line.add("found", violation.found) }
        // Most rules are those of RFC 6455, which goes without saying.
        if violation.citation.document != .rfc6455 { line.add("document", violation.citation.document.rawValue) }
        return line
    }
}

extension EventLines {
    /// A frame whose bytes end before it does, found at `time`, in seconds.
    public static func incomplete(_ frame: FrameRecord, _ conversation: Conversation, time: Double) -> JSONLine {
        var line = unfinished(frame, conversation, time: time)
        if let number = conversation.webSocket { line.add("websocket", number) }
        return line
    }

    private static func unfinished(_ frame: FrameRecord, _ conversation: Conversation, time: Double) -> JSONLine {
        var line = JSONLine()
        line.add("event", "incomplete")
        line.add("connection", conversation.number)
        line.add("time", seconds: time)
        line.add("from", frame.from.rawValue)
        line.add("index", frame.number)
        line.add("offset", frame.offset)
        line.add("received", frame.received)
        line.add("state", conversation.explanation(of: frame).state.plainWords)
        line.add("violations", frame.violations.map(violation))
        return line
    }
}
