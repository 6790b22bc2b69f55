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
    /// Bytes of resident memory.
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
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }

    private static var descriptorCount: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }
}

/// What this process has used of the processors.
struct ProcessorUse {
    /// Milliseconds of all threads.
    let milliseconds: Double
    /// How often threads have gone to sleep: so often they had been woken.
    let wakeups: Int

    static var soFar: ProcessorUse {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_SELF, &usage)
        #else
            getrusage(RUSAGE_SELF.rawValue, &usage)
        #endif
        func milliseconds(_ time: timeval) -> Double { Double(time.tv_sec) * 1000 + Double(time.tv_usec) / 1000 }
        return ProcessorUse(
            milliseconds: milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), wakeups: usage.ru_nvcsw)
    }

    static func - (later: ProcessorUse, earlier: ProcessorUse) -> ProcessorUse {
        ProcessorUse(
            milliseconds: later.milliseconds - earlier.milliseconds, wakeups: later.wakeups - earlier.wakeups)
    }
}
