// The colours of the two endpoints.

import TerminalUI
import WebSocketProtocol

extension Endpoint {
    /// The role in which what belongs to this endpoint is drawn.
    var role: Role { self == .client ? .client : .server }
}
