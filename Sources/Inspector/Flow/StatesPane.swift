// The state machines of both endpoints, as they were at one row:
//
//   client  CONNECTING ── OPEN ──▐CLOSING▌── CLOSED   Close 1000, client frame 3
//           It sent a Close and waits for the peer's Close. RFC 6455 §7.1.2

import Capture
import TerminalUI
import WebSocketProtocol

struct StatesPane {
    let history: StateHistory

    private var conversation: Conversation { history.conversation }

    /// The rows that it needs: with the sentences, or without if room is scarce.
    static func height(withSentences: Bool) -> Int { withSentences ? 4 : 2 }

    /// Draws both endpoints; with sentences if the area has four rows.
    func draw(in area: Rect, into grid: inout Grid, isFocused: Bool = false) {
        let rows = area.height >= Self.height(withSentences: true) ? 2 : 1
        for (index, endpoint) in Endpoint.allCases.enumerated() {
            draw(endpoint, in: area.rows(index * rows..<(index + 1) * rows), into: &grid)
        }
        if isFocused { grid.put("▸", x: area.x, y: area.y, style: Style(.title), in: area) }
    }

    private func draw(_ endpoint: Endpoint, in area: Rect, into grid: inout Grid) {
        let last = history.lastMove(of: endpoint)
        let state = history.state(of: endpoint)
        var line = StyledText(" \(endpoint.rawValue)  ", Style(endpoint.role))
        for (index, name) in ConnectionState.names.enumerated() {
            if index > 0 { line += StyledText("──", Style(.border)) }
            line +=
                name == state.name
                ? StyledText("▐\(name)▌", Style(endpoint.role, bold: true)) : StyledText(" \(name) ", Style(.muted))
        }
        if state == .unknown { line += StyledText(" ▐unknown▌", Style(endpoint.role, bold: true)) }
        if let last {
            let cause = StyledText("  " + last.cause.words(in: conversation))
            if line.width + cause.width <= area.width { line += cause }
        }
        grid.put(line, x: area.x, y: area.y, width: area.width)
        guard area.height > 1 else { return }
        let sentence = sentence(last, state)
        let text = StyledText(sentence.text)
        let forms = sentence.citation.map { [$0.text, $0.brief] } ?? []
        let room = area.width - 9
        let words = forms.map { text + StyledText(" \($0)", Style(.muted)) }.first { $0.width <= room } ?? text
        // A sentence that is too long for its place below the state begins further left.
        let indent = max(1, min(9, area.width - words.width))
        grid.put(words, x: area.x + indent, y: area.y + 1, width: area.width - indent)
    }

    private func sentence(_ move: StateMove?, _ state: ConnectionState) -> Sentence {
        if conversation.hasNoRequest {
            let words = conversation.isOpen ? "No request yet" : "No request arrived"
            return Sentence("\(words): browsers open spare connections and keep them.")
        }
        let handshake = conversation.dissection.handshake
        if handshake.isPlainHTTP { return Sentence("Plain HTTP: no WebSocket was requested.") }
        return move?.transition.sentence ?? state.meaning
    }
}

extension StateMove.Cause {
    /// "response 101", "Close 1000, client frame 3", "client ends its stream (FIN)".
    func words(in conversation: Conversation) -> String {
        switch self {
        case .response:
            let handshake = conversation.dissection.handshake
            guard let status = handshake.status else { return "response" }
            return "response \(status)"
        case .frame(let from, let index):
            let frame = conversation.dissection.frame(index, from: from)
            let payload = frame.flatMap { conversation.payload(of: $0, maximum: 126) }
            var code = ""
            if case .code(let number, _) = payload.map(ClosePayload.init) { code = " \(number.rawValue)" }
            return "Close\(code), \(from.rawValue) frame \(index)"
        case .missing(let from): return "missing bytes of the \(from.rawValue)"
        case .ended(let by, let how): return "\(by.rawValue) \(how.words)"
        }
    }
}
