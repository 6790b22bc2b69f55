// Every mutant differs from the real one where its bug shows, and agrees with it where its head says so.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Lessons

/// Bytes that expose a mutant, and what it and the real one make of them.
struct Witness: Sendable, CustomTestStringConvertible {
    let mutant: String
    var from = Endpoint.client
    let reads: String
    let real: [String]
    let says: [String]
    let difference: String

    var testDescription: String { "\(mutant): \(reads)" }

    static let hello = ["text  5 bytes  \"Hello\"", "      48 65 6c 6c 6f"]

    static let table = [
        Witness(
            mutant: "M1", reads: "81 85 37fa213d 7f9f4d5158", real: hello,
            says: ["text  FIN 0  5 bytes  \"Hello\"", "      48 65 6c 6c 6f", "waits for a continuation"],
            difference: "FIN"),
        Witness(
            mutant: "M2", reads: "81 85 37fa213d 7f9f4d5158", real: hello,
            says: [
                "text  5 bytes", "      37 fa 21 3d 7f", "begins:  FIN 1  RSV 001", "  opcode 15  MASK 1",
                "  length 77", "waits for 2 more bytes",
            ],
            difference: "frame 0, MASK"),
        Witness(
            mutant: "M2", from: .server, reads: "81 05 48656c6c6f", real: hello,
            says: ["begins:  FIN 1  RSV 000", "  opcode 1  MASK 1  length 5", "waits for 4 more bytes"],
            difference: "waits instead of answering"),
        Witness(
            mutant: "M3", from: .server, reads: "82 7f 00000001 00000000",
            real: [
                "begins:  FIN 1  RSV 000", "  opcode 2  MASK 0", "  length 4,294,967,296",
                "waits for 4,294,967,296 more",
                "  bytes",
            ],
            says: [
                "begins:  FIN 1  RSV 000", "  opcode 2  MASK 0", "  length 268,435,456", "waits for 268,435,456 more",
                "  bytes",
            ],
            difference: "length"),
        Witness(
            mutant: "M6", reads: "81 85 37fa213d 7f9f | 4d5158", real: hello,
            says: [
                "text  5 bytes  \"He!=7\"", "      48 65 21 3d 37", "begins:  FIN 0  RSV 100",
                "  opcode 13  MASK 0", "  length 81", "waits for 81 more bytes",
            ],
            difference: "frame 0, payload byte 2"),
        Witness(
            mutant: "M7", reads: "81 05 48656c6c6f", real: ["refuses it: client frame not", "  masked"],
            says: ["begins:  FIN 1  RSV 000", "  opcode 1  MASK 0  length 5", "waits for 4 more bytes"],
            difference: "waits instead of refusing"),
        Witness(
            mutant: "M7", from: .server, reads: "81 05 48656c6c6f", real: hello,
            says: ["begins:  FIN 1  RSV 000", "  opcode 1  MASK 0  length 5", "waits for 4 more bytes"],
            difference: "waits instead of answering"),
        Witness(
            mutant: "X1", reads: "818f11abd50b5ccea67870ccb02b65c4f57874c5b1",
            real: [
                "text  15 bytes  \"Message \"...", "      4d 65 73 73 61 67 65 20", "      74 6f 20 73 65 6e 64",
            ],
            says: ["begins:  FIN 1  RSV 000", "  opcode 8  MASK 1  length 71", "waits for 56 more bytes"],
            difference: "waits instead of answering"),
        Witness(
            mutant: "X2", reads: "81 85 37fa213d 7f9f4d | 5158", real: hello,
            says: ["text  5 bytes", "      48 65 6c 66 a2"], difference: "payload byte 3"),
        Witness(
            mutant: "X14", reads: "81 82 37fa213d 7f93 81 82 5c0ea731 0561",
            real: ["text  2 bytes  \"Hi\"", "      48 69", "text  2 bytes  \"Yo\"", "      59 6f"],
            says: ["text  2 bytes  \"Hi\"", "      48 69", "keeps 8 bytes, and waits"],
            difference: "frame 1 is missing"),
        Witness(
            mutant: "X15", reads: "81 85 37fa213d 7f9f4d | 5158", real: hello,
            says: [
                "text  3 bytes  \"Hel\"", "      48 65 6c", "begins:  FIN 0  RSV 101", "  opcode 1  MASK 0  length 88",
                "waits for 86 more bytes",
            ],
            difference: "frame 0, payload byte 3 is missing"),
        Witness(
            mutant: "X19", reads: "91 85 37fa213d 7f9f4d5158", real: ["refuses it: reserved bit set"],
            says: ["opcode 17  RSV 001  5 bytes", "      48 65 6c 6c 6f"],
            difference: "answers instead of refusing"),
    ]
}

@Suite struct MutantTests {
    @Test(arguments: Witness.table) func aWitnessExposesIt(_ witness: Witness) throws {
        let mutant = try mutant(witness.mutant)
        let output = mutant.output(of: reads(witness.reads))
        let real = Mutants.realOutput(of: reads(witness.reads), from: witness.from)
        #expect(output.lines() == witness.says)
        #expect(real.lines() == witness.real)
        #expect(output.firstDifference(from: real) == witness.difference)
        #expect(mutant.isExposed(by: reads(witness.reads), from: witness.from))
        let listing = try mutant.builtInListing()
        let isLegal: Bool = if case .fails = real.end { false } else { true }
        #expect(listing.witness == .either || (listing.witness == .legal) == isLegal)
    }

