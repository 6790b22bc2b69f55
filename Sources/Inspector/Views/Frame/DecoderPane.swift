// What the decoder says of the byte or bit under the cursor, what it knew after it, and which rules the frame breaks:
//
//    K  This is the first of the 4 bytes of the masking key: 0x37.            RFC 6455 §5.3
//       State: masking key, has 1 byte, needs 3 more.

import TerminalUI
import WebSocketProtocol

enum DecoderPane {
    static func wantedHeight(_ scene: FrameScene, width: Int) -> Int { 1 + lines(scene, width: width).count }

    static func draw(_ scene: FrameScene, in area: Rect, into grid: inout Grid, isFocused: Bool) {
        grid.paneRule("decoder", isFocused: isFocused, in: area)
        let (_, body) = area.splitTop(1)
        NotedLine.draw(lines(scene, width: area.width), in: body, into: &grid)
    }

    private static func lines(_ scene: FrameScene, width: Int) -> [NotedLine] {
        var lines = sentences(scene, width: width)
        lines += NotedLine.wrap("   ", StyledText("State: \(scene.stateHere.words)", Style(.title)), note: "", width: width)
        lines += unfinished(scene, width: width)
        let violations = scene.violations
        let shown = scene.isProjector ? violations.prefix(1) : violations[...]
        for (violation, range, isHere) in shown {
            let text = StyledText("\(place(range)): ", Style(.bad)) + StyledText(violation.words, isHere ? .text : Style(.muted))
            lines += NotedLine.wrap(
                "!  ", StyledText("violation, ", Style(.bad)) + text, note: violation.source, width: width, mark: .bad)
        }
        if violations.count > shown.count {
            let more = "\(violations.count - shown.count) more broken rules; P and Tab show them."
            lines += NotedLine.wrap("!  ", StyledText(more, Style(.bad)), note: "", width: width, mark: .bad)
        }
        return lines
    }

    private static func sentences(_ scene: FrameScene, width: Int) -> [NotedLine] {
        guard let wire = scene.wire else { return [] }
        let all = scene.explanation.fieldSentences(forByte: scene.byte, wire: wire, bit: scene.bit)
        return all.flatMap { told in
            NotedLine.wrap(
                "\(told.field.letter)  ", StyledText(told.sentence.text), note: scene.isProjector ? "" : told.sentence.source,
                width: width, mark: told.field.role)
        }
    }

    /// Why bytes are missing: they may still come, or never will.
    private static func unfinished(_ scene: FrameScene, width: Int) -> [NotedLine] {
        guard !scene.frame.isComplete else { return [] }
        let comes = scene.conversation.isOpen
        let words = (comes ? "Still coming: " : "Cut off, the connection is over: ") + scene.explanation.state.words
        return NotedLine.wrap(
            "!  ", StyledText(words, Style(comes ? .warning : .bad)), note: "", width: width, mark: comes ? .warning : .bad)
    }

    private static func place(_ range: Range<Int>) -> String {
        range.count == 1 ? "byte \(range.lowerBound)" : "bytes \(range.lowerBound) to \(range.upperBound - 1)"
    }
}
