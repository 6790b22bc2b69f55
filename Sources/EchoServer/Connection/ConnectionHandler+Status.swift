// How a connection is doing, for those who watch.

import Capture
import NIOCore
import WebSocketProtocol

extension ConnectionHandler {
    /// The connection at this moment.
    func status(_ context: ChannelHandlerContext) -> ConnectionStatus {
        var status = ConnectionStatus(number: journal.connection)
        status.isWebSocket = service != nil
        (status.queuedBytes, status.queueCost) = (queuedBytes(context), queueCost(context))
        status.isAboveMark = isAboveMark
        status.heldFrames = batch.frameCount
        status.wait = reasonNotToRead
        status.mischief = mischief
        status.counts = counts
        status.system = SystemBuffers(context.channel)
        return status
    }
}

extension SystemBuffers {
    /// What Linux says about a socket (SO_MEMINFO); other systems do not say it.
    fileprivate init?(_ channel: any Channel) {
        #if os(Linux)
            // The numbers of sock_diag(7): receive memory, its limit, send memory, its limit, reserved, queued for sending, and others.
            typealias Words = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)
            guard let provider = channel as? any SocketOptionProvider else { return nil }
            var words: Words?
            let answer: EventLoopFuture<Words> = provider.unsafeGetSocketOption(
                level: .socket, name: .init(rawValue: 55))
            let box = NIOLoopBoundBox<Words?>.makeEmptyBox(valueType: Words.self, eventLoop: channel.eventLoop)
            // On the event loop the answer is there at once.
            answer.whenSuccess { box.value = $0 }
            words = box.value
            guard let words else { return nil }
            self.init(
                received: Int(words.0), receiveLimit: Int(words.1), sent: Int(words.5), sendLimit: Int(words.3))
        #else
            return nil
        #endif
    }
}
