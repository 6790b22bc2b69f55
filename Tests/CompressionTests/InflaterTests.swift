// Two inflaters, zlib's and our own that explains: the same bytes, and an error at the same place.

import CZlib
import Compression
import Foundation
import TestSupport
import Testing

@testable import WebSocketProtocol

struct InflaterEqualityTests {
    /// What zlib makes of data that arrives byte by byte: the bytes, and the position of the byte that was too much.
    private static func zlib(_ data: [UInt8]) -> (output: [UInt8], error: Int?) {
        var stream = z_stream()
        var output = [UInt8](repeating: 0, count: 1 << 20)
        var error: Int?
        var data = data
        let count = output.withUnsafeMutableBufferPointer { out in
            data.withUnsafeMutableBufferPointer { source in
                inflateInit2_(&stream, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
                stream.next_in = source.baseAddress
                stream.next_out = out.baseAddress
                stream.avail_out = UInt32(out.count)
                for position in source.indices {
                    stream.avail_in = 1
                    let status = inflate(&stream, Z_SYNC_FLUSH)
                    if status == Z_DATA_ERROR { error = position }
                    if status == Z_DATA_ERROR || status == Z_STREAM_END { break }
                }
                inflateEnd(&stream)
                return out.count - Int(stream.avail_out)
            }
        }
        return (Array(output[..<count]), error)
    }

    /// The same of ours, up to the end of a final block.
    private static func ours(_ data: [UInt8]) -> (output: [UInt8], error: Int?, reason: DeflateError?) {
        var inflater = Inflater()
        var output: [UInt8] = []
        for end in 1...data.count {
            var index = end - 1
            do throws(DeflateError) {
                while try inflater.step(data.span.bytes, at: &index, to: end, into: &output) != nil {
                    if inflater.isBehindFinalBlock { return (output, nil, nil) }
                }
            } catch {
                return (output, end - 1, error)
            }
        }
        return (output, nil, nil)
    }

    private static func isTheSame(_ data: [UInt8]) -> Bool {
        let (theirs, ours) = (zlib(data), ours(data))
        guard ours.output == theirs.output else { return false }
        if ours.error == theirs.error { return true }
        // zlib reads on in a code of code lengths that has no symbols; the block can't end well then.
        return ours.reason == .lengthsNotACode(.codeLengths) && ours.error ?? .max < theirs.error ?? .max
    }

    /// Texts that compress well, a little, and not at all.
    private static func message(_ numbers: inout SeededNumbers) -> [UInt8] {
        let length = numbers.below(3_000)
        switch numbers.below(3) {
        case 0: return numbers.bytes(length)
        case 1:
            let words = ["web", "socket", "frame ", "mask", "{\"id\":", "}, ", "0", "1"]
            return (0..<length / 4).flatMap { _ in Array(words[numbers.below(words.count)].utf8) }
        default: return (0..<length).map { _ in UInt8(97 + min(numbers.below(26), numbers.below(26))) }
        }
    }

    @Test(arguments: 9...15) func whatZlibCompresses(windowBits: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(windowBits))
        let deflater = try Deflater(windowBits: windowBits, memoryLevel: 1 + numbers.below(9), level: numbers.below(10))
        var inflater = Inflater()
        let theirs = try MessageInflater(windowBits: windowBits)
        for _ in 0..<60 {
            let message = Self.message(&numbers)
            var data: [UInt8] = []
            let parts = numbers.parts(of: message, longest: 2_000)
            for part in parts.dropLast() { deflater.deflate(part.span.bytes, isLast: false, into: &data) }
            let last = parts.last ?? []
            deflater.deflate(last.span.bytes, isLast: true, into: &data)

            var output: [UInt8] = []
            var index = 0
            let whole = data + DeflateTrace.endOfMessage
            let start = inflater.bitCount
            while let symbol = try inflater.step(whole.span.bytes, at: &index, to: whole.count, into: &output) {
                if case .copy(_, let distance) = symbol { #expect(distance <= 1 << windowBits) }
            }
            #expect(output == message)
            #expect(inflater.isBetweenBlocks)
            #expect(inflater.bitCount - start == whole.count * 8)

            var inflated: [UInt8] = []
            for part in numbers.parts(of: data, longest: 700) {
                try theirs.inflate(part.span.bytes, isLast: false, into: &inflated, limit: 1 << 20)
            }
            let nothing: [UInt8] = []
            try theirs.inflate(nothing.span.bytes, isLast: true, into: &inflated, limit: 0)
            #expect(inflated == message)
        }
    }

    /// Where a peer offers a window of 8 bits, zlib compresses with 9, and no distance is larger than the window of 8. With 10 some are.
    @Test(arguments: [9, 10]) func aWindowOf9IsReadWithOneOf8(windowBits: Int) throws {
        var numbers = SeededNumbers(seed: 8)
        let deflater = try Deflater(windowBits: windowBits)
        var inflater = Inflater()
        var farthest = 0
        var session = Session.blank
            .client(Wire.request(extensions: "permessage-deflate; server_max_window_bits=8"))
            .server(Wire.response("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=8"))
        var messages: [[UInt8]] = []
        for _ in 0..<100 {
            let message = Self.message(&numbers)
            messages.append(message)
            var data: [UInt8] = []
            deflater.deflate(message.span.bytes, isLast: true, into: &data)
            let header = FrameHeader(rsv1: true, opcode: .binary, payloadLength: UInt64(data.count))
            session = session.server(Frame(header: header, payload: data).encoded)
            data += DeflateTrace.endOfMessage
            var output: [UInt8] = []
            var index = 0
            while let symbol = try inflater.step(data.span.bytes, at: &index, to: data.count, into: &output) {
                if case .copy(_, let distance) = symbol { farthest = max(farthest, distance) }
            }
            #expect(output == message)
        }
        #expect(windowBits == 9 ? farthest == 250 : farthest > 256)
        let dissection = session.dissection
        #expect(dissection.messages(from: .server).compactMap { dissection.inflated($0)?.bytes } == messages)
        let found = Set(dissection.frames(from: .server).flatMap(\.violations).map(\.rule))
        #expect(found == (windowBits == 9 ? [] : [.deflateWindowExceeded]))
    }

    @Test func brokenData() throws {
        var numbers = SeededNumbers(seed: 1951)
        for _ in 0..<1_500 {
            let deflater = try Deflater(level: numbers.below(10))
            var data: [UInt8] = []
            let message = Array(Self.message(&numbers).prefix(400))
            deflater.deflate(message.span.bytes, isLast: true, into: &data)
            for _ in 0...numbers.below(3) {
                data[numbers.below(data.count)] ^= 1 << UInt8(numbers.below(8))
            }
            #expect(Self.isTheSame(data), "\(Hex.string(data))")
        }
    }

    @Test func randomData() {
        var numbers = SeededNumbers(seed: 7692)
        for _ in 0..<5_000 {
            let data = numbers.bytes(1 + numbers.below(120))
            #expect(Self.isTheSame(data), "\(Hex.string(data))")
        }
    }

    /// Dynamic blocks whose codes are drawn: few of them are complete, and each kind of incomplete one occurs.
    @Test func codesOfAllKinds() {
        var numbers = SeededNumbers(seed: 5)
        var errors: [DeflateError?: Int] = [:]
        for _ in 0..<5_000 {
            let distanceCount = 1 + numbers.below(4)
            var lengths = [Int](repeating: 0, count: 257 + 3 + distanceCount)
            // The end of the block and two copies, in a code that is often complete.
            (lengths[256], lengths[257], lengths[97]) = (1 + numbers.below(2), numbers.below(3), numbers.below(3))
            for index in 260..<260 + distanceCount { lengths[index] = numbers.below(3) }
            var bits = BitWriter()
            bits.put(0b100, 3)
            bits.put(3, 5)
            bits.put(distanceCount - 1, 5)
            bits.put(15, 4)
            // In the code of code lengths 0...15 have 4 bits each, and the repetitions do not occur.
            for symbol in 0..<19 { bits.put(symbol < 3 ? 0 : 4, 3) }
            for length in lengths { bits.putCode(length, 4) }
            let data = bits.bytes + numbers.bytes(12)
            #expect(Self.isTheSame(data), "\(Hex.string(data))")
            errors[Self.ours(data).reason, default: 0] += 1
        }
        let reasons: [DeflateError?] = [
            .lengthsNotACode(.literals), .lengthsNotACode(.distances), .noSuchCode(.distances), nil,
        ]
        for reason in reasons {
            #expect(errors[reason] != nil, "\(String(describing: reason))")
        }
    }

    /// `make fuzz`: for as many seconds as are asked for, messages of one stream, whole, cut and damaged, and data that was never compressed.
    @Test(.enabled(if: Self.fuzzingSeconds > 0)) func fuzz() throws {
        let end = ContinuousClock.now + .seconds(Self.fuzzingSeconds)
        let first = UInt64.random(in: .min ... .max)
        var count = 0
        while ContinuousClock.now < end {
            var numbers = SeededNumbers(seed: first &+ UInt64(count))
            count += 1
            var data: [UInt8] = []
            if numbers.oneIn(4) {
                data = numbers.bytes(1 + numbers.below(300))
            } else {
                let deflater = try Deflater(
                    windowBits: 9 + numbers.below(7), memoryLevel: 1 + numbers.below(9), level: numbers.below(10))
                for _ in 0...numbers.below(4) {
                    let message = Self.message(&numbers)
                    deflater.deflate(message.span.bytes, isLast: true, into: &data)
                    data += DeflateTrace.endOfMessage
                }
                for _ in 0..<numbers.below(4) { data[numbers.below(data.count)] ^= 1 << UInt8(numbers.below(8)) }
                if numbers.oneIn(3) { data.removeLast(numbers.below(data.count)) }
            }
            if !Self.isTheSame(data) {
                Issue.record("seed \(first &+ UInt64(count - 1)): \(Hex.string(data))")
                return
            }
        }
        print("\(count) inputs, from seed \(first)")
    }

    private static let fuzzingSeconds = Int(ProcessInfo.processInfo.environment["FUZZ_SECONDS"] ?? "") ?? 0
}
