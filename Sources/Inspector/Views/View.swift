// The view: a pure function from the model to a grid.
//
//   ┌ title ──────────────────────────────────────────────────────────────┐
//   │ the screen in front, or the help                                    │
//   │ a notice or a line to type in, when there is one                    │
//   │ the position bar, where the reader moves through a connection       │
//   └ keys, from the key map ─────────────────────────────────────────────┘

import Capture
public import TerminalUI

/// Draws the model.
public func view(_ model: Model) -> Grid {
    var grid = Grid(size: model.size)
    guard model.size.width >= minimumSize.width, model.size.height >= minimumSize.height else {
        drawTooSmall(model, into: &grid)
        return grid
    }
    let model = model.behindVeil
    let (top, rest) = grid.area.splitTop(1)
    let (body, bottom) = rest.splitBottom(1)
    TitleBar.draw(model, in: top, into: &grid)
    Footer.draw(model, in: bottom, into: &grid)
    let (main, strip) = body.splitBottom(LessonStrip.isShown(model) ? LessonStrip.height : 0)
    LessonStrip.draw(model, in: strip, into: &grid)
    let position = PositionBar.position(model)
    let (above, bar) = main.splitBottom(position == nil && !VeilLine.isShown(model) ? 0 : 1)
    if let position {
        PositionBar.draw(position, in: bar, into: &grid)
    } else {
        VeilLine.draw(model, in: bar, into: &grid)
    }
    let (content, lines) = above.splitBottom(NoticeArea.height(model))
    NoticeArea.draw(model, in: lines, into: &grid)
    if let help = model.help {
        help.draw(into: &grid, in: content.inset(horizontally: 2))
        return grid
    }
    if model.context.showsAddress, case .live(let urls) = model.context.source {
        AddressView.draw(
            urls, hasBlocks: model.context.look.hasBlocks, scale: LargeText.scale(for: model.size), in: content,
            into: &grid)
        return grid
    }
    if model.context.isWaiting, model.screen.type.showsConnections {
        WelcomeView.draw(model.context, in: content, into: &grid)
        return grid
    }
    model.front.draw(model.context, in: content, into: &grid)
    return grid
}

/// The smallest size that the screens support.
public let minimumSize = Size(width: 60, height: 20)

private func drawTooSmall(_ model: Model, into grid: inout Grid) {
    let size = model.size
    var words = "wslens needs 60x20, this is \(size.width)x\(size.height). Make the window larger, or press q."
    if case .quit(let question) = model.pending { words = question.words }
    for (row, line) in TextWrap.lines(words, width: size.width).enumerated() { grid.put(line, x: 0, y: row) }
}
