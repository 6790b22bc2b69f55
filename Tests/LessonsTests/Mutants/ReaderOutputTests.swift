// What the real one reads is what the dissection reads; what any reader made of any bytes can be said safely.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Lessons

@Suite struct ReaderOutputTests {
    /// Streams, and who sends them: legal ones and some that break a rule.
    private static let samples: [(Endpoint, String)] = [
        (.client, "8185 37fa213d 7f9f4d5158"), (.server, "8105 48656c6c6f 8a00 8203010203"),
        (.server, "0103 48656c 8902 6869 8002 6c6f 0101"), (.client, "8182 37fa213d 7f93 8882 37fa213d 3412 81"),
        (.client, "8105 48656c6c6f"), (.server, "8185 37fa213d 7f9f4d5158"), (.server, "8102 6869 c100 8100"),
        (.server, "8105 48ff6c6c6f 8100"), (.server, "827e 0003 010203"), (.server, "827f 8000000000000000"),
        (.server, "8003 010203"), (.server, "0101 61 8101 61"), (.server, "8802 03ed"), (.server, "8801 03"),
        (.server, "897e 0080 00"), (.server, "0900"), (.client, "82ff 00000001 00000000 37fa213d 01"),
        (.client, "8300"), (.server, "8102 e282 8102 6869"),
    ]

    @Test(arguments: samples) func theRealOneReadsAsTheDissectionDoes(_ sender: Endpoint, _ text: String) {
        let stream = bytes(text)
        var ways = [stream.map { [$0] }]
        for first in 0...stream.count {
            for second in first...stream.count { ways.append(cut(stream, before: [first, second])) }
        }
        for end in [stream.count, stream.count - 1] {
            let first = Mutants.realOutput(of: [Array(stream.prefix(end))], from: sender)
            for reads in ways.map({ Self.prefix($0, end) }) {
                let output = Mutants.realOutput(of: reads, from: sender)
                #expect(output == first)
                Self.compare(output, Dissection(of: Self.events(reads, sender), start: .frames), sender, reads)
            }
        }
    }

    private static func prefix(_ reads: [[UInt8]], _ count: Int) -> [[UInt8]] {
        var rest = count
        return reads.map { read in
            defer { rest -= min(rest, read.count) }
            return Array(read.prefix(rest))
        }
    }

    private static func events(_ reads: [[UInt8]], _ sender: Endpoint) -> [ConnectionEvent] {
        reads.filter { !$0.isEmpty }.map { ConnectionEvent(time: 0, .bytes(from: sender, $0[...])) }
    }

