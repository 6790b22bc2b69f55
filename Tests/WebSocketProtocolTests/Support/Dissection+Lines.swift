// Findings as tests read them: a line each.

import WebSocketProtocol

extension Dissection {
    /// The lines that the handshake comes to.
    static let openLines = [
        "request GET /", "response 101", "server CONNECTING -> OPEN", "client CONNECTING -> OPEN",
    ]

    /// All findings, without their times.
    var lines: [String] { items.map(line) }

    /// The findings after those of a handshake.
    var linesWhenOpen: [String] { Array(lines.dropFirst(Self.openLines.count)) }

    func line(_ item: Item) -> String {
        switch item.kind {
        case .event(.opened), .event(.midStream): "opened \(client) \(server)"
        case .request(let number): exchanges[number].map(requestLine) ?? "request"
        case .interim(let number, let index):
            "interim \(exchanges[number]?.interim.dropFirst(index).first?.status ?? 0)"
        case .response(let number): exchanges[number].map(responseLine) ?? "response broken"
        case .frame(let from, let index): line(frames(from: from)[index])
        case .unfinishedFrame(let from, let index): "begun: " + (frame(index, from: from).map(line) ?? "?")
        case .message(let from, let index): line(messages(from: from)[index])
        case .move(let index): line(moves[index])
        case .event(.serverAction(let name, _)): "decision \(name)"
        case .event(.note(let text, let stop)): "note \(text)\(stop ? ", stop" : "")"
        case .event(.missing(let from, let count, let frames)):
            "\(from.rawValue) gap of \(count)" + (frames.map { ", \($0) frames" } ?? "")
        case .event(.unread(let from, let count, let after)):
            "\(from.rawValue) \(count) unread after the \(after.rawValue)"
        case .event(.ended(let by, let how)): "\(by.rawValue) ended: \(how.rawValue)"
        case .event(let event): event.words?.name ?? "?"
        case .remark(let violation): "remark\(Self.marks([violation])): \(violation.detail)"
        case .closed:
            "closed \(outcome?.code?.rawValue.description ?? "-")\(outcome?.isClean == true ? " clean" : "")"
                + (outcome?.reason.isEmpty == false ? " \(outcome?.reason ?? "")" : "")
        }
    }

    private func requestLine(_ exchange: HandshakeRecord) -> String {
        ["request", exchange.request?.method, exchange.request?.target].compactMap(\.self).joined(separator: " ")
            + Self.marks(exchange.requestViolations)
    }

    private func responseLine(_ exchange: HandshakeRecord) -> String {
        "response \(exchange.status.map(String.init) ?? "broken")" + Self.marks(exchange.responseViolations)
    }

    private func line(_ frame: FrameRecord) -> String {
        let header = frame.header
        let name = header.map { ($0.fin ? "" : "unfinished ") + $0.opcode.name } ?? "?"
        return "\(frame.from.rawValue) \(frame.index) at \(frame.offset): \(name) \(header?.payloadLength ?? 0)"
            + Self.marks(frame.violations)
    }

    private func line(_ message: MessageRecord) -> String {
        "\(message.from.rawValue) message \(message.index): \(message.kind.name) \(message.length), "
            + "frames \(message.firstFrame)-\(message.lastFrame ?? -1), \(message.frameCount) of them"
            + (message.isTextBroken ? ", broken" : "")
    }

    private func line(_ move: StateMove) -> String {
        let (from, to) = (move.transition.from, move.transition.to)
        return "\(move.endpoint.rawValue) \(Self.name(from)) -> \(Self.name(to))"
    }

    /// The RFC's name, or ours for the other states that share one.
    private static func name(_ state: ConnectionState) -> String {
        [.connecting, .open, .closed].contains(state) ? state.name : state.rawValue
    }

    private static func marks(_ violations: [Violation]) -> String {
        violations.map { " !\($0.rule.rawValue)" }.joined()
    }
}
