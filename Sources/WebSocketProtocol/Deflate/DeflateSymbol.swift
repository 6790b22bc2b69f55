// What DEFLATE data consists of, RFC 1951 §3.2: blocks, and in each of them symbols that are written with codes of different lengths.
//
//   message   block, block, …
//   block     BFINAL BTYPE │ 00 stored   padding, LEN NLEN, bytes as they are
//                          │ 01 fixed    symbols in the codes of §3.2.6
//                          │ 10 dynamic  the lengths of two codes, then symbols in these codes
//   symbol    a literal │ a copy of what came before: length, distance │ the end of the block

/// How the data of a block is written (§3.2.3).
public enum DeflateBlock: Sendable, Hashable {
    /// The bytes as they are.
    case stored
    /// Symbols in the codes that the standard names.
    case fixed
    /// Symbols in codes that the block itself describes.
    case dynamic
}

/// The smallest part of DEFLATE data that means something on its own.
public enum DeflateSymbol: Sendable, Hashable {
    /// The three bits with which a block begins.
    case block(DeflateBlock, isFinal: Bool)
    /// The rest of a byte: a stored block goes on with whole bytes, and so does what follows a final block.
    case padding
    /// How many bytes a stored block holds, and the same number with all bits inverted.
    case storedLength(Int)
    /// Bytes of a stored block, as many as could be read together.
    case stored(count: Int)
    /// How many code lengths follow: 257 to 286 for literals and lengths, 1 to 30 for distances, and before them 4 to 19 of the code
    /// in which these are written.
    case counts(literals: Int, distances: Int, lengths: Int)
    /// Of the code in which the code lengths are written: how many bits one of its symbols has.
    case lengthCodeLength(of: Int, bits: Int)
    /// How many bits the code of a symbol has; first all literals and lengths are described, then all distances.
    case codeLength(of: Int, bits: Int)
    /// The same for `count` symbols from `of` on, which have as many bits as the one before (symbol 16), or none (17 and 18).
    case codeLengths(of: Int, count: Int, bits: Int)
    /// A byte.
    case literal(UInt8)
    /// `length` bytes, the first of which was written `distance` bytes ago. The copy may reach into itself.
    case copy(length: Int, distance: Int)
    /// No more symbols in this block.
    case endOfBlock
}

/// What is wrong with DEFLATE data.
public enum DeflateError: Error, Sendable, Hashable {
    /// A block of type 11, which is reserved.
    case reservedBlock
    /// The inverted length of a stored block is not the inverse of its length.
    case storedLengthMismatch
    /// More code lengths than there are symbols: over 286 literals and lengths, or over 30 distances.
    case tooManyCodeLengths
    /// The code lengths of an alphabet leave bits without a meaning, or give some of them two.
    case lengthsNotACode(DeflateAlphabet)
    /// The first code length repeats the one before it.
    case nothingToRepeat
    /// A repeated code length goes beyond the last symbol.
    case repeatsTooOften
    /// The code has no end of block, so that the block could not end.
    case noEndOfBlock
    /// Bits that stand for no symbol of the alphabet.
    case noSuchCode(DeflateAlphabet)
    /// A copy begins before everything that was written, or before what the window holds.
    case distanceTooFar(distance: Int, available: Int)
    /// The data of a message ends before its block does.
    case endsInsideBlock
}

/// The three alphabets of a dynamic block.
public enum DeflateAlphabet: Sendable, Hashable {
    /// In which code lengths are written (§3.2.7).
    case codeLengths
    /// Literals, lengths and the end of a block.
    case literals
    /// Distances.
    case distances
}
