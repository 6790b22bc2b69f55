// The numbers of WebSockets, in the order in which their requests ask for one. A browser opens other connections besides, for pages
// and in reserve: those have none.
//
//   connection   1 GET /    2 GET /  Upgrade    3 (silent)    4 GET /  Upgrade
//   WebSocket               #1                                #2

import WebSocketProtocol

/// Gives WebSockets their numbers.
public struct WebSocketNumbers: Sendable {
    private var last = 0

    /// No WebSocket has a number yet.
    public init() {}

    /// Gives a connection its number once it has asked for a WebSocket, or is one without a request that was seen.
    public mutating func number(_ conversation: inout Conversation) {
        guard conversation.webSocket == nil, conversation.dissection.asksForWebSocket else { return }
        last += 1
        conversation.webSocket = last
    }
}
