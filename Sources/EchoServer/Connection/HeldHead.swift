// The reads of a request head, which wait for its end where a token in them must not reach the log.
//
//   read 1 "GET /?tok"   read 2 "en=s3cret HTTP/1.1…"     where a token begins and ends shows only in the whole
//          │                    │
//          └────────────────────┴──▶ masked as one ──▶ the log: "GET /?tok"   "en=****** HTTP/1.1…", each with its own time

import NIOCore
import WebSocketProtocol

/// Holds at most one head. It belongs to one connection, on its event loop.
final class HeldHead {
    /// A read, and the time at which it was read.
    typealias Read = (bytes: ArraySlice<UInt8>, time: ContinuousClock.Instant)

    private var bytes: [UInt8] = []
    private var reads: [(end: Int, time: ContinuousClock.Instant)] = []

    /// Takes in what was just read.
    func add(_ part: some Collection<UInt8>) {
        guard !part.isEmpty else { return }
        bytes += part
        reads.append((bytes.count, .now))
    }

    /// Hands out what was held, its credentials masked, and how many bytes those were; nil where nothing was held.
    func release() -> (reads: [Read], maskedCount: Int)? {
        guard !reads.isEmpty else { return nil }
        let maskedCount = Credentials.mask(in: &bytes)
        var start = 0
        let released = reads.map { read -> Read in
            defer { start = read.end }
            return (bytes[start..<read.end], read.time)
        }
        (bytes, reads) = ([], [])
        return (released, maskedCount)
    }
}
