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
    let layout = Layout(model)
    let content = layout.content
    TitleBar.draw(model, in: layout.title, into: &grid)
    Footer.draw(model, in: layout.footer, into: &grid)
    LessonStrip.draw(model, in: layout.strip, into: &grid)
    if let position = layout.position {
        PositionBar.draw(position, in: layout.bar, into: &grid)
    } else {
        VeilLine.draw(model, in: layout.bar, into: &grid)
    }
    NoticeArea.draw(model, in: layout.notices, into: &grid)
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

/// The rows for each part of the picture above.
struct Layout {
    let title: Rect, content: Rect, notices: Rect, bar: Rect, strip: Rect, footer: Rect
    /// The reader's place for the position bar; nil where there is none.
    let position: Position?

    init(_ model: Model) {
        position = PositionBar.position(model)
        let area = Rect(x: 0, y: 0, width: model.size.width, height: model.size.height)
        var (body, rest) = (area, area)
        (title, rest) = area.splitTop(1)
        (body, footer) = rest.splitBottom(1)
        (body, strip) = body.splitBottom(LessonStrip.isShown(model) ? LessonStrip.height : 0)
        (body, bar) = body.splitBottom(position == nil && !VeilLine.isShown(model) ? 0 : 1)
        (content, notices) = body.splitBottom(NoticeArea.height(model))
    }
}

/// The smallest size that the screens support.
public let minimumSize = Size(width: 60, height: 20)

private func drawTooSmall(_ model: Model, into grid: inout Grid) {
    let size = model.size
    var words = "wslens needs 60x20, this is \(size.width)x\(size.height). Make the window larger, or press q."
    if case .quit(let question) = model.pending { words = question.words }
    for (row, line) in TextWrap.lines(words, width: size.width).enumerated() { grid.put(line, x: 0, y: row) }
}
