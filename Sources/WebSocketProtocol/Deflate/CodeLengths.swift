// How a dynamic block describes its two codes, RFC 1951 §3.2.7: by the lengths of their codes, which are written in a third code, whose
// lengths come before them.
//
//   counts │ lengths of the third code, 3 bits each │ lengths of the codes of literals and of distances, as one list

/// The code lengths of a dynamic block, as they arrive.
struct CodeLengths: Sendable {
    /// How many literals and lengths, how many distances, and how many symbols of the third code are described.
    let literalCount: Int, distanceCount: Int, lengthCount: Int
    /// The lengths of the third code, by symbol; 0 for those that are not described.
    private(set) var lengthCode = [UInt8](repeating: 0, count: 19)
    /// The lengths of both codes so far.
    private(set) var lengths: [UInt8] = []

    /// The order in which the lengths of the third code are written: those at the end are often 0, and are left out.
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private var describedCount = 0

    /// Those of no block.
    static let none = CodeLengths(literalCount: 0, distanceCount: 0, lengthCount: 0)

    init(literalCount: Int, distanceCount: Int, lengthCount: Int) {
        (self.literalCount, self.distanceCount, self.lengthCount) = (literalCount, distanceCount, lengthCount)
    }

    /// Whether the third code is described.
    var hasLengthCode: Bool { describedCount == lengthCount }

    /// Whether both codes are described.
    var isComplete: Bool { lengths.count == literalCount + distanceCount }

    /// Adds a length of the third code. Returns the symbol whose length it is.
    mutating func addLengthCodeLength(_ bits: UInt8) -> Int {
        let symbol = Self.order[describedCount]
        lengthCode[symbol] = bits
        describedCount += 1
        return symbol
    }

    /// How many bits follow a symbol of the third code.
    static func extraBits(of symbol: Int) -> Int {
        switch symbol {
        case 16: 2
        case 17: 3
        case 18: 7
        default: 0
        }
    }

    /// Adds what a symbol of the third code stands for: a length, or several times the same. Returns how many.
    mutating func add(_ symbol: Int, extra: Int) throws(DeflateError) -> Int {
        let count: Int
        let bits: UInt8
        switch symbol {
        case 16:
            guard let last = lengths.last else { throw .nothingToRepeat }
            (count, bits) = (3 + extra, last)
        case 17: (count, bits) = (3 + extra, 0)
        case 18: (count, bits) = (11 + extra, 0)
        default: (count, bits) = (1, UInt8(symbol))
        }
        guard lengths.count + count <= literalCount + distanceCount else { throw .repeatsTooOften }
        for _ in 0..<count { lengths.append(bits) }
        return count
    }
}
