// What the decoder says about the byte or bit under the cursor and why, its state after it, and the rules the frame breaks:
//
//    K  This is the first of the 4 bytes of the masking key: 0x37.            RFC 6455 §5.3
//       State: masking key, has 1 byte, needs 3 more.

import Capture
import TerminalUI
import WebSocketProtocol

enum DecoderPane {
    /// The height in which everything fits wherever the cursor is, so that the panes below stay where they are.
    static func wantedHeight(_ scene: FrameScene, width: Int) -> Int {
        1 + (scene.wordiest.map { said($0, width: width).count + wrong($0, width: width).joined().count }.max() ?? 0)
    }

    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid, isFocused: Bool) {
        grid.paneRule("decoder", isFocused: isFocused, in: area)
        drawCount(scene, in: area.row(0), into: &grid)
        let (_, body) = area.splitTop(1)
        let wrong = wrong(scene, width: area.width)
        var said = said(scene, width: area.width)
        if said.count + wrong.joined().count > body.height {
            said = self.said(scene, width: area.width, withBackground: false)
        }
        // What is wrong comes last, but first if there would be no room left for it.
        let isTight = said.count + (wrong.first?.count ?? 0) > body.height - (wrong.count > 1 ? 1 : 0)
        let all = isTight ? Array(wrong.joined()) + said : said + Array(wrong.joined())
        NotedLine.draw(all, in: body, into: &grid)
    }

    /// The sentences for what is under the cursor, and the decoder's state.
    private static func said(_ scene: FrameScene, width: Int, withBackground: Bool = true) -> [NotedLine] {
        // Of a text that is hidden, all bytes may have come.
        sentences(scene, width: width, withBackground: withBackground)
            + (scene.hidesText && !scene.isExplained
                ? []
                : NotedLine.wrap(
                    "   ", StyledText("State: \(scene.stateWords)", Style(.title)), width: width))
    }

    /// What is wrong, one paragraph each: missing bytes, and broken rules.
    private static func wrong(_ scene: FrameScene, width: Int) -> [[NotedLine]] {
        let missing = unfinished(scene, width: width)
        return (missing.isEmpty ? [] : [missing]) + violations(scene, width: width)
    }

    /// The violations that the byte under the cursor belongs to in full, and where the others are.
    private static func violations(_ scene: FrameScene, width: Int) -> [[NotedLine]] {
        let all = scene.violations
        var lines: [[NotedLine]] = []
        for (violation, range, isHere) in all where isHere {
            let text = StyledText("violation, \(place(range)): ", Style(.bad)) + StyledText(violation.words)
            lines.append(NotedLine.wrap("!  ", text, section: violation.citation, width: width, mark: .bad))
        }
        let others = all.filter { !$0.isHere }
        guard !others.isEmpty else { return lines }
        let named = others.map { "\($0.violation.rule.rawValue) at \(place($0.range))" }.joined(separator: ", ")
        let count = Count.words(others.count, lines.isEmpty ? "violation" : "more violation")
        let text = StyledText("\(count): \(named).", Style(.bad))
        return lines + [NotedLine.wrap("!  ", text, width: width, mark: .bad)]
    }

    /// How many rules the frame breaks, in the rule above the pane: it shows wherever the cursor is.
    private static func drawCount(_ scene: FrameScene, in row: Rect, into grid: inout Grid) {
        let count = scene.violations.count
        guard count > 0 else { return }
        let words = " ! \(Count.words(count, "rule is", plural: "rules are")) broken "
        grid.put(words, x: row.maxX - words.count - 1, y: row.y, style: Style(.bad), in: row)
    }

    private static func sentences(_ scene: FrameScene, width: Int, withBackground: Bool) -> [NotedLine] {
        guard scene.isExplained else {
            let words = scene.wire == nil ? "Byte \(scene.byte) is hidden." : "What byte \(scene.byte) means is hidden."
            return NotedLine.wrap("   ", StyledText(words), width: width)
        }
        guard let wire = scene.wire else { return [] }
        let all = scene.explanation.fieldSentences(
            forByte: scene.byte, wire: wire, bit: scene.bit, textBefore: scene.textBefore)
        return all.filter { withBackground || !$0.isBackground }.flatMap { item in
            NotedLine.wrap(
                "\(item.field?.letter ?? " ")  ", StyledText(item.sentence.text),
                section: item.sentence.citation, brief: scene.isProjector, width: width,
                mark: item.field?.role ?? .text)
        }
    }

    /// Why bytes are missing: they may still arrive, or never will.
    private static func unfinished(_ scene: FrameScene, width: Int) -> [NotedLine] {
        // Behind the veil the rest is hidden, whatever becomes of it.
        guard scene.rest.count == 0, let rest = scene.conversation.dissection.rest(of: scene.frame) else { return [] }
        let fate =
            switch rest {
            case .arriving: "Still arriving: "
            case .missing: "The rest is missing here: "
            case .unread: "Not read further: "
            case .cutOff: "Cut off, the connection is over: "
            }
        let role: Role = rest == .arriving ? .warning : .bad
        return NotedLine.wrap(
            "!  ", StyledText(fate + scene.explanation.state.words, Style(role)), width: width, mark: role)
    }

    private static func place(_ range: Range<Int>) -> String {
        range.count == 1
            ? "byte \(range.lowerBound.grouped)"
            : "bytes \(range.lowerBound.grouped) to \((range.upperBound - 1).grouped)"
    }
}