    @Test func everyMutantHasAWitness() {
        #expect(Set(Witness.table.map(\.mutant) + ProgramWitness.table.map(\.mutant)) == Set(Mutants.all.map(\.id)))
        #expect(Set(Mutants.all.map(\.id)).count == Mutants.all.count)
        #expect(Mutants.named("X99") == nil)
    }

    @Test(arguments: ["M1", "M2", "X1"]) func someAgreeOnNoFrame(_ id: String) throws {
        let mutant = try mutant(id)
        #expect(try mutant.builtInListing().agrees == "on no frame")
        for sender in Endpoint.allCases {
            for opcode in [Opcode.text, .binary, .close, .ping, .pong] {
                for length in [0, 1, 2, 5, 7, 63, 64, 71, 125, 126, 127, 256, 65_535, 65_536] {
                    if opcode.isControl, length > 125 || opcode == .close && length == 1 { continue }
                    let payload =
                        opcode == .close && length > 0
                        ? [3, 0xe8] + Array(repeating: 0x61, count: length - 2)
                        : [UInt8](repeating: 0x61, count: length)
                    let stream = [frame(opcode, payload, from: sender)]
                    let real = Mutants.realOutput(of: stream, from: sender)
                    #expect(real.frames.count == 1)
                    #expect(mutant.output(of: stream) != real, "\(sender) \(opcode.name) \(length)")
                    #expect(mutant.isExposed(by: stream, from: sender), "\(sender) \(opcode.name) \(length)")
                }
            }
        }
    }

    /// Where each of the others agrees: the sender, and where reads may end.
    @Test(arguments: [
        ("M3", Endpoint.allCases, Cuts.anywhere), ("M6", [.client], .betweenFields),
        ("M7", [.client], .anywhere), ("X2", Endpoint.allCases, .outsidePayloads), ("X2", [.server], .anywhere),
        ("X14", Endpoint.allCases, .inEachFrame), ("X15", Endpoint.allCases, .betweenFrames),
        ("X19", Endpoint.allCases, .anywhere),
    ]) func theyAgreeWhereTheirHeadsSay(_ id: String, _ senders: [Endpoint], _ cuts: Cuts) throws {
        let mutant = try mutant(id)
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<300 {
            let sender = senders[numbers.below(senders.count)]
            let frames = numbers.legalFrames(from: sender)
            let reads = cuts.reads(of: frames, &numbers)
            let real = Mutants.realOutput(of: reads, from: sender)
            #expect(real.frames.count == frames.count && real.end == .nothingLeft)
            let output = mutant.output(of: reads)
            #expect(output == real, "\(reads.map { Hex.string($0) })")
            #expect(output.firstDifference(from: real) == nil && !mutant.isExposed(by: reads, from: sender))
        }
    }

    @Test func aReadThatEndsWhereAPayloadIsAMultipleOfFourDoesX2NoHarm() throws {
        let x2 = try mutant("X2")
        #expect(!x2.isExposed(by: reads("81 85 37fa213d 7f9f4d51 | 58")))
        for position in 7...9 { #expect(x2.isExposed(by: cut(Wire.hello, before: [position])), "\(position)") }
        for position in 1...6 { #expect(!x2.isExposed(by: cut(Wire.hello, before: [position])), "\(position)") }
    }

    /// What breaks a rule that a mutant does not know is not yet its bug.
    @Test(arguments: [
        ("X19", "c1 80 37fa213d"), ("X14", "81 00"), ("M3", "83 80 37fa213d"), ("M6", "81 fe 0001 37fa213d 7f"),
    ])
    func carelessnessIsNotTheBug(_ id: String, _ stream: String) throws {
        let real = Mutants.realOutput(of: reads(stream), from: .client)
        #expect(try mutant(id).output(of: reads(stream)) != real)
        #expect(try !mutant(id).isExposed(by: reads(stream)))
    }

    @Test func aReadThatAsksForTooMuchMemoryGivesUp() throws {
        let output = try mutant("M6").output(of: reads("82 7f 7fffffffffffffff 61"))
        #expect(output.end == .givesUp && output.frames.isEmpty)
        #expect(output.lines() == ["gives up: too much work"])
    }
}

/// Where reads may end.
enum Cuts: Sendable {
    case anywhere, betweenFrames, betweenFields, outsidePayloads, inEachFrame

    func reads(of frames: [[UInt8]], _ numbers: inout SeededNumbers) -> [[UInt8]] {
        var places: [Int] = []
        var start = 0
        for frame in frames {
            guard let header = FrameHeader.decode(frame.span.bytes) else { continue }
            let key = header.headerLength - (header.maskingKey == nil ? 0 : 4)
            let inFrame =
                switch self {
                case .anywhere: Array(1...frame.count)
                case .betweenFrames: [frame.count]
                case .betweenFields: [2, key, header.headerLength, frame.count]
                case .outsidePayloads: Array(1...header.headerLength) + [frame.count]
                case .inEachFrame: Array(1..<frame.count)
                }
            // At most one frame ends in a read if reads end somewhere in each frame.
            let chosen =
                self == .inEachFrame
                ? [inFrame[numbers.below(inFrame.count)]] : inFrame.filter { _ in numbers.below(3) == 0 }
            places += chosen.map { start + $0 }
            start += frame.count
        }
        return cut(frames.flatMap { $0 }, before: Array(Set(places)))
    }
}
