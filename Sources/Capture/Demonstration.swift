// The built-in demonstration client, as it calls itself in the head of its request.

import WebSocketProtocol

/// The built-in demonstration client.
public enum Demonstration {
    /// What it calls itself in `User-Agent`, before its version.
    public static let name = "wslens-demonstration"
}

extension Conversation {
    /// Whether the client is the built-in demonstration client.
    public var isDemonstration: Bool {
        dissection.handshake.request?.head.values(of: "User-Agent").first?.value.hasPrefix(Demonstration.name + "/")
            == true
    }
}
