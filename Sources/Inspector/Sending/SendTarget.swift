// To whom what is typed goes, and as whom it is sent.

import Capture
public import WebSocketProtocol

/// A connection on which something can be sent, and the endpoint that sends it.
public struct SendTarget: Sendable, Hashable {
    /// The number of the connection.
    public let connection: Int
    /// What people call it: "#3".
    public let label: String
    /// The address of the client where that is wslens's own, which sends it then; nil where the server does.
    public let client: String?

    /// Who sends it.
    public var sender: Endpoint { client == nil ? .server : .client }

    /// "as the server, to #3".
    var words: String {
        client == nil ? "as the server, to \(label)" : "as wslens's own client of \(label), to the server"
    }
}

/// Why nothing can be sent.
enum Unsendable: Error, Hashable {
    case recording
    case noConnection
    case notWebSocket(String)
    case connecting(String)
    case closing(String)
    case closed(String)

    var words: String {
        switch self {
        case .recording: "A recording can't be sent to. wslens live has a server and a client that can."
        case .noConnection: "There is no connection to send to yet. C opens one of wslens's own."
        case .notWebSocket(let label): "\(label) is not a WebSocket: nothing can be sent on it by hand."
        case .connecting(let label): "\(label) is still connecting: nothing can be sent before the 101."
        case .closing(let label): "\(label) is closing: after its Close the server sends nothing more."
        case .closed(let label): "\(label) is closed: nothing can be sent on it."
        }
    }
}

/// Bytes to be sent, and where to.
public struct SendOrder: Sendable, Hashable {
    /// Where to, and as whom.
    public let target: SendTarget
    /// What, write by write.
    public let writes: [ScriptOutput.Write]
    /// What it is, for a notice once it is sent: "2 frames, 9 bytes", "Close 1000".
    public let words: String
}

extension Context {
    /// Where what is typed now would go.
    var sendTarget: Result<SendTarget, Unsendable> {
        guard isLive else { return .failure(.recording) }
        guard let conversation else { return .failure(.noConnection) }
        return conversation.sendTarget(clients: sending.clients)
    }

    /// A client of wslens's own has connected.
    mutating func clientOpened(_ address: String) {
        sending.opened(address)
        selectClient()
    }

    /// Goes to the flow of wslens's own client once its connection is in the log, because the reader asked for it.
    mutating func selectClient() {
        guard let address = sending.awaitedClient,
            let conversation = conversations.all.last(where: { $0.dissection.client == address })
        else { return }
        sending.awaitedClient = nil
        selected = conversation.number
        following.start()
        show(.flow)
    }
}

extension Conversation {
    /// Who can send on it by hand.
    ///
    /// - Parameter clients: the addresses of wslens's own clients; one of them sends on its own connection, else the server does.
    func sendTarget(clients: Set<String>) -> Result<SendTarget, Unsendable> {
        guard isOpen else { return .failure(.closed(label)) }
        guard dissection.isWebSocket else {
            return .failure(
                webSocket != nil && dissection.handshake.status == nil ? .connecting(label) : .notWebSocket(label))
        }
        let client = clients.contains(dissection.client) ? dissection.client : nil
        if client == nil, dissection.state(of: .server) != .open { return .failure(.closing(label)) }
        return .success(SendTarget(connection: number, label: label, client: client))
    }
}
