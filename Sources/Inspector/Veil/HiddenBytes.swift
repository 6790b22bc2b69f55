// What is hidden of an endpoint's bytes: ranges of them, at two depths. From the first of them on nothing is explained, since what a
// byte means depends on those before it; those that are not hidden stay on the screen, as plain bytes.
//
//    bytes      81 85 37 fa 21 3d 7f 9f 4d 51 58
//    hidden        ▔▔ value       ▔▔ value   └ end
//    shown      81 ·· 37 fa 21 3d ·· 9f 4d
//    explained  ▔▔

import Capture
import WebSocketProtocol

/// Positions count from the first byte that the endpoint sent, heads included.
struct HiddenBytes: Sendable, Hashable {
    /// Bytes that are not shown: neither what they are nor what they mean.
    private let values: [Range<Int>]
    /// The first byte whose meaning is hidden.
    let start: Int
    /// The position behind the last byte that has a place on the screen.
    let end: Int

    /// - Parameters:
    ///   - values: Bytes that are not shown.
    ///   - meanings: Bytes that are shown, but not explained. Neither is anything behind them.
    ///   - end: From where on nothing is shown, not even that there is more.
    init(values: [Range<Int>] = [], meanings: [Range<Int>] = [], end: Int) {
        self.values = values.filter { !$0.isEmpty }
        start = (values + meanings).filter { !$0.isEmpty }.map(\.lowerBound).reduce(end, min)
        self.end = end
    }

    /// The bytes behind those that are explained, nil where they are hidden.
    func rest(of conversation: Conversation, from endpoint: Endpoint) -> UnexplainedBytes {
        let shown = (start..<max(start, end)).map { position -> UInt8? in
            guard !values.contains(where: { $0.contains(position) }) else { return nil }
            return conversation.bytes(from: endpoint, in: position..<position + 1)?.first
        }
        return UnexplainedBytes(from: endpoint, position: start, values: shown)
    }
}

/// Bytes that are shown as they came, without what they mean.
struct UnexplainedBytes: Sendable, Hashable {
    let from: Endpoint
    /// The position of the first, counted from the first byte that the endpoint sent.
    let position: Int
    /// Nil where a byte is hidden.
    var values: [UInt8?]
    /// Whether they are the first of a frame.
    var beginFrame = false

    /// Hides those from a position on.
    mutating func hide(from position: Int) {
        for index in values.indices where self.position + index >= position { values[index] = nil }
    }
}
