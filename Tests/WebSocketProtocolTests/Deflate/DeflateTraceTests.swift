// Each bit of a message belongs to one symbol, and what a copy takes lies where the trace says.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct DeflateTraceTests {
    private static func trace(_ hex: String, after earlier: [String] = []) throws -> DeflateTrace {
        var inflater = Inflater()
        for hex in earlier {
            let data = try Hex.parse(hex + " 00 00 ff ff")
            _ = InflaterTests.read([data], with: &inflater)
        }
        return DeflateTrace(of: try Hex.parse(hex), after: inflater)
    }

    /// The steps side by side, from the first bit of the data and the first byte of the output on.
    private static func isTiled(_ trace: DeflateTrace) -> Bool {
        var (bit, byte) = (0, 0)
        for step in trace.steps {
            guard step.bits.lowerBound == bit, step.output.lowerBound == byte, !step.bits.isEmpty else { return false }
            (bit, byte) = (step.bits.upperBound, step.output.upperBound)
        }
        return byte == trace.output.count && (trace.error != nil || trace.isCut || bit == trace.readCount * 8)
    }

    @Test(arguments: [
        ("f2 48 cd c9 c9 07 00", 4), ("00 05 00 fa ff 48 65 6c 6c 6f 00", 4), ("f3 48 cd c9 c9 07 00 00", 4),
        ("f2 48 05 00 00 00 ff ff ca c9 c9 07 00", 4), ("f3 48 cd c9 c9 07 00", 0),
    ])
    func hello(hex: String, added: Int) throws {
        let trace = try Self.trace(hex)
        #expect(String(decoding: trace.output, as: UTF8.self) == "Hello")
        #expect(trace.addedCount == added)
        #expect(trace.error == nil)
        #expect(Self.isTiled(trace))
    }

    @Test func aDynamicBlock() throws {
        let hex = InflaterTests.dynamic.split(separator: " ").dropLast(4).joined(separator: " ")
        let trace = try Self.trace(hex)
        #expect(String(decoding: trace.output, as: UTF8.self) == InflaterTests.dynamicText)
        #expect(Self.isTiled(trace))
        for step in trace.steps {
            guard let source = trace.source(of: step) else { continue }
            for index in step.output.indices {
                #expect(trace.output[index] == trace.output[source + index - step.output.lowerBound])
            }
        }
        for bit in 0..<trace.data.count * 8 {
            #expect(trace.steps.count { $0.bits.contains(bit) } == 1)
            #expect(trace.step(atBit: bit) != nil)
        }
        #expect(trace.step(atBit: trace.data.count * 8) == nil)
    }

    @Test func aCopyFromAnEarlierMessage() throws {
        let trace = try Self.trace("f2 00 11 00 00", after: ["f2 48 cd c9 c9 07 00"])
        #expect(String(decoding: trace.output, as: UTF8.self) == "Hello")
        #expect(trace.source(of: trace.steps[2]) == -4)
        #expect(trace.earlier[4] == UInt8(ascii: "e"))
        #expect(Self.isTiled(trace))
    }

    @Test(arguments: [
        // Cut off: the four bytes are read as a part of the block.
        ("f2 48 cd c9", DeflateError.endsInsideBlock), ("", .endsInsideBlock), ("07", .reservedBlock),
        ("f2 00 11 00 00", .distanceTooFar(distance: 5, available: 1)),
    ])
    func whatIsWrong(hex: String, error: DeflateError) throws {
        let trace = try Self.trace(hex)
        #expect(trace.error?.what == error)
        #expect(trace.error?.bit == trace.steps.last?.bits.upperBound ?? 0)
        #expect(Self.isTiled(trace))
    }

    @Test func moreSymbolsThanAreKept() throws {
        let trace = DeflateTrace(of: try Hex.parse("f2 48 cd c9 c9 07 00"), limit: 3)
        #expect(trace.isCut)
        #expect(trace.steps.count == 3)
        #expect(String(decoding: trace.output, as: UTF8.self) == "He")
        #expect(Self.isTiled(trace))
    }

    /// A copy from beyond the window that was agreed on is read, and its sentence says that it is too far.
    @Test(arguments: [(8, true), (9, false)]) func aCopyFromBeyondTheWindow(windowBits: Int, isTooFar: Bool) throws {
        let trace = DeflateTrace(
            of: DeflateBits.copy(length: 3, distance: 300), after: Inflater(behind: [UInt8](repeating: 7, count: 300)),
            windowBits: windowBits)
        #expect(trace.output == [7, 7, 7] && trace.error == nil)
        let more = trace.sentences(of: 1).dropFirst().map(\.text)
        #expect(more == (isTooFar ? ["That is too far: the window that was agreed on has 256 bytes."] : []))
    }
}
