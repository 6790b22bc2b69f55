// A connection's items as lines of text for people: `serve`, `serve --frames`, `inspect --list`.

public import Capture
import TerminalUI
public import WebSocketProtocol

/// Writes the items of one conversation, each once.
public struct ConversationLines: Sendable {
    private let showsFrames: Bool
    /// Whose lines they are: what its peer sends comes in.
    private let endpoint: Endpoint
    private var written = 0

    /// A writer at the start of a conversation, seen by one endpoint; with `frames` one line per frame too.
    public init(frames: Bool, of endpoint: Endpoint = .server) {
        showsFrames = frames
        self.endpoint = endpoint
    }

    /// Adds the lines for what is new in `conversation` since the last call to `output`, each ended by a line break.
    public mutating func write(_ conversation: Conversation, to output: inout [UInt8]) {
        let end = conversation.dissection.items.endIndex
        for index in max(conversation.dissection.items.startIndex, min(written, end))..<end {
            let item = conversation.dissection.items[index]
            if case .closed = item.kind { writeUnfinished(conversation, to: &output) }
            if case .frame(let from, let number) = item.kind {
                guard showsFrames else { continue }
                begin(item.time, conversation, to: &output)
                Self.write(conversation.dissection.frames(from: from)[number], in: conversation, to: &output)
                output.endLine()
            } else if let words = words(item, conversation) {
                write(words, item.time, conversation, to: &output)
            }
        }
        written = end
    }

    /// Adds the lines for what the end of the log leaves unfinished in a connection that is still open.
    public func finish(_ conversation: Conversation, to output: inout [UInt8]) {
        writeUnfinished(conversation, to: &output)
    }

    /// What is broken in requests that were never answered, which have no line of their own, and frames that are cut off.
    private func writeUnfinished(_ conversation: Conversation, to output: inout [UInt8]) {
        let exchanges = conversation.dissection.exchanges
        for exchange in exchanges.numbers.compactMap({ exchanges[$0] }) where exchange.status == nil {
            for violation in exchange.violations {
                write("broken   " + Self.words(violation), conversation.dissection.lastTime, conversation, to: &output)
            }
        }
        guard showsFrames else { return }
        for frame in Endpoint.allCases.flatMap({ conversation.dissection.incompleteFrames(from: $0) }) {
            write(Self.cutOff(frame, in: conversation), conversation.dissection.lastTime, conversation, to: &output)
        }
    }

    private func write(_ words: String, _ time: Double, _ conversation: Conversation, to output: inout [UInt8]) {
        begin(time, conversation, to: &output)
        output.add(line: words)
    }

    private func begin(_ time: Double, _ conversation: Conversation, to output: inout [UInt8]) {
        output.add(seconds: time)
        output.add("  ")
        output.add(conversation.label)
        output.add("  ")
    }

    private func words(_ item: Item, _ conversation: Conversation) -> String? {
        switch item.kind {
        case .interim(let number, let index):
            return conversation.dissection.exchanges[number].flatMap { exchange in
                guard exchange.interim.indices.contains(index) else { return nil }
                return "interim  \(exchange.interim[index].status)  \(Self.request(of: exchange, conversation))"
            }
        case .response(let number):
            return conversation.dissection.exchanges[number].map { Self.answered($0, conversation) }
        case .event(let event): return event.words?.line.map(Self.words)
        case .remark(let violation): return "broken   " + Self.words(violation)
        case .closed where conversation.dissection.handshake.isUpgradeAttempt || conversation.dissection.isWebSocket:
            return closed(conversation)
        default: return nil
        }
    }

    private static func answered(_ handshake: HandshakeRecord, _ conversation: Conversation) -> String {
        let status = handshake.status ?? 0
        let head = request(of: handshake, conversation)
        let broken = handshake.violations.map { "  ! " + $0.rule.rawValue }.joined()
        if status == 101 { return "open     \(head)\(compression(handshake))\(broken)" }
        guard handshake.isUpgradeAttempt || status >= 400 else { return "http     \(status)  \(head)" }
        let why = handshake.requestViolations.first.map { "  " + words($0) } ?? ""
        return "refused  \(status)  \(head)\(why)"
    }

