// Push back, as the log tells it: nothing is read from a peer that does not read, or whose room has somebody who does not. What it sends
// meanwhile fills TCP's buffers, and then it must wait.

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Logs that reading pauses, or goes on, where that depends on somebody who does not read.
    func sayPause(_ context: ChannelHandlerContext, before: WaitReason?) {
        switch (before.flatMap(\.slowReader), wait.flatMap(\.slowReader)) {
        case (nil, .itself?):
            let (count, limits) = (queuedBytes(context), queueLimits)
            let why =
                count > limits.high
                ? "and \(Count.bytes(limits.high)) may"
                : "and for the next message there is no room below \(Count.bytes(limits.high))"
            journal.serverAction(
                "reading-paused",
                "\(Count.words(count, "byte")) wait to be sent, \(why): nothing is read from the \(peer.rawValue) until "
                    + "\(Count.bytes(limits.low)) or less wait.")
        case (nil, .others(let numbers)?):
            journal.serverAction(
                "reading-paused",
                "\(Self.words(numbers)) not read what was sent there: nothing is read from the \(peer.rawValue), which would send more."
            )
        case (_?, nil) where !connection.isEnding:
            journal.serverAction("reading-resumed", "The \(peer.rawValue)'s bytes are read again.")
        default: break
        }
    }

    /// "#3 has", "#3 and #5 have", "#3, #5 and 7 others have".
    private static func words(_ numbers: [Int]) -> String {
        switch numbers.count {
        case 1: "#\(numbers[0]) has"
        case 2: "#\(numbers[0]) and #\(numbers[1]) have"
        case 0: "Others have"
        default: "#\(numbers[0]), #\(numbers[1]) and \(Count.words(numbers.count - 2, "other")) have"
        }
    }
}

extension WaitReason {
    fileprivate enum SlowReader {
        case itself
        case others([Int])
    }

    /// Who does not read; nil where the reason is another.
    fileprivate var slowReader: SlowReader? {
        switch self {
        case .queue: .itself
        case .slowReaders(let numbers): .others(numbers)
        case .otherThreads, .recording, .sendingByHand, .byHand: nil
        }
    }
}
