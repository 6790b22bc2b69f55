// The steps of one exchange, in order:
//
//    request line, headers, empty line │ the same of each response │ key, key + GUID, padding,
//    (schedule, 80 rounds, addition) for each of two blocks, 20 bytes, 7 Base64 groups, verdict
//
// Counting them needs no hashing: a valid key has 24 characters, so what is hashed always fills two blocks.

import WebSocketProtocol

/// One step of a handshake.
enum HandshakeStep: Hashable {
    /// A line of a head, by its position in `HeadLine.lines`.
    case line(HeadPart, Int)
    /// Nothing has arrived yet.
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

    /// Whether the brackets stop here, because a new stage begins: request, response, key, padding, a block's schedule,
    /// its rounds 0, 20, 40 and 60, its addition, the digest, Base64, the verdict.
    var startsStage: Bool {
        switch self {
        case .line(_, let index), .base64(let index): index == 0
        case .round(_, let index): index % 20 == 0
        case .concatenation: false
        default: true
        }
    }

    /// Whether the braces stop here, because a new part begins: the same without what is inside of a block.
    var startsPart: Bool {
        switch self {
        case .round, .addition: false
        default: startsStage
        }
    }
}

/// The steps of one exchange, as far as it has arrived.
struct ExchangeSteps {
    /// The heads, each with the position of its first line and how many lines it has.
    private let heads: [(part: HeadPart, start: Int, count: Int)]
    private let lineCount: Int
    private let hasComputation: Bool
    private let hasResponse: Bool

    private static let computation: [HandshakeStep] =
        [.key, .concatenation, .padding]
        + (0..<2).flatMap { block in
            [.schedule(block: block)] + (0..<80).map { .round(block: block, $0) } + [.addition(block: block)]
        }
        + [.digest] + (0..<7).map { .base64($0) } + [.verdict]

    init(_ record: HandshakeRecord) {
        var start = 0
        heads = record.headParts.map { part in
            let count = HeadLine.count(record.parse(part), record.bytes(part))
            defer { start += count }
            return (part, start, count)
        }
        lineCount = start
        hasResponse = record.responseTime != nil
        hasComputation = record.whyNoComputation == nil
    }

    /// How many steps there are, at least 1.
    var count: Int { max(1, lineCount + (hasComputation ? Self.computation.count : 0)) }

    /// The step of a head's first line; the last step if none has arrived.
    func start(of part: HeadPart) -> Int {
        nearest(heads.first { $0.part == part }?.start ?? count)
    }

    /// The head that a step ends; nil if it ends none. The computation belongs to the response.
    func head(endingAt position: Int) -> HeadPart? {
        if position == count - 1, hasResponse { return .response }
        let head = heads.first { $0.count > 0 && $0.start + $0.count - 1 == position }?.part
        return head == .response ? nil : head
    }

    /// The step at a position; positions outside count as the nearest.
    subscript(position: Int) -> HandshakeStep {
        let position = nearest(position)
        if let head = heads.first(where: { position < $0.start + $0.count }) {
            return .line(head.part, position - head.start)
        }
        let rest = position - lineCount
        return hasComputation && Self.computation.indices.contains(rest) ? Self.computation[rest] : .waiting
    }

    /// The existing position nearest to `position`.
    func nearest(_ position: Int) -> Int { max(0, min(position, count - 1)) }
}
