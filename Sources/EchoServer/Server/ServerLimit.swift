// The bounds on what a peer can make grow: each has an option, an answer, and a count of how often it has acted.

import Capture
import WebSocketProtocol

/// A bound.
enum ServerLimit: Int, CaseIterable {
    case connections, perAddress, head, handshake, message, fragments, buffers, queue, idle, closing, unread

    /// The option that sets it.
    var option: String {
        switch self {
        case .connections: "--connection-limit"
        case .perAddress: "--address-limit"
        case .head: "--head-limit"
        case .handshake: "--handshake-limit"
        case .message: "--message-limit"
        case .fragments: "--fragment-limit"
        case .buffers: "--buffer-limit"
        case .queue: "--queue-limit"
        case .idle: "--idle-limit"
        case .closing: "--closing-limit"
        case .unread: "--unread-limit"
        }
    }

    /// What an action of the server that it caused is called: "connection-limit".
    var name: String { String(option.dropFirst(2)) }

    /// What is bounded, and to what.
    func words(_ configuration: ServerConfiguration) -> String {
        switch self {
        case .connections: Count.words(configuration.connectionLimit, "connection")
        case .perAddress: "\(Count.words(configuration.addressLimit, "connection")) from one address"
        case .head:
            "\(Count.bytes(configuration.headLimits.maximumLength)) and "
                + "\(Count.words(configuration.headLimits.maximumHeaders, "header")) for a request head"
        case .handshake: "\(configuration.handshakeSeconds.grouped) s for a handshake"
        case .message: "\(Count.bytes(configuration.limits.maximumMessageLength)) for a message"
        case .fragments: "\(Count.words(configuration.limits.maximumFragments, "frame")) for a message"
        case .buffers: "\(Count.bytes(configuration.bufferLimit)) in all for unfinished messages and queues"
        case .queue: "\(Count.bytes(configuration.queue.high)) to be sent to a connection"
        case .idle where configuration.idleSeconds == 0: "no limit on silence"
        case .idle: "\(configuration.idleSeconds.grouped) s of silence"
        case .closing: "\(configuration.closingSeconds.grouped) s to end TCP"
        case .unread: "\(Count.bytes(configuration.unreadLimit)) after a Close or a failure"
        }
    }

    /// What happens beyond it; nil where there is no limit.
    func answer(_ configuration: ServerConfiguration, slowReader: SlowReaderPolicy) -> String? {
        switch self {
        case .connections, .perAddress: "status 503"
        case .head: "status 431"
        case .handshake: "status 408"
        case .message, .fragments: "close code 1009"
        case .buffers: "close code 1013"
        case .queue:
            switch slowReader {
            case .drop: "messages are dropped"
            case .close: "close code 1008"
            case .hold: "senders wait"
            }
        case .idle: configuration.idleSeconds == 0 ? nil : "close code 1001"
        case .closing, .unread: "the socket is closed"
        }
    }
}

/// How often each has acted, by its number.
struct LimitCounts {
    private var counts = [Int](repeating: 0, count: ServerLimit.allCases.count)

    subscript(limit: ServerLimit) -> Int {
        get { counts[limit.rawValue] }
        set { counts[limit.rawValue] = newValue }
    }

    static func += (sum: inout LimitCounts, more: LimitCounts) {
        for limit in ServerLimit.allCases { sum[limit] += more[limit] }
    }
}
