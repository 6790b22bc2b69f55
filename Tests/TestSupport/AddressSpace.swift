// How much memory a process has asked for. What it asked for in vain does not show in its resident memory, since the
// system hands out pages when they are written to; in its address space it shows, even when it was given back at once.

import Foundation

/// The address space of this process.
public enum AddressSpace {
    /// Whether the system says how large it has been. Linux does, in /proc.
    public static var isKnown: Bool { peak != nil }

    /// The most bytes that it has had.
    private static var peak: Int? { value("VmPeak:") }

    /// The most bytes of it that were in memory.
    private static var residentPeak: Int? { value("VmHWM:") }

    private static func value(_ name: String) -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return nil }
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }

    /// How many bytes its peak has risen by when `count` values of `make` exist at once; 0 where that is not known. Tests
    /// that run at the same time are counted as well, so compare with a bound that is far from both.
    public static func growth<Value>(of count: Int, _ make: (Int) throws -> Value) rethrows -> Int {
        let before = peak ?? 0
        let values = try (0..<count).map(make)
        return withExtendedLifetime(values) { (peak ?? 0) - before }
    }

    /// How many bytes the peak of the memory in use has risen by. Only in a process that does nothing else is that what `body` needs. (The
    /// address space grows by much more whenever a thread starts.)
    public static func residentGrowth(in body: () async throws -> Void) async rethrows -> Int {
        let before = residentPeak ?? 0
        try await body()
        return (residentPeak ?? 0) - before
    }
}
