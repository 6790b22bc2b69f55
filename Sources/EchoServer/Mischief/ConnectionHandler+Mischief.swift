// Mischief on one connection. Whatever is done wrong on purpose is said in the log when it first happens.

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Capture
import NIOCore
import WebSocketProtocol

/// Sent to a handler to have it do wrong, or do right again.
struct SetMischief: Sendable {
    let mischief: Set<Mischief>
}

extension ConnectionHandler {
    /// Does so much wrong from now on.
    func setMischief(_ context: ChannelHandlerContext, _ mischief: Set<Mischief>) {
        let leftUnanswered = self.mischief.contains(.noClose)
        self.mischief = mischief
        spoilsFrames = mischief.changesFrames
        connection.answers = mischief.contains(.noClose) ? settings.answers.subtracting(.closes) : settings.answers
        // A Close that was left without an answer gets one after all.
        if leftUnanswered, !mischief.contains(.noClose), awaitsOwnClose {
            startClosing(context, .normal, reason: "")
        }
    }

    /// Says in the log, once, that something is done on purpose.
    func mark(_ kind: Mischief) {
        guard markedMischief.insert(kind).inserted else { return }
        let rule = kind.rule.map { " \($0.sentence.citedBehind)" } ?? ""
        let sentence =
            kind == .unaskedRSV1 && compression != nil
            ? "Data frames have RSV2 set, which no extension asks for; RSV1 belongs to compression." : kind.sentence
        journal.serverAction("mischief-\(kind.rawValue)", "On purpose: \(sentence)\(rule)")
    }

    /// Frames as they go out instead.
    func spoil(_ buffer: ByteBuffer) -> (buffer: ByteBuffer, frames: Int) {
        let spoiled = mischief.spoiled(buffer, isCompressionAgreed: compression != nil)
        for kind in spoiled.kinds.sorted(by: { $0.rawValue < $1.rawValue }) { mark(kind) }
        return (spoiled.buffer, spoiled.frames)
    }

    /// Writes the first bytes one by one. Returns what is left of them.
    func putSingleBytes(_ context: ChannelHandlerContext, of buffer: ByteBuffer) -> ByteBuffer {
        mark(.oneByte)
        var rest = buffer
        for _ in 0..<Mischief.singleBytes where rest.readableBytes > 1 && !connection.isOver {
            guard let byte = rest.readSlice(length: 1) else { break }
            write(context, part: byte, wholeFrames: nil, promise: nil)
            context.flush()
        }
        return rest
    }

    /// Answers a Ping late, or wrongly. Returns the frame to send now; nil for none.
    func spoiledPong(_ context: ChannelHandlerContext, _ payload: RawSpan) -> Frame? {
        var pong = Frame(.pong, payload: payload.withUnsafeBytes { Array($0) })
        if mischief.contains(.wrongPong) {
            mark(.wrongPong)
            pong = Frame(.pong, payload: Array("wrong".utf8))
        }
        guard mischief.contains(.latePong) else { return pong }
        mark(.latePong)
        // One Pong for all Pings that have come until then, with the payload of the last (§5.5.3).
        let isComing = latePayload != nil
        latePayload = pong.payload
        if isComing { return nil }
        after(.seconds(Int64(Mischief.pongDelay)), context) { handler, context in
            guard let payload = handler.latePayload.take(), handler.connection.canSend else { return }
            handler.write(context, Frame(.pong, payload: payload))
            handler.flush(context)
        }
        return nil
    }

    /// Leaves a Close without an answer, until the client has had enough.
    func leaveUnanswered(_ context: ChannelHandlerContext) {
        guard mischief.contains(.noClose) else { return }
        mark(.noClose)
        startTimer(context, .seconds(Self.patienceOfClients))
    }

    /// Seconds: longer than Chromium waits, which is a minute.
    private static let patienceOfClients: Int64 = 120

    /// Resets TCP.
    func reset(_ context: ChannelHandlerContext) {
        mark(.reset)
        // A socket that is closed with no time to linger is reset.
        _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        close(context, how: .reset)
    }
}
