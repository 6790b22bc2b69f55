// The request line of each connection in one segment. Wireshark knows HTTP on a port of any number by its first
// segment, and only where that holds a whole line; where it does not find HTTP, it does not find WebSocket either. A log may have
// read that line in parts:
//
//     "GET / HT"   "TP/1.1\r\nHost: a"   "\r\n..."     what was read
//     "GET / HTTP/1.1\r\nHost: a"        "\r\n..."     what is written, at the time of the read that ends the line

import WebSocketProtocol

/// Joins the reads of a log that hold one request line. All others stay as they are.
struct OutgoingHeads {
    /// The log to write.
    private(set) var events: [LoggedEvent]
    /// How many request lines were put together.
    private(set) var joined = 0

    /// No segment between two machines is larger, and a line that takes several of them is not put together.
    private static let maximumLine = 1440
    private static let method = Array("GET ".utf8)

    /// The reads of a request line that is not at its end.
    private struct Line {
        var reads: [Int] = []
        var bytes: [UInt8] = []
    }

    init(_ events: [LoggedEvent]) {
        self.events = events
        // Nil for a connection that has nothing more to put together.
        var lines: [Int: Line?] = [:]
        var isLeftOut = Set<Int>()
        for (index, logged) in events.enumerated() {
            guard var line = lines[logged.connection, default: Line()] else { continue }
            switch logged.event.kind {
            case .bytes(.client, let bytes):
                line.reads.append(index)
                line.bytes += bytes.prefix(Self.maximumLine + 1)
                if Self.isOpen(line.bytes) {
                    lines[logged.connection] = line
                    continue
                }
                let isLine = line.bytes.starts(with: Self.method) && line.bytes.count <= Self.maximumLine
                if line.reads.count > 1, isLine {
                    self.events[index].event.kind = .bytes(from: .client, line.bytes[...])
                    isLeftOut.formUnion(line.reads.dropLast())
                    joined += 1
                }
            // Anything else came before the line was complete, and must stay where it is.
            case .midStream, .bytes, .missing, .unread, .ended: break
            default: continue
            }
            lines[logged.connection] = .some(nil)
        }
        guard !isLeftOut.isEmpty else { return }
        self.events = self.events.indices.filter { !isLeftOut.contains($0) }.map { self.events[$0] }
    }

    /// Whether bytes may become a request line, and are not one yet.
    private static func isOpen(_ bytes: [UInt8]) -> Bool {
        bytes.count <= maximumLine && !bytes.contains(UInt8(ascii: "\n"))
            && bytes.prefix(method.count).elementsEqual(method.prefix(bytes.count))
    }
}
