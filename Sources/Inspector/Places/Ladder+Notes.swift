// The rows of a ladder that are notes.

import Capture
import WebSocketProtocol

extension Ladder {
    /// The note that a row is; nil for other rows.
    func note(_ index: Int, in conversation: Conversation) -> (text: String, pauses: Bool)? {
        guard case .item(let item) = row(index),
            case .event(.note(let text, let pauses)) = conversation.dissection.items[item].kind
        else { return nil }
        return (text, pauses)
    }
}
