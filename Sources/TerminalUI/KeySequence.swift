// What a terminal sends for a key that its description does not name, such as Ctrl-Right: a sequence behind ESC (ECMA-48 §5.4). It must
// not be read as keys that were typed one by one.
//
//   ESC [ 1 ; 5 C      parameters (0 to 9, ;), and a letter or ~
//   ESC O E            one letter

/// The characters behind an ESC, while it is open whether they are a sequence or were typed.
public struct KeySequence: Sendable {
    /// What is known after a character.
    public enum Progress: Sendable, Equatable {
        /// It may be a sequence.
        case unfinished
        /// It is a sequence.
        case ended
        /// It is not a sequence: the characters are keys.
        case broken
    }

    private var count = 0
    private var hasOneLetter = false
    /// More than any key sends.
    private static let longest = 16

    /// A sequence of which only the ESC was read.
    public init() {}

    /// Takes in the next character, by its code point. After the end, or after a broken one, the sequence is over.
    public mutating func take(_ code: UInt32) -> Progress {
        count += 1
        guard let scalar = Unicode.Scalar(code), scalar.isASCII, count <= Self.longest else { return .broken }
        let isLetter = ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
        switch (count, scalar) {
        case (1, "["): return .unfinished
        case (1, "O"):
            hasOneLetter = true
            return .unfinished
        case (1, _): return .broken
        case _ where hasOneLetter: return isLetter ? .ended : .broken
        case (_, "0"..."9"), (_, ";"): return .unfinished
        case (_, "~"): return count > 2 ? .ended : .broken
        default: return isLetter ? .ended : .broken
        }
    }
}
