// Holding a connection's reading: what the peer sends stays in the system's buffers, until they are full and TCP lets the peer send no
// more. Then it waits in the peer: in a browser, as `bufferedAmount`.

import Capture
import NIOCore
import WebSocketProtocol

/// Sent to a handler to have it read nothing more, or go on.
struct HoldReading: Sendable {
    let isOn: Bool
}

extension ConnectionHandler {
    /// The receive buffer of a connection that is held, in bytes. The system would give it megabytes, and a class would see nothing for long.
    private static let heldBuffer = 64 << 10
    /// What it asks for once it is read again: the system gives what it allows, and chooses no size by itself any more.
    private static let releasedBuffer = 4 << 20

    /// Holds the reading, or lets it go on.
    func hold(_ context: ChannelHandlerContext, _ isOn: Bool) {
        if !isOn { return release(context) }
        guard !isHeld, connection.canSend else { return }
        (isHeld, isDisarmed, owesRead, wait) = (true, false, false, .byHand)
        let options = context.channel.syncOptions
        try? options?.setOption(.socketOption(.so_rcvbuf), value: .init(Self.heldBuffer))
        try? options?.setOption(.autoRead, value: false)
        journal.serverAction(
            "reading-held",
            "Nothing is read from the \(peer.rawValue) until the user lets go: its bytes fill TCP's buffers, and then it must wait."
        )
    }

    /// Reads on, if the reading is held, or was stopped by the queue.
    func letGo(_ context: ChannelHandlerContext) {
        arm(context)
        guard isHeld else { return }
        forgetHold(context)
        try? context.channel.syncOptions?.setOption(.autoRead, value: true)
    }

    /// Reads on, if the reading is held, as soon as the queue is not above its mark.
    private func release(_ context: ChannelHandlerContext) {
        guard isHeld else { return }
        forgetHold(context)
        // Turning autoRead on makes the channel read at once, without a call of `read(context:)`.
        if isAboveMark { disarm(context) } else { try? context.channel.syncOptions?.setOption(.autoRead, value: true) }
    }

    private func forgetHold(_ context: ChannelHandlerContext) {
        (isHeld, wait) = (false, nil)
        journal.serverAction("reading-released", "The \(peer.rawValue)'s bytes are read again.")
        try? context.channel.syncOptions?.setOption(.socketOption(.so_rcvbuf), value: .init(Self.releasedBuffer))
    }
}
