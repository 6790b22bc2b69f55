// From a frame's number to its row in the ladder, and from a row to the frames next to it, without going through the
// rows between: a ladder may have a million of them.

import WebSocketProtocol

/// The rows of the complete frames, by sender and number.
struct FrameRows: Sendable {
    private var client: [UInt32] = []
    private var server: [UInt32] = []
    /// The numbers of the first frames that have rows: earlier ones may be forgotten.
    private var firstClient = 0, firstServer = 0

    /// Adds the next frame of a sender, and its number.
    mutating func add(_ row: Int, number: Int, from endpoint: Endpoint) {
        let row = UInt32(clamping: row)
        if endpoint == .client {
            if client.isEmpty { firstClient = number }
            client.append(row)
        } else {
            if server.isEmpty { firstServer = number }
            server.append(row)
        }
    }

    /// Forgets the frames whose rows are before `row`, and moves the others up.
    mutating func forget(before row: Int, movingBy distance: Int) {
        Self.forget(before: row, &client, &firstClient, distance)
        Self.forget(before: row, &server, &firstServer, distance)
    }

    private static func forget(before row: Int, _ rows: inout [UInt32], _ first: inout Int, _ distance: Int) {
        let count = rows.firstPosition { $0 >= row }
        rows.removeFirst(count)
        first += count
        for index in rows.indices { rows[index] = UInt32(clamping: Int(rows[index]) - distance) }
    }

    /// The row of the frame with that number; nil if there is none.
    func row(of number: Int, from endpoint: Endpoint) -> Int? {
        let (rows, index) = endpoint == .client ? (client, number - firstClient) : (server, number - firstServer)
        return rows.indices.contains(index) ? Int(rows[index]) : nil
    }

    /// The number of the last frame of `endpoint` at `row` or before it.
    func number(of endpoint: Endpoint, upTo row: Int) -> Int? {
        let (rows, first) = endpoint == .client ? (client, firstClient) : (server, firstServer)
        let index = rows.firstPosition { $0 > row }
        return index > 0 ? first + index - 1 : nil
    }

    /// The first frame at `row` or after it.
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
