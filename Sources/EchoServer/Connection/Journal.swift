// What one connection writes into the event log.

import Capture
import NIOCore
import WebSocketProtocol

/// A connection's way into the event log. Without a log every call is nothing.
struct Journal {
    private let log: EventLog?
    /// The number in the log.
    let connection: Int
    /// The endpoint that writes it: what it wrote is from here.
    private let role: Endpoint
    /// What was read of the peer's head and is not in the log yet; nil where it need not be masked.
    private let held: HeldHead?

    /// A journal of the endpoint `role`, for the connection of that number in the log.
    ///
    /// - Parameter masksCredentials: whether the peer's head waits until it is complete, so that its credentials can be masked. Whatever
    ///   else is logged lets it go on, cut off as it is.
    init(log: EventLog?, connection: Int, role: Endpoint, masksCredentials: Bool = false) {
        self.log = log
        self.connection = connection
        self.role = role
        held = log != nil && masksCredentials ? HeldHead() : nil
    }

    /// Whether there is a log.
    var isKept: Bool { log != nil }

    func opened(local: SocketAddress?, remote: SocketAddress?) {
        let (client, server) = role == .server ? (remote, local) : (local, remote)
        log?.append(connection: connection, .opened(client: Self.words(client), server: Self.words(server)))
    }

    /// Logs a connection that is closed at once, since there is no room for it.
    func turnedAway(_ channel: any Channel, _ name: String, _ room: String) {
        opened(local: channel.localAddress, remote: channel.remoteAddress)
        serverAction(name, "The server takes no more than \(room); this one is closed without an answer.")
        ended(by: .server, .close)
    }

    /// Logs a read in which the peer's head does not end.
    func readPartOfHead(_ buffer: ByteBuffer) {
        if let held { held.add(buffer.readableBytesView) } else { read(buffer, frame: nil) }
    }

    /// Logs a read, or its first `count` bytes where the others are not looked at.
    ///
    /// - Parameters:
    ///   - headCount: how many of its bytes belong to the peer's head.
    ///   - frame: the first frame that begins in it or behind it, where that is known.
    ///   - next: the first frame that begins behind it, where that is known.
    func read(
        _ buffer: ByteBuffer, _ count: Int = .max, head headCount: Int = 0, frame: FrameStart?, next: FrameStart? = nil
    ) {
        guard let read = buffer.getSlice(at: buffer.readerIndex, length: min(count, buffer.readableBytes)) else {
            return
        }
        guard let held, headCount > 0 else { return append(read, from: role.peer, frame: frame, next: next) }
        held.add(read.readableBytesView.prefix(headCount))
        release(with: (read.readableBytesView.dropFirst(headCount), frame, next))
    }

    /// Logs what was held of the peer's head, with what follows it in its last read.
    private func release(with rest: (bytes: ByteBufferView, frame: FrameStart?, next: FrameStart?)? = nil) {
        guard let log, let (reads, maskedCount) = held?.release() else { return }
        for (index, read) in reads.enumerated() {
            let last = index == reads.count - 1 ? rest : nil
            let bytes = read.bytes + (last?.bytes ?? ByteBufferView())
            bytes.withUnsafeBytes {
                log.append(
                    connection: connection, from: role.peer, $0, frame: last?.frame, next: last?.next, at: read.time)
            }
        }
        guard maskedCount > 0 else { return }
        let bytes =
            maskedCount == 1
            ? "1 byte of the token in the request is" : "\(maskedCount.grouped) bytes of the token in the request are"
        serverAction(
            "token-masked",
            "The \(bytes) shown as *: whoever can read the log must not be able to connect with it.")
    }

    /// Logs how many bytes were not read.
    func unread(_ count: Int, after: EndOfReading) {
        release()
        log?.append(connection: connection, .unread(from: role.peer, count: count, after: after))
    }

    /// Logs a write, with the frames that begin in it or behind it as for a read.
    func wrote(_ buffer: ByteBuffer, frame: FrameStart?, next: FrameStart?) {
        append(buffer, from: role, frame: frame, next: next)
    }

    private func append(_ buffer: ByteBuffer, from: Endpoint, frame: FrameStart?, next: FrameStart?) {
        guard let log, buffer.readableBytes > 0 else { return }
        release()
        if let shared = SharedBuffer(buffer) {
            return log.append(connection: connection, from: from, shared: shared, frame: frame, next: next)
        }
        buffer.withUnsafeReadableBytes {
            log.append(connection: connection, from: from, $0, frame: frame, next: next)
        }
    }

    /// Whether nothing may be read now, so that a recording can catch up; what `resumption` makes is called when it may.
    func mustWait(_ resumption: () -> @Sendable () -> Void) -> Bool { log?.mustWait(resumption) ?? false }

    func serverAction(_ name: String, _ sentence: String) {
        release()
        log?.append(connection: connection, .serverAction(name: name, sentence: sentence))
    }

    /// Logs the end of one side, or by a reset or a closed socket that of both.
    func ended(by: Endpoint, _ how: EndManner) {
        release()
        log?.append(connection: connection, .ended(by: by, how))
    }

    /// An address as logs and screens show it: "127.0.0.1:51544".
    static func words(_ address: SocketAddress?) -> String {
        guard let address, let ip = address.ipAddress, let port = address.port else { return "unknown" }
        return ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
    }
}

/// A read or a write that the log shares.
private struct SharedBuffer: SharedBytes {
    /// From how many bytes on a buffer is shared: below, a copy costs less than another buffer for the next read.
    private static let leastCount = 32 << 10

    private let buffer: ByteBuffer

    /// Nil where the bytes had better be copied: there are few, or they would keep much more memory in use than they need.
    init?(_ buffer: ByteBuffer) {
        guard buffer.readableBytes >= max(Self.leastCount, buffer.storageCapacity / 2) else { return nil }
        self.buffer = buffer
    }

    var byteCount: Int { buffer.readableBytes }
    var memoryCost: Int { buffer.storageCapacity }
    func copied(from offset: Int) -> [UInt8] { Array(buffer.readableBytesView.dropFirst(offset)) }
}
