// The compressed messages of one direction, inflated as their payloads arrive, RFC 7692 §7.2.2.
//
//   payload, unmasked ──▶ Inflater ──▶ bytes ──▶ the judge, if they are text
//                         shadow ────▶ bytes
//
// Where earlier messages were not seen, copies take bytes from them that nobody knows. Two inflaters then read the same data behind two
// different pasts: where they write different bytes, these are not known.

/// Inflates the messages of one direction, in their order.
struct MessageInflation: Sendable {
    /// The message in hand, as far as it has come out; nil before the first.
    private(set) var message: InflatedMessage?

    private let windowBits: Int
    private let takesOver: Bool
    /// Whether it is known that messages are compressed with DEFLATE.
    private let isAgreed: Bool
    private var inflater: Inflater
    /// The same behind another past; nil where all that copies can reach is known.
    private var shadow: Inflater?
    /// How many bytes in a row were known last.
    private var knownCount = 0
    /// How many bits were presented before the part in hand, in the message in hand, and to the inflater in all.
    private var messageBits = 0, presentedBits = 0
    /// Whether an earlier message did not come out to its end.
    private var isLost = false
    /// The first message that later ones may copy from; nil where that is the next one.
    private var windowStart: Int?

    /// The messages that an endpoint sends after an agreement.
    ///
    /// - Parameter isPastKnown: Whether all earlier messages were seen.
    init(_ parameters: DeflateParameters, of sender: Endpoint, isAgreed: Bool, isPastKnown: Bool) {
        windowBits = parameters.windowBits(of: sender)
        takesOver = parameters.takesOver(sender)
        self.isAgreed = isAgreed
        inflater = Inflater(windowBits: windowBits)
        if !isPastKnown { forgetPast() }
    }

    /// About how much memory it takes, in bytes: its windows, the codes of a block, and the message in hand.
    var cost: Int { inflater.window.count + (shadow?.window.count ?? 0) + 8192 + (message?.cost ?? 0) }

    /// Messages are missing here, from which later ones may copy.
    mutating func forgetPast() {
        isLost = false
        restart(isPastKnown: !takesOver)
    }

    private mutating func restart(isPastKnown: Bool) {
        inflater = Inflater(windowBits: windowBits, past: isPastKnown ? nil : UInt8(ascii: "?"))
        shadow = isPastKnown ? nil : Inflater(windowBits: windowBits, past: 0)
        (knownCount, presentedBits) = (0, 0)
        windowStart = nil
    }

    /// A message begins.
    ///
    /// - Parameter index: its number among those of its direction.
    mutating func begin(_ index: Int) {
        messageBits = 0
        if !takesOver { restart(isPastKnown: true) }
        let start = windowStart ?? index
        windowStart = start
        message = InflatedMessage(windowStart: start, isPastKnown: shadow == nil)
        if takesOver, isLost { message?.problem = .afterProblem }
    }

    /// Takes out what has come out of the message in hand, which ends or is broken off.
    mutating func take() -> InflatedMessage? { message.take() }

    /// Reads a part of the payload, unmasked, and judges what it writes.
    ///
    /// - Parameter place: Where the part lies in the direction's stream.
    mutating func read(_ part: [UInt8], _ judge: inout FrameJudge, at place: Range<Int>) -> Violation? {
        let found = inflate(part, &judge, at: place)
        (messageBits, presentedBits) = (messageBits + part.count * 8, presentedBits + part.count * 8)
        return found
    }

    /// A frame of the message ends.
    mutating func endFrame(_ index: Int) {
        let end = message?.count ?? 0
        message?.frameEnds.append(.init(frame: index, end: end))
    }

    /// Ends the message: the four bytes are read that its sender left out.
    ///
    /// - Parameter end: Where it ends in the direction's stream.
    mutating func end(_ judge: inout FrameJudge, at end: Int) -> Violation? {
        guard message?.problem == nil else { return nil }
        let place = max(0, end - 1)..<end
        // What is wrong in the bytes that are added is that the message ends.
        let own = messageBits
        defer {
            if case .broken(let error, let bit)? = message?.problem, bit > own {
                message?.problem = .broken(error, bit: own)
            }
        }
        // A final block may be the end of the message; the four bytes then have nothing to complete.
        if !inflater.isBehindFinalBlock {
            let found = read(DeflateTrace.endOfMessage, &judge, at: place)
            if found != nil || message?.problem != nil { return found }
            guard inflater.isBetweenBlocks else { return fail(.endsInsideBlock, at: place) }
        }
        guard message?.unknown.isEmpty == true else { return nil }
        let nothing: [UInt8] = []
        return judge.judgeInflated(nothing.span.bytes, in: 0..<0, isLast: true, at: place)
    }

    private mutating func inflate(_ part: [UInt8], _ judge: inout FrameJudge, at place: Range<Int>) -> Violation? {
        guard var message = message.take() else { return nil }
        defer { self.message = message }
        guard message.problem == nil else { return nil }
        var found: Violation?
        var (position, shadowPosition) = (0, 0)
        var (written, shadowWritten): ([UInt8], [UInt8]) = ([], [])
        do throws(DeflateError) {
            while message.count <= InflatedMessage.longest {
                let first = inflater.bitCount - presentedBits
                written.removeAll(keepingCapacity: true)
                let symbol = try inflater.step(part.span.bytes, at: &position, to: part.count, into: &written)
                if shadow != nil {
                    shadowWritten.removeAll(keepingCapacity: true)
                    _ = try shadow?.step(part.span.bytes, at: &shadowPosition, to: part.count, into: &shadowWritten)
                    compare(written, with: shadowWritten, in: &message)
                }
                let sent = (messageBits + inflater.bitCount - presentedBits) / 8
                message.append(written, sent: sent)
                guard symbol != nil else { return found }
                guard !written.isEmpty, found == nil, message.unknown.isEmpty else { continue }
                let bits = first..<inflater.bitCount - presentedBits
                found = judge.judgeInflated(
                    written.span.bytes, in: 0..<written.count, isLast: false, at: place.bytes(holding: bits))
            }
            message.problem = .tooLong
            isLost = true
        } catch {
            let bit = inflater.bitCount - presentedBits
            message.problem = isAgreed ? .broken(error, bit: messageBits + bit) : .notDeflate
            isLost = true
            guard isAgreed else { return found }
            return Violation(.deflateDataBroken, at: place.bytes(holding: bit..<bit + 1), detail: error.words)
        }
        return found
    }

    /// Finds out which of the bytes that were just written are not known.
    private mutating func compare(_ written: [UInt8], with other: [UInt8], in message: inout InflatedMessage) {
        for index in written.indices {
            if written[index] == other[index] {
                knownCount += 1
            } else {
                knownCount = 0
                message.addUnknown(message.count + index..<message.count + index + 1)
            }
        }
        if knownCount >= 1 << windowBits { shadow = nil }
    }

    private mutating func fail(_ error: DeflateError, at place: Range<Int>) -> Violation? {
        message?.problem = isAgreed ? .broken(error, bit: messageBits) : .notDeflate
        isLost = true
        return isAgreed ? Violation(.deflateDataBroken, at: place, detail: error.words) : nil
    }
}

extension Range<Int> {
    /// The bytes of this range that hold bits, counted from its first byte; of bits before or behind it, the nearest byte.
    fileprivate func bytes(holding bits: Range<Int>) -> Range<Int> {
        let first = Swift.min(lowerBound + Swift.max(0, bits.lowerBound) / 8, upperBound - 1)
        let last = Swift.min(lowerBound + Swift.max(0, bits.upperBound - 1) / 8, upperBound - 1)
        return first..<last + 1
    }
}
