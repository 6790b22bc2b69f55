// A client of bare sockets: sends exactly the bytes it is given, in the pieces that a test asks for, and ends as rudely as the test wants.

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import TestSupport

// What the two systems declare differently, or what a method's name would hide.
#if canImport(Darwin)
    private let dontWait = MSG_DONTWAIT
    private func openSocket() -> Int32 { Darwin.socket(AF_INET, SOCK_STREAM, 0) }
    private func closeSocket(_ socket: Int32) { Darwin.close(socket) }
#else
    private let dontWait = Int32(MSG_DONTWAIT)
    private func openSocket() -> Int32 { Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
    private func closeSocket(_ socket: Int32) { _ = Glibc.close(socket) }
#endif

/// A blocking TCP client. Every wait has a generous limit and throws when it is over.
final class RawClient {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// How the server's side of TCP ended.
    enum End {
        case fin, reset
    }

    private let socket: Int32
    private var isOpen = true
    /// What was sent and received so far, to be compared with the log.
    private(set) var sent: [UInt8] = []
    private(set) var received: [UInt8] = []
    /// Bytes that were read and not asked for yet.
    private var unread: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)

    /// Milliseconds that a wait may take.
    private static let limit: Int32 = 20_000

    /// Connects to 127.0.0.1. A small `receiveBuffer` makes the server feel sooner that nothing is read.
    init(_ port: Int, receiveBuffer: Int32? = nil) throws {
        socket = openSocket()
        if let receiveBuffer { set(SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
        set(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(description: "connect: \(String(cString: strerror(errno)))") }
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { close() }

    /// Connects and has the handshake done; `extra` bytes go out in the same segment as the request.
    convenience init(open port: Int, receiveBuffer: Int32? = nil, with extra: [UInt8] = []) throws {
        try self.init(port, receiveBuffer: receiveBuffer)
        try send(Wire.request + extra)
        let head = try readHead()
        guard head.hasPrefix("HTTP/1.1 101 ") else { throw Failure(description: head) }
    }

    // MARK: Sending

    /// Sends all of it, in pieces of `chunk` bytes with a moment between them.
    func send(_ bytes: [UInt8], chunk: Int = .max) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(chunk))
            guard sendUntilStalled(piece, milliseconds: Self.limit) == piece.count else {
                throw Failure(description: "sending stalls after \(sent.count) bytes")
            }
            rest = rest.dropFirst(piece.count)
            if !rest.isEmpty { usleep(200) }
        }
    }

    /// Sends until all is sent, or nothing could be sent for some time; returns how much was.
    func sendUntilStalled(_ bytes: [UInt8], milliseconds: Int32) -> Int {
        var done = 0
        while done < bytes.count, wait(POLLOUT, milliseconds) {
            let count = bytes[done...].withUnsafeBytes {
                sendto(socket, $0.baseAddress, $0.count, dontWait, nil, 0)
            }
            guard count > 0 else { break }
            sent += bytes[done..<done + count]
            done += count
        }
        return done
    }

    // MARK: Receiving

    /// The next `count` bytes.
    func read(_ count: Int) throws -> [UInt8] {
        while unread.count < count {
            guard try receive() == nil else {
                throw Failure(description: "the connection ended after \(unread.count) of \(count) bytes: \(unread)")
            }
        }
        defer { unread.removeFirst(count) }
        return Array(unread.prefix(count))
    }

    /// A response head, up to the empty line.
    func readHead() throws -> String {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) { head += try read(1) }
        return String(decoding: head, as: UTF8.self)
    }

    /// Everything up to the end of the server's side.
    func readToEnd() throws -> (bytes: [UInt8], end: End) {
        while true {
            if let end = try receive() {
                defer { unread = [] }
                return (unread, end)
            }
        }
    }

    /// Reads what there is; returns how the server's side ended, if it did.
    private func receive() throws -> End? {
        guard wait(POLLIN, Self.limit) else {
            throw Failure(description: "nothing comes after \(received.count) bytes")
        }
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { return count == 0 ? .fin : .reset }
        received += buffer[..<count]
        unread += buffer[..<count]
        return nil
    }

    // MARK: Ending

    /// Ends the client's side; it can still read.
    func endOutput() { shutdown(socket, Int32(SHUT_WR)) }

    /// Ends the connection with a reset.
    func reset() {
        set(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
        close()
    }

    func close() {
        if isOpen { closeSocket(socket) }
        isOpen = false
    }

    private func set<Value>(_ level: Int32, _ option: Int32, _ value: Value) {
        withUnsafeBytes(of: value) { _ = setsockopt(socket, level, option, $0.baseAddress, socklen_t($0.count)) }
    }

    private func wait(_ events: Int32, _ milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }
}
