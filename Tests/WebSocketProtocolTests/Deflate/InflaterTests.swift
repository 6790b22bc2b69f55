// DEFLATE data against the examples of RFC 7692 §7.2.3, against data that zlib made, and against what is wrong with broken data.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct InflaterTests {
    /// What was read from data that came in parts: the symbols, what they wrote, and the error that ended it.
    struct Reading: Equatable {
        var symbols: [DeflateSymbol] = []
        var output: [UInt8] = []
        var error: DeflateError?
        /// How many bits each symbol has.
        var lengths: [Int] = []
    }

    static func read(_ parts: [[UInt8]], with inflater: inout Inflater) -> Reading {
        var reading = Reading()
        for part in parts {
            var position = 0
            do throws(DeflateError) {
                while true {
                    let before = inflater.bitCount
                    guard
                        let symbol = try inflater.step(
                            part.span.bytes, at: &position, to: part.count, into: &reading.output)
                    else { break }
                    reading.symbols.append(symbol)
                    reading.lengths.append(inflater.bitCount - before)
                }
            } catch {
                reading.error = error
                return reading
            }
        }
        return reading
    }

    static func read(_ hex: String) throws -> Reading {
        var inflater = Inflater()
        return read([try Hex.parse(hex)], with: &inflater)
    }

    // MARK: The examples of RFC 7692

    @Test func aFixedBlock() throws {
        let reading = try Self.read("f2 48 cd c9 c9 07 00 00 00 ff ff")
        #expect(
            reading.symbols == [
                .block(.fixed, isFinal: false), .literal(0x48), .literal(0x65), .literal(0x6c), .literal(0x6c),
                .literal(0x6f), .endOfBlock, .block(.stored, isFinal: false), .padding, .storedLength(0),
            ])
        #expect(reading.lengths == [3, 8, 8, 8, 8, 8, 7, 3, 3, 32])
        #expect(String(decoding: reading.output, as: UTF8.self) == "Hello")
    }

    @Test func aMessageThatCopiesFromTheOneBefore() throws {
        var inflater = Inflater()
        let first = Self.read([try Hex.parse("f2 48 cd c9 c9 07 00 00 00 ff ff")], with: &inflater)
        let second = Self.read([try Hex.parse("f2 00 11 00 00 00 00 ff ff")], with: &inflater)
        #expect(
            second.symbols.prefix(4) == [
                .block(.fixed, isFinal: false), .literal(0x48), .copy(length: 4, distance: 5), .endOfBlock,
            ])
        #expect(second.output == first.output)
    }

    @Test func aCopyFindsNothingInAnEmptyWindow() throws {
        let second = try Self.read("f2 00 11 00 00 00 00 ff ff")
        #expect(second.error == .distanceTooFar(distance: 5, available: 1))
        #expect(second.output == [0x48])
    }

    @Test func aStoredBlock() throws {
        let reading = try Self.read("00 05 00 fa ff 48 65 6c 6c 6f 00 00 00 ff ff")
        #expect(
            reading.symbols == [
                .block(.stored, isFinal: false), .padding, .storedLength(5), .stored(count: 5),
                .block(.stored, isFinal: false), .padding, .storedLength(0),
            ])
        #expect(reading.lengths == [3, 5, 32, 40, 3, 5, 32])
    }

    @Test func aFinalBlockBehindWhichOneMoreFollows() throws {
        let reading = try Self.read("f3 48 cd c9 c9 07 00 00 00 00 ff ff")
        #expect(reading.symbols[0] == .block(.fixed, isFinal: true))
        #expect(
            reading.symbols.suffix(4) == [
                .padding, .block(.stored, isFinal: false), .padding, .storedLength(0),
            ])
        #expect(String(decoding: reading.output, as: UTF8.self) == "Hello")
    }

    @Test func twoBlocksInOneMessage() throws {
        let reading = try Self.read("f2 48 05 00 00 00 ff ff ca c9 c9 07 00 00 00 ff ff")
        #expect(String(decoding: reading.output, as: UTF8.self) == "Hello")
        #expect(reading.symbols.count { $0 == .endOfBlock } == 2)
    }

    @Test func aCopyReachesIntoItself() throws {
        // zlib's "aaaaaaaaaa": a literal, and nine more of it.
        let reading = try Self.read("4a 84 03 00 00 00 ff ff")
        #expect(
            reading.symbols.prefix(3) == [
                .block(.fixed, isFinal: false), .literal(0x61), .copy(length: 9, distance: 1),
            ])
        #expect(reading.output == [UInt8](repeating: 0x61, count: 10))
    }

    // MARK: A dynamic block

    /// Made by zlib.
    static let dynamic = """
        7c 8e 41 12 83 20 14 43 af 92 03 74 7a 80 f6 04 3d 06 02 0a 0a 7c e5 7f 44 3c 7d 95 45 97 5d 65 92 97 c9 e4 23 f0 0c 05 \
        d3 92 8a 5e 63 08 a4 17 88 53 3d af 94 c5 c1 0b 43 93 b1 fc 82 1a b4 b1 e3 e4 fc bc 84 98 68 dd 32 4b d9 eb d1 ce 7f 48 \
        9c c5 56 fc 35 3c 64 aa 09 23 1d 98 4b 5c 19 b4 db dc 71 50 67 83 a1 e9 01 95 4c 4f 2e 03 0e d6 de ad f4 fe 5d ba f5 f9 \
        05 00 00 ff ff
        """
    static let dynamicText =
        "It is a dynamic block that is worth its codes: abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz the quick "
        + "brown fox jumps over the lazy dog, and the dog sleeps on; that is that."

    @Test func aDynamicBlock() throws {
        let reading = try Self.read(Self.dynamic)
        #expect(String(decoding: reading.output, as: UTF8.self) == Self.dynamicText)
        #expect(reading.error == nil)
        guard case .counts(let literals, let distances, let lengths) = reading.symbols[1] else {
            Issue.record("\(reading.symbols[1])")
            return
        }
        // Each length is described once.
        var described = 0
        for symbol in reading.symbols {
            switch symbol {
            case .lengthCodeLength: described += 1
            case .codeLength(let first, _):
                #expect(first == described - lengths)
                described += 1
            case .codeLengths(let first, let count, _):
                #expect(first == described - lengths)
                described += count
            default: break
            }
        }
        #expect(described == lengths + literals + distances)
    }

    // MARK: In parts

    @Test(arguments: [
        dynamic, "f2 48 cd c9 c9 07 00 00 00 ff ff", "00 05 00 fa ff 48 65 6c 6c 6f 00 00 00 ff ff",
        "f3 48 cd c9 c9 07 00 00 00 00 ff ff",
    ])
    func everySplit(hex: String) throws {
        let data = try Hex.parse(hex)
        var whole = Inflater()
        let expected = Self.read([data], with: &whole)
        #expect(whole.isBetweenBlocks)
        #expect(whole.bitCount == data.count * 8)
        #expect(expected.lengths.allSatisfy { $0 > 0 })
        for split in 0...data.count {
            var inflater = Inflater()
            let reading = Self.read([Array(data[..<split]), Array(data[split...])], with: &inflater)
            #expect(reading.output == expected.output, "split at \(split)")
            #expect(inflater.bitCount == data.count * 8)
        }
        var inflater = Inflater()
        #expect(Self.read(data.map { [$0] }, with: &inflater).output == expected.output)
    }

    @Test func dataThatEndsInsideABlock() throws {
        let data = try Hex.parse(Self.dynamic)
        for end in 1..<data.count - 5 {
            var inflater = Inflater()
            #expect(Self.read([Array(data[..<end])], with: &inflater).error == nil)
            #expect(!inflater.isBetweenBlocks, "\(end)")
        }
    }

    // MARK: Broken data

    @Test(arguments: [
        ("06", DeflateError.reservedBlock),
        ("07", .reservedBlock),
        ("00 05 00 fb ff", .storedLengthMismatch),
        // HLIT 30: 287 lengths of literals.
        ("f4 00 00", .tooManyCodeLengths),
        // HDIST 30: 31 lengths of distances.
        ("04 1e 00", .tooManyCodeLengths),
        // Four lengths of 1 bit.
        ("04 00 92 04", .lengthsNotACode(.codeLengths)),
        // One length of 1 bit, three of 0: half of the bits stand for nothing.
        ("04 00 02 00", .lengthsNotACode(.codeLengths)),
        // The symbols 16 and 17 have 1 bit each; the first length is a repetition.
        ("04 00 12 00 00", .nothingToRepeat),
        // The lengths in a code of two symbols, 1 bit each: 1, and 11 to 138 zeros. The first literal and the first distance have 1 bit,
        // the end of the block has none.
        ("04 c0 81 00 00 00 00 00 10 ff d7 00", .noEndOfBlock),
        // Twice 138 zeros, for 258 symbols.
        ("04 c0 81 00 00 00 00 00 90 ff 7f", .repeatsTooOften),
        // 286 in the fixed code: 11000110.
        ("1b 03", .noSuchCode(.literals)),
        // 257 and the distance 30 in the fixed code: 0000001 11110.
        ("02 3e", .noSuchCode(.distances)),
        // 257 and the distance 1, with nothing written.
        ("02 02", .distanceTooFar(distance: 1, available: 0)),
    ])
    func whatIsWrong(hex: String, error: DeflateError) throws {
        var inflater = Inflater()
        let data = try Hex.parse(hex + " 00 00 00 00 00 00")
        #expect(Self.read([data], with: &inflater).error == error)
        // It stays wrong.
        #expect(Self.read([data], with: &inflater).error == error)
        var slow = Inflater()
        #expect(Self.read(data.map { [$0] }, with: &slow).error == error)
    }

    @Test func randomBytesEnd() {
        var numbers = SeededNumbers(seed: 1951)
        for _ in 0..<2_000 {
            var inflater = Inflater(past: numbers.oneIn(2) ? 0 : nil)
            let data = numbers.bytes(1 + numbers.below(400))
            let reading = Self.read(numbers.parts(of: data, longest: 50), with: &inflater)
            #expect(inflater.bitCount <= data.count * 8)
            #expect(inflater.window.count <= InflaterWindow.capacity)
            #expect(reading.lengths.reduce(0, +) == inflater.bitCount)
        }
    }

    // MARK: The window

    @Test func theWindowHolds32KiB() throws {
        var inflater = Inflater()
        let capacity = 1 << 15
        var numbers = SeededNumbers(seed: 3)
        var written: [UInt8] = []
        // Stored blocks, longer together than the window.
        while written.count < 2 * capacity {
            let bytes = numbers.bytes(200)
            #expect(Self.read([[0x00, 200, 0, 55, 0xff] + bytes], with: &inflater).output == bytes)
            written += bytes
        }
        for distance in [1, 2, capacity - 1, capacity] {
            #expect(inflater.window[distance] == written[written.count - distance])
        }
        #expect(inflater.window.count == capacity)
        let behind = Inflater(behind: written).window
        #expect((1...capacity).allSatisfy { behind[$0] == inflater.window[$0] })
    }

    /// Where the past is not known, the window is full of one byte, which what is written displaces.
    @Test func theWindowBehindAnUnknownPast() {
        let window = Inflater(past: 0x3f, behind: [1, 2]).window
        #expect(window.count == InflaterWindow.capacity)
        #expect([1, 2, 3, 1 << 15].map { window[$0] } == [2, 1, 0x3f, 0x3f])
    }
}
