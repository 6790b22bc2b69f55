// What an exercise is about: bytes that the file describes, bytes of a recording, or a calculation with two bytes.
//
//    { from: client, text: Hi, mask: 37fa213d }      a frame
//    { frames: [{ … }, { … }], reads: [16] }         several, and where the reads end
//    { random: { from: server, text: 3..8 } }        a frame of which something is drawn
//    { frame: rfc/masked-text c0 }                   a recorded frame; frames: F c0..c2, read: F client 0, stream: F client,
//                                                    handshake: F, connection: F
//    { hex: 81 05, from: client }                    bytes; { hex: random, length: 1 }
//    { calculate: 8f & 7f }                          two bytes, { calculate: random ^ random }

import WebSocketProtocol

/// Where the bytes of an exercise or a block come from.
enum Source: Sendable, Hashable {
    /// Frames, and behind how many bytes the reads end; the last read ends with the last frame.
    case frames([FrameSpec], reads: [Int])
    case recorded(RecordedPart)
    /// Bytes, of an endpoint if it is said whose they are.
    case bytes([UInt8], from: Endpoint?)
    case randomBytes(Int, from: Endpoint?)
    case calculation(Calculation)

    /// Whether a part of it is drawn.
    var isRandom: Bool {
        switch self {
        case .frames(let specs, _): specs.contains(where: \.isRandom)
        case .recorded, .bytes: false
        case .randomBytes: true
        case .calculation(let calculation): calculation.isRandom
        }
    }

    /// The same with all that is left to chance drawn.
    func drawn(_ draw: inout Draw, words: [String]) -> Source {
        switch self {
        case .frames(let specs, let reads):
            return .frames(specs.map { $0.drawn(&draw, words: words) }, reads: reads)
        case .recorded, .bytes: return self
        case .randomBytes(let count, let from): return .bytes(draw.bytes(count), from: from)
        case .calculation(let calculation): return .calculation(calculation.drawn(&draw))
        }
    }
}

/// A part of a recording.
struct RecordedPart: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case frames(Endpoint, ClosedRange<Int>)
        case read(Endpoint, Int)
        case stream(Endpoint)
        case handshake
        case connection
    }

    /// The name of the recording: "rfc/masked-text".
    let fixture: String
    let part: Part
    /// The line of the lesson that names it.
    let line: Int
}

/// Two bytes and what is done with them.
struct Calculation: Sendable, Hashable {
    /// One of the bytes; nil until it is drawn.
    var left: UInt8?, right: UInt8?
    let operation: BitOperation

    var isRandom: Bool { left == nil || right == nil }

    /// The same with both bytes: different ones, neither of them 0 or ff, with which there is nothing to calculate.
    func drawn(_ draw: inout Draw) -> Calculation {
        var drawn = self
        func other(than byte: UInt8?) -> UInt8 {
            while true {
                let new = draw.byte()
                if new != byte, new != 0, new != 0xff { return new }
            }
        }
        drawn.left = left ?? other(than: right)
        drawn.right = right ?? other(than: drawn.left)
        return drawn
    }

    /// The result; nil until both bytes are drawn.
    var result: UInt8? {
        guard let left, let right else { return nil }
        return operation(left, right)
    }
}
