// Where the reader is in one connection. New traffic never moves it, unless it is being followed.

import Capture
import WebSocketProtocol

/// A position in one connection, on all screens at once.
public struct Cursor: Sendable, Hashable {
    /// The row of the ladder; Flow selects it, Frame shows the frame of it.
    public var row = 0
    /// The byte of that frame, from 0.
    public var byte = 0
    /// The bit of that byte, 0 being the most significant; nil while whole bytes are stepped.
    public var bit: Int?
    /// The exchange on Handshake, by its number.
    public var exchange = 0
    /// The step of that exchange.
    public var step = 0

    /// The start of a connection.
    public init() {}
}

extension Cursor {
    /// The nearest position that exists.
    func clamped(to ladder: Ladder, _ conversation: Conversation) -> Cursor {
        clamped(from: row, to: ladder, conversation)
    }

    /// The nearest position that exists; the byte is one of row `row`.
    func clamped(from row: Int, to ladder: Ladder, _ conversation: Conversation) -> Cursor {
        var cursor = self
        cursor.row = max(0, min(self.row, ladder.count - 1))
        let received = ladder.frame(cursor.row, in: conversation)?.received ?? 0
        if cursor.row != row || byte >= received {
            cursor.byte = cursor.row == row ? max(0, received - 1) : 0
            cursor.bit = nil
        }
        let steps = HandshakeSteps(conversation.dissection)
        cursor.place = steps.place(at: steps.position(of: place))
        return cursor
    }
}
