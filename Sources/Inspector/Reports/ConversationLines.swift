// A connection's findings as lines of text for people: `serve`, and `serve --frames`.

public import Capture
import TerminalUI
import WebSocketProtocol

/// Writes the findings of one conversation, each once.
public struct ConversationLines: Sendable {
    private let showsFrames: Bool
    private var written = 0

    /// A writer at the start of a conversation; with `frames` a line for each frame too.
    public init(frames: Bool) { showsFrames = frames }

    /// The lines for what is new in `conversation` since the last call.
    public mutating func next(_ conversation: Conversation) -> [String] {
        let items = conversation.dissection.items
        defer { written = items.endIndex }
        return items[max(items.startIndex, min(written, items.endIndex))...].compactMap { item in
            words(item, conversation).map { "\(Self.time(item.time))  #\(conversation.number)  \($0)" }
        }
    }

    private func words(_ item: Item, _ conversation: Conversation) -> String? {
        let dissection = conversation.dissection
        switch item.kind {
        case .response: return Self.answered(conversation)
        case .frame(let from, let index) where showsFrames:
            return Self.words(dissection.frames(from: from)[index], in: conversation)
        case .decision(let name, let sentence): return "decided  \(name): \(Sanitizer.sanitize(sentence))"
        case .gap(let from, let count): return "missing  \(count) bytes from the \(from.rawValue)"
        case .remark(let violation): return "broken   " + Self.words(violation)
        case .closed where dissection.handshake.isUpgradeAttempt || dissection.isWebSocket:
            return Self.closed(conversation)
        default: return nil
        }
    }

    private static func answered(_ conversation: Conversation) -> String {
        let handshake = conversation.dissection.handshake
        let request = handshake.request
        let line = request.map { "\($0.method) \($0.target)" } ?? "a request that is no HTTP"
        let who = [conversation.dissection.client, conversation.program].filter { !$0.isEmpty }.joined(separator: "  ")
        let status = handshake.status ?? 0
        let head = Sanitizer.sanitize("\(line)  \(who)")
        if status == 101 { return "open     \(head)" }
        guard handshake.isUpgradeAttempt || status >= 400 else { return "http     \(status)  \(head)" }
        let why = handshake.requestViolations.first.map { "  " + words($0) } ?? ""
        return "refused  \(status)  \(head)\(why)"
    }

    private static func closed(_ conversation: Conversation) -> String {
        let dissection = conversation.dissection
        guard let outcome = dissection.outcome else { return "closed" }
        let code = outcome.code.map { "\($0.rawValue) \($0.name)" } ?? ""
        let reason = outcome.reason.isEmpty ? "" : "  \"\(Sanitizer.sanitize(outcome.reason))\""
        let received = dissection.frames(from: .client).endIndex
        let counts =
            "\(received) frame\(received == 1 ? "" : "s") in, \(dissection.frames(from: .server).endIndex) out"
        return "closed   \(code)\(reason)  \(outcome.isClean ? "clean" : "not clean")  \(counts)"
    }

    private static func words(_ frame: FrameRecord, in conversation: Conversation) -> String {
        guard let header = frame.header else { return "" }
        let direction = frame.from == .client ? ">" : "<"
        let payload = conversation.payload(of: frame, maximum: 48) ?? []
        let text =
            header.opcode.isControl || header.opcode == .binary ? nil : String(validating: payload, as: UTF8.self)
        let shown = text.map { "\"\(Sanitizer.sanitize($0))\"" } ?? Hex.string(payload)
        let more = header.payloadLength > UInt64(payload.count) ? "…" : ""
        let broken = frame.violations.map { "  ! \($0.rule.rawValue)" }.joined()
        return
            "\(direction) \(header.opcode.name)  \(header.payloadLength) B\(header.fin ? "" : "  FIN=0")  \(shown)\(more)\(broken)"
    }

    private static func words(_ violation: Violation) -> String {
        "\(violation.rule.sentence) (RFC 6455 §\(violation.rule.section))"
    }

    /// Seconds with three decimals.
    private static func time(_ seconds: Double) -> String {
        let millis = Int((max(0, seconds) * 1000).rounded())
        let decimals = String(millis % 1000)
        return "\(millis / 1000)." + String(repeating: "0", count: 3 - decimals.count) + decimals
    }
}