    private static func compare(
        _ output: ReaderOutput, _ dissection: Dissection, _ sender: Endpoint, _ reads: [[UInt8]]
    ) {
        let stream = reads.flatMap { $0 }
        let frames =
            Array(dissection.frames(from: sender)) + [dissection.unfinishedFrame(from: sender)].compactMap { $0 }
        for (index, read) in output.frames.enumerated() {
            guard index < frames.count, let header = frames[index].header else {
                Issue.record("frame \(index) is missing")
                return
            }
            let masked = Array(stream[frames[index].payloadRange])
            let payload = header.maskingKey?.applied(to: masked) ?? masked
            #expect(read == ReadFrame(header, payload: payload))
            #expect(frames[index].violations.isEmpty && frames[index].isComplete)
        }
        let next = output.frames.count < frames.count ? frames[output.frames.count] : nil
        switch output.end {
        case .nothingLeft: #expect(next == nil)
        case .waits(let more):
            #expect(next?.isComplete == false && next?.violations == [] && more > 0)
            #expect(
                output.begun?.length == (next?.header?.payloadLength).map { Int(clamping: $0) } ?? output.begun?.length)
        case .fails(let rule): #expect(next?.violations.first?.rule.rawValue == rule)
        case .closed: #expect(output.frames.last?.opcode == 8)
        case .waitsForContinuation, .streamEnds, .endsTCP, .holds, .turns, .keeps, .givesUp:
            Issue.record("the real one never does")
        }
    }

    @Test func messagesArePutTogether() {
        let fragments = Mutants.realOutput(of: reads("0103 48656c 8902 6869 8002 6c6f 8201ff 0101 61"), from: .server)
        #expect(fragments.messages.map(\.kind) == [.text, .binary])
        #expect(fragments.messages.map(\.payload) == [Array("Hello".utf8), [0xff]])
        #expect(fragments.isMessageOpen && fragments.endWords == "waits for a continuation")
    }

    @Test func sentencesForLineMode() throws {
        let given = reads("81 85 37fa213d 7f9f | 4d5158")
        #expect(
            try mutant("M6").output(of: given).sentences == [
                "Text, 5 bytes, \"He!=7\": 48 65 21 3d 37.",
                "Begins: FIN 0, RSV 100, opcode 13, MASK 0, length 81.",
                "Waits for 81 more bytes.",
            ])
        #expect(
            Mutants.realOutput(of: given, from: .client).sentences == ["Text, 5 bytes, \"Hello\": 48 65 6c 6c 6f."])
        #expect(Mutants.realOutput(of: [], from: .client).sentences == ["Reads nothing."])
        let long = frame(.binary, [UInt8](repeating: 7, count: 200), from: .server)
        let hex = Array(repeating: "07", count: 32).joined(separator: " ")
        #expect(
            Mutants.realOutput(of: [long], from: .server).sentences == [
                "Binary, 200 bytes: \(hex) and 168 more bytes."
            ])
    }

    @Test func differencesInWords() throws {
        func words(_ id: String, _ text: String, from: Endpoint = .client) throws -> String? {
            try mutant(id).output(of: reads(text)).firstDifference(
                from: Mutants.realOutput(of: reads(text), from: from))
        }
        #expect(try words("M1", "8180 37fa213d") == "FIN")
        #expect(try words("X15", "8180 37 | fa213d") == nil)
        #expect(try words("M2", "8180 37fa213d") == "frame 0, MASK")
        #expect(try words("M7", "8100 8100", from: .server) == "waits instead of answering")
        #expect(try words("X1", "8a80 37fa213d") == "waits instead of answering")
        #expect(try words("M1", "8104 37", from: .server) == "FIN")
        #expect(try words("M3", "82ff 00000001 00000000") == "length")
        #expect(try words("M6", "8183 37fa213d 7f | 9f4d") == "frame 0, payload byte 1")
        #expect(try words("X19", "8100") == "answers instead of refusing")
        #expect(try words("X19", "8180 37fa213d") == nil)
    }

    /// 20,000 streams, most of them nearly frames, cut anywhere.
    @Test(arguments: 20...23) func noBytesTrapHangOrShowControlCharacters(_ seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        for round in 0..<5_000 {
            let stream = numbers.anyStream()
            let reads = numbers.parts(of: stream, longest: 1 + numbers.below(40))
            let sender: Endpoint = numbers.below(2) == 0 ? .client : .server
            let real = Mutants.realOutput(of: reads, from: sender)
            let careless = ReaderSocket.careless(Traffic(reads, from: sender))
            let isFailed: Bool = if case .fails = real.end { true } else { false }
            // What breaks no rule is read right without knowing any.
            guard isFailed || careless == real else {
                Issue.record("\(reads.map { Hex.string($0) })")
                return
            }
            for mutant in Mutants.all where mutant.family == .reader {
                let output = mutant.output(of: reads)
                // Of every tenth stream, to save time.
                let lines = round % 10 == 0 ? output.lines() : []
                let sentences = round % 10 == 0 ? output.sentences : []
                let isRight =
                    output.frames.count <= stream.count
                    && output.frames.reduce(0) { $0 + $1.payload.count } <= ReaderBudget.bytes
                    && (output == real) == (output.firstDifference(from: real) == nil)
                    && lines.allSatisfy { $0.utf8.count <= 29 }
                    && (lines + sentences).allSatisfy { $0.utf8.allSatisfy { (0x20...0x7e).contains($0) } }
                guard isRight else {
                    Issue.record("\(mutant.id): \(reads.map { Hex.string($0) })\n\(lines)")
                    return
                }
            }
        }
    }
}
