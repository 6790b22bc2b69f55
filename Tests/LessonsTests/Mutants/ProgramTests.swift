// The mutants that are not readers of frames: each differs from the real one where its bug shows, and agrees with it where its head says so.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Lessons

/// What exposes a mutant, as a student types it, what it and the real one do, and what does not expose it.
struct ProgramWitness: Sendable, CustomTestStringConvertible {
    let mutant: String
    var input = MutantInput.bytes
    let typed: String
    let real: [String]
    let says: [String]
    let difference: String
    let agrees: String?

    var testDescription: String { "\(mutant): \(typed)" }

    static let table = [
        ProgramWitness(
            mutant: "X18", input: .reads, typed: "81 80 37fa213d 81 end",
            real: ["text  0 bytes", "ends: the rest of a frame", "  never came"],
            says: ["text  0 bytes", "reads on and on, and never", "  stops"],
            difference: "never stops instead of ending", agrees: "81 80 37fa213d 81"),
        ProgramWitness(
            mutant: "X20", input: .reads, typed: "81 82 37fa213d #2 81 82 37fa213d 7f93 #1 7f93",
            real: [
                "connection 1", "text  2 bytes  \"Hi\"", "      48 69", "connection 2", "text  2 bytes  \"Hi\"",
                "      48 69",
            ],
            says: [
                "connection 1", "begins:  FIN 0  RSV 011", "  opcode 7  MASK 1", "  length 122",
                "waits for 120 more bytes", "connection 2", "text  2 bytes", "      b6 78",
            ],
            difference: "connection 1, waits instead of answering", agrees: "81 82 37fa213d 7f93 #2 81 82 37fa213d 7f93"
        ),
        ProgramWitness(
            mutant: "M9", input: .bytes, typed: "82 82 00000000 fffe",
            real: ["binary  2 bytes", "      ff fe"],
            says: ["binary  6 bytes", "      ef bf bd ef bf bd"],
            difference: "length", agrees: "82 82 00000000 c3a9"),
        ProgramWitness(
            mutant: "M9", input: .bytes, typed: "88 82 00000000 03e8",
            real: ["close  2 bytes", "      03 e8", "reads nothing after the Close"],
            says: ["close  4 bytes", "      03 ef bf bd", "reads nothing after the Close"],
            difference: "length", agrees: "88 80 37fa213d"),
        ProgramWitness(
            mutant: "X3", input: .bytes, typed: "01 83 00000000 48656c 80 82 00000000 6c6f",
            real: ["text  5 bytes  \"Hello\"", "      48 65 6c 6c 6f"],
            says: ["continuation  5 bytes", "      48 65 6c 6c 6f"],
            difference: "opcode", agrees: "81 85 00000000 48656c6c6f"),
        ProgramWitness(
            mutant: "X4", input: .bytes, typed: "01 82 00000000 4869 89 80 00000000 80 81 00000000 21",
            real: ["text  3 bytes  \"Hi!\"", "      48 69 21"],
            says: ["text  2 bytes  \"Hi\"", "      48 69", "text  1 byte  \"!\"", "      21"],
            difference: "message 0, length", agrees: "89 80 00000000 01 82 00000000 4869 80 81 00000000 21"),
        ProgramWitness(
            mutant: "X5", input: .bytes, typed: "01 82 00000000 e282 80 81 00000000 ac",
            real: ["text  3 bytes", "      e2 82 ac"],
            says: ["refuses it: text not utf8"],
            difference: "refuses it instead of handing on a message", agrees: "01 83 00000000 e282ac 80 81 00000000 21"),
        ProgramWitness(
            mutant: "X13", input: .bytes, typed: "80 82 00000000 4869",
            real: ["refuses it: continuation", "  without message"],
            says: ["continuation  2 bytes  \"Hi\"", "      48 69"],
            difference: "hands on a message instead of refusing", agrees: "01 81 00000000 48 80 81 00000000 69"),
        ProgramWitness(
            mutant: "X21", input: .bytes, typed: "01 83 00000000 48656c 80 82 00000000 6c6f",
            real: ["text  5 bytes  \"Hello\"", "      48 65 6c 6c 6f"],
            says: ["text  3 bytes  \"Hel\"", "      48 65 6c", "text  2 bytes  \"lo\"", "      6c 6f"],
            difference: "message 0, length", agrees: "81 85 00000000 48656c6c6f"),
        ProgramWitness(
            mutant: "M4", input: .bytes, typed: "81 82 00000000 4869",
            real: ["text  2 bytes  \"Hi\"", "      48 69"],
            says: ["text  RSV 100  2 bytes  \"Hi\"", "      48 69"],
            difference: "RSV", agrees: "82 82 00000000 4869 89 80 00000000"),
        ProgramWitness(
            mutant: "M5", input: .bytes, typed: "81 82 00000000 4869 81 82 00000000 596f",
            real: ["text  2 bytes  \"Hi\"", "      48 69", "text  2 bytes  \"Yo\"", "      59 6f"],
            says: ["text  2 bytes  \"Yo\"", "      59 6f", "text  2 bytes  \"Yo\"", "      59 6f"],
            difference: "frame 0, payload byte 0", agrees: "81 82 00000000 4869 81 83 00000000 596f75"),
        ProgramWitness(
            mutant: "M8", input: .bytes, typed: "81 82 00000000 4869",
            real: ["text  2 bytes  \"Hi\"", "      48 69"],
            says: ["has 1 answer waiting, and", "  sends nothing more"],
            difference: "waits instead of answering",
            agrees:
                "89 80 00000000 89 80 00000000 89 80 00000000 89 80 00000000 89 80 00000000 89 80 00000000 89 80 00000000 89 80 00000000 89 80 00000000 89 80 00000000"
        ),
        ProgramWitness(
            mutant: "X7", input: .reads, typed: "101 81 02 4869",
            real: ["101 Switching Protocols", "text  2 bytes  \"Hi\"", "      48 69"],
            says: ["101 Switching Protocols", "reads nothing"],
            difference: "has nothing left instead of answering", agrees: "101 | 81 02 4869"),
        ProgramWitness(
            mutant: "X8", input: .bytes, typed: "89 82 00000000 4869",
            real: ["pong  2 bytes  \"Hi\"", "      48 69"],
            says: ["pong  0 bytes"],
            difference: "length", agrees: "89 80 00000000"),
        ProgramWitness(
            mutant: "X9", input: .bytes, typed: "81 80 00000000 88 80 00000000",
            real: ["text  0 bytes", "close  0 bytes", "ends TCP"],
            says: ["text  0 bytes", "ends TCP"],
            difference: "frame 1 is missing", agrees: "81 82 00000000 4869"),
        ProgramWitness(
            mutant: "X10", input: .bytes, typed: "88 80 00000000",
            real: ["close  0 bytes", "ends TCP"],
            says: ["close  2 bytes", "      03 ed", "ends TCP"],
            difference: "length", agrees: "88 82 00000000 03e8"),
        ProgramWitness(
            mutant: "X17", input: .bytes, typed: "88 80 00000000",
            real: ["close  0 bytes", "ends TCP"],
            says: ["text  2 bytes", "      88 00", "ends TCP"],
            difference: "opcode", agrees: "82 80 00000000"),
        ProgramWitness(
            mutant: "X23", input: .bytes, typed: "89 82 00000000 4869",
            real: ["pong  2 bytes  \"Hi\"", "      48 69"],
            says: ["text  2 bytes  \"Hi\"", "      48 69"],
            difference: "opcode", agrees: "8a 82 00000000 4869"),
        ProgramWitness(
            mutant: "X16", input: .number, typed: "200",
            real: [
                "81 7e 00 c8 61 61 61 61 61 61", "61 61 61 61 61 61 61 61 61 61", "61 61 61 61 61 61 61 61 61 61",
                "and 174 more bytes",
            ],
            says: [
                "81 7f 00 00 00 00 00 00 00 c8", "61 61 61 61 61 61 61 61 61 61", "61 61 61 61 61 61 61 61 61 61",
                "and 180 more bytes",
            ],
            difference: "byte 1", agrees: "126"),
        ProgramWitness(
            mutant: "X22", input: .text, typed: "é",
            real: ["81 02 c3 a9"],
            says: ["81 01 c3 a9"],
            difference: "byte 1", agrees: "e"),
        ProgramWitness(
            mutant: "X31", input: .text, typed: "nananananana",
            real: ["c1 06 ca 4b 44 40 00 00"],
            says: ["c1 0b 78 9c cb 4b 44 40 00 1f", "bc 04 db"],
            difference: "byte 1", agrees: "Hello"),
        ProgramWitness(
            mutant: "X32", input: .text, typed: "nananananana",
            real: ["c1 06 ca 4b 44 40 00 00"],
            says: ["c1 0a ca 4b 44 40 00 00 00 00", "ff ff"],
            difference: "byte 1", agrees: "nananana!"),
        ProgramWitness(
            mutant: "X33", input: .text, typed: "nananananana",
            real: ["c1 06 ca 4b 44 40 00 00"],
            says: ["81 06 ca 4b 44 40 00 00"],
            difference: "byte 0", agrees: "Hello"),
        ProgramWitness(
            mutant: "X6", input: .text, typed: "keep-alive, Upgrade",
            real: ["101 Switching Protocols"],
            says: ["400 Bad Request"],
            difference: "the answer", agrees: "Upgrade"),
        ProgramWitness(
            mutant: "X24", input: .text, typed: "dGhlIHNhbXBsZSBub25jZQ==",
            real: ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
            says: ["pJ85ywcJwvY/PgeG6blONiWuQUY="],
            difference: "the answer", agrees: nil),
        ProgramWitness(
            mutant: "X25", input: .text, typed: "dGhlIHNhbXBsZSBub25jZQ==",
            real: ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
            says: ["YjM3YTRmMmNjMDYyNGYxNjkwZjY0N", "  jA2Y2YzODU5NDViMmJlYzRlYQ=="],
            difference: "the answer", agrees: nil),
        ProgramWitness(
            mutant: "X26", input: .text, typed: "dGhlIHNhbXBsZSBub25jZQ==",
            real: ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
            says: ["BXhwxM0SZasKmCD9S4BfpPmCnEw="],
            difference: "the answer", agrees: nil),
        ProgramWitness(
            mutant: "X27", input: .text, typed: "dGhlIHNhbXBsZSBub25jZQ==",
            real: ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
            says: ["r9/ho7dygrDPAQf/zFnJxWqPVO4="],
            difference: "the answer", agrees: nil),
        ProgramWitness(
            mutant: "X29", input: .text, typed: "dGhlIHNhbXBsZSBub25jZQ==",
            real: ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
            says: ["BQgomKt49tqcGtJYe4ASzQz1IXI="],
            difference: "the answer", agrees: nil),
        ProgramWitness(
            mutant: "X30", input: .text, typed: "dGhlIHNhbXBsZSBub25jZQ==",
            real: ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
            says: ["hHLtf2V1k8aDQZfNjw3Ia1hCwt0="],
            difference: "the answer", agrees: nil),
        ProgramWitness(
            mutant: "X28", input: .text, typed: "dGhlIHNhbXBsZSBub25jZQ==",
            real: ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
            says: ["WJfwerbIozKsJXHxxI0JTO1SQgU="],
            difference: "the answer", agrees: nil),
    ]
}

