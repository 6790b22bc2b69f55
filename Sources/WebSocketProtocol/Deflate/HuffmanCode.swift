// A code of DEFLATE, RFC 1951 §3.2.2: it is given by the lengths alone. Shorter codes come first, and among those of one length the
// symbols in their order:
//
//   symbol   length   code
//     A        2      10
//     B        1      0
//     C        3      110
//     D        3      111
//
// A code is read from its highest bit on, whereas all other numbers of DEFLATE begin with their lowest bit. So the table below is
// addressed with codes that were turned round.

/// A code whose symbols have 1 to 15 bits.
struct HuffmanCode: Sendable, Hashable {
    /// The longest code that there can be.
    static let maximumLength = 15
    /// Codes of up to as many bits are found with one look.
    private static let quickLength = 9

    /// How many codes have each length, by length.
    private var counts = [UInt16](repeating: 0, count: maximumLength + 1)
    /// The symbols in the order of their codes.
    private var symbols: [UInt16] = []
    /// For each pattern of `quickLength` bits the symbol whose code begins it, and that code's length: symbol × 16 + length; 0 for none.
    private var quick = [UInt16](repeating: 0, count: 1 << quickLength)

    /// Whether the lengths make a code: no pattern of bits has two meanings, and each has one. The standard makes two exceptions: for a
    /// code of one symbol, which has 1 bit, and for one without any.
    enum Completeness { case complete, oneSymbol, empty, incomplete, oversubscribed }
    private(set) var completeness = Completeness.empty

    /// The code with these lengths; 0 for a symbol that does not occur.
    init(lengths: ArraySlice<UInt8>) {
        for length in lengths { counts[Int(length)] += 1 }
        let used = lengths.count - Int(counts[0])
        counts[0] = 0
        guard used > 0 else { return }
        completeness = Self.completeness(of: counts, used: used)
        guard completeness != .oversubscribed else { return }

        var places = [Int](repeating: 0, count: Self.maximumLength + 2)
        var codes = places
        for length in 1...Self.maximumLength {
            places[length + 1] = places[length] + Int(counts[length])
            codes[length + 1] = (codes[length] + Int(counts[length])) << 1
        }
        symbols = [UInt16](repeating: 0, count: used)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length)
            symbols[places[length]] = UInt16(symbol)
            places[length] += 1
            enter(UInt16(symbol), code: codes[length], length: length)
            codes[length] += 1
        }
    }

    private static func completeness(of counts: [UInt16], used: Int) -> Completeness {
        var free = 1
        for length in 1...maximumLength {
            free = free << 1 - Int(counts[length])
            if free < 0 { return .oversubscribed }
        }
        if free == 0 { return .complete }
        return used == 1 && counts[1] == 1 ? .oneSymbol : .incomplete
    }

    /// Enters a code in the quick table, at all patterns that begin with it.
    private mutating func enter(_ symbol: UInt16, code: Int, length: Int) {
        guard length <= Self.quickLength else { return }
        var pattern = 0
        for bit in 0..<length where code >> bit & 1 == 1 { pattern |= 1 << (length - 1 - bit) }
        for index in stride(from: pattern, to: quick.count, by: 1 << length) {
            quick[index] = symbol << 4 | UInt16(length)
        }
    }

    /// What the next bits stand for.
    enum Found {
        case symbol(Int, length: Int)
        /// More bits are needed.
        case incomplete
        /// The bits stand for nothing.
        case nothing
    }

    /// Reads a symbol.
    ///
    /// - Parameters:
    ///   - bits: the next bits, the first one lowest.
    ///   - count: how many of them there are; those above are 0.
    func find(in bits: UInt64, count: Int) -> Found {
        let entry = quick[Int(bits & UInt64(quick.count - 1))]
        if entry != 0 {
            let length = Int(entry & 15)
            return length <= count ? .symbol(Int(entry >> 4), length: length) : .incomplete
        }
        return findBitByBit(in: bits, count: count)
    }

    /// Goes through the lengths: of each the codes lie side by side.
    private func findBitByBit(in bits: UInt64, count: Int) -> Found {
        // With one symbol, or none, the first bit says that there is none.
        guard completeness == .complete || count == 0 else { return .nothing }
        var code = 0
        var first = 0
        var index = 0
        for length in 1...Self.maximumLength {
            guard length <= count else { return .incomplete }
            code |= Int(bits >> UInt64(length - 1) & 1)
            let number = Int(counts[length])
            if code - first < number { return .symbol(Int(symbols[index + code - first]), length: length) }
            index += number
            first = (first + number) << 1
            code <<= 1
        }
        return .nothing
    }

    // MARK: The codes of fixed blocks, §3.2.6

    /// Literals and lengths: 0...143 have 8 bits, 144...255 have 9, 256...279 have 7, 280...287 have 8.
    static let fixedLiterals = HuffmanCode(
        lengths: ([UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
            + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))[...])
    /// Distances: all have 5 bits. The last two stand for nothing.
    static let fixedDistances = HuffmanCode(lengths: [UInt8](repeating: 5, count: 32)[...])
}
