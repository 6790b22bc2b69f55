// What this process has in use, as the system and the allocator say.

import CMalloc
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Memory and descriptors at one moment.
struct ProcessFigures {
    /// Bytes of the allocator that are in use.
    let inUse: Int
    /// Bytes of resident memory that belong to no file: the pages of the program come and go as the system likes.
    let resident: Int
    let descriptors: Int

    /// Takes them. Free pages are given back first: how many the allocator keeps is its own affair, and depends on the order in which
    /// threads have freed them.
    static func taken() -> ProcessFigures {
        malloc_give_back()
        return ProcessFigures(inUse: malloc_bytes_in_use(), resident: residentBytes, descriptors: descriptorCount)
    }

    private static var residentBytes: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        // All resident pages, less those of files and shared memory (proc_pid_statm(5)).
        guard fields.count > 2, let all = Int(fields[1]), let shared = Int(fields[2]) else { return 0 }
        return (all - shared) * sysconf(Int32(_SC_PAGESIZE))
    }

    /// How many bytes the system takes in at most for a socket that nobody reads (tcp(7)).
    static var largestReceiveBuffer: Int {
        let sizes = try? String(contentsOfFile: "/proc/sys/net/ipv4/tcp_rmem", encoding: .utf8)
        return sizes.flatMap { Int($0.split(whereSeparator: \.isWhitespace).last ?? "") } ?? 8 << 20
    }

    private static var descriptorCount: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }
}

/// What the event loops of this process have used of the processors. XCTest waits in threads of its own, which look many times a second
/// whether it is over.
struct ProcessorUse {
    /// Milliseconds.
    let milliseconds: Double
    /// How often threads have gone to sleep: so often they had been woken.
    let wakeups: Int

    static var soFar: ProcessorUse {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        var (nanoseconds, wakeups) = (0, 0)
        for thread in threads where lines(of: "comm", thread).first?.hasPrefix("NIO-ELT") == true {
            nanoseconds += Int(lines(of: "schedstat", thread).first?.split(separator: " ").first ?? "") ?? 0
            let sleeps = lines(of: "status", thread).first { $0.hasPrefix("voluntary_ctxt_switches:") }
            wakeups += sleeps.flatMap { Int($0.split(separator: "\t").last ?? "") } ?? 0
        }
        return ProcessorUse(milliseconds: Double(nanoseconds) / 1e6, wakeups: wakeups)
    }

    private static func lines(of file: String, _ thread: String) -> [Substring] {
        let text = (try? String(contentsOfFile: "/proc/self/task/\(thread)/\(file)", encoding: .utf8)) ?? ""
        return text.split(separator: "\n")
    }

    static func - (later: ProcessorUse, earlier: ProcessorUse) -> ProcessorUse {
        ProcessorUse(
            milliseconds: later.milliseconds - earlier.milliseconds, wakeups: later.wakeups - earlier.wakeups)
    }
}
