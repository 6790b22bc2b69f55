// Going to a place that was named on the command line: for `inspect --print`.

import Capture
import WebSocketProtocol

extension Model {
    /// Shows a screen at a place. Returns why that can't be done; nil if it succeeded.
    ///
    /// - Parameters:
    ///   - connection: the connection's number; by default the selected one.
    ///   - frame: the frame; by default the first one on the Frame screen, otherwise the first row.
    ///   - byte: the byte of that frame, from 0.
    public mutating func open(_ screen: Screen, connection: Int?, frame: FrameChoice?, byte: Int) -> String? {
        if let connection {
            guard conversations[connection] != nil else { return "There is no connection \(connection)." }
            context.selected = connection
        }
        context.notice = nil
        if let frame {
            guard let conversation, let row = frame.row(in: ladder, of: conversation) else {
                return "There is no frame \(frame.words) on this connection."
            }
            context.setRow(row)
        }
        context.show(screen)
        showNext()
        guard byte > 0 else { return nil }
        let received = conversation.flatMap { ladder.frame(cursor.row, in: $0)?.received } ?? 0
        guard byte < received else { return "There is no byte \(byte): the frame has \(received)." }
        context.cursor.byte = byte
        return nil
    }
}
