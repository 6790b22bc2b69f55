// From bits of compressed data to bytes of the wire:
//
//   stream   … │ header │ payload: a part that was read before │ the part in hand │ …
//                       └ bounds ───────────────────────────────┼──────────────────┤
//                                                               start: bit 0

/// Where the bits of a part of a payload lie in its direction's stream. A symbol may have begun in the part before.
struct PayloadPlace: Sendable {
    /// Where the first bit of the part is.
    let start: Int
    /// The bytes that may be named; of bits before or behind them, it is the nearest.
    let bounds: Range<Int>

    /// The last of them.
    var last: Range<Int> { bounds.suffix(1) }

    /// The bytes that hold bits, counted from the first one of the part.
    func bytes(holding bits: Range<Int>) -> Range<Int> {
        let (first, last) = (byte(holding: bits.lowerBound), byte(holding: bits.upperBound - 1))
        return first..<last + 1
    }

    private func byte(holding bit: Int) -> Int { max(bounds.lowerBound, min(start + bit >> 3, bounds.upperBound - 1)) }
}
