// DEFLATE data as it arrives, RFC 1951: one symbol after the other, with what it writes.
//
//   bytes ──▶ bits ──▶ what comes next? ──▶ symbol ──▶ output, and the window for the copies to come
//                      │ block │ stored … │ counts, code lengths … │ literal, copy, end of block
//
// The data of the messages of one direction is one stream: blocks follow each other, and copies reach back into earlier messages, unless
// the window is emptied between them (RFC 7692 §7.1.1). What explains messages steps through the same symbols as what only reads them.

/// Reads DEFLATE data symbol by symbol. It is a value: a copy continues from where it was made.
public struct Inflater: Sendable {
    /// What was written last, for copies.
    public private(set) var window: InflaterWindow
    /// How many bits were read so far.
    public private(set) var bitCount = 0

    private var bits = BitReader()
    private var next = Next.block
    /// Whether the block in hand, or the last one, is final.
    private var isFinal = false
    private var literals = HuffmanCode.fixedLiterals
    private var distances = HuffmanCode.fixedDistances

    /// What comes next in the data.
    private enum Next: Sendable {
        case block
        /// Behind a final block, or in front of a stored one.
        case padding(thenStored: Bool)
        case storedLength
        case stored(Int)
        case counts
        case lengthCodeLengths(CodeLengths)
        case codeLengths(CodeLengths, HuffmanCode)
        case symbol
        case failed(DeflateError)
    }

    /// - Parameters:
    ///   - windowBits: the window is of 2 to the power of it bytes, 8...15.
    ///   - past: a byte of which the window is full, where what was written earlier is not known; nil for an empty window.
    public init(windowBits: Int = 15, past: UInt8? = nil) {
        window = InflaterWindow(capacity: 1 << windowBits, filledWith: past)
    }

    /// An inflater behind bytes that were written earlier, and before them whatever `past` says.
    public init(windowBits: Int, past: UInt8? = nil, behind earlier: [UInt8]) {
        window = InflaterWindow(capacity: 1 << windowBits, filledWith: past)
        for byte in earlier.suffix(1 << windowBits) { window.append(byte) }
    }

    /// Whether the data may end here: no block has been begun that is not whole.
    public var isBetweenBlocks: Bool {
        switch next {
        case .block, .padding(thenStored: false): true
        default: false
        }
    }

    /// Whether the last block was a final one. Another may follow all the same, from the next whole byte on (RFC 7692 §7.2.3.4).
    public var isBehindFinalBlock: Bool { isFinal && isBetweenBlocks }

    /// Forgets what was written: no copy reaches back any more.
    public mutating func emptyWindow() { window.removeAll() }

    /// Reads the next symbol.
    ///
    /// - Parameters:
    ///   - bytes: the data; up to 7 bytes of it are read ahead, so what is behind `position` is to be presented next time.
    ///   - position: moved past what was read.
    ///   - end: where the bytes end that may be read.
    ///   - output: what the symbol writes is appended: at most 258 bytes, or those of a stored block, at most as many as were presented.
    /// - Returns: nil when more data is needed.
    /// - Throws: what is wrong, from then on each time.
    public mutating func step(
        _ bytes: RawSpan, at position: inout Int, to end: Int, into output: inout [UInt8]
    ) throws(DeflateError) -> DeflateSymbol? {
        bits.refill(from: bytes, at: &position, to: end)
        let before = bits.count
        do throws(DeflateError) {
            let symbol: DeflateSymbol?
            switch next {
            case .symbol: symbol = try readSymbol(&output)
            case .stored(let count):
                return readStored(count, bytes, at: &position, to: end, into: &output)
            default: symbol = try readStructure()
            }
            bitCount += before - bits.count
            return symbol
        } catch {
            next = .failed(error)
            throw error
        }
    }

    // MARK: Blocks

    private mutating func readStructure() throws(DeflateError) -> DeflateSymbol? {
        switch next {
        case .block: return try readBlock()
        case .padding(let thenStored):
            bits.drop(bits.count % 8)
            next = thenStored ? .storedLength : .block
            return .padding
        case .storedLength: return try readStoredLength()
        case .counts: return try readCounts()
        case .lengthCodeLengths(let lengths): return try readLengthCodeLength(lengths)
        case .codeLengths(let lengths, let code): return try readCodeLength(lengths, in: code)
        case .failed(let error): throw error
        case .symbol, .stored: return nil
        }
    }

    private mutating func readBlock() throws(DeflateError) -> DeflateSymbol? {
        guard let header = bits.peek(3) else { return nil }
        let block: DeflateBlock
        switch header >> 1 {
        case 0: block = .stored
        case 1: block = .fixed
        case 2: block = .dynamic
        default: throw .reservedBlock
        }
        bits.drop(3)
        isFinal = header & 1 == 1
        switch block {
        case .stored: next = bits.count % 8 == 0 ? .storedLength : .padding(thenStored: true)
        case .fixed:
            literals = .fixedLiterals
            distances = .fixedDistances
            next = .symbol
        case .dynamic: next = .counts
        }
        return .block(block, isFinal: isFinal)
    }

    private mutating func endBlock() { next = isFinal && bits.count % 8 != 0 ? .padding(thenStored: false) : .block }

