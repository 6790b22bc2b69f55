// DEFLATE data as it arrives, RFC 1951: one symbol after the other, with what it writes.
//
//   bytes ──▶ bits ──▶ what comes next? ──▶ symbol ──▶ output, and the window for the copies to come
//                      │ block │ stored … │ counts, code lengths … │ literal, copy, end of block
//
// The data of the messages of one direction is one stream: blocks follow each other, and copies reach back into earlier messages, unless
// each message begins with an empty one (RFC 7692 §7.1.1). The window is always as large as DEFLATE allows: a copy from beyond the one that was
// agreed on can be read, and whether it may be sent is another question. What explains messages steps through the same symbols as what
// only reads them.

/// Reads DEFLATE data symbol by symbol. It is a value: a copy continues from where it was made.
public struct Inflater: Sendable {
    /// What was written last, for copies.
    public private(set) var window: InflaterWindow
    /// How many bits were read so far.
    public private(set) var bitCount = 0

    var bits = BitReader()
    var next = Next.block
    /// Whether the block in hand, or the last one, is final.
    private var isFinal = false
    /// The codes of the block in hand.
    var literals = HuffmanCode.fixedLiterals, distances = HuffmanCode.fixedDistances
    /// The code lengths of the dynamic block in hand, as far as they have arrived.
    var lengths = CodeLengths.none

    /// What comes next in the data.
    enum Next: Sendable {
        case block
        /// Behind a final block, or in front of a stored one.
        case padding(thenStored: Bool)
        case storedLength
        case stored(Int)
        case counts
        case lengthCodeLengths
        case codeLengths(in: HuffmanCode)
        case symbol
        case failed(DeflateError)
    }

    /// - Parameters:
    ///   - past: a byte of which the window is full, where what was written earlier is not known; nil for an empty window.
    ///   - earlier: what was written behind that.
    public init(past: UInt8? = nil, behind earlier: [UInt8] = []) {
        window = InflaterWindow(filledWith: past)
        for byte in earlier.suffix(InflaterWindow.capacity) { window.append(byte) }
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

    /// What is to be read behind the payload of a message: the four bytes, or nothing where it ends with a final block, which may be the end
    /// of the message; they then have nothing to complete (RFC 7692 §7.2.3.4).
    var addedAtEnd: [UInt8] { isBehindFinalBlock ? [] : DeflateTrace.endOfMessage }

    /// Checks that the message may end here, behind what was added.
    ///
    /// - Throws: `.endsInsideBlock`.
    func checkEndOfMessage() throws(DeflateError) {
        // Bits that are left over begin another block.
        guard isBetweenBlocks, isFinal || bits.count == 0 else { throw .endsInsideBlock }
    }

    /// Reads the next symbol.
    ///
    /// - Parameters:
    ///   - bytes: the data; up to 7 bytes of it are read ahead, so what is behind `position` is to be presented next time.
    ///   - position: moved past what was read.
    ///   - end: where the bytes end that may be read.
    ///   - output: what the symbol writes is appended: at most 258 bytes, or those of a stored block, as many as were presented and read ahead.
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
        case .lengthCodeLengths: return try readLengthCodeLength()
        case .codeLengths(let code): return try readCodeLength(in: code)
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

    func find(
        in code: HuffmanCode, _ alphabet: DeflateAlphabet, skipping used: Int
    ) throws(DeflateError) -> (symbol: Int, length: Int)? {
        switch code.find(in: bits.value >> UInt64(used), count: bits.count - used) {
        case .symbol(let symbol, let length): return (symbol, length)
        case .incomplete: return nil
        case .nothing: throw .noSuchCode(alphabet)
        }
    }
}
