// What users should know about a capture before they trust what is shown of it.

import WebSocketProtocol

extension PacketSummary {
    /// What went wrong: what could not be used, and that there is nothing to see.
    public var problems: [String] {
        skipped.map(\.description)
            + (webSocketConnections > 0
                ? []
                : [
                    "It contains no WebSocket connection. Start the capture before the connection opens: its handshake "
                        + "shows what it is. A connection to a wss: address is hidden by TLS and cannot be read."
                ])
    }

    /// What is not as it seems, although nothing went wrong.
    public var remarks: [String] {
        let listed = midStream.prefix(Self.mostRemarks).map {
            "Connection \($0) began before the capture: its first bytes are treated as frames, which is a guess."
        }
        let rest = midStream.count - listed.count
        let others = otherConnections
        let other = webSocketConnections > 0 ? "other " : ""
        return clockRemarks + listed
            + (rest == 0 ? [] : ["So are those of \(Count.words(rest, "more connection"))."])
            + (others == 0
                ? []
                : [
                    others == 1
                        ? "1 \(other)TCP connection was left out: nothing in it is WebSocket."
                        : "\(others) \(other)TCP connections were left out: nothing in them is WebSocket."
                ])
    }

    private var clockRemarks: [String] {
        let set = clockSetAt.map {
            "The clock was set at packet \($0): the packets before it have times of 1970 and are shown right before it."
        }
        let steps = clockSteps.map { step in
            let milliseconds = step.nanoseconds / 1_000_000
            let fraction = String(1000 + milliseconds % 1000).dropFirst()
            return
                "The clock was set back by at least \(milliseconds / 1000).\(fraction) s at packet \(step.packet): "
                + "later packets stay after it, and their times continue from there."
        }
        let rest = clockStepCount - clockSteps.count
        return [set].compactMap(\.self) + steps
            + (rest == 0 ? [] : ["It was set back \(Count.words(rest, "more time"))."])
    }

    /// How many connections have a remark of their own.
    private static let mostRemarks = 10
}
