// The compressed messages of one direction, inflated as their payloads arrive, RFC 7692 §7.2.2.
//
//   payload, unmasked ──▶ Inflater ──▶ bytes ──▶ the judge, if they are text
//                         shadow ────▶ bytes
//
// Where earlier messages were not seen, or did not come out to their end, copies take bytes from them that nobody knows. Two inflaters
// then read the same data behind two different pasts: where they write different bytes, these are not known. What is wrong with the data
// itself does not depend on the past, so it is as certain there as anywhere.

/// Inflates the messages of one direction, in their order.
struct MessageInflation: Sendable {
    /// The message in hand, as far as it has come out; nil before the first.
    private(set) var message: InflatedMessage?

    /// How many bytes back the copies of the sender may begin.
    private let window: Int
    private let takesOver: Bool
    /// Whether it is known that messages are compressed with DEFLATE.
    private let isAgreed: Bool
    private var inflater = Inflater()
    /// The same behind another past; nil where all that copies can reach is known.
    private var shadow: Inflater?
    /// How many bytes in a row were known last.
    private var knownCount = 0
    /// How many bits were presented before the part in hand, in the message in hand, and to the inflater in all.
    private var messageBits = 0, presentedBits = 0
    /// Whether the next message may copy from what is not known: one before it was not seen, or has not come out to its end.
    private var isPastLost: Bool
    /// The first message that later ones may copy from; nil where that is the next one.
    private var windowStart: Int?
    /// Whether it was said of the message in hand that it copies from beyond the window.
    private var hasLeftWindow = false
    /// What the payload of the message in hand looks like, should it not be DEFLATE data.
    private var looks = PayloadLooks()
    /// What is wrong with the message in hand, where it may not be DEFLATE data at all unless all of it comes out.
    private var heldBack: [Violation] = []

    /// The messages that an endpoint sends after an agreement.
    ///
    /// - Parameter isPastKnown: Whether all earlier messages were seen.
    init(_ parameters: DeflateParameters, of sender: Endpoint, isAgreed: Bool, isPastKnown: Bool) {
        window = 1 << parameters.windowBits(of: sender)
        takesOver = parameters.takesOver(sender)
        self.isAgreed = isAgreed
        isPastLost = !isPastKnown
    }

    /// About how much memory it takes, in bytes: its windows, the codes of a block, and the message in hand.
    var cost: Int { inflater.window.cost + (shadow?.window.cost ?? 0) + 8192 + (message?.cost ?? 0) }

    /// Messages are missing here, from which later ones may copy.
    mutating func forgetPast() { isPastLost = true }

    /// A message begins.
    ///
    /// - Parameter index: its number among those of its direction.
    mutating func begin(_ index: Int) {
        if isPastLost || !takesOver {
            inflater = Inflater(past: takesOver ? UInt8(ascii: "?") : nil)
            shadow = takesOver ? Inflater(past: 0) : nil
            (knownCount, presentedBits, windowStart) = (0, 0, nil)
        }
        // It may be broken off.
        isPastLost = true
        (messageBits, hasLeftWindow, heldBack, looks) = (0, false, [], PayloadLooks())
        let start = windowStart ?? index
        windowStart = start
        message = InflatedMessage(
            windowStart: start, isPastKnown: shadow == nil, earlierCount: inflater.window.count)
    }

    /// Takes out what has come out of the message in hand, which ends or is broken off.
    mutating func take() -> InflatedMessage? { message.take() }

    /// Reads a part of the payload, unmasked, and judges what it writes.
    ///
    /// - Parameters:
    ///   - start: Where the part lies in the direction's stream.
    ///   - payload: Where the payload of its frame begins there.
    mutating func read(
        _ part: [UInt8], _ judge: inout FrameJudge, at start: Int, payload: Int
    ) -> [Violation] {
        looks.add(part)
        return read(part, &judge, at: PayloadPlace(start: start, bounds: min(payload, start)..<start + part.count))
    }

