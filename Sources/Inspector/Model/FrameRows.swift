// From a frame's number to its row in the ladder, and from a row to the frames next to it, without going through the
// rows between: a ladder may have a million of them.

import WebSocketProtocol

/// The rows of the complete frames, by sender and number.
struct FrameRows: Sendable {
    private var client: [UInt32] = []
    private var server: [UInt32] = []

    /// Takes note of the next frame of a sender.
    mutating func add(_ row: Int, from endpoint: Endpoint) {
        let row = UInt32(clamping: row)
        if endpoint == .client { client.append(row) } else { server.append(row) }
    }

    /// The row of the frame with that number; nil where there is none.
    func row(of number: Int, from endpoint: Endpoint) -> Int? {
        let rows = endpoint == .client ? client : server
        return rows.indices.contains(number) ? Int(rows[number]) : nil
    }

    /// The first frame at `row` or behind it.
    func first(from row: Int) -> Int? {
        [client, server].compactMap { rows in
            let index = rows.firstPosition { $0 >= row }
            return index < rows.count ? Int(rows[index]) : nil
        }.min()
    }

    /// The last frame at `row` or before it.
    func last(upTo row: Int) -> Int? {
        [client, server].compactMap { rows in
            let index = rows.firstPosition { $0 > row }
            return index > 0 ? Int(rows[index - 1]) : nil
        }.max()
    }
}

extension RandomAccessCollection where Index == Int {
    /// The position of the first element for which `isBehind` holds, where it holds for all that follow; the end where
    /// it holds for none.
    func firstPosition(where isBehind: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
