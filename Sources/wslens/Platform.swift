// What the program needs from the system's C library and swift-system doesn't offer: links, permissions, waiting for
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
    /// The value of an environment variable; nil if it is unset or empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The time of the clock as recordings write it, to the second: "2026-11-22T10:00:00Z".
    static var timestamp: String { ClockTime.text(Int64(time(nil)) * 1_000_000_000) }

    /// How many connections this process has descriptors for, beside those that it needs itself: to serve, and to refuse. What the system
    /// allows at most is asked for first.
    static var connectionRoom: (admitted: Int, refused: Int) {
        var limit = rlimit()
        guard getrlimit(descriptors, &limit) == 0 else { return (.max, .max) }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            // macOS takes no more than OPEN_MAX.
            raised.rlim_cur = min(limit.rlim_max, 1 << 20)
            #if canImport(Darwin)
                raised.rlim_cur = min(raised.rlim_cur, rlim_t(OPEN_MAX))
            #endif
            if setrlimit(descriptors, &raised) == 0 { limit = raised }
        }
        let room = max(4, Int(clamping: limit.rlim_cur) - ownDescriptors)
        return (room * 3 / 4, room / 4)
    }

    /// Files, streams, event loops, and the listener.
    private static let ownDescriptors = 32

    #if canImport(Darwin)
        private static let descriptors = RLIMIT_NOFILE
    #else
        private static let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif

    /// How many processors this process may run on.
    static var processorCount: Int {
        #if canImport(FoundationEssentials)
            // On Linux taskset may allow fewer than there are; no C function that Swift can call reports that.
            ProcessInfo.processInfo.activeProcessorCount
        #else
            max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        #endif
    }

    /// How much memory this machine has, in bytes.
    static var memory: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

    /// The file that this program runs from; nil where the system does not say.
    static var programPath: FilePath? {
        #if canImport(Darwin)
            var count = UInt32(PATH_MAX)
            let name = [CChar](unsafeUninitializedCapacity: Int(count)) { buffer, used in
                used = _NSGetExecutablePath(buffer.baseAddress, &count) == 0 ? Int(count) : 0
            }
            let path = name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
            return path.isEmpty ? nil : FilePath(String(decoding: path, as: UTF8.self)).followingLinks
        #else
            let link = FilePath("/proc/self/exe")
            let path = link.followingLinks
            return path == link ? nil : path
        #endif
    }

    /// Makes reading and writing report what is wrong with the streams that the program was started with.
    static func prepareStreams() {
        // Writing to a pipe that nobody reads any more would otherwise end the program without a word.
        signal(SIGPIPE, SIG_IGN)
        // A socket or a file would otherwise get the number of a stream that is closed, and be written to in its place. What is open the
        // wrong way round fails as a closed stream does.
        for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(number, F_GETFD) < 0 {
            _ = open("/dev/null", mode)
        }
    }

    /// Sleeps.
    static func sleep(milliseconds: Int) { _ = poll(nil, 0, Int32(clamping: milliseconds)) }

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

    /// The columns of the terminal that it is open on; nil where it is none, or does not say.
    var terminalWidth: Int? {
        var size = winsize()
        return ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
    }

    /// How many bytes wait in the pipe that it is open on; nil where that is not known.
    var unreadCount: Int? {
        #if canImport(Darwin)
            // FIONREAD, a macro that Swift does not read.
            let request: UInt = 0x4004_667F
        #else
            let request = UInt(FIONREAD)
        #endif
        var count: Int32 = 0
        return ioctl(rawValue, request, &count) == 0 ? Int(count) : nil
    }

    /// The name of the terminal that it is open on.
    var terminalName: String? { ttyname(rawValue).map { String(cString: $0) } }

    /// Sets who may read, write and run the file.
    func setPermissions(_ permissions: FilePermissions) throws(Errno) {
        try check(fchmod(rawValue, permissions.rawValue))
    }

    /// Returns when what was written is on the disk.
    func synchronize() throws(Errno) { try check(fsync(rawValue)) }

    /// Locks the file for all that ask; false if another open file has the lock. It ends with the descriptor, and so with the process.
    func lockIfFree() throws(Errno) -> Bool {
        while flock(rawValue, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw Errno(rawValue: errno) }
        }
        return true
    }

    /// Waits until there is room to write or something to read, or until there is an error, which the next write or
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
    /// A terminal that is opened does not become the controlling terminal.
    static var noControllingTerminal: Self { Self(rawValue: O_NOCTTY) }
}

extension FilePath {
    /// The file itself, or the one that a link of this name leads to.
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

    /// The names in a folder, in their order.
    func names() throws(Errno) -> [String] {
        guard let folder = opendir(string) else { throw Errno(rawValue: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { name in
                    String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.sorted()
    }

    private var linkTarget: FilePath? {
        let target = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = buffer.baseAddress.map { max(0, readlink(string, $0, buffer.count)) } ?? 0
        }
        return target.isEmpty ? nil : FilePath(String(decoding: target.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// Renames the file; an existing file of the new name is removed.
    func rename(to other: FilePath) throws(Errno) {
        #if canImport(Darwin)
            try check(Darwin.rename(string, other.string))
        #else
            try check(Glibc.rename(string, other.string))
        #endif
    }

    /// Gives the file a second name. Fails with `Errno.fileExists` if that name exists.
    func link(as other: FilePath) throws(Errno) {
        #if canImport(Darwin)
            try check(Darwin.link(string, other.string))
        #else
            try check(Glibc.link(string, other.string))
        #endif
    }

    /// Creates a folder. Fails with `Errno.fileExists` if the name exists.
    func createFolder(_ permissions: FilePermissions) throws(Errno) { try check(mkdir(string, permissions.rawValue)) }

    /// Removes the name, and with its last name the file.
    func remove() { _ = unlink(string) }
}

/// Turns what a function of the C library returns into an error, if it is one.
private func check(_ result: Int32) throws(Errno) {
    guard result == 0 else { throw Errno(rawValue: errno) }
}
