// Why a message is not compressed, or not inflated.

/// What can go wrong with a stream of zlib.
public enum CompressionError: Error, Sendable, Hashable {
    /// zlib got no memory for its state.
    case outOfMemory
    /// The data is not DEFLATE, or a message ends in the middle of a block.
    case brokenData
    /// More bytes come out than may.
    case tooLong
}

/// A message in DEFLATE data ends with an empty stored block, of which these four bytes are not sent (RFC 7692 §7.2.1).
let endOfMessage: [UInt8] = [0x00, 0x00, 0xff, 0xff]

/// How many bytes are written in one step. Between two steps the limit is checked.
let stepLength = 64 << 10
