// What the peer sends when it is no longer read: behind its Close, after a failure, after an answer that opened no WebSocket
// (RFC 6455 §5.5.1, §7.1.7, §4.2.2).
//
//   bytes ──▶ UnreadStream ──▶ a count, in the log a few times          most of it
//                       └────▶ its Close, one header: in the log as bytes
//   too many ──▶ nothing more is taken from the socket, which is closed when the closing time is up
//
// Closing at once would reset the connection, since bytes are unread, and the peer could lose the answer that it has not read yet.

import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Goes on with a read of which the first `count` bytes were looked at: the rest, and all reads to come, are not.
    func readNoMore(_ context: ChannelHandlerContext, _ stream: UnreadStream, _ bytes: ByteBuffer, from count: Int) {
        unread = stream
        var rest = bytes
        rest.moveReaderIndex(forwardBy: count)
        if rest.readableBytes > 0 { countUnread(context, rest) }
    }

    /// Takes in bytes behind the end of reading, or the rest of an answer with which it will end.
    func takeUnread(_ context: ChannelHandlerContext, _ bytes: ByteBuffer) {
        if unread == nil { readRest(context, bytes) } else { countUnread(context, bytes) }
    }

    private func countUnread(_ context: ChannelHandlerContext, _ bytes: ByteBuffer) {
        guard !connection.isOver, var stream = unread.take() else { return }
        let pieces = stream.read(Array(bytes.readableBytesView)[...])
        unread = stream
        for piece in pieces { log(piece) }
        guard stream.count > settings.unreadLimit, !hasUnreadTooMuch else { return }
        hasUnreadTooMuch = true
        loop.limits[.unread] += 1
        if let piece = unread?.finish() { log(piece) }
        journal.serverAction(
            "unread-limit",
            "The \(peer.rawValue) sent more than \(Count.bytes(settings.unreadLimit)) that is not read. No more is taken, and its socket "
                + "is closed once it has had \(settings.closingSeconds) s to read what was sent to it.")
        startClosingLimit(context)
    }

    private func log(_ piece: UnreadStream.Piece) {
        switch piece {
        case .unread(let count): journal.unread(count, after: unread?.after ?? .failure)
        case .shown(let bytes, _):
            // The header of one frame may come in several pieces, of which the first is its start.
            let start = hasShownFrame ? nil : FrameStart(offset: 0, number: connection.frameCount)
            hasShownFrame = true
            journal.read(ByteBuffer(bytes: bytes), frame: start)
            // Behind a failure only a whole Close is shown.
            if unread?.after == .failure { connection.receivedUnreadClose() }
        }
    }

    /// Logs an end, and before the end of the peer's bytes how many were not read.
    func logEnd(by endpoint: Endpoint, _ how: EndManner) {
        guard !connection.isOver else { return }
        if endpoint == peer || how != .fin, let piece = unread?.finish() { log(piece) }
        if connection.tcpEnded(by: endpoint, how) { journal.ended(by: endpoint, how) }
    }
}
