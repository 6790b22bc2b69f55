// How far a connection is shown while the veil is on:
//
//    Flow        up to a row     │ request │ 101 │ frame │▒▒▒▒▒
//    Frame       up to a byte    │ request │ 101 │ frame │ fr▒▒     and of that byte what it is, or also what it means
//    Handshake   up to a line    │ requ▒▒▒▒

import Capture
import WebSocketProtocol

/// The last thing that is shown of a connection.
enum VeilEdge: Hashable {
    /// A row of the ladder.
    case row(Int)
    /// A byte of the frame in a row, from 0; -1 before the first. One that is not explained is shown as it came.
    case byte(row: Int, Int, isExplained: Bool)
    /// That many bytes of a head.
    case head(ExchangeHead, Int)
}

extension VeilEdge {
    /// The connection as it was there; nil where that place is no longer kept.
    ///
    /// - Parameter shown: The part of the connection that may be shown at all.
    func past(of whole: Conversation, _ ladder: Ladder, in shown: Conversation) -> Conversation? {
        switch self {
        case .byte(let row, let byte, false):
            return VeilEdge.byte(row: row, byte - 1, isExplained: true).past(of: whole, ladder, in: shown)
        case .byte(let row, -1, _): return VeilEdge.row(row - 1).past(of: whole, ladder, in: shown)
        default: break
        }
        // What belongs to later rows is left out even if its bytes came earlier, unless the place shows only by them: that
        // bytes behind a broken frame are frames shows when their receiver carries on.
        let ends = ends(of: whole, ladder)
        let sender = row.flatMap { ladder.frame($0, in: whole) }?.from
        let tries = [ends, ends.filter { $0.key == sender }, [:]]
        return tries.lazy.compactMap { shown.past(endingAt: $0, when: isReached(in: whole, ladder)) }.first
    }

    /// The byte under the cursor where it is shown and not explained.
    func unexplained(of whole: Conversation, _ ladder: Ladder) -> UnexplainedBytes? {
        guard case .byte(let row, let byte, false) = self, let frame = ladder.frame(row, in: whole) else { return nil }
        return UnexplainedBytes(
            from: frame.from, position: whole.start(of: frame) + byte,
            values: [whole.bytes(of: frame, from: byte, maximum: 1)?.first])
    }

    /// The position in the bytes of an endpoint from which on they are hidden.
    func end(of endpoint: Endpoint, in whole: Conversation, _ ladder: Ladder) -> Int {
        byte(in: whole, ladder).map { $0.from == endpoint ? $0.position + 1 : 0 } ?? 0
    }

    /// The position behind the last byte that is explained, by its endpoint.
    func explainedEnds(in whole: Conversation, _ ladder: Ladder) -> [Endpoint: Int] {
        byte(in: whole, ladder).map { [$0.from: $0.position + ($0.isExplained ? 1 : 0)] } ?? [:]
    }

    /// The byte that is the edge, by its position in the bytes of its endpoint; nil for other edges.
    private func byte(
        in whole: Conversation, _ ladder: Ladder
    ) -> (from: Endpoint, position: Int, isExplained: Bool)? {
        guard case .byte(let row, let byte, let isExplained) = self, let frame = ladder.frame(row, in: whole) else {
            return nil
        }
        return (frame.from, whole.start(of: frame) + byte, isExplained)
    }

    /// The row of the ladder; nil for a place in a head.
    private var row: Int? {
        switch self {
        case .row(let row), .byte(let row, _, _): row
        case .head: nil
        }
    }

    /// Where the bytes of each endpoint end: with its last frame up to the row.
    private func ends(of whole: Conversation, _ ladder: Ladder) -> [Endpoint: Int] {
        guard whole.dissection.isWebSocket, let row else { return [:] }
        var ends: [Endpoint: Int] = [:]
        for endpoint in Endpoint.allCases {
            let frame = ladder.lastFrame(of: endpoint, upTo: row, in: whole)
            // Where the handshake was not seen, frames may have begun much later than its bytes.
            guard frame != nil || whole.dissection.openedBy != nil else { continue }
            ends[endpoint] = whole.dissection.framesStart(from: endpoint) + (frame.map { $0.offset + $0.received } ?? 0)
        }
        if let byte = byte(in: whole, ladder) { ends[byte.from] = byte.position + 1 }
        return ends
    }

    /// Whether the place is there.
    private func isReached(in whole: Conversation, _ ladder: Ladder) -> (Dissection) -> Bool {
        switch self {
        case .byte(let row, let byte, _):
            guard let frame = ladder.frame(row, in: whole) else { return Self.row(row).isReached(in: whole, ladder) }
            return { $0.frame(number: frame.number, from: frame.from).map { $0.received > byte } ?? false }
        case .row(let row):
            guard let frame = ladder.frame(row, in: whole) else { return isFound(row, whole, ladder) }
            return {
                guard let past = $0.frame(number: frame.number, from: frame.from) else { return false }
                return past.isComplete || (!frame.isComplete && past.received >= frame.received)
            }
        case .head(let head, let count):
            let interimCount =
                head.part == .response ? whole.dissection.exchanges[head.exchange]?.interim.count ?? 0 : 0
            return { $0.exchanges[head.exchange]?.has(count, of: head.part, behind: interimCount) ?? false }
        }
    }

    /// Whether the finding of a row is there; of a connection that was not looked at yet, the first.
    private func isFound(_ row: Int, _ whole: Conversation, _ ladder: Ladder) -> (Dissection) -> Bool {
        guard case .item(let index) = ladder.row(row) else { return { !$0.items.isEmpty } }
        let item = whole.dissection.items[index]
        // Where the oldest was dropped, positions among the findings are others.
        return {
            $0.items.indices.contains(index) ? $0.items[index] == item : whole.isReduced && $0.items.contains(item)
        }
    }
}

extension HandshakeRecord {
    /// Whether that many bytes of a head have arrived, and so many interim responses before it.
    fileprivate func has(_ count: Int, of part: HeadPart, behind interimCount: Int) -> Bool {
        switch part {
        case .request: requestBytes.count >= count
        case .interim(let index): interim.count > index || (interim.count == index && responseBytes.count >= count)
        case .response: interim.count >= interimCount && responseBytes.count >= count
        }
    }
}
