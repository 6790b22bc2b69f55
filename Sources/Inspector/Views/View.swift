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
        drawTooSmall(model.size, into: &grid)
        return grid
    }
    let (top, rest) = grid.area.splitTop(1)
    let (body, bottom) = rest.splitBottom(1)
    TitleBar.draw(model, in: top, into: &grid)
    Footer.draw(model, in: bottom, into: &grid)
    let (above, bar) = body.splitBottom(PositionBar.isShown(model) ? 1 : 0)
    PositionBar.draw(model, in: bar, into: &grid)
    let (content, lines) = above.splitBottom(NoticeArea.height(model))
    NoticeArea.draw(model, in: lines, into: &grid)
    if let help = model.help {
        help.draw(into: &grid, in: content.inset(horizontally: 2))
        return grid
    }
    if model.conversations.all.isEmpty {
        WelcomeView.draw(model, in: content, into: &grid)
        return grid
    }
    switch model.screen {
    case .connections: ConnectionsView.draw(model, in: content, into: &grid)
    case .flow: FlowView.draw(model, in: content, into: &grid)
    case .handshake: HandshakeView.draw(model, in: content, into: &grid)
    case .frame: FrameView.draw(model, in: content, into: &grid)
    }
    return grid
}

/// The least that the screens need.
public let minimumSize = Size(width: 60, height: 20)

private func drawTooSmall(_ size: Size, into grid: inout Grid) {
    let words = "wslens needs 60x20, this is \(size.width)x\(size.height). Make the window larger, or q."
    for (row, line) in TextWrap.lines(words, width: size.width).enumerated() { grid.put(line, x: 0, y: row) }
}
