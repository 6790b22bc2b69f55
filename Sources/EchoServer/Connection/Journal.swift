// What one connection writes into the event log.

import Capture
import NIOCore
import WebSocketProtocol

/// A connection's way into the event log. Without a log every call is nothing.
final class Journal {
    private let log: EventLog?
    private let connection: Int
    private var framesWritten = 0
    private var clientEnded = false
    private var serverEnded = false

    init(log: EventLog?, connection: Int) {
        self.log = log
        self.connection = connection
    }

    /// Whether the log says that the connection is over.
    private var isOver: Bool { clientEnded && serverEnded }

    func opened(client: SocketAddress?, server: SocketAddress?) {
        log?.append(connection: connection, .opened(client: Self.words(client), server: Self.words(server)))
    }

    /// Logs a read, or its first `count` bytes where the others are not looked at.
    ///
    /// - Parameters:
    ///   - frame: the first frame that begins in it or behind it, where that is known.
    ///   - next: the first frame that begins behind it, where that is known.
    func read(_ buffer: ByteBuffer, _ count: Int = .max, frame: FrameStart?, next: FrameStart? = nil) {
        guard let read = buffer.getSlice(at: buffer.readerIndex, length: min(count, buffer.readableBytes)) else {
            return
        }
        append(read, from: .client, frame: frame, next: next)
    }

    /// Logs how many bytes were not read.
    func unread(_ count: Int, after: EndOfReading) {
        if !isOver { log?.append(connection: connection, .unread(from: .client, count: count, after: after)) }
    }

    /// Logs a write: so many whole frames; none in the 101 that comes before the first one; nil for any other response, which no frame
    /// follows.
    func wrote(_ buffer: ByteBuffer, frames: Int?) {
        let start = frames.map { FrameStart(offset: $0 > 0 ? 0 : nil, number: framesWritten) }
        framesWritten += frames ?? 0
        let next = frames.map { _ in FrameStart(offset: 0, number: framesWritten) }
        append(buffer, from: .server, frame: start, next: next)
    }

    private func append(_ buffer: ByteBuffer, from: Endpoint, frame: FrameStart?, next: FrameStart?) {
        guard let log, buffer.readableBytes > 0 else { return }
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
        log?.append(connection: connection, .serverAction(name: name, sentence: sentence))
    }

    /// Logs the end of one side, once; nothing when the connection is over. A reset or a closed socket ends both sides, so it is
    /// also logged for a side whose stream had ended.
    func ended(by: Endpoint, _ how: EndManner) {
        if isOver || (how == .fin && (by == .client ? clientEnded : serverEnded)) { return }
        log?.append(connection: connection, .ended(by: by, how))
        if by == .client || how != .fin { clientEnded = true }
        if by == .server || how != .fin { serverEnded = true }
    }

    private static func words(_ address: SocketAddress?) -> String {
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
