// How a connection ends, and the time limits that lead there.
//
//   endOutput ──▶ what was written goes out ──▶ our FIN ──▶ the peer's FIN ──▶ the socket is closed
//   expectEnd ──────────────────────── the peer's FIN ──▶ endOutput
//                 └── the peer takes nothing, or does not end its side, for closingSeconds ──▶ ┘
//
// The server ends its side first, and a client waits for that (RFC 6455 §7.1.1). The socket is not closed before the peer has ended its
// own: closing it while bytes of the peer are unread would reset the connection, and the peer could lose what it has not read yet.

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Sends a Close of this endpoint's own (§7.1.2). The peer's answer, or the closing limit, ends the connection.
    func startClosing(_ context: ChannelHandlerContext, _ code: CloseCode, reason: String) {
        // No frame is cut by a Close, and none is left behind.
        sendAllPieces(context)
        writeBatch(context)
        guard let payload = try? connection.close(code, reason: reason) else { return }
        write(context, Frame(.close, payload: payload))
        flush(context)
        closeIsSent(context)
    }

    /// A Close went out: the peer's answer is awaited, or this was the answer.
    func closeIsSent(_ context: ChannelHandlerContext) {
        settleService()
        guard !connection.isOver else { return }
        if connection.isEnding { return end(context) }
        startClosingLimit(context)
        // The peer's Close is to be read, whoever held the reading back, and whomever this connection waited for.
        letGo(context)
        readOn(context)
    }

    func stop(_ context: ChannelHandlerContext) {
        isServerStopping = true
        if connection.isInHandshake {
            journal.serverAction("server-stops", "The server stopped before there was a request.")
            close(context, how: .close)
        } else if connection.canSend || awaitsOwnClose {
            journal.serverAction("server-stops", "The server stops and says so with close code 1001.")
            startClosing(context, .goingAway, reason: "server stops")
        }
    }

    /// Whether the peer has sent a Close, and this side has not answered it and still can.
    var awaitsOwnClose: Bool { connection.state == .closeReceived && output == .open }

    /// Ends TCP as this role does when both Closes are exchanged, or after a failure.
    func end(_ context: ChannelHandlerContext) {
        if connection.endAction == .endOutput { return endOutput(context) }
        letGo(context)
        startClosingLimit(context)
        // The peer's end is only seen by reading, even when reading was held back.
        context.read()
    }

    /// Ends this side's stream behind what was written, and gives the peer some time to end its own.
    func endOutput(_ context: ChannelHandlerContext) {
        guard output == .open, !connection.isOver else { return }
        letGo(context)
        sendAllPieces(context)
        writeBatch(context)
        handOver(context, all: true)
        output = .ending
        dropBuffers()
        startClosingLimit(context)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let allWritten = context.eventLoop.makePromise(of: Void.self)
        allWritten.futureResult.whenSuccess {
            let (handler, context) = bound.value
            handler.outputIsDone(context)
        }
        // An empty write is done when all before it are. Ending the output alone would not do: once the peer has ended its side, NIO
        // treats that as closing the socket, and drops what is not written yet.
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: allWritten)
        // The peer's end is only seen by reading, even when reading was held back.
        context.read()
    }

    private func outputIsDone(_ context: ChannelHandlerContext) {
        output = .done
        guard !connection.hasEnded(peer) else { return close(context, how: .fin) }
        logEnd(by: role, .fin)
        startClosingLimit(context)
        context.close(mode: .output, promise: nil)
    }

    /// Closes the socket now.
    func close(_ context: ChannelHandlerContext, how: EndManner) {
        logEnd(by: role, how)
        context.close(promise: nil)
    }

    // MARK: Time

    /// (Re)starts the timer of the limits; zero stops it.
    func startTimer(_ context: ChannelHandlerContext, _ time: TimeAmount) {
        timer?.cancel()
        timer = nil
        if time > .zero { timer = after(time, context) { $0.timeIsUp($1) } }
    }

    /// Does something later, on this connection's event loop.
    @discardableResult
    func after(
        _ time: TimeAmount, _ context: ChannelHandlerContext,
        _ action: @escaping @Sendable (ConnectionHandler, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: time) {
            let (handler, context) = bound.value
            action(handler, context)
        }
    }

    func startClosingLimit(_ context: ChannelHandlerContext) {
        waitingBytes = queuedBytes(context)
        startTimer(context, .seconds(Int64(settings.closingSeconds)))
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        if connection.isInHandshake {
            handshakeIsLate(context)
        } else if connection.canSend {
            checkIdleness(context)
        } else {
            closingIsLate(context)
        }
    }

    private func checkIdleness(_ context: ChannelHandlerContext) {
        // Nothing comes from a peer that is not read. Only one that does not read itself is to blame for that.
        if let reason = reasonNotToRead, reason != .queue { lastReadTime = context.eventLoop.now }
        let rest = lastReadTime + .seconds(Int64(settings.idleSeconds)) - context.eventLoop.now
        guard rest <= .zero else { return startTimer(context, rest) }
        loop.limits[.idle] += 1
        let words =
            isAboveMark
            ? "For \(settings.idleSeconds) s the \(peer.rawValue) has not read enough for its own bytes to be read"
            : "Nothing came for \(settings.idleSeconds) s"
        journal.serverAction("idle-timeout", "\(words); the connection is closed with 1001.")
        startClosing(context, .goingAway, reason: "idle")
    }

    private func closingIsLate(_ context: ChannelHandlerContext) {
        let waiting = queuedBytes(context)
        // A peer on a slow line that still reads may read it all.
        if waiting > 0, waiting < waitingBytes, !isServerStopping, !isCutOff { return startClosingLimit(context) }
        // The log already says that it will be closed.
        if hasUnreadTooMuch { return close(context, how: .close) }
        if connection.state == .closeReceived {
            let words = "The peer's Close stayed unanswered, and the peer did not end TCP; the socket was closed."
            journal.serverAction("closing-timeout", words)
            return close(context, how: .close)
        }
        loop.limits[.closing] += 1
        let failing = waiting > 0 ? "read what was sent" : "end its side"
        let words = "The peer did not \(failing) within \(settings.closingSeconds) s; the socket was closed."
        journal.serverAction("closing-timeout", words)
        close(context, how: .close)
    }
}
