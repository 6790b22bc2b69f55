// The computation of the accept key at a glance (RFC 6455 §1.3, §4.2.2):
//
//    key      dGhlIHNhbXBsZSBub25jZQ==                  request, from byte 112
//    + GUID   258EAFA5-E914-47DA-95CA-C5AB0DC85B11      RFC 6455 §1.3
//    SHA-1    b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea          20 bytes
//    Base64   s3pPLMBiTxaQ9kYGzzhZRbK+xOo=                     28 characters
//    sent     s3pPLMBiTxaQ9kYGzzhZRbK+xOo=   = match: this server speaks WebSocket
//    try it   printf %s 'dGhl…' | openssl sha1 -binary | base64

import TerminalUI
import WebSocketProtocol

enum AcceptPane {
    static func wantedHeight(_ record: HandshakeRecord, width: Int) -> Int {
        1 + (record.whyNoComputation == nil ? 6 : noComputation(record, width: width).count)
    }

    static func draw(
        _ record: HandshakeRecord, _ step: HandshakeStep, isVeiled: Bool = false, in area: Rect,
        into grid: inout Grid, isFocused: Bool
    ) {
        grid.paneRule("accept key", isFocused: isFocused, in: area)
        let (_, body) = area.splitTop(1)
        guard record.whyNoComputation == nil, let key = record.request?.key else {
            return NotedLine.draw(noComputation(record, width: area.width), in: body, into: &grid)
        }
        let trace = AcceptTrace(key: key)
        let start = record.request?.head.values(of: "Sec-WebSocket-Key").first?.valueRange.lowerBound
        let hash = Hex.string(trace.digest, groupsOf: 4)
        let digest =
            !isVeiled || step.hasDigest
            ? StyledText(hash) : StyledText(String(hash.map { $0 == " " ? " " : "·" }), Style(.muted))
        let accept = isVeiled && step != .verdict ? trace.accept(upTo: step) : StyledText(trace.accept)
        // Each with the step at which a click arrives: the first at which the row is marked.
        let rows: [(name: String, value: StyledText, note: String, isHere: Bool, first: HandshakeStep)] = [
            ("key", StyledText(key), start.map { "request, from byte \($0)" } ?? "", step == .key, .key),
            (
                "+ GUID", StyledText(AcceptTrace.guid), AcceptTrace.guidCitation.text, step == .concatenation,
                .concatenation
            ),
            ("SHA-1", digest, "20 bytes", step.isHash, .padding),
            ("Base64", accept, "28 characters", step.isBase64, .base64(0)),
            ("sent", sent(record, isJudged: !isVeiled || step == .verdict), "", step == .verdict, .verdict),
            ("try it", StyledText(command(trace, width: area.width - 13)), "", false, .verdict),
        ]
        for (index, row) in rows.enumerated() {
            let line = body.row(index)
            guard !line.isEmpty else { continue }
            grid.target(line, ClickTarget.step(row.first))
            grid.put(row.isHere ? "▸" : "", x: line.x, y: line.y, style: Style(.title), in: line)
            grid.put(row.name, x: line.x + 2, y: line.y, style: Style(row.isHere ? .selection : .muted), in: line)
            let end = grid.put(row.value, x: line.x + 11, y: line.y, width: line.width - 12)
            let noteX = line.maxX - 1 - row.note.count
            if noteX > end { grid.put(row.note, x: noteX, y: line.y, style: Style(.muted), in: line) }
        }
    }

    /// What the response carries, and how it compares.
    static func sent(_ record: HandshakeRecord, isJudged: Bool = true) -> StyledText {
        guard let verdict = record.verdict else { return StyledText("no response yet", Style(.muted)) }
        guard isJudged else { return StyledText("········", Style(.muted)) }
        let value = verdict.receivedAccept.map { "\($0)   " } ?? ""
        switch verdict.comparison {
        case .match: return StyledText(value) + StyledText("= \(verdict.comparison.words)", Style(.good))
        case .mismatch: return StyledText(value) + StyledText("≠ \(verdict.comparison.words)", Style(.bad))
        case .missing: return StyledText("! \(verdict.comparison.words)", Style(.bad))
        case .unknown: return StyledText("\(value)\(verdict.comparison.words)", Style(.warning))
        case .notCalledFor:
            return StyledText("\(value)\(verdict.comparison.words), but \(verdict.status)", Style(.warning))
        }
    }

    /// The command, its key shortened if it does not fit; the verdict shows all of it.
    private static func command(_ trace: AcceptTrace, width: Int) -> String {
        let whole = trace.shellCommand
        guard whole.count > width else { return whole }
        return whole.replacing(trace.concatenated, with: trace.concatenated.prefix(4) + "…", maxReplacements: 1)
    }

    private static func noComputation(_ record: HandshakeRecord, width: Int) -> [NotedLine] {
        guard let why = record.whyNoComputation else { return [] }
        return NotedLine.wrap("! ", StyledText(why.text), section: why.citation, width: width, mark: .warning)
    }
}

extension HandshakeStep {
    /// Whether it is a part of the hash.
    var isHash: Bool {
        switch self {
        case .padding, .schedule, .round, .addition, .digest: true
        default: false
        }
    }

    /// Whether the hash is known there.
    fileprivate var hasDigest: Bool { self == .digest || isBase64 || self == .verdict }

    /// Whether it is a group of the Base64 text.
    var isBase64: Bool { if case .base64 = self { true } else { false } }
}

extension AcceptTrace {
    /// The Base64 text as far as a step has come.
    fileprivate func accept(upTo step: HandshakeStep) -> StyledText {
        var shown = ""
        if case .base64(let index) = step { shown = groups.prefix(index + 1).map(\.characters).joined() }
        let hidden = String(repeating: "·", count: accept.count - shown.count)
        return StyledText(shown) + StyledText(hidden, Style(.muted))
    }
}
