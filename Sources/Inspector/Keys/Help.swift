// The help, built from the key map.

import TerminalUI

enum Help {
    static func pager(for model: Model) -> Pager {
        var lines = recording(model)
        lines += [
            StyledText("Keys on \(model.screen.name)", Style(.title, bold: true)), "",
        ]
        lines += KeyMap.bindings(on: model.screen).filter(model.hasSource).map { line($0, model) }
        let others = KeyMap.bindings.filter { !model.allows($0) && model.hasSource(for: $0) }
        if !others.isEmpty {
            lines += ["", StyledText("On other screens", Style(.title, bold: true)), ""]
            lines += others.map { line($0, model) }
        }
        if [.flow, .connections].contains(model.screen) {
            lines += ["", StyledText(model.context.originOfStates, Style(.muted))]
        }
        if model.context.isLive {
            let words = "New traffic never moves your place: +3 new counts it, F or End goes there."
            lines += ["", StyledText(words, Style(.muted))]
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

    private static func line(_ binding: Binding, _ model: Model) -> StyledText {
        let names = binding.keys.map(\.name).joined(separator: "  ")
        let keys = Key.names(names, hasBlocks: model.context.look.hasBlocks)
        let padding = String(repeating: " ", count: max(1, 16 - CharacterWidth.columns(of: keys)))
        return StyledText("  ") + StyledText(keys, Style(.key)) + StyledText(padding + binding.help)
    }
}
