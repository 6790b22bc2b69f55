// The frame of a lesson, as the panes of the inspector show it.

import Capture
import Lessons
import TerminalUI
import WebSocketProtocol

extension FrameScene {
    /// How many bytes that are not shown have a place on the screen.
    private static let placesBehind = 16

    /// The frame at a byte of a material; nil where no frame is there.
    ///
    /// - Parameters:
    ///   - byte: the byte under the cursor, counted from the first of the material.
    ///   - until: the last byte that is shown; nil for all.
    ///   - hasLetters: whether it is shown what the bytes mean.
    init?(
        _ material: Material, byte: Int, until: Int? = nil, hasLetters: Bool = true, look: Look, terminal: Size
    ) {
        guard let whole = material.conversation, let sender = material.sender, material.frame != nil else { return nil }
        let first = whole.dissection.framesStart(from: sender)
        let last = min(until ?? .max, max(0, material.bytes.count - 1))
        let position = material.start + min(max(0, byte), last)
        let dissection = whole.dissection
        let frames =
            Array(dissection.frames(from: sender)) + [dissection.unfinishedFrame(from: sender)].compactMap(\.self)
        guard let frame = frames.last(where: { first + $0.offset <= position }) else { return nil }
        let start = first + frame.offset
        var hidden: HiddenBytes?
        // The frame may end before the last byte that is shown, which is then in a later one.
        let end = min(material.start + last + 1, start + frame.received)
        if until != nil, end < start + frame.received {
            // A long payload that is not to be seen would be rows of nothing.
            hidden = HiddenBytes(
                values: [end..<start + frame.received], end: min(start + frame.received, end + Self.placesBehind))
        }
        if !hasLetters {
            hidden = HiddenBytes(
                values: [end..<start + frame.received], meanings: [start..<end],
                end: until == nil ? start + frame.received : min(start + frame.received, end + Self.placesBehind))
        }
        self.init(whole, frame, byte: position - start, hidden: hidden, look: look, terminal: terminal)
        hasLegend = hasLetters
    }
}
