// The HTTP exchanges of a connection, in order (RFC 9112 §9.3): a connection may carry one request and answer after the other
// before it becomes a WebSocket, or never become one.

/// The exchanges of one connection, numbered from 0. The first ones and the latest are kept, so that a connection that is kept
/// alive for long does not grow; those between are counted.
public struct ExchangeList: Sendable {
    /// How many of the first exchanges are kept.
    public static let firstKept = 4
    /// How many of the latest exchanges are kept, besides those that wait for their answer.
    public static let latestKept = 12

    /// How many are kept while an event is read that has many: as long as nothing can have read them.
    static let mostKept = 1024

    private var records = [HandshakeRecord()]
    /// The numbers of the exchanges that are no longer kept; empty while all are.
    public private(set) var lost = ExchangeList.firstKept..<ExchangeList.firstKept

    /// How many there were, those that are not kept included; at least 1, which may have no bytes yet.
    public var count: Int { records.count + lost.count }

    /// The numbers of those that are kept, in order.
    public var numbers: [Int] { (0..<count).filter { !lost.contains($0) } }

    /// The latest.
    public var last: HandshakeRecord { records[records.count - 1] }

    /// The exchange with that number; nil where it is not kept, or has not begun.
    public subscript(number: Int) -> HandshakeRecord? {
        guard !lost.contains(number) else { return nil }
        let place = place(of: number)
        return records.indices.contains(place) ? records[place] : nil
    }

    /// The exchange that opened the WebSocket, or else the last that has a request.
    func handshake(openedBy number: Int?) -> HandshakeRecord {
        if let number, let record = self[number] { return record }
        return last.requestBytes.isEmpty ? self[count - 2] ?? last : last
    }

    /// How many are kept.
    var keptCount: Int { records.count }

    private func place(of number: Int) -> Int { number < lost.lowerBound ? number : number - lost.count }
}

extension ExchangeList {
    /// An exchange that is not over, to be changed. It begins now if it is the next.
    subscript(at number: Int) -> HandshakeRecord {
        get { self[number] ?? HandshakeRecord() }
        _modify {
            if number == count { begin() }
            yield &records[place(of: number)]
        }
    }

    /// Begins the next exchange.
    mutating func begin() {
        records[records.count - 1].isFollowed = true
        records.append(HandshakeRecord())
    }

    /// Lets go of exchanges before `number` that are neither among the first nor among the latest.
    mutating func letGo(before number: Int) {
        let end = min(number, count - Self.latestKept)
        guard end > lost.upperBound else { return }
        records.removeSubrange(lost.lowerBound..<lost.lowerBound + end - lost.upperBound)
        lost = lost.lowerBound..<end
    }
}