@Suite struct ProgramTests {
    @Test(arguments: ProgramWitness.table) func aWitnessExposesIt(_ witness: ProgramWitness) throws {
        let mutant = try mutant(witness.mutant)
        let input = try Self.input(witness.typed, witness)
        let output = try #require(mutant.output(of: input))
        let real = try #require(mutant.family.real(input))
        #expect(output.lines() == witness.says)
        #expect(real.lines() == witness.real)
        #expect(output.firstDifference(from: real) == witness.difference)
        #expect(mutant.isExposed(by: input))
        guard let agrees = witness.agrees else { return }
        let other = try Self.input(agrees, witness)
        #expect(mutant.output(of: other) == mutant.family.real(other))
        #expect(!mutant.isExposed(by: other))
    }

    /// Streams that are nearly frames, cut anywhere: no program traps, hangs or shows what a terminal would obey.
    @Test(arguments: 30...32) func noBytesTrapHangOrShowControlCharacters(_ seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<700 {
            let stream = numbers.anyStream()
            var traffic = Traffic(numbers.parts(of: stream, longest: 1 + numbers.below(40)), from: .client)
            for place in traffic.reads.indices { traffic.reads[place].connection = 1 + numbers.below(3) }
            traffic.ends = numbers.below(4) == 0
            for mutant in Mutants.all {
                let text = String(decoding: stream, as: UTF8.self)
                for input in [.traffic(traffic), .payload(stream), .text(text)] as [ProgramInput] {
                    guard let output = mutant.output(of: input), let real = mutant.family.real(input) else { continue }
                    let lines = output.lines() + output.sentences + real.lines()
                    let isRight =
                        (output == real) == (output.firstDifference(from: real) == nil)
                        && lines.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7e).contains($0) } }
                        && output.lines().allSatisfy { $0.utf8.count <= 29 }
                    guard isRight else {
                        Issue.record("\(mutant.id): \(Hex.string(stream))\n\(lines)")
                        return
                    }
                }
            }
        }
    }

    /// What a receiver makes of the frames of the wrong compressors, where both sides have agreed.
    @Test(arguments: [("X31", "deflate-data-broken"), ("X32", "deflate-data-broken"), ("X33", "text-not-utf8")])
    func noReceiverTakesWhatTheySend(_ id: String, _ rule: String) throws {
        let text = Array("ten or more letters".utf8)
        guard case .bytes(let wrong)? = try mutant(id).output(of: .payload(text)) else {
            Issue.record("\(id) builds bytes")
            return
        }
        let conversation = try #require(Material(reads: [(.server, wrong)], isAgreed: true).conversation)
        #expect(conversation.dissection.firstViolation(from: .server)?.rule.rawValue == rule)
        let right = Material(reads: [(.server, RealCompressor.frame(of: text))], isAgreed: true)
        #expect(right.inflated == text && right.verdict == "fine")
    }

    /// The bytes of Hello in the format of zlib, as zlib itself writes them.
    @Test func theWrappingIsThatOfZlib() throws {
        let hello = ZlibFunctions().deflate(Array("Hello".utf8))
        #expect(Hex.string(hello, groupsOf: 1) == "78 9c f3 48 cd c9 c9 07 00 05 8c 01 f5")
    }

    /// What nothing can be read in says what is expected.
    @Test(arguments: [
        ("X7", MutantInput.reads, "89 80", "Begin with 101"), ("X20", .reads, "#9 81", "\"#9\" is not a connection"),
        ("X18", .reads, "end", "Nothing comes before the end"), ("X16", .number, "many", "as a number from 0 to 70000"),
        ("X16", .number, "70001", "as a number from 0 to 70000"), ("X22", .text, "  ", "Type a text"),
        ("M6", .reads, "81 #2", "Character 4, '#', is not"), ("X8", .bytes, "81 8z", "Character 5, 'z', is not"),
    ])
    func whatCannotBeReadIsSaid(_ id: String, _ input: MutantInput, _ typed: String, _ words: String) {
        let task = MutantTask(
            mutant: id, input: input, from: .client, differs: true, meet: [], reference: "", line: nil)
        do throws(UnreadableAnswer) {
            let input = try task.read(typed, given: [])
            Issue.record("\(typed) is read as \(input)")
        } catch {
            #expect(error.words.contains(words), "\(error.words)")
        }
    }

    @Test func whatIsTypedIsReadBack() throws {
        func reading(_ id: String, _ input: MutantInput, _ typed: String) throws -> String? {
            let task = MutantTask(
                mutant: id, input: input, from: .client, differs: true, meet: [], reference: "", line: nil)
            return try task.read(typed, given: []).reading
        }
        #expect(try reading("X7", .reads, "101 89 80 00000000|81") == "→ the response and 6 bytes, 1 byte")
        #expect(try reading("X7", .reads, "101|81") == "→ the response, 1 byte")
        #expect(try reading("X20", .reads, "81 82#2 81 #1 80") == "→ #1 2 bytes, #2 1 byte, #1 1 byte")
        #expect(try reading("X18", .reads, "81 | 82 END") == "→ 1 byte, 1 byte, the end")
        #expect(try reading("X16", .number, " 300 ") == "→ 300 bytes")
        #expect(try reading("X22", .text, "é") == "→ 2 bytes")
        #expect(try reading("X6", .text, "Upgrade") == nil)
    }

    static func input(_ typed: String, _ witness: ProgramWitness) throws -> ProgramInput {
        let task = MutantTask(
            mutant: witness.mutant, input: witness.input, from: witness.mutant == "X7" ? .server : .client,
            differs: true, meet: [], reference: typed,
            line: nil)
        return try task.read(typed, given: [])
    }
}
