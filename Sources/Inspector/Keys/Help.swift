// The help, built from the key map.

import TerminalUI
import WebSocketProtocol

enum Help {
    static func pager(for model: Model) -> Pager {
        func heading(_ words: String) -> Pager.Paragraph {
            Pager.Paragraph(StyledText(words, Style(.title, bold: true)))
        }
        func remark(_ words: String) -> Pager.Paragraph { Pager.Paragraph(StyledText(words, Style(.muted))) }
        var lines = recording(model).map { Pager.Paragraph($0) }
        lines += [heading("Keys on \(model.screen.name)"), ""]
        lines += KeyMap.bindings(on: model.screen).filter(model.hasSource).map { paragraph($0, model) }
        let others = KeyMap.bindings.filter { !model.allows($0) && model.hasSource(for: $0) }
        if !others.isEmpty {
            lines += ["", heading("On other screens"), ""]
            lines += others.map { paragraph($0, model) }
        }
        if [.flow, .connections].contains(model.screen) {
            lines += ["", remark(model.context.originOfStates)]
        }
        if model.screen == .frame { lines += ["", remark(DeflateTrace.sentenceOfLabels.text)] }
        if model.screen == .server {
            let words =
                "MISCHIEF in the title: the server has done wrong on purpose on this connection; MISCHIEF NEXT: it will on the next WebSocket."
            lines += ["", remark(QueuesPane.legend), "", remark(words)]
        }
        if model.context.isLive {
            let words = "New traffic never moves your place: +3 new counts it, F or End goes there."
            lines += ["", remark(words)]
        }
        return Pager(lines)
    }

    /// The recording's own description, and the remarks and problems.
    private static func recording(_ model: Model) -> [StyledText] {
        var lines: [StyledText] = []
        func add(_ heading: String, _ paragraphs: [String]) {
            guard !paragraphs.isEmpty else { return }
            lines += [StyledText(heading, Style(.title, bold: true)), ""]
            lines += paragraphs.map { StyledText($0) } + [""]
        }
        if !model.context.isLive, !model.context.opened.about.isEmpty {
            add(model.context.sourceName, [model.context.opened.about])
        }
        add("About this file", model.context.opened.remarks)
        add("Problems in this file", model.context.opened.problems)
        return lines
    }

    /// The column of what keys do.
    private static let indent = 18

    private static func paragraph(_ binding: Binding, _ model: Model) -> Pager.Paragraph {
        let names = binding.keys.map(\.name).joined(separator: "  ")
        let keys = Key.names(names, hasBlocks: model.context.look.hasBlocks)
        let padding = String(repeating: " ", count: max(1, indent - 2 - CharacterWidth.columns(of: keys)))
        let line = StyledText("  ") + StyledText(keys, Style(.key)) + StyledText(padding + binding.help)
        return Pager.Paragraph(line, indent: indent)
    }
}
