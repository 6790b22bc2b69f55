// One step of the computation in full: its sentence and its values. SHA-1's own steps are drawn in SHA1Detail.swift.

import TerminalUI
import WebSocketProtocol

enum ComputationPane {
    static func draw(
        _ record: HandshakeRecord, _ step: HandshakeStep, refusal: Sentence?, isVeiled: Bool, in area: Rect,
        into grid: inout Grid, isFocused: Bool
    ) {
        guard let key = record.request?.key else { return }
        let trace = AcceptTrace(key: key)
        grid.paneRule(step.name, isFocused: isFocused, in: area)
        let (_, body) = area.splitTop(1)
        switch step {
        case .key: drawKey(trace, in: body, into: &grid)
        case .concatenation:
            let below = say([trace.concatenationSentence] + AcceptTrace.guidSentences, in: body, into: &grid)
            let guidStart = trace.key.utf8.count
            let bytes = Array(trace.concatenated.utf8)
            let parts = [("key", 0..<guidStart), ("GUID", guidStart..<bytes.count)]
            SHA1Detail.drawBytes(bytes, parts: parts, in: below, into: &grid)
        case .base64(let index): Base64Detail.draw(trace, group: index, isVeiled: isVeiled, in: body, into: &grid)
        case .verdict: drawVerdict(record, trace, refusal, in: body, into: &grid)
        default: SHA1Detail.draw(trace, step, in: body, into: &grid)
        }
    }

    /// Puts sentences at the top, each wrapped; returns what is left below.
    static func say(_ sentences: [Sentence], in area: Rect, into grid: inout Grid) -> Rect {
        let lines = sentences.flatMap { TextWrap.lines($0.cited, width: area.width - 4) }
        for (row, line) in lines.prefix(area.height).enumerated() {
            grid.put(line, x: area.x + 2, y: area.y + row, in: area)
        }
        return area.splitTop(lines.count).rest
    }

    private static func drawKey(_ trace: AcceptTrace, in area: Rect, into grid: inout Grid) {
        let bytes = Base64.decode(trace.key) ?? []
        let below = say([trace.concatenationSentence], in: area, into: &grid)
        let rows = [("as text", trace.key), ("decoded", "\(Hex.string(bytes))   \(bytes.count) bytes; not used")]
        for (row, (name, value)) in rows.enumerated() {
            grid.put(name, x: below.x + 2, y: below.y + 1 + row, style: Style(.muted), in: below)
            grid.put(value, x: below.x + 11, y: below.y + 1 + row, width: below.width - 12)
        }
    }

    private static func drawVerdict(
        _ record: HandshakeRecord, _ trace: AcceptTrace, _ refusal: Sentence?, in area: Rect, into grid: inout Grid
    ) {
        let received = record.verdict?.receivedAccept
        let comparison = record.verdict?.comparison
        let isSame = comparison == .match
        let rows = [("expected", trace.accept), ("received", received ?? "nothing")]
        for (row, (name, value)) in rows.enumerated() {
            grid.put(name, x: area.x + 2, y: area.y + row, style: Style(.muted), in: area)
            grid.put(
                value, x: area.x + 12, y: area.y + row, width: area.width - 13, style: Style(isSame ? .good : .text))
        }
        var lines: [NotedLine] = []
        if let comparison {
            let role: Role = isSame ? .good : [.notCalledFor, .unknown].contains(comparison) ? .warning : .bad
            let sign = isSame ? "= " : comparison == .mismatch ? "≠ " : "! "
            lines += NotedLine.wrap(
                sign, StyledText("\(comparison.words).", Style(role)), width: area.width, mark: role)
        }
        for violation in record.violations {
            let text = StyledText("violation: ", Style(.bad)) + StyledText(violation.words)
            lines += NotedLine.wrap("! ", text, section: violation.citation, width: area.width, mark: .bad)
        }
        lines += NotedLine.wrap(
            "", StyledText(record.outcome.text), section: record.outcome.citation, width: area.width)
        if let refusal {
            lines += NotedLine.wrap("! ", StyledText(refusal.text), section: refusal.citation, width: area.width)
        }
        lines += NotedLine.wrap("", StyledText("In a shell:", Style(.muted)), width: area.width)
        lines += NotedLine.wrap("", StyledText(trace.shellCommand), width: area.width)
        NotedLine.draw(lines, in: area.splitTop(rows.count).rest, into: &grid)
    }
}

extension HandshakeStep {
    /// What a step of the computation is called; nothing for a line.
    var name: String {
        switch self {
        case .key: "key"
        case .concatenation: "key + GUID"
        case .padding: "SHA-1: padding"
        case .schedule(let block): "SHA-1: block \(block), schedule"
        case .round(let block, let index): "SHA-1: block \(block), round \(index)"
        case .addition(let block): "SHA-1: block \(block), addition"
        case .digest: "SHA-1: 20 bytes"
        case .base64(let index): "Base64: group \(index)"
        case .verdict: "verdict"
        case .line, .waiting: ""
        }
    }
}
