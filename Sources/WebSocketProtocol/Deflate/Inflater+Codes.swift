// The codes of a dynamic block, RFC 1951 §3.2.7, before its symbols:
//
//   counts │ lengths of the third code │ lengths of the codes of literals and of distances, in the third code

extension Inflater {
    mutating func readCounts() throws(DeflateError) -> DeflateSymbol? {
        guard let counts = bits.peek(14) else { return nil }
        lengths = CodeLengths(
            literalCount: Int(counts & 31) + 257, distanceCount: Int(counts >> 5 & 31) + 1,
            lengthCount: Int(counts >> 10) + 4)
        guard lengths.literalCount <= 286, lengths.distanceCount <= 30 else { throw .tooManyCodeLengths }
        bits.drop(14)
        next = .lengthCodeLengths
        return .counts(
            literals: lengths.literalCount, distances: lengths.distanceCount, lengths: lengths.lengthCount)
    }

    mutating func readLengthCodeLength() throws(DeflateError) -> DeflateSymbol? {
        guard let bitCount = bits.peek(3) else { return nil }
        let symbol = lengths.addLengthCodeLength(UInt8(bitCount))
        if lengths.hasLengthCode {
            let code = HuffmanCode(lengths: lengths.lengthCode[...])
            guard code.completeness == .complete else { throw .lengthsNotACode(.codeLengths) }
            next = .codeLengths(in: code)
        }
        bits.drop(3)
        return .lengthCodeLength(of: symbol, bits: Int(bitCount))
    }

    mutating func readCodeLength(in code: HuffmanCode) throws(DeflateError) -> DeflateSymbol? {
        guard let (symbol, length) = try find(in: code, .codeLengths, skipping: 0) else { return nil }
        let extraBits = CodeLengths.extraBits(of: symbol)
        guard let extra = bits.peek(extraBits, behind: length) else { return nil }
        let first = lengths.lengths.count
        let added = try lengths.add(symbol, extra: Int(extra))
        if lengths.isComplete {
            try makeCodes()
            next = .symbol
        }
        bits.drop(length + extraBits)
        return symbol < 16
            ? .codeLength(of: first, bits: symbol)
            : .codeLengths(of: first, count: added, bits: Int(lengths.lengths[first]))
    }

    private mutating func makeCodes() throws(DeflateError) {
        guard lengths.lengths[256] > 0 else { throw .noEndOfBlock }
        let literals = HuffmanCode(lengths: lengths.lengths[..<lengths.literalCount])
        guard literals.completeness == .complete || literals.completeness == .oneSymbol else {
            throw .lengthsNotACode(.literals)
        }
        let distances = HuffmanCode(lengths: lengths.lengths[lengths.literalCount...])
        guard [.complete, .oneSymbol, .empty].contains(distances.completeness) else {
            throw .lengthsNotACode(.distances)
        }
        self.literals = literals
        self.distances = distances
    }
}
