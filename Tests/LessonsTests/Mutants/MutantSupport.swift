// Bytes and reads for the tests of mutants.

import BuiltInFiles
import TestSupport
import Testing
import WebSocketProtocol

@testable import Lessons

/// The bytes that `text` writes in hexadecimal.
func bytes(_ text: String) -> [UInt8] {
    do {
        return try Hex.parse(text)
    } catch {
        Issue.record("\(text): \(error)")
        return []
    }
}

/// Reads, written in hexadecimal with bars between them.
func reads(_ text: String) -> [[UInt8]] { text.split(separator: "|").map { bytes(String($0)) } }

/// `bytes` in reads that end before these positions, and at the end.
func cut(_ bytes: [UInt8], before positions: [Int]) -> [[UInt8]] {
    let places = [0] + positions.filter { (1..<max(1, bytes.count)).contains($0) }.sorted() + [bytes.count]
    return zip(places, places.dropFirst()).map { Array(bytes[$0..<$1]) }
}

func mutant(_ id: String) throws -> Mutant { try #require(Mutants.named(id)) }

extension Mutants {
    /// The frames that the codec reads in these reads.
    static func realOutput(of reads: [[UInt8]], from sender: Endpoint) -> ReaderOutput {
        realOutput(of: Traffic(reads, from: sender))
    }
}

extension Mutant {
    /// What a reader makes of these reads.
    func output(of reads: [[UInt8]], from sender: Endpoint = .client) -> ReaderOutput {
        guard case .frames(let output)? = output(of: .traffic(Traffic(reads, from: sender))) else {
            Issue.record("\(id) reads frames")
            return ReaderOutput(frames: [], begun: nil, end: .nothingLeft)
        }
        return output
    }

    func isExposed(by reads: [[UInt8]], from sender: Endpoint = .client) -> Bool {
        isExposed(by: .traffic(Traffic(reads, from: sender)))
    }

    func builtInListing() throws -> MutantListing {
        let text = try #require(BuiltInFiles.text(path), "\(path) comes with the program")
        return try #require(listing(text), "\(path)")
    }
}

extension SeededNumbers {
    /// The frames of a message or two and of what may stand between them, legal and short; each on its own.
    mutating func legalFrames(from sender: Endpoint) -> [[UInt8]] {
        (0..<1 + below(4)).flatMap { _ in
            let lengths = [0, 1, 2, 3, 4, 5, 8, 30, 125, 126, 300]
            let payload = (0..<lengths[below(lengths.count)]).map { _ in UInt8(0x20 + below(0x5f)) }
            return switch below(6) {
            case 0: [legal(.ping, Array(payload.prefix(125)), sender)]
            case 1: [legal(.pong, Array(payload.prefix(125)), sender)]
            case 2:
                [
                    legal(.text, payload, fin: false, sender), legal(.ping, [1, 2], sender),
                    legal(.continuation, payload, fin: false, sender), legal(.continuation, [0x2e], sender),
                ]
            case 3: [legal(.binary, bytes(payload.count), sender)]
            default: [legal(.text, payload, sender)]
            }
        }
    }

    private mutating func legal(_ opcode: Opcode, _ payload: [UInt8], fin: Bool = true, _ sender: Endpoint) -> [UInt8] {
        let key = sender == .client ? MaskingKey(UInt32(truncatingIfNeeded: next())) : nil
        return Frame(opcode, payload: payload, fin: fin, maskingKey: key).encoded
    }

    /// Any bytes, often nearly those of frames.
    mutating func anyStream() -> [UInt8] {
        guard below(4) > 0 else { return bytes(below(40)) }
        var stream = legalFrames(from: below(2) == 0 ? .client : .server).flatMap { $0 }
        for _ in 0..<below(4) { stream[below(min(stream.count, 20))] = bytes(1)[0] }
        return Array(stream.prefix(below(3) == 0 ? below(stream.count) : stream.count))
    }
}