    private mutating func read(_ part: [UInt8], _ judge: inout FrameJudge, at place: PayloadPlace) -> [Violation] {
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
    /// - Parameters:
    ///   - end: Where it ends in the direction's stream.
    ///   - payload: Where the payload of its last frame begins there.
    mutating func end(_ judge: inout FrameJudge, at end: Int, payload: Int) -> [Violation] {
        guard message != nil, message?.problem == nil else { return [] }
        let place = PayloadPlace(start: end, bounds: max(0, min(payload, end - 1))..<end)
        let own = messageBits
        // A final block of an earlier message is not the end of this one.
        let added = own == 0 ? DeflateTrace.endOfMessage : inflater.addedAtEnd
        var found = read(added, &judge, at: place)
        if message?.problem == nil {
            do throws(DeflateError) { try inflater.checkEndOfMessage() } catch {
                let problem = problem(error, bit: own)
                message?.problem = problem
                found += violations(error, at: place.last)
            }
        }
        // What is wrong in the bytes that are added is that the message ends.
        if case .broken(let error, let bit)? = message?.problem, bit > own {
            message?.problem = .broken(error, bit: own)
        }
        guard message?.problem == nil else { return found }
        isPastLost = false
        found += heldBack.map { held in
            let isHere = held.range.lowerBound >= place.bounds.lowerBound
            return isHere ? held : Violation(held.rule, at: place.last, detail: held.detail, cause: held.cause)
        }
        guard message?.unknownCount == 0 else { return found }
        let nothing: [UInt8] = []
        if let cut = judge.judgeInflated(nothing.span.bytes, in: 0..<0, isLast: true, at: place.last) {
            found.append(cut)
        }
        return found
    }

    private mutating func inflate(_ part: [UInt8], _ judge: inout FrameJudge, at place: PayloadPlace) -> [Violation] {
        guard var message = message.take() else { return [] }
        defer { self.message = message }
        var found: [Violation] = []
        guard message.problem == nil else { return found }
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
                guard let symbol else { return found }
                let bits = first..<inflater.bitCount - presentedBits
                if case .copy(_, let distance) = symbol, distance > window, !hasLeftWindow {
                    hasLeftWindow = true
                    hold(leavesWindow(distance, place.bytes(holding: bits)), &found)
                }
                guard message.unknownCount == 0 else { continue }
                if let bad = judgeText(written, of: symbol, &judge, bits, at: place) { hold(bad, &found) }
            }
            message.endAtLimit()
            return found
        } catch {
            let bit = inflater.bitCount - presentedBits
            message.problem = problem(error, bit: messageBits + bit)
            return found + violations(error, at: place.bytes(holding: bit..<bit + 1))
        }
    }

    /// Adds what is wrong, or holds it back until all of the message has come out.
    private mutating func hold(_ violation: Violation, _ found: inout [Violation]) {
        if isAgreed { found.append(violation) } else { heldBack.append(violation) }
    }

    /// Finds out which of the bytes that were just written are not known.
    private mutating func compare(_ written: [UInt8], with other: [UInt8], in message: inout InflatedMessage) {
        for index in written.indices {
            if written[index] == other[index] {
                knownCount += 1
            } else {
                knownCount = 0
                message.unknownCount += 1
            }
        }
        if knownCount >= InflaterWindow.capacity { shadow = nil }
    }

    /// Judges what a symbol wrote. The bytes of a stored block that arrive together are one symbol: of these the one is named that is wrong.
    private func judgeText(
        _ written: [UInt8], of symbol: DeflateSymbol, _ judge: inout FrameJudge, _ bits: Range<Int>,
        at place: PayloadPlace
    ) -> Violation? {
        guard judge.checksInflated, !written.isEmpty else { return nil }
        let whole = 0..<written.count
        guard case .stored = symbol else {
            return judge.judgeInflated(written.span.bytes, in: whole, isLast: false, at: place.bytes(holding: bits))
        }
        let before = judge
        let isBad =
            judge.judgeInflated(written.span.bytes, in: whole, isLast: false, at: place.bytes(holding: bits)) != nil
        guard isBad else { return nil }
        judge = before
        for index in whole {
            let first = bits.lowerBound + index * 8
            let place = place.bytes(holding: first..<first + 8)
            let found = judge.judgeInflated(written.span.bytes, in: index..<index + 1, isLast: false, at: place)
            if found != nil { return found }
        }
        return nil
    }

    private func leavesWindow(_ distance: Int, _ place: Range<Int>) -> Violation {
        Violation(
            .deflateWindowExceeded, at: place,
            detail: "a copy from \(distance.grouped) bytes back, where the window has \(window.grouped)")
    }

    /// What does not inflate, where it is wrong at a bit of the message's payload.
    private func problem(_ error: DeflateError, bit: Int) -> InflatedMessage.Problem {
        isAgreed ? .broken(error, bit: bit) : .notDeflate
    }

    private func cause(of error: DeflateError) -> String {
        if let words = looks.words(error) { return words }
        guard case .distanceTooFar = error, !takesOver else { return "" }
        return "each message begins with an empty window, as was agreed on"
    }

    private func violations(_ error: DeflateError, at place: Range<Int>) -> [Violation] {
        isAgreed ? [Violation(.deflateDataBroken, at: place, detail: error.words, cause: cause(of: error))] : []
    }
}
