// Why a client has no open WebSocket.

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import NIOCore
import NIOPosix
public import WebSocketProtocol

/// A reason for not being connected, as one clear line.
public enum ClientProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing could be connected to.
    case unreachable(host: String, port: Int, reason: String)
    /// The response opens no WebSocket: its status is not 101, or it breaks rules.
    case refused(HandshakeVerdict)
    /// What came is not a response.
    case notHTTP(Violation)
    /// The connection ended before there was a whole response.
    case ended
    /// No whole response came in time.
    case late(seconds: Int)

    /// What happened, in one line.
    public var description: String {
        switch self {
        case .unreachable(let host, let port, let reason): "Connecting to \(host), port \(port), failed: \(reason)."
        case .refused(let verdict):
            verdict.violations.first.map { "The response breaks a rule: \($0.rule.sentence.citedBehind)" }
                ?? "The server answered with status \(verdict.status), so no WebSocket was opened."
        case .notHTTP(let violation): "The server's answer cannot be read: \(violation.rule.sentence.citedBehind)"
        case .ended: "The connection ended before the server had answered."
        case .late(let seconds): "The server did not answer within \(seconds) s."
        }
    }

    /// Why connecting failed, in words of the system where it has some.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.last.map { reason($0.error) } ?? "the name has no address"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case ChannelError.connectTimeout: "nothing answers in time"
        default: String(describing: error)
        }
    }
}