    /// What was agreed on for compression, where it was offered.
    private static func compression(_ handshake: HandshakeRecord) -> String {
        if let deflate = Agreement(handshake.verdict, on: handshake.request).deflate {
            return "  compression: \(deflate.words)"
        }
        return handshake.request?.extensions.contains(where: \.isDeflate) == true ? "  compression: declined" : ""
    }

    /// "GET /chat  127.0.0.1:51544  Chrome 156".
    private static func request(of handshake: HandshakeRecord, _ conversation: Conversation) -> String {
        let line =
            handshake.request.map { "\($0.method) \($0.target)" }
            ?? (handshake.requestBytes.isEmpty ? "request missing" : "not an HTTP request")
        let who = [conversation.dissection.client, conversation.program].filter { !$0.isEmpty }.joined(separator: "  ")
        return Sanitizer.sanitize("\(line)  \(who)")
    }

    private func closed(_ conversation: Conversation) -> String {
        let dissection = conversation.dissection
        guard let outcome = dissection.outcome else { return "closed" }
        let reason = outcome.reason.isEmpty ? "" : "  \"\(Sanitizer.sanitize(outcome.reason))\""
        let received = dissection.frameNumbers(from: endpoint.peer).upperBound
        let counts = "\(Count.words(received, "frame")) in, \(dissection.frameNumbers(from: endpoint).upperBound) out"
        // If missing bytes may have held a code, the cleanness says so: "unknown".
        let code = outcome.code.map { "\($0.rawValue) \($0.name)\(reason)  " } ?? ""
        let compression = dissection.compressionWords.map { "  " + $0 } ?? ""
        return "closed   \(code)\(outcome.cleanness)  \(counts)\(compression)"
    }

    /// A frame whose bytes end before it does.
    private static func cutOff(_ frame: FrameRecord, in conversation: Conversation) -> String {
        let state = conversation.explanation(of: frame).state
        let violations = frame.violations.map { "  ! " + Sanitizer.sanitize($0.brief) }.joined()
        return "cut off  frame \(frame.number) from the \(frame.from.rawValue): \(state.words)\(violations)"
    }

    /// A frame, written straight into the output: there may be millions.
    private static func write(_ frame: FrameRecord, in conversation: Conversation, to output: inout [UInt8]) {
        guard let header = frame.header else { return }
        let content = conversation.content(of: frame, maximum: 48) ?? []
        output.add(frame.from == .client ? "> " : "< ")
        output.add(header.opcode.name)
        output.add("  ")
        output.add(header.payloadLength.grouped)
        output.add(" B")
        output.add(frame.compressionWords(in: conversation))
        output.add(header.fin ? "  " : "  FIN=0  ")
        let isCut = conversation.contentLength(of: frame) > UInt64(content.count)
        if conversation.carriesText(frame), let text = shown(content, isCut: isCut) {
            output.add("\"")
            output += text
            output.add("\"")
        } else {
            Hex.write(content[...], to: &output)
        }
        if isCut { output.add("…") }
        for violation in frame.violations { output.add("  ! " + Sanitizer.sanitize(violation.brief)) }
    }

    /// The bytes of a text as they may be printed; nil if they are not text.
    private static func shown(_ bytes: [UInt8], isCut: Bool) -> [UInt8]? {
        // Most text is plain ASCII, which needs no second look.
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return bytes }
        return String(utf8: bytes, isCut: isCut).map { Array(Sanitizer.sanitize($0).utf8) }
    }

    /// The verb in a column of its own.
    private static func words(_ line: EventWords.Line) -> String {
        let gap = String(repeating: " ", count: max(1, 9 - line.verb.utf8.count))
        return line.verb + gap + Sanitizer.sanitize(line.text)
    }

    private static func words(_ violation: Violation) -> String { violation.rule.sentence.citedBehind }
}