    private mutating func readStoredLength() throws(DeflateError) -> DeflateSymbol? {
        guard let both = bits.peek(32) else { return nil }
        let length = both & 0xffff
        guard both >> 16 == ~length & 0xffff else { throw .storedLengthMismatch }
        bits.drop(32)
        next = .stored(Int(length))
        if length == 0 { endBlock() }
        return .storedLength(Int(length))
    }

    private mutating func readStored(
        _ count: Int, _ bytes: RawSpan, at position: inout Int, to end: Int, into output: inout [UInt8]
    ) -> DeflateSymbol? {
        var rest = count
        func write(_ byte: UInt8, _ window: inout InflaterWindow, _ output: inout [UInt8]) {
            window.append(byte)
            output.append(byte)
        }
        while rest > 0, let byte = bits.peek(8) {
            bits.drop(8)
            write(UInt8(byte), &window, &output)
            rest -= 1
        }
        while rest > 0, position < end {
            write(bytes.byte(at: position), &window, &output)
            position += 1
            rest -= 1
        }
        guard rest < count else { return nil }
        bitCount += (count - rest) * 8
        next = .stored(rest)
        if rest == 0 { endBlock() }
        return .stored(count: count - rest)
    }

    // MARK: The codes of a dynamic block, §3.2.7

    private mutating func readCounts() throws(DeflateError) -> DeflateSymbol? {
        guard let counts = bits.peek(14) else { return nil }
        let lengths = CodeLengths(
            literalCount: Int(counts & 31) + 257, distanceCount: Int(counts >> 5 & 31) + 1,
            lengthCount: Int(counts >> 10) + 4)
        guard lengths.literalCount <= 286, lengths.distanceCount <= 30 else { throw .tooManyCodeLengths }
        bits.drop(14)
        next = .lengthCodeLengths(lengths)
        return .counts(
            literals: lengths.literalCount, distances: lengths.distanceCount, lengths: lengths.lengthCount)
    }

    private mutating func readLengthCodeLength(_ lengths: CodeLengths) throws(DeflateError) -> DeflateSymbol? {
        guard let bitCount = bits.peek(3) else { return nil }
        var lengths = lengths
        let symbol = lengths.addLengthCodeLength(UInt8(bitCount))
        if lengths.hasLengthCode {
            let code = HuffmanCode(lengths: lengths.lengthCode[...])
            guard code.completeness == .complete else { throw .lengthsNotACode(.codeLengths) }
            next = .codeLengths(lengths, code)
        } else {
            next = .lengthCodeLengths(lengths)
        }
        bits.drop(3)
        return .lengthCodeLength(of: symbol, bits: Int(bitCount))
    }

    private mutating func readCodeLength(
        _ lengths: CodeLengths, in code: HuffmanCode
    ) throws(DeflateError) -> DeflateSymbol? {
        guard let (symbol, length) = try find(in: code, .codeLengths, skipping: 0) else { return nil }
        let extraBits = CodeLengths.extraBits(of: symbol)
        guard let extra = bits.peek(extraBits, behind: length) else { return nil }
        var lengths = lengths
        let first = lengths.lengths.count
        let added = try lengths.add(symbol, extra: Int(extra))
        if lengths.isComplete {
            try makeCodes(lengths)
            next = .symbol
        } else {
            next = .codeLengths(lengths, code)
        }
        bits.drop(length + extraBits)
        return symbol < 16
            ? .codeLength(of: first, bits: symbol)
            : .codeLengths(of: first, count: added, bits: Int(lengths.lengths[first]))
    }

    private mutating func makeCodes(_ lengths: CodeLengths) throws(DeflateError) {
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

    // MARK: Symbols

    private mutating func readSymbol(_ output: inout [UInt8]) throws(DeflateError) -> DeflateSymbol? {
        guard let (symbol, symbolBits) = try find(in: literals, .literals, skipping: 0) else { return nil }
        if symbol < 256 {
            bits.drop(symbolBits)
            window.append(UInt8(symbol))
            output.append(UInt8(symbol))
            return .literal(UInt8(symbol))
        }
        if symbol == 256 {
            bits.drop(symbolBits)
            endBlock()
            return .endOfBlock
        }
        guard let lengths = DeflateRange.length(symbol) else { throw .noSuchCode(.literals) }
        var used = symbolBits
        guard let extraLength = bits.peek(lengths.extraBits, behind: used) else { return nil }
        used += lengths.extraBits
        guard let (distanceSymbol, distanceBits) = try find(in: distances, .distances, skipping: used) else {
            return nil
        }
        guard let range = DeflateRange.distance(distanceSymbol) else { throw .noSuchCode(.distances) }
        used += distanceBits
        guard let extraDistance = bits.peek(range.extraBits, behind: used) else { return nil }
        let length = lengths.base + Int(extraLength)
        let distance = range.base + Int(extraDistance)
        guard distance <= window.count else { throw .distanceTooFar(distance: distance, available: window.count) }
        bits.drop(used + range.extraBits)
        window.copy(length, from: distance, into: &output)
        return .copy(length: length, distance: distance)
    }

    private func find(
        in code: HuffmanCode, _ alphabet: DeflateAlphabet, skipping used: Int
    ) throws(DeflateError) -> (symbol: Int, length: Int)? {
        switch code.find(in: bits.value >> UInt64(used), count: bits.count - used) {
        case .symbol(let symbol, let length): return (symbol, length)
        case .incomplete: return nil
        case .nothing: throw .noSuchCode(alphabet)
        }
    }
}
