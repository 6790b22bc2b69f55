// What a user sends by hand on an open connection: bytes of any kind, right or wrong, whole frames or halves, in one write or in pieces.
//
//   pieces ──▶ │ piece │ pause │ piece │ pause │ piece │ ──▶ what the connection itself had to say meanwhile
//
// Each piece is a write of its own, in the log like every other, and a Close in it moves the state machine. While pieces are to come,
// the connection's own frames wait behind them; as soon as one waits nothing more is read, so what waits answers one read. What ends the
// connection sends the rest of the pieces first, without pauses.

import Capture
import NIOCore
public import WebSocketProtocol

/// Sent to a handler to have it send bytes. It fails with `SendProblem` where it sends none.
struct SendBytes: Sendable {
    /// Each a write of its own, with the time to wait before it.
    let pieces: [(pause: TimeAmount, bytes: ArraySlice<UInt8>)]
    /// Whether bytes may also be sent behind a Close, as long as this side's stream has not ended; a client may be made to show that.
    var isFree = false
    /// Is completed when the system has taken the last byte.
    var allWritten: EventLoopPromise<Void>?

    /// The writes of a script.
    init(_ writes: [ScriptOutput.Write], isFree: Bool = false) {
        pieces = writes.map { (.nanoseconds(Int64($0.pause * 1e9)), $0.bytes[...]) }
        self.isFree = isFree
    }

    /// Bytes in writes of `pieceLength` bytes, at least 1, with a pause between two of them.
    init(
        bytes: [UInt8], pieceLength: Int = .max, pause: TimeAmount = .zero, isFree: Bool = false,
        allWritten: EventLoopPromise<Void>? = nil
    ) {
        let length = max(1, min(pieceLength, bytes.count))
        pieces = stride(from: 0, to: bytes.count, by: length).map { start in
            (start == 0 ? .zero : pause, bytes[start..<min(start + length, bytes.count)])
        }
        (self.isFree, self.allWritten) = (isFree, allWritten)
    }
}

/// Sent to a handler to have it send a Close of its own.
struct SendClose: Sendable {
    let code: CloseCode
    let reason: String
}

/// Sent to a handler to have it close its socket, whatever is on its way.
struct SocketIsUnwanted: Sendable {}

/// Why nothing was sent.
public enum SendProblem: Error, Hashable, CustomStringConvertible {
    /// The connection is not an open WebSocket, or no longer.
    case notOpen
    /// The connection is closing: after its Close nothing more is sent on it.
    case closing
    /// What was sent before still waits here: the peer has not taken it, a recording has not caught up, or pieces are to come.
    case busy
    /// The code of a Close stands for something that is never sent, or is not assigned (RFC 6455 §7.4).
    case codeMustNotBeSent(CloseCode)

    /// The reason in a sentence.
    public var description: String {
        switch self {
        case .notOpen: "The connection is not an open WebSocket."
        case .closing: "The connection is closing: nothing more is sent on it."
        case .busy: "What was sent before is still waiting; try again when it has gone out."
        case .codeMustNotBeSent(let code):
            "Close code \(code.rawValue) must not be sent; try 1000, or one of 3000 to 4999."
        }
    }
}

/// What is still to be sent of a user's bytes.
struct Pieces {
    var rest: ArraySlice<(pause: TimeAmount, bytes: ArraySlice<UInt8>)>
    let allWritten: EventLoopPromise<Void>?
    /// The time of the next piece.
    var timer: Scheduled<Void>?
}

extension ConnectionHandler {
    /// Whether nothing that was sent earlier waits here, and a recording has caught up.
    func isFree(_ context: ChannelHandlerContext) -> Bool {
        !isWaiting(context) && pieces == nil && !(owesRead && wait == .recording)
    }

    /// Sends a user's bytes: the first piece at once.
    func send(_ context: ChannelHandlerContext, _ request: SendBytes) throws(SendProblem) {
        guard !connection.isInHandshake, connection.endOfReading != .answer, !connection.isOver else { throw .notOpen }
        guard output == .open, request.isFree || connection.canSend else { throw .closing }
        guard isFree(context) else { throw .busy }
        guard let first = request.pieces.first else {
            request.allWritten?.succeed()
            return
        }
        // Answers that wait for more to come go first.
        writeBatch(context)
        if isUnflushed { flush(context) }
        // Flushing closes the channel where the peer has reset it.
        guard !connection.isOver else { throw .notOpen }
        // What is compressed later can't copy from before these bytes: there may be compressed frames among them.
        compression?.forgetSent()
        pieces = Pieces(rest: request.pieces[...], allWritten: request.allWritten)
        if first.pause == .zero { sendPiece(context, all: false) } else { waitForPiece(context, first.pause) }
    }

    func sendClose(_ context: ChannelHandlerContext, _ request: SendClose) throws(SendProblem) {
        guard request.code.mayBeSent else { throw .codeMustNotBeSent(request.code) }
        guard !connection.isInHandshake, connection.endOfReading != .answer, !connection.isOver else { throw .notOpen }
        guard connection.canSend && output == .open || awaitsOwnClose else { throw .closing }
        startClosing(context, request.code, reason: request.reason)
    }

    /// Sends what is left of a user's bytes without waiting.
    func sendAllPieces(_ context: ChannelHandlerContext) {
        if pieces != nil { sendPiece(context, all: true) }
    }

    private func sendPiece(_ context: ChannelHandlerContext, all: Bool) {
        guard var sending = pieces else { return }
        sending.timer?.cancel()
        let count = all ? sending.rest.count : 1
        let piece = sending.rest.prefix(count).reduce(into: [UInt8]()) { $0 += $1.bytes }
        sending.rest = sending.rest.dropFirst(count)
        let next = sending.rest.first
        let state = connection.state
        put(
            context, context.channel.allocator.buffer(bytes: piece), wholeFrames: nil,
            promise: next == nil ? sending.allWritten : nil)
        if let next {
            pieces = sending
            waitForPiece(context, next.pause)
        } else {
            pieces = nil
        }
        flush(context)
        handOver(context)
        if connection.state != state { closeIsSent(context) }
        if next == nil { readOn(context) }
    }

    private func waitForPiece(_ context: ChannelHandlerContext, _ pause: TimeAmount) {
        pieces?.timer = after(pause, context) { $0.sendPiece($1, all: false) }
    }

    /// Lets go of the pieces of a connection that has ended, and says so.
    func dropPieces() {
        guard let dropped = pieces.take() else { return }
        dropped.timer?.cancel()
        dropped.allWritten?.fail(SendProblem.notOpen)
        let count = dropped.rest.reduce(0) { $0 + $1.bytes.count }
        journal.serverAction(
            "not-sent",
            "The connection ended before the last \(Count.words(count, "byte")) to be sent by hand had gone out.")
    }
}
