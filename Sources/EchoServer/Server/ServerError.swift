// Why the server could not start, and what to do about it.

/// A reason for not listening, as one clear line.
public enum ServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another program listens there.
    case portTaken(host: String, port: Int)
    /// The system does not allow this user to listen on the port.
    case portForbidden(port: Int)
    /// The host is not an address of this machine, or not an address at all.
    case hostUnusable(host: String)
    /// Anything else that the system said.
    case other(host: String, port: Int, reason: String)

    /// What happened and what to do, in one line.
    public var description: String {
        switch self {
        case .portTaken(let host, let port):
            "Port \(port) on \(host) is taken by another program. Stop it, or choose another port: --port 0 picks a free one."
        case .portForbidden(let port):
            "Port \(port) is reserved for the administrator. Choose one from 1024 on: --port 1338."
        case .hostUnusable(let host):
            "\(host.isEmpty ? "An empty host" : host) is not an address of this machine. Use --host 127.0.0.1, or --host 0.0.0.0 to be reachable from others."
        case .other(let host, let port, let reason):
            "Listening on \(host), port \(port), failed: \(reason). Try another --host or --port."
        }
    }
}
