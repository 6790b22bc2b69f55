// The built-in client: connects to the server in this process over real TCP, so that there is something to see without a browser.
//
//   handshake ▸ text "Hello" ▸ ping ▸ text in three fragments with a ping between ▸ binary ▸ close 1000
//
// Each step waits a moment, so that a class can follow.

import Capture
import NIOCore
import NIOPosix
import WebSocketProtocol

extension EchoServer {
    /// Connects the demonstration client. It closes its connection after a few seconds.
    public func startDemonstration() {
        let host = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host
        let (port, token) = (port, token)
        ClientBootstrap(group: group)
            .channelOption(.socketOption(.so_reuseaddr), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        DemonstrationClient(authority: "\(host):\(port)", token: token))
                }
            }
            .connect(host: host, port: port)
            .whenComplete { _ in }
    }
}

/// The handler of the demonstration client.
final class DemonstrationClient: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let authority: String
    private let token: String?
    private let key = Base64.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    private var parser = HeadParser(.response)
    private var head: [UInt8] = []
    private var isOpen = false
    private var connection = Connection(role: .client)
    private var inbound = ByteBuffer()
    private var script = DemonstrationClient.script[...]

    /// Milliseconds between two frames.
    private static let pause: Int64 = 400

    /// The frames of the demonstration; a Close follows them.
    private static let script = [
        Frame(.text, payload: Array("Hello".utf8)),
        Frame(.ping, payload: Array("are you there?".utf8)),
        Frame(.text, payload: Array("A message ".utf8), fin: false),
        Frame(.continuation, payload: Array("in three ".utf8), fin: false),
        Frame(.ping),
        Frame(.continuation, payload: Array("fragments: é€😀".utf8)),
        Frame(.binary, payload: [0x00, 0x01, 0x7f, 0x80, 0xff]),
        Frame(.binary, payload: Array(repeating: 0x2a, count: 126)),
    ]

    init(authority: String, token: String?) {
        self.authority = authority
        self.token = token
    }

    func channelActive(context: ChannelHandlerContext) {
        var request = ClientHandshake.request(host: authority, path: "/", key: key)
        request.removeLast(2)
        if let token { request += Array("Authorization: Bearer \(token)\r\n".utf8) }
        request += Array("User-Agent: \(Demonstration.name)/\(ProgramVersion.current)\r\n\r\n".utf8)
        write(context, request)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        guard !isOpen else { return readFrames(context, &bytes) }
        head += bytes.readableBytesView
        switch parser.parse(head) {
        case .needMore: break
        case .complete(let parsed) where ClientHandshake.check(response: parsed, key: key).isOpen:
            isOpen = true
            connection.handshakeEnded(.opened)
            sendNext(context)
            var rest = ByteBuffer(bytes: head.dropFirst(parsed.length))
            readFrames(context, &rest)
        case .complete, .malformed, .tooLarge: context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// What the server echoes is for the inspector to show; here only the server's Close matters, which comes when it stops.
    private func readFrames(_ context: ChannelHandlerContext, _ bytes: inout ByteBuffer) {
        inbound.writeBuffer(&bytes)
        var cursor = 0
        while true {
            var span = inbound.mutableReadableBytesSpan
            switch connection.receive(&span, from: &cursor) {
            case .needMore:
                inbound.moveReaderIndex(forwardBy: cursor)
                inbound.discardReadBytes()
                return
            case .answerClose(let payload):
                let start = inbound.readerIndex + payload.lowerBound
                send(context, Frame(.close, payload: inbound.getBytes(at: start, length: payload.count) ?? []))
            case .fail:
                context.close(promise: nil)
            case .deliver, .sendPong, .receivedControl, .endOutput, .expectEnd:
                // The server closes TCP first (RFC 6455 §7.1.1); the channel then closes too.
                break
            }
        }
    }

    private func sendNext(_ context: ChannelHandlerContext) {
        guard connection.canSend, context.channel.isActive else { return }
        if let frame = script.popFirst() {
            send(context, frame)
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: .milliseconds(Self.pause)) { bound.value.0.sendNext(bound.value.1) }
        } else if let payload = try? connection.close(.normal, reason: "done") {
            send(context, Frame(.close, payload: payload))
        }
    }

    /// Masks the frame with a key of its own (RFC 6455 §5.3) and sends it.
    private func send(_ context: ChannelHandlerContext, _ frame: Frame) {
        let key = MaskingKey(.random(in: .min ... .max))
        write(
            context, Frame(frame.header.opcode, payload: frame.payload, fin: frame.header.fin, maskingKey: key).encoded)
    }

    private func write(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
    }
}
