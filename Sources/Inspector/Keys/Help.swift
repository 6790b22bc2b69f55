// The help, made from the key map.

import TerminalUI

enum Help {
    static func pager(for model: Model) -> Pager {
        var lines: [StyledText] = [
            StyledText("Keys on \(model.screen.name)", Style(.title, bold: true)), "",
        ]
        lines += KeyMap.bindings.filter(model.allows).map(line)
        let others = KeyMap.bindings.filter { !model.allows($0) }
        if !others.isEmpty {
            lines += ["", StyledText("On other screens", Style(.title, bold: true)), ""]
            lines += others.map(line)
        }
        lines += [
            "",
            StyledText(
                "New traffic never moves your place: +3 new counts what came, F or End goes there.", Style(.muted)),
        ]
        if !model.problems.isEmpty {
            lines += ["", StyledText("Skipped in this file", Style(.title, bold: true)), ""]
            lines += model.problems.map { StyledText("  \($0)") }
        }
        return Pager(lines)
    }

    private static func line(_ binding: Binding) -> StyledText {
        let keys = binding.keys.map(\.name).joined(separator: "  ")
        let padding = String(repeating: " ", count: max(1, 16 - CharacterWidth.columns(of: keys)))
        return StyledText("  ") + StyledText(keys, Style(.key)) + StyledText(padding + binding.help)
    }
}
