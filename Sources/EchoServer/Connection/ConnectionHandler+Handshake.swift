// The handshake of a connection (RFC 6455 §4): what the two halves have in common. OpeningHandshake has what differs.

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// Takes in a part of the peer's head.
    func readHandshake(_ context: ChannelHandlerContext, _ bytes: ByteBuffer) {
        guard let result = handshake?.read(bytes.readableBytesView, at: context.localAddress) else {
            return journal.readPartOfHead(bytes)
        }
        setMischief(context, result.mischief)
        connection.handshakeEnded(result.outcome)
        if case .opened(let agreement) = result.outcome {
            handshake = nil
            service = result.service
            isAmongOthers = result.service?.isAmongOthers == true
            compression = agreement.deflate.map {
                MessageCompression($0, role: role, leastLength: settings.leastCompressed, shared: loop.deflaters)
            }
            return open(context, result, bytes)
        }
        journal.read(bytes, result.headEnd, head: result.headEnd, frame: nil)
        if let limit = result.limit { loop.limits[limit] += 1 }
        for action in result.actions { journal.serverAction(action.name, action.sentence) }
        for kind in result.mischief where kind.isOfHandshake { mark(kind) }
        respond(context, result.response?(), to: bytes, from: result.headEnd)
    }

    /// A server sends its 101. Behind its head the peer may have sent frames.
    private func open(_ context: ChannelHandlerContext, _ result: HandshakeResult, _ bytes: ByteBuffer) {
        lastReadTime = context.eventLoop.now
        startTimer(context, .seconds(Int64(settings.idleSeconds)))
        var rest = bytes
        rest.moveReaderIndex(forwardBy: result.headEnd)
        let frames = rest.readableBytes > 0 ? takeFrames(context, rest) : nil
        // One read is one event, whatever is in it, and it came before the response.
        journal.read(
            bytes, result.headEnd + (frames?.seen ?? 0), head: result.headEnd,
            frame: FrameStart(offset: nil, number: 0),
            next: connection.nextStart(isBetweenFrames: inbound == nil))
        if let response = result.response?() { writeHead(context, response, isOpening: true) }
        service?.opened(Member(number: journal.connection, self, context))
        // Whoever sees the 101 is in its room.
        context.flush()
        if let frames, !connection.isOver { carryOut(context, frames, of: rest) }
        settleService()
        startPinging(context)
    }

    /// Writes the last bytes of this side, if there are any, and goes on with a read of which the first `count` bytes were looked at.
    private func respond(
        _ context: ChannelHandlerContext, _ response: [UInt8]?, to bytes: ByteBuffer, from count: Int
    ) {
        if let response { writeHead(context, response, isOpening: false) }
        // Where an answer of the peer is not complete, it has the closing limit's time.
        startClosingLimit(context)
        var rest = bytes
        rest.moveReaderIndex(forwardBy: count)
        readRest(context, rest)
    }

    /// Takes in what follows a head that opened no WebSocket: what still belongs to the answer, and behind it what nobody reads.
    func readRest(_ context: ChannelHandlerContext, _ bytes: ByteBuffer) {
        guard !connection.isOver, let (count, isComplete) = handshake?.readRest(bytes.readableBytesView) else { return }
        journal.read(bytes, count, frame: nil)
        guard isComplete else { return }
        readNoMore(context, UnreadStream(from: peer, after: .answer), bytes, from: count)
        // A 101 that lies on purpose is the client's to judge.
        if !mischief.contains(where: \.isOfHandshake) { endOutput(context) }
    }

    func handshakeIsLate(_ context: ChannelHandlerContext) {
        guard let late = handshake?.timeIsUp(after: settings.handshakeSeconds) else { return }
        loop.limits[.handshake] += 1
        journal.serverAction("handshake-timeout", late.sentence)
        guard let response = late.response else { return close(context, how: .close) }
        connection.handshakeEnded(.refused)
        respond(context, response, to: ByteBuffer(), from: 0)
    }
}
