// While the payload fills the screen: its columns and symbols above, and below the whole text of the message, which the keys for bits and
// pages scroll where it is longer than the screen.

import TerminalUI

extension FrameScreen {
    /// Whether the payload fills the screen.
    var showsWholeText: Bool { focus.isZoomed && focus.pane(of: Pane.self) == .unmasking }

    /// Lets the payload fill the screen, or takes that back.
    mutating func toggleWholeText() { focus.toggleZoom(of: Pane.unmasking.rawValue, isShown: showsWholeText) }

    /// The text of the message, and the rows above it and for it.
    private func wholeText(_ scene: FrameScene, in area: Rect) -> (text: WholeText, above: Rect, below: Rect)? {
        guard scene.isKept, !scene.hidesText,
            let text = WholeText(scene.frame, in: scene.conversation, width: area.width, reusing: scroll.text)
        else { return nil }
        let (above, below) = text.split(area, wanted: UnmaskingPane.wantedHeight(scene, width: area.width))
        return (text, above, below)
    }

    /// The lines of a long text are made once, and not for each drawing.
    mutating func prepare(_ context: Context) {
        guard showsWholeText, let scene = FrameScene(context.behindVeil) else {
            scroll.text = nil
            return
        }
        scroll.text = wholeText(scene, in: Rect(x: 0, y: 0, width: context.size.width, height: 0))?.text
    }

    func drawZoomedPayload(_ scene: FrameScene, _ context: Context, in area: Rect, into grid: inout Grid) {
        var scene = scene
        scene.showsWholeText = true
        scene.moreWords = ""
        guard let (text, above, below) = wholeText(scene, in: area) else {
            return UnmaskingPane.draw(scene, in: area, into: &grid, isFocused: true)
        }
        UnmaskingPane.draw(scene, in: above, into: &grid, isFocused: true)
        text.draw(from: scroll.line(context, of: text), in: below, into: &grid)
    }

    /// How far the text can be scrolled, and how many of its lines are shown at once; nil where all of it is.
    private func scrollRange(_ drawn: Context) -> (text: WholeText, last: Int, height: Int)? {
        let area = Rect(x: 0, y: 0, width: drawn.size.width, height: drawn.contentHeight)
        guard showsWholeText, var scene = FrameScene(drawn) else { return nil }
        scene.showsWholeText = true
        guard let (text, _, below) = wholeText(scene, in: area) else { return nil }
        let last = text.lastStart(in: below)
        return last > 0 ? (text, last, below.height - 1) : nil
    }

    /// What the footer calls the keys that scroll.
    func scrollWords(_ drawn: Context) -> [UserAction: String] { scrollRange(drawn) == nil ? [:] : [.down: "scroll"] }

    /// Scrolls the text by a line or a page; false where all of it is shown.
    mutating func scrollText(_ direction: Int, byPage: Bool, _ context: inout Context) -> Bool {
        let drawn = context.behindVeil
        guard showsWholeText, let (text, last, height) = scrollRange(drawn) else { return false }
        context.takeOver()
        let lines = byPage ? max(1, height - 1) : 1
        if !scroll.move(by: direction * lines, text, last: last, drawn) {
            context.notice = direction > 0 ? "This is the end of the text." : "This is the beginning of the text."
        }
        return true
    }
}
