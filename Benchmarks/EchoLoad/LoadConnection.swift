// One client: keeps a number of messages on their way, and compares every byte that is echoed.

import WebSocketProtocol

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A WebSocket connection that sends messages and verifies their echoes.
final class LoadConnection {
    let socket: Socket
    /// How many echoes have come back whole.
    private(set) var echoCount = 0
    /// How many bytes of payload they had.
    private(set) var echoBytes = 0

    private let messages: Messages
    private let first: Int
    private var sentCount = 0
    /// Bytes of frames that did not fit into the socket yet.
    private var outgoing: [UInt8] = []
    private var outgoingStart = 0
    /// How much of the echo that is due has come.
    private var echoPosition = 0

    /// Connects, and has the opening handshake done.
    ///
    /// - Parameter first: which message to begin with, so that not all connections send the same.
    init(port: UInt16, messages: Messages, first: Int) throws {
        socket = try Socket(port: port)
        self.messages = messages
        self.first = first
        let key = "dGhlIHNhbXBsZSBub25jZQ=="
        outgoing = ClientHandshake.request(host: "127.0.0.1:\(port)", path: "/", key: key)
        try flush()
        var response: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            try socket.wait()
            guard let count = try socket.read(into: buffer) else { throw Failure("the server ends the handshake") }
            response += buffer[..<count]
            if case .needMore = HTTPHead.parse(response, as: .response) { continue }
            break
        }
        guard case .complete(let head) = HTTPHead.parse(response, as: .response), head.length == response.count,
            ClientHandshake.check(response: head, key: key).isOpen
        else { throw Failure("the server refuses: \(String(decoding: response, as: UTF8.self))") }
    }

    /// Messages that are on their way.
    var pending: Int { sentCount - echoCount }
    /// Whether the socket took less than there is to send.
    var isStalled: Bool { outgoingStart < outgoing.count }

    /// Sends until `depth` messages are on their way, in one write.
    func fill(to depth: Int) throws {
        while pending < depth {
            outgoing += messages.frames[(first + sentCount) % messages.count]
            sentCount += 1
        }
        try flush()
    }

    /// Goes on with what did not fit.
    func flush() throws {
        guard isStalled else { return }
        outgoingStart += try outgoing.withUnsafeBytes { bytes in
            try socket.write(UnsafeRawBufferPointer(rebasing: bytes[outgoingStart...]))
        }
        if !isStalled {
            outgoing.removeAll(keepingCapacity: true)
            outgoingStart = 0
        }
    }

    /// Reads what has come, and compares it with what must come.
    func receive(_ buffer: UnsafeMutableRawBufferPointer) throws {
        guard let count = try socket.read(into: buffer) else {
            throw Failure("the server closes a connection after \(echoCount) echoes")
        }
        var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        while let start = rest.baseAddress, !rest.isEmpty {
            let echo = messages.echoes[(first + echoCount) % messages.count]
            let part = min(rest.count, echo.count - echoPosition)
            let isSame = echo.withUnsafeBytes { bytes in
                guard let expected = bytes.baseAddress else { return false }
                return memcmp(expected + echoPosition, start, part) == 0
            }
            guard isSame, pending > 0 else {
                throw Failure("echo \(echoCount) of a connection is not what was sent: \(Array(rest.prefix(20)))")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[part...])
            echoPosition += part
            if echoPosition == echo.count {
                echoPosition = 0
                echoBytes += messages.payloadLengths[(first + echoCount) % messages.count]
                echoCount += 1
            }
        }
    }

    /// Closes in order, and waits for the server to do the same.
    func close() throws {
        outgoing = Frame(.close, payload: [0x03, 0xe8], maskingKey: MaskingKey(0x37fa_213d)).encoded
        outgoingStart = 0
        try flush()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
        defer { buffer.deallocate() }
        repeat { try socket.wait() } while try socket.read(into: buffer) != nil
    }
}
