// The built-in client: connects to the server in this process over real TCP, so that there is something to see without a browser.
//
//   handshake ▸ text "Hello" ▸ ping ▸ text in three fragments with a ping between ▸ binary ▸ close 1000
//
// Each step waits a moment, so that a class can follow.

import NIOCore
import NIOPosix
import WebSocketProtocol

extension EchoServer {
    /// Connects the demonstration client. It closes by itself after a few seconds.
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
    private var received: [UInt8] = []
    private var isOpen = false
    private var script: ArraySlice<Frame>

    /// Milliseconds between two frames.
    private static let pause: Int64 = 400

    init(authority: String, token: String?) {
        self.authority = authority
        self.token = token
        script = Self.makeScript()[...]
    }

    /// The frames of the demonstration, masked with keys of their own (RFC 6455 §5.3).
    private static func makeScript() -> [Frame] {
        func frame(_ opcode: Opcode, _ payload: [UInt8], fin: Bool = true) -> Frame {
            Frame(opcode, payload: payload, fin: fin, maskingKey: MaskingKey(.random(in: .min ... .max)))
        }
        return [
            frame(.text, Array("Hello".utf8)),
            frame(.ping, Array("are you there?".utf8)),
            frame(.text, Array("A message ".utf8), fin: false),
            frame(.continuation, Array("in three ".utf8), fin: false),
            frame(.ping, []),
            frame(.continuation, Array("fragments: é€😀".utf8)),
            frame(.binary, [0x00, 0x01, 0x7f, 0x80, 0xff]),
            frame(.binary, Array(repeating: 0x2a, count: 126)),
            frame(.close, ClosePayload.encode(.normal, reason: "done")),
        ]
    }

    func channelActive(context: ChannelHandlerContext) {
        var request = ClientHandshake.request(host: authority, path: token.map { "/?token=\($0)" } ?? "/", key: key)
        request.removeLast(2)
        request += Array("User-Agent: wslens-demonstration/1\r\n\r\n".utf8)
        write(context, request)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What the server echoes is for the inspector to show; the client only waits for its 101.
        guard !isOpen else { return }
        received += unwrapInboundIn(data).readableBytesView
        switch parser.parse(received) {
        case .needMore: break
        case .complete(let head) where ClientHandshake.check(response: head, key: key).isOpen:
            isOpen = true
            next(context)
        case .complete, .malformed, .tooLarge: context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func next(_ context: ChannelHandlerContext) {
        // The server closes TCP first (§7.1.1); the channel then closes by itself.
        guard let frame = script.popFirst(), context.channel.isActive else { return }
        write(context, frame.encoded)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(Self.pause)) { bound.value.0.next(bound.value.1) }
    }

    private func write(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
    }
}
