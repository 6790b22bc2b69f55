// The steps of one exchange, in order:
//
//    request line, headers, empty line │ the same of the response │ key, key + GUID, padding,
//    (schedule, 80 rounds, addition) for each of two blocks, 20 bytes, 7 Base64 groups, verdict
//
// Counting them takes no hash: a key that is right has 24 characters, so what is hashed always fills two blocks.

import WebSocketProtocol

/// One step of a handshake.
enum HandshakeStep: Hashable {
    /// A line of a head, by its position in `HeadLine.lines`.
    case line(HeadKind, Int)
    /// Nothing has come yet.
    case waiting
    case key
    case concatenation
    case padding
    case schedule(block: Int)
    case round(block: Int, Int)
    case addition(block: Int)
    case digest
    case base64(Int)
    case verdict

    /// Whether it belongs to the computation of the accept key.
    var isComputation: Bool {
        switch self {
        case .line, .waiting: false
        default: true
        }
    }

    /// Whether the brackets stop here: a new stage begins.
    var startsStage: Bool {
        switch self {
        case .line(_, let index), .base64(let index): index == 0
        case .round(_, let index): index % 20 == 0
        case .concatenation: false
        default: true
        }
    }
}

/// The steps of one exchange, as far as it has come.
struct ExchangeSteps {
    private let requestCount: Int
    private let responseCount: Int
    private let hasComputation: Bool

    private static let computation: [HandshakeStep] =
        [.key, .concatenation, .padding]
        + (0..<2).flatMap { block in
            [.schedule(block: block)] + (0..<80).map { .round(block: block, $0) } + [.addition(block: block)]
        }
        + [.digest] + (0..<7).map { .base64($0) } + [.verdict]

    /// The steps of an exchange; of one that another follows, the heads alone.
    init(_ record: HandshakeRecord, withComputation: Bool = true) {
        requestCount = HeadLine.count(record.requestParse, record.requestBytes)
        responseCount = HeadLine.count(record.responseParse, record.responseBytes)
        hasComputation = withComputation && record.whyNoComputation == nil
    }

    /// How many steps there are, at least 1.
    var count: Int { max(1, requestCount + responseCount + (hasComputation ? Self.computation.count : 0)) }

    /// The step of the response's first line; the last step where none has come.
    var responseStart: Int { min(requestCount, count - 1) }

    /// The step at a position; positions outside count as the nearest.
    subscript(position: Int) -> HandshakeStep {
        let position = nearest(position)
        if position < requestCount { return .line(.request, position) }
        if position < requestCount + responseCount { return .line(.response, position - requestCount) }
        let rest = position - requestCount - responseCount
        return hasComputation && Self.computation.indices.contains(rest) ? Self.computation[rest] : .waiting
    }

    /// The position that is there and nearest to `position`.
    func nearest(_ position: Int) -> Int { max(0, min(position, count - 1)) }
}
