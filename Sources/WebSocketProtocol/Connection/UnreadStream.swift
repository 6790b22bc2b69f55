// What a peer sends after the end of reading, RFC 6455 §5.5.1 and §7.1.7: an endpoint that failed the connection, received a Close or
// answered without opening a WebSocket looks at nothing more. It is counted. Two things stay visible:
//
//   failed frame │ its rest │ Close │ …        the Close with which a peer answers the failure, right after the failed frame
//                  counted    shown   counted
//   Close │ header │ …                         the header of one more frame, which must not be there
//           shown    counted
//
// The server and the dissection ask the same value, so that a log and what is read in it can't disagree.

/// The bytes of a peer that is no longer read.
public struct UnreadStream: Sendable {
    /// What became of some bytes.
    public enum Piece: Sendable, Hashable {
        /// So many were not read, besides those that earlier pieces counted.
        case unread(Int)
        /// They are shown: a whole Close, or a part of a header. `position` counts from the end of reading.
        case shown([UInt8], position: Int)
    }

    /// Why nothing is read.
    public let after: EndOfReading
    /// How many bytes were not read.
    public private(set) var count = 0

    private let sender: Endpoint
    private var part: Part
    /// A Close that may be arriving, or the header so far.
    private var gathered: [UInt8] = []
    /// How many bytes arrived, of any kind.
    private var taken = 0
    /// How many unread bytes were counted in a piece, and how many it takes for the next one.
    private var said = 0, next = 1

    private enum Part {
        case failedFrame(rest: UInt64)
        case close
        case header
        case nothing
    }

    /// A stream whose next byte comes after the end.
    ///
    /// - Parameter frameRest: how many bytes of the failed frame are still to come; nil where that is not known, so that nothing
    ///   after it can be found.
    public init(from sender: Endpoint, after: EndOfReading, frameRest: UInt64? = 0) {
        self.sender = sender
        self.after = after
        part =
            switch after {
            case .failure: frameRest.map { $0 == 0 ? .close : .failedFrame(rest: $0) } ?? .nothing
            case .close: .header
            case .answer: .nothing
            }
    }

    /// Whether nothing that comes will be shown.
    public var isDeaf: Bool { if case .nothing = part { true } else { false } }

    /// How many bytes wait until it is clear whether they are a Close: at most 131.
    public var waitingCount: Int { if case .close = part { gathered.count } else { 0 } }

    /// Takes in bytes. The first that are not read are counted in a piece at once, those that follow when there are many more: 4 KiB,
    /// and then four times as many, so that a flood has a handful of pieces. Where `hasMore`, the count waits for bytes that follow at
    /// once.
    public mutating func read(_ bytes: ArraySlice<UInt8>, hasMore: Bool = false) -> [Piece] {
        var rest = bytes
        var pieces: [Piece] = []
        while !rest.isEmpty {
            switch part {
            case .nothing:
                taken += rest.count
                count += rest.count
                rest = []
            case .failedFrame(let left):
                let skipped = Int(min(left, UInt64(rest.count)))
                rest = rest.dropFirst(skipped)
                taken += skipped
                count += skipped
                part = left == UInt64(skipped) ? .close : .failedFrame(rest: left - UInt64(skipped))
            case .close: readClose(&rest, &pieces)
            case .header: readHeader(&rest, &pieces)
            }
        }
        if !hasMore, count >= next, let piece = say() { pieces.append(piece) }
        return pieces
    }

    /// Takes in bytes that are missing, and were already counted. `endsWithFrame` says whether a frame begins after
    /// them. Returns what is now known about bytes that waited.
    public mutating func skip(_ bytes: Int, endsWithFrame: Bool = false) -> Piece? {
        guard bytes > 0 else { return nil }
        let piece = giveUp()
        // The count may come from a damaged recording.
        taken = Self.sum(taken, bytes)
        count = Self.sum(count, bytes)
        said = Self.sum(said, bytes)
        next = max(next, Self.sum(said, said))
        switch part {
        case .failedFrame(let left) where UInt64(bytes) < left: part = .failedFrame(rest: left - UInt64(bytes))
        case .failedFrame(let left) where UInt64(bytes) == left: part = .close
        default: part = !endsWithFrame || after == .answer ? .nothing : after == .close ? .header : .close
        }
        return piece
    }

    /// Says that nothing more will arrive. Returns what was not yet counted in a piece.
    public mutating func finish() -> Piece? { giveUp() ?? say() }

    private static func sum(_ first: Int, _ second: Int) -> Int {
        let (sum, overflow) = first.addingReportingOverflow(second)
        return overflow ? .max / 2 : sum
    }

    /// What is not yet counted in a piece.
    private mutating func say() -> Piece? {
        let fresh = count - said
        guard fresh > 0 else { return nil }
        said = count
        next = max(4 << 10, Self.sum(said, Self.sum(said, Self.sum(said, said))))
        return .unread(fresh)
    }

    // MARK: What stays visible

    private mutating func readClose(_ rest: inout ArraySlice<UInt8>, _ pieces: inout [Piece]) {
        while let byte = rest.popFirst() {
            gathered.append(byte)
            taken += 1
            guard let header = FrameHeader.decode(gathered.span.bytes) else { continue }
            var judge = FrameJudge(sender: sender)
            guard header.opcode == .close, judge.judge(header, at: 0).isEmpty else {
                count += gathered.count
                return endShowing()
            }
            guard let payload = header.payloadRange, gathered.count == payload.upperBound else { continue }
            let plain = header.maskingKey?.applied(to: gathered[payload]) ?? Array(gathered[payload])
            if judge.judgeEnd(header, closePayload: plain, at: gathered.count).isEmpty {
                if let piece = say() { pieces.append(piece) }
                pieces.append(.shown(gathered, position: taken - gathered.count))
            } else {
                count += gathered.count
            }
            return endShowing()
        }
    }

    private mutating func readHeader(_ rest: inout ArraySlice<UInt8>, _ pieces: inout [Piece]) {
        let start = gathered.count
        var isComplete = false
        while !isComplete, let byte = rest.popFirst() {
            gathered.append(byte)
            isComplete = FrameHeader.decode(gathered.span.bytes) != nil
        }
        let fresh = Array(gathered[start...])
        pieces.append(.shown(fresh, position: taken))
        taken += fresh.count
        if isComplete { endShowing() }
    }

    /// Counts what waited for the rest of a Close.
    private mutating func giveUp() -> Piece? {
        guard waitingCount > 0 else { return nil }
        count += waitingCount
        endShowing()
        return say()
    }

    private mutating func endShowing() {
        gathered = []
        part = .nothing
    }
}
