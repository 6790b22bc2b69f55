// What stands in place of the position bar while the veil is on: how far a connection goes is hidden too.
//
//    ▒▒▒ what is ahead is hidden ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ → next byte   H shows all

import TerminalUI

enum VeilLine {
    /// Whether it has a row: on a screen with one to spare.
    static func isShown(_ model: Model) -> Bool {
        model.context.veil.isOn && model.help == nil && model.size.height >= 24 && model.conversation != nil
    }

    static func draw(_ model: Model, in area: Rect, into grid: inout Grid) {
        guard !area.isEmpty else { return }
        let step = KeyMap.bindings(on: model.screen).first { $0.action == .nextStep }
        let word = step.flatMap { KeyMap.word(for: $0, on: model.screen, isLive: model.context.isLive) } ?? "step"
        let key = Key.names("→", hasBlocks: model.context.look.hasBlocks)
        let next = model.context.veil.awaitsMeaning ? "what it means" : "next \(word)"
        let hasMeaning = KeyMap.bindings(on: model.screen).contains { $0.action == FrameScreen.meaning }
        let isDeep = model.context.veil.depth == .meaning
        let steps = StyledText("E", Style(.key)) + StyledText(isDeep ? " in one step   " : " in two steps   ")
        let keys =
            StyledText(key, Style(.key)) + StyledText(" \(next)   ") + (hasMeaning ? steps : "")
            + StyledText("H", Style(.key)) + StyledText(" shows all")
        let words = " what is ahead is hidden "
        let end = area.maxX - keys.width - 1
        grid.fill(Rect(x: area.x + 1, y: area.y, width: end - area.x - 3, height: 1), with: "▒", style: Style(.muted))
        grid.put(words, x: area.x + 4, y: area.y, width: end - area.x - 5, style: Style(.warning))
        grid.put(keys, x: end, y: area.y, in: area)
    }
}
