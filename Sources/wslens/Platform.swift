// What the program needs of the system's C library, and swift-system has no word for: links, permissions, waiting for
// room, terminals, the environment, the clock.

import Capture
#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import SystemPackage
#if canImport(FoundationEssentials)
    import FoundationEssentials
#endif

enum Platform {
    /// What a variable of the environment is set to; nil where it isn't set, or to nothing.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The time of the clock as recordings write it, to the second: "2026-11-22T10:00:00Z".
    static var timestamp: String { ClockTime.text(Int64(time(nil)) * 1_000_000_000) }

    /// How many processors this process may run on.
    static var processorCount: Int {
        #if canImport(FoundationEssentials)
            // On Linux taskset may leave it fewer than there are, which no function that Swift sees of the C library tells.
            ProcessInfo.processInfo.activeProcessorCount
        #else
            max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        #endif
    }

    /// Ends the process.
    static func exit(_ status: Int32) -> Never {
        #if canImport(Darwin)
            Darwin.exit(status)
        #else
            Glibc.exit(status)
        #endif
    }
}

extension FileDescriptor {
    /// Whether it is open on a terminal.
    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The name of the terminal that it is open on.
    var terminalName: String? { ttyname(rawValue).map { String(cString: $0) } }

    /// Says who may do what with the file.
    func setPermissions(_ permissions: FilePermissions) throws(Errno) {
        try check(fchmod(rawValue, permissions.rawValue))
    }

    /// Waits until there is room for what is to be written, or something to read; for an error too, which the next write or
    /// read reports.
    func wait(for direction: Direction) throws(Errno) {
        var file = pollfd(fd: rawValue, events: Int16(direction == .reading ? POLLIN : POLLOUT), revents: 0)
        while poll(&file, 1, -1) < 0 {
            guard errno == EINTR else { throw Errno(rawValue: errno) }
        }
    }

    enum Direction {
        case reading, writing
    }
}

extension FileDescriptor.OpenOptions {
    /// A terminal that is opened does not become the one that the process is controlled from.
    static var noControllingTerminal: Self { Self(rawValue: O_NOCTTY) }
}

extension FilePath {
    /// Where the name leads: it, or the file that a link of that name stands for.
    var followingLinks: FilePath {
        var path = self
        // The system gives up after 40 as well.
        for _ in 0..<40 {
            guard let next = path.linkTarget else { break }
            path.removeLastComponent()
            path.push(next)
        }
        return path
    }

    private var linkTarget: FilePath? {
        let target = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = buffer.baseAddress.map { max(0, readlink(string, $0, buffer.count)) } ?? 0
        }
        return target.isEmpty ? nil : FilePath(String(decoding: target.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// Gives the file another name, from which a file of that name is removed.
    func rename(to other: FilePath) throws(Errno) {
        #if canImport(Darwin)
            try check(Darwin.rename(string, other.string))
        #else
            try check(Glibc.rename(string, other.string))
        #endif
    }

    /// Gives the file a second name. Fails with `Errno.fileExists` where there is such a name.
    func link(as other: FilePath) throws(Errno) {
        #if canImport(Darwin)
            try check(Darwin.link(string, other.string))
        #else
            try check(Glibc.link(string, other.string))
        #endif
    }

    /// Takes the name away, and the file with its last name.
    func remove() { _ = unlink(string) }
}

/// Turns what a function of the C library returns into an error, if it is one.
private func check(_ result: Int32) throws(Errno) {
    guard result == 0 else { throw Errno(rawValue: errno) }
}
