// UTF-8 in parts, against Swift's own validation and against the cases of the Autobahn suite (6.4).

import TestSupport
import Testing

@testable import WebSocketProtocol

struct UTF8ValidatorTests {
    /// The first bad byte, or the end of the bytes where they end inside a character; nil for valid text.
    private static func firstBad(_ bytes: [UInt8], split: Int? = nil) -> Int? {
        var validator = UTF8Validator()
        let middle = split ?? bytes.count
        if let bad = validator.validate(bytes.span.bytes, in: 0..<middle) { return bad }
        if let bad = validator.validate(bytes.span.bytes, in: middle..<bytes.count) { return bad }
        return validator.isAtBoundary ? nil : bytes.count
    }

    private static func agrees(_ bytes: [UInt8]) -> Bool {
        (firstBad(bytes) == nil) == (String(validating: bytes, as: UTF8.self) != nil)
    }

    @Test func allSequencesOfTwoBytes() {
        for first in UInt8.min ... .max {
            #expect(Self.agrees([first]), "\(first)")
            for second in UInt8.min ... .max where !Self.agrees([first, second]) {
                Issue.record("\(Hex.string([first, second]))")
            }
        }
    }

    /// Anything that starts with a byte other than these is decided by two bytes.
    @Test(arguments: UInt8(0xe0)...0xf4) func allSequencesOfThreeBytes(first: UInt8) {
        for second in UInt8.min ... .max {
            for third in UInt8.min ... .max where !Self.agrees([first, second, third]) {
                Issue.record("\(Hex.string([first, second, third]))")
            }
        }
    }

    @Test func randomSequencesOfFourBytes() {
        var numbers = SeededNumbers(seed: 3629)
        let edges: [UInt8] = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]
        for _ in 0..<50_000 {
            let tail = (0..<3).map { _ in edges.randomElement(using: &numbers) ?? 0 }
            let bytes = [0xf0 + UInt8(numbers.below(6))] + tail
            if !Self.agrees(bytes) { Issue.record("\(Hex.string(bytes))") }
        }
    }

    /// Text, and the position of the first byte that can't be; the end where a character is cut off.
    static let cases: [(String, Int?)] = [
        ("", nil),
        ("48 65 6c 6c 6f", nil),
        ("ce ba e1 bd b9 cf 83 ce bc ce b5", nil),  // κόσμε
        ("ce ba e1 bd b9 cf 83 ce bc ce b5 f4 90 80 80 65", 12),  // Autobahn 6.4.1: beyond U+10FFFF at its second byte
        ("f4 8f bf bf", nil),
        ("f4 90", 1),
        ("f5", 0),
        ("ff", 0),
        ("80", 0),
        ("41 80", 1),
        ("c0 af", 0),
        ("c1 bf", 0),
        ("e0 80", 1),
        ("e0 9f bf", 1),
        ("e0 a0 80", nil),
        ("ed 9f bf", nil),
        ("ed a0 80", 1),
        ("ee 80 80", nil),
        ("f0 8f bf bf", 1),
        ("f0 90 80 80", nil),
        ("e2 82 41", 2),
        ("f0 9f 98 c0", 3),
        ("61 61 61 61 61 61 61 61 61 61 ff", 10),  // found after a word of ASCII
        ("61 61 61 61 61 61 61 ff", 7),
        // Cut off
        ("c3", 1),
        ("e2 82", 2),
        ("f0 9f 98", 3),
    ]

    @Test(arguments: cases) func firstBadByte(text: String, position: Int?) {
        for split in 0...hex(text).count {
            #expect(Self.firstBad(hex(text), split: split) == position, "split at \(split)")
        }
    }

    @Test func startsAgainAfterAnError() {
        var validator = UTF8Validator()
        #expect(validator.validate(hex("e2 41").span.bytes, in: 0..<2) == 1)
        #expect(validator.isAtBoundary)
        #expect(validator.validate(hex("41").span.bytes, in: 0..<1) == nil)
    }
}
