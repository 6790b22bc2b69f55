// A TCP connection to this machine, with the calls that the two systems declare differently.

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Why the load could not continue, as one clear line.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// A failed call, with what the system says.
    init(call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
}

#if canImport(Darwin)
    private func openSocket() -> Int32 { Darwin.socket(AF_INET, SOCK_STREAM, 0) }
    private func closeSocket(_ descriptor: Int32) { Darwin.close(descriptor) }
    private let dontWait = MSG_DONTWAIT
#else
    private func openSocket() -> Int32 { Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
    private func closeSocket(_ descriptor: Int32) { _ = Glibc.close(descriptor) }
    private let dontWait = Int32(MSG_DONTWAIT)
#endif

/// A client's socket. Reading and writing never wait; `wait` does.
final class Socket {
    let descriptor: Int32

    /// How long anything may take to happen, in milliseconds.
    static let limit: Int32 = 20_000

    /// Connects to a port of 127.0.0.1.
    init(port: UInt16) throws {
        descriptor = openSocket()
        guard descriptor >= 0 else { throw Failure(call: "socket") }
        // Writing to a connection that the server has ended is an error, not the end of this program.
        signal(SIGPIPE, SIG_IGN)
        var noDelay: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(call: "connect to port \(port)") }
    }

    deinit { closeSocket(descriptor) }

    /// Writes as much as fits, and returns how much that was.
    func write(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        let count = send(descriptor, bytes.baseAddress, bytes.count, dontWait)
        if count >= 0 { return count }
        if errno == EAGAIN || errno == EINTR { return 0 }
        throw Failure(call: "send")
    }

    /// Reads what there is, and returns how much that was; nil where nothing more will come.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int? {
        let count = recv(descriptor, buffer.baseAddress, buffer.count, dontWait)
        if count > 0 { return count }
        if count == 0 { return nil }
        if errno == EAGAIN || errno == EINTR { return 0 }
        throw Failure(call: "recv")
    }

    /// Waits until there is something to read, or the end.
    func wait() throws {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, Self.limit) > 0 else { throw Failure("the server says nothing") }
    }
}
