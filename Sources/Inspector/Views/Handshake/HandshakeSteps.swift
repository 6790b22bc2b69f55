// The steps of a handshake, in order:
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
    fileprivate var startsStage: Bool {
        switch self {
        case .line(_, let index), .base64(let index): index == 0
        case .round(_, let index): index % 20 == 0
        case .concatenation: false
        default: true
        }
    }
}

/// The steps of one handshake, as far as it has come.
struct HandshakeSteps {
    private let requestCount: Int
    private let responseCount: Int
    private let hasComputation: Bool

    private static let computation: [HandshakeStep] =
        [.key, .concatenation, .padding]
        + (0..<2).flatMap { block in
            [.schedule(block: block)] + (0..<80).map { .round(block: block, $0) } + [.addition(block: block)]
        }
        + [.digest] + (0..<7).map { .base64($0) } + [.verdict]

    init(_ record: HandshakeRecord) {
        requestCount = HeadLine.count(record.requestParse, record.requestBytes)
        responseCount = HeadLine.count(record.responseParse, record.responseBytes)
        hasComputation = record.whyNoComputation == nil
    }

    /// How many steps there are, at least 1.
    var count: Int { max(1, requestCount + responseCount + (hasComputation ? Self.computation.count : 0)) }

    /// The step of the response's first line; the last step where none has come.
    var responseStart: Int { min(requestCount, count - 1) }

    /// The step at a position; positions outside count as the nearest.
    subscript(position: Int) -> HandshakeStep {
        let position = max(0, min(position, count - 1))
        if position < requestCount { return .line(.request, position) }
        if position < requestCount + responseCount { return .line(.response, position - requestCount) }
        let rest = position - requestCount - responseCount
        return hasComputation && Self.computation.indices.contains(rest) ? Self.computation[rest] : .waiting
    }

    /// The nearest position in that direction (1 or -1) at which a stage begins: request, response, key, padding, a
    /// block's schedule, its rounds 0, 20, 40 and 60, its addition, the digest, Base64, the verdict. `step` itself
    /// where there is none.
    func stageStart(from step: Int, direction: Int) -> Int {
        var position = max(0, min(step, count - 1)) + direction.signum()
        while direction != 0, position >= 0, position < count {
            if self[position].startsStage { return position }
            position += direction.signum()
        }
        return max(0, min(step, count - 1))
    }
}
