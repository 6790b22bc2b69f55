// What an exercise is about: bytes that the file describes, bytes of a recording, or a calculation with two bytes.
//
//    { from: client, text: Hi, mask: 37fa213d }      a frame
//    { frames: [{ … }, { … }], reads: [16] }         several, and where the reads end
//    { random: { from: server, text: 3..8 } }        a frame of which something is drawn
//    { frame: rfc/masked-text c0 }                   a recorded frame; frames: F c0..c2, read: F client 0, stream: F client,
//                                                    handshake: F, connection: F
//    { hex: 81 05, from: client }                    bytes; { hex: random, length: 1 }
//    { request: { version: 8 } }                     the request of an upgrade, with the server's answer
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
    case request(RequestSpec)

    /// Whether a part of it is drawn.
    var isRandom: Bool {
        switch self {
        case .frames(let specs, _): specs.contains(where: \.isRandom)
        case .recorded, .bytes: false
        case .randomBytes: true
        case .calculation(let calculation): calculation.isRandom
        case .request(let spec): spec.isKeyRandom
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
        case .request(let spec): return .request(spec.drawn(&draw))
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
    /// A byte of it.
    enum Operand: Sendable, Hashable {
        case byte(UInt8)
        case random
        /// A placeholder, for a wrong answer: {a}, {byte 2}.
        case value(String)
    }

    var leftOperand: Operand, rightOperand: Operand
    let operation: BitOperation

    var isRandom: Bool { leftOperand == .random || rightOperand == .random }

    /// The bytes; nil until they are known.
    var left: UInt8? { if case .byte(let byte) = leftOperand { byte } else { nil } }
    var right: UInt8? { if case .byte(let byte) = rightOperand { byte } else { nil } }

    /// The same with the values that placeholders have in a material.
    func filled(_ value: (String) -> String?) -> Calculation {
        func fill(_ operand: Operand) -> Operand {
            guard case .value(let name) = operand, let byte = value(name).flatMap({ UInt8($0, radix: 16) }) else {
                return operand
            }
            return .byte(byte)
        }
        return Calculation(leftOperand: fill(leftOperand), rightOperand: fill(rightOperand), operation: operation)
    }

    /// The same with both bytes: different ones, neither of them 0 or ff, with which there is nothing to calculate.
    func drawn(_ draw: inout Draw) -> Calculation {
        var drawn = self
        func other(than byte: UInt8?) -> UInt8 {
            while true {
                let new = draw.byte()
                if new != byte, new != 0, new != 0xff { return new }
            }
        }
        if leftOperand == .random { drawn.leftOperand = .byte(other(than: right)) }
        if rightOperand == .random { drawn.rightOperand = .byte(other(than: drawn.left)) }
        return drawn
    }

    /// The result; nil until both bytes are drawn.
    var result: UInt8? {
        guard let left, let right else { return nil }
        return operation(left, right)
    }
}
