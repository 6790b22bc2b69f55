// A compressed message, explained: each bit of its data belongs to one symbol, and each byte that comes out to one, too.
//
//   payload of its frames, unmasked │ 00 00 ff ff          what is read: the four bytes were not sent (RFC 7692 §7.2.2)
//   ├ block ┼ literal ┼ copy ┼ …                           the symbols
//             H         ello                               what comes out

/// The symbols of a message, in their order.
public struct DeflateTrace: Sendable {
    /// A symbol in its place.
    public struct Step: Sendable, Hashable {
        /// What it is.
        public let symbol: DeflateSymbol
        /// Its bits in the data: bit 0 is the lowest of the first byte, bit 8 the lowest of the second.
        public let bits: Range<Int>
        /// The bytes that it writes, in what comes out.
        public let output: Range<Int>
    }

    /// A frame of an earlier message, from which copies may take bytes.
    public struct EarlierFrame: Sendable, Hashable {
        /// Its number among the frames of its direction.
        public let number: Int
        /// Where the bytes that came out with it stand: before position 0.
        public let output: Range<Int>

        /// A frame with what came out with it.
        public init(number: Int, output: Range<Int>) { (self.number, self.output) = (number, output) }
    }

    /// How the payload ends.
    public enum End: Sendable, Hashable {
        /// With the message: inflating adds the four bytes that its sender left out.
        case whole
        /// More of it may come.
        case arriving
        /// More of it is here, and is not read.
        case cut
    }

    /// The payload of the message, and the four bytes that inflating adds.
    public let data: [UInt8]
    /// How the payload ends.
    public let end: End
    /// How many of these were needed: 4, or 0 where the payload ends with a final block, or something is wrong before them.
    public private(set) var addedCount = 0
    /// How many bytes of the data are to be read: the payload, and what was added.
    public var readCount: Int { payloadCount + addedCount }
    /// The symbols. If there are more than the limit, the first ones.
    public private(set) var steps: [Step] = []
    /// What comes out of the steps.
    public private(set) var output: [UInt8] = []
    /// What is wrong, at a bit of the data; nil where all is well as far as it was read.
    public private(set) var error: (what: DeflateError, bit: Int)?
    /// Whether there are more symbols than are kept.
    public private(set) var isCut = false
    /// What earlier messages left for copies.
    public let earlier: InflaterWindow
    /// How many bytes of that are here, the last ones; what stands before them came with messages that are not. A byte of these that is not
    /// known itself is a `?`.
    public let knownEarlierCount: Int
    /// The frames that brought them, in their order, as far as they are here.
    public let earlierFrames: [EarlierFrame]
    /// How many bytes back copies may begin: 2 to the power of the bits that were agreed on.
    public let window: Int

    /// One sentence on its size: why it got smaller, or did not. Nil where something is wrong, or nothing has been read.
    public private(set) var why: Sentence?

    /// How many symbols are kept unless another number is given.
    public static let defaultLimit = 1 << 16

    /// - Parameters:
    ///   - payload: of all frames of the message, unmasked.
    ///   - inflater: as the messages before it left it.
    ///   - knownEarlier: how many of the last bytes before it are known; nil for all.
    ///   - earlierFrames: the frames that brought these, in their order.
    ///   - windowBits: the window that was agreed on, as a power of 2, 8...15. Copies from further back are read all the same.
    ///   - end: how the payload ends.
    ///   - limit: how many symbols are kept.
    public init(
        of payload: [UInt8], after inflater: Inflater = Inflater(), knownEarlier: Int? = nil,
        earlierFrames: [EarlierFrame] = [], windowBits: Int = 15, end: End = .whole, limit: Int = defaultLimit
    ) {
        data = payload + Self.endOfMessage
        window = 1 << windowBits
        self.end = end
        earlier = inflater.window
        self.earlierFrames = earlierFrames
        knownEarlierCount = min(knownEarlier ?? .max, inflater.window.count)
        var inflater = inflater
        let start = inflater.bitCount
        do throws(DeflateError) {
            try readAll(&inflater, start, limit)
        } catch {
            self.error = (error, inflater.bitCount - start)
        }
        why = sentenceOnSize()
    }

    /// Whether making it anew would come to the same: it was made of the same data, behind the same past.
    ///
    /// - Parameters: as those it is made with, and what earlier messages left for copies.
    public func isMade(
        of payload: [UInt8], behind earlier: InflaterWindow, knownEarlier: Int?, earlierFrames: [EarlierFrame],
        windowBits: Int, end: End
    ) -> Bool {
        self.end == end && window == 1 << windowBits && payloadCount == payload.count
            && self.earlierFrames == earlierFrames
            && knownEarlierCount == min(knownEarlier ?? .max, earlier.count) && self.earlier == earlier
            && data.dropLast(Self.endOfMessage.count) == payload[...]
    }

    /// What a message ends with, and what its sender leaves out (RFC 7692 §7.2.1).
    public static let endOfMessage: [UInt8] = [0x00, 0x00, 0xff, 0xff]

    private mutating func readAll(
        _ inflater: inout Inflater, _ start: Int, _ limit: Int
    ) throws(DeflateError) {
        try read(&inflater, from: 0, to: payloadCount, start, limit)
        isCut = isCut || end == .cut
        guard !isCut, end == .whole else { return }
        addedCount = inflater.addedAtEnd.count
        try read(&inflater, from: payloadCount, to: payloadCount + addedCount, start, limit)
        if !isCut { try inflater.checkEndOfMessage() }
    }

    private mutating func read(
        _ inflater: inout Inflater, from first: Int, to end: Int, _ start: Int, _ limit: Int
    ) throws(DeflateError) {
        let data = data
        var position = first
        while true {
            let (bit, written) = (inflater.bitCount - start, output.count)
            guard let symbol = try inflater.step(data.span.bytes, at: &position, to: end, into: &output) else { return }
            guard steps.count < limit else {
                output.removeLast(output.count - written)
                isCut = true
                return
            }
            steps.append(
                Step(symbol: symbol, bits: bit..<inflater.bitCount - start, output: written..<output.count))
        }
    }

    /// Where a copy takes its first byte from: a position in what comes out, negative in an earlier message; nil for another symbol.
    public func source(of step: Step) -> Int? {
        guard case .copy(_, let distance) = step.symbol else { return nil }
        return step.output.lowerBound - distance
    }

    /// The number of the step that a bit of the data belongs to; nil behind the last one.
    public func step(atBit bit: Int) -> Int? {
        let number = steps.firstPosition { $0.bits.upperBound > bit }
        return number < steps.count ? number : nil
    }
}
