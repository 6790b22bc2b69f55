// UTF-8 a byte at a time (RFC 3629 §3): what each byte of a text says about its character.
//
//   first byte   bytes   bits of the code point that it gives
//   0xxxxxxx       1     7
//   110xxxxx       2     5
//   1110xxxx       3     4
//   11110xxx       4     3
//   10xxxxxx             6, continues a character
//
//   f0 9f 91 8b   11110000 10011111 10010001 10001011   000 011111 010001 001011 = U+1F44B

/// Follows a text from byte to byte, and says what each byte is.
public struct UTF8Trace: Sendable, Hashable {
    /// What a byte is.
    public enum Place: Sendable, Hashable {
        /// It starts a character of `count` bytes; for 1 byte, it is the character.
        case start(of: Int)
        /// It is byte `number` of the `count` bytes of a character, from 2.
        case next(number: Int, of: Int)
        /// It cannot stand here.
        case invalid(Problem)
    }

    /// Why a byte cannot stand where it is.
    public enum Problem: Sendable, Hashable {
        /// It continues a character, but none has been started.
        case nothingToContinue
        /// A character needs `missing` more bytes that continue it, and this byte does not.
        case doesNotContinue(missing: Int)
        /// It starts a character that fits in fewer bytes: c0, c1, or the second byte after e0 or f0.
        case longerThanNeeded
        /// With it the character would be a surrogate, U+D800 to U+DFFF: a second byte of a0 to bf after ed.
        case surrogate
        /// With it the character would lie beyond U+10FFFF: f5 to f7, or a second byte of 90 to bf after f4.
        case beyondUnicode
        /// It occurs nowhere in UTF-8: f8 to ff.
        case neverUsed
    }

    private var validator = UTF8Validator()
    /// The bytes of the character so far.
    private var bytes: [UInt8] = []
    /// The letter of the regional indicator just before, if that is the first half of a flag.
    private var flagLetter: Character?

    /// A trace at the start of a text.
    public init() {}

    /// A trace behind the bytes of a text.
    public init(after text: some Sequence<UInt8>) {
        for byte in text { _ = take(byte) }
    }

    /// Takes the next byte of the text.
    ///
    /// A byte that breaks off a character may start the next. So what a byte is depends on at most three bytes before it, wherever
    /// a trace began; which regional indicators are the two of a flag, on all of them that stand in a row.
    public mutating func take(_ byte: UInt8) -> Step {
        let before = bytes
        let length = before.first.map(UTF8Validator.sequenceLength(leadByte:)) ?? 0
        guard validator.accept(byte) else {
            let problem = Self.problem(of: byte, behind: before)
            (validator, bytes, flagLetter) = (UTF8Validator(), [], nil)
            if !before.isEmpty, validator.accept(byte), !validator.isAtBoundary { bytes = [byte] }
            return Step(byte: byte, place: .invalid(problem), bytes: before + [byte])
        }
        bytes.append(byte)
        let step = Step(
            byte: byte,
            place: before.isEmpty
                ? .start(of: UTF8Validator.sequenceLength(leadByte: byte)) : .next(number: bytes.count, of: length),
            bytes: bytes, flagLetter: flagLetter)
        guard validator.isAtBoundary else { return step }
        bytes = []
        if flagLetter == nil, case .regionalIndicator(let letter) = step.scalar?.role {
            flagLetter = letter
        } else {
            flagLetter = nil
        }
        return step
    }

    private static func problem(of byte: UInt8, behind before: [UInt8]) -> Problem {
        guard let first = before.first else {
            return switch byte {
            case 0x80...0xbf: .nothingToContinue
            case 0xc0, 0xc1: .longerThanNeeded
            case 0xf5...0xf7: .beyondUnicode
            default: .neverUsed
            }
        }
        guard (0x80...0xbf).contains(byte) else {
            return .doesNotContinue(missing: UTF8Validator.sequenceLength(leadByte: first) - before.count)
        }
        return first == 0xed ? .surrogate : first == 0xf4 ? .beyondUnicode : .longerThanNeeded
    }
}

extension UTF8Trace {
    /// A byte of a text in its character.
    public struct Step: Sendable, Hashable {
        /// The byte.
        public let byte: UInt8
        /// What it is.
        public let place: Place
        /// The bytes of its character up to it.
        public let bytes: [UInt8]
        /// The letter of the regional indicator before its character, if that is the first half of a flag.
        let flagLetter: Character?

        init(byte: UInt8, place: Place, bytes: [UInt8], flagLetter: Character? = nil) {
            (self.byte, self.place, self.bytes, self.flagLetter) = (byte, place, bytes, flagLetter)
        }

        /// The character that the byte completes; nil if it completes none.
        public var scalar: Unicode.Scalar? {
            isLast ? String(validating: bytes, as: UTF8.self)?.unicodeScalars.first : nil
        }

        /// The bits that it gives to the code point, as text: "011111"; empty for an invalid byte.
        public var bits: String {
            let digits = Binary.digits(byte)
            return switch place {
            case .start(of: 1): String(digits.suffix(7))
            case .start(let count): String(digits.suffix(7 - count))
            case .next: String(digits.suffix(6))
            case .invalid: ""
            }
        }

        private var isLast: Bool {
            switch place {
            case .start(let count): count == 1
            case .next(let number, let count): number == count
            case .invalid: false
            }
        }
    }
}
