// The value of the current step for the back row, in letters of three rows: that of a header, or what the computation has come to.
//
//    ─ value ─────
//    s3pP

import TerminalUI
import WebSocketProtocol

enum LargeValue {
    /// Its rule, and two lines of letters.
    static func height(in area: Rect) -> Int { area.height >= 18 ? 1 + 2 * BigText.height : 1 + BigText.height }

    static func draw(
        _ record: HandshakeRecord, _ step: HandshakeStep, _ line: HeadLine?, in area: Rect, into grid: inout Grid
    ) {
        let body = area.rows(1..<area.height).inset(horizontally: 2)
        let maximum = body.height / BigText.height
        let name: String?
        let lines: [String]
        var place = body
        switch step {
        case .concatenation:
            (name, lines) = concatenation(record, width: body.width, maximum: maximum)
        case .verdict:
            name = "verdict"
            // The word first: the value may be cut.
            let words = verdict(record)
            lines = words.prefix(maximum).map { BigText.fitting($0, width: body.width) }
        default:
            name = line.flatMap { $0.value == nil ? nil : $0.name }
            let value = line.map { $0.value ?? $0.name } ?? value(record, step)
            (lines, place) = layout(value, in: body, or: area.rows(1..<area.height))
        }
        grid.paneRule(name ?? "value", isFocused: false, in: area)
        for (index, text) in lines.enumerated() {
            let y = place.y + index * BigText.height
            BigText.draw(text, x: place.x, y: y, style: Style(.title), in: place, into: &grid)
        }
    }

    /// The lines of a value. One that is too long for its place goes without its gaps from edge to edge, if all of it fits then: the
    /// 40 digits of a hash take two lines of 80 columns.
    private static func layout(_ value: String, in body: Rect, or edges: Rect) -> (lines: [String], place: Rect) {
        let maximum = body.height / BigText.height
        let lines = BigText.lines(value, width: body.width, maximum: maximum)
        guard lines.last?.hasSuffix("…") == true else { return (lines, body) }
        let dense = BigText.lines(value.filter { $0 != " " }, width: edges.width, maximum: maximum)
        return dense.last?.hasSuffix("…") == true ? (lines, body) : (dense, edges)
    }

    /// The key and the GUID apart: the GUID alone where each needs more than a line, since the key was the step before.
    private static func concatenation(
        _ record: HandshakeRecord, width: Int, maximum: Int
    ) -> (name: String, lines: [String]) {
        let (key, guid) = (record.request?.key ?? "", AcceptTrace.guid)
        let fit = maximum > 1 && [key, guid].allSatisfy { BigText.size(of: $0).width <= width }
        if fit { return ("key + GUID", [key, guid]) }
        var lines: [String] = []
        for group in guid.split(separator: "-") {
            let next = (lines.last ?? "") + (lines.isEmpty ? "" : "-") + group
            if let last = lines.indices.last, BigText.size(of: next + "-").width <= width {
                lines[last] = next
            } else {
                if let last = lines.indices.last { lines[last] += "-" }
                lines.append(String(group))
            }
        }
        let isCut = lines.count > maximum
        return ("GUID", isCut ? BigText.lines(guid, width: width, maximum: maximum) : lines)
    }

    /// How the accept value compares in a word, and the value.
    private static func verdict(_ record: HandshakeRecord) -> [String] {
        guard let verdict = record.verdict else { return [] }
        let word =
            switch verdict.comparison {
            case .match: "= match"
            case .mismatch: "≠ mismatch"
            case .missing: "! missing"
            case .notCalledFor: "\(verdict.status)"
            case .unknown: "not checked"
            }
        return [word] + (verdict.receivedAccept.map { [$0] } ?? [])
    }

    /// What a step of the computation has come to.
    static func value(_ record: HandshakeRecord, _ step: HandshakeStep) -> String {
        guard let key = record.request?.key else { return "" }
        let trace = AcceptTrace(key: key)
        func block(_ number: Int) -> SHA1Trace.Block? {
            trace.sha1.blocks.indices.contains(number) ? trace.sha1.blocks[number] : nil
        }
        switch step {
        case .key: return trace.key
        case .padding: return Count.words(trace.sha1.blocks.count, "block")
        case .schedule(let number): return block(number)?.schedule.first.map { "w0 \(Hex.word($0))" } ?? ""
        case .round(let number, let index):
            guard let rounds = block(number)?.rounds, rounds.indices.contains(index) else { return "" }
            return rounds[index].after.words.first.map { "a \(Hex.word($0))" } ?? ""
        case .addition(let number): return block(number).map { words($0.after.words) } ?? ""
        case .digest: return Hex.string(trace.digest, groupsOf: 4)
        case .base64(let index): return trace.groups.indices.contains(index) ? trace.groups[index].characters : ""
        case .line, .waiting, .concatenation, .verdict: return ""
        }
    }

    private static func words(_ words: [UInt32]) -> String { words.map(Hex.word).joined(separator: " ") }
}
