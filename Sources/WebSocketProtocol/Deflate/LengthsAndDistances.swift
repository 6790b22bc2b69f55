// Lengths and distances, RFC 1951 §3.2.5: a symbol gives a range, and bits behind it say where in it.
//
//   symbol   extra bits   length          symbol   extra bits   distance
//   257      0            3               0        0            1
//   …                                     …
//   265      1            11 to 12        4        1            5 to 6
//   …                                     …
//   284      5            227 to 257      29       13           24,577 to 32,768
//   285      0            258

/// A range of lengths or distances that share a symbol.
struct DeflateRange: Sendable, Hashable {
    /// The smallest.
    let base: Int
    /// How many bits say how much is added to it.
    let extraBits: Int

    /// The lengths or distances. The longest length has a symbol of its own, and is not in the range of the symbol before it.
    var values: ClosedRange<Int> {
        let last = base + 1 << extraBits - 1
        return base...(base == 227 ? last - 1 : last)
    }

    /// The range of a symbol of the literals, 257...285; nil for any other.
    static func length(_ symbol: Int) -> DeflateRange? {
        let index = symbol - 257
        switch index {
        case 0..<8: return DeflateRange(base: index + 3, extraBits: 0)
        case 8..<28:
            let bits = index / 4 - 1
            return DeflateRange(base: (4 + index % 4) << bits + 3, extraBits: bits)
        case 28: return DeflateRange(base: 258, extraBits: 0)
        default: return nil
        }
    }

    /// The range of a symbol of the distances, 0...29; nil for any other.
    static func distance(_ symbol: Int) -> DeflateRange? {
        switch symbol {
        case 0..<4: return DeflateRange(base: symbol + 1, extraBits: 0)
        case 4..<30:
            let bits = symbol / 2 - 1
            return DeflateRange(base: (2 + symbol % 2) << bits + 1, extraBits: bits)
        default: return nil
        }
    }
}
