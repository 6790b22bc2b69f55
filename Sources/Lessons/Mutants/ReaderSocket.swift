// What a mutant reads from: reads that are known beforehand, and a budget. What is not there reads as zeros, and then counts for nothing:
// so the code of a mutant needs no word for the end of the bytes, and cannot trap there.

/// How much work a mutant may do: far more than any lesson needs.
enum ReaderBudget {
    /// Calls of the functions that read.
    static let steps = 100_000
    /// Reads that bring nothing because the stream has ended.
    static let emptyReads = 1_000
    /// Bytes of payload that it may hand on, or hold.
    static let bytes = 1 << 20
    /// How many of the bytes that are missing read as zeros; no code looks at more of them one by one.
    static let zeros = 16
}

/// A connection that a mutant reads from, with what its code sees as variables.
final class ReaderSocket {
    /// The frame in hand.
    var frame = ReadFrame()
    /// What was read and not used, for readers that keep such bytes.
    var buffer: [UInt8] = []
    /// Why the reader cannot go on; nil while it can.
    private(set) var end: ReaderOutput.End?
    /// The header of the frame in hand when the reader stopped.
    private(set) var begun: ReadFrame?

    private let reads: [[UInt8]]
    /// The read in hand, and where in it.
    private var index = 0, offset = 0
    /// How many bytes no read has handed out yet.
    private var available: Int
    /// How many there were, those in the buffer included, when the frame in hand was begun.
    private var atStart = 0
    private var steps = 0, handedOn = 0, emptyReads = 0

    /// Whether the sender ends its side behind the last read.
    private let ends: Bool

    /// A connection on which these reads arrive. A read without a byte is none.
    init(_ traffic: Traffic) {
        reads = traffic.reads.map(\.bytes).filter { !$0.isEmpty }
        available = reads.reduce(0) { $0 + $1.count }
        ends = traffic.ends
    }

    /// What a reader makes of it that has no bug and asks for no rules.
    static func careless(_ traffic: Traffic) -> ReaderOutput {
        let socket = ReaderSocket(traffic)
        return socket.run(CarelessReader(socket))
    }

    /// Runs a reader to the end of the reads, or of its budget.
    func run(_ reader: any FrameReader) -> ReaderOutput {
        var frames: [ReadFrame] = []
        while true {
            frame = ReadFrame()
            atStart = available + buffer.count
            reader.readFrame()
            if end == nil {
                handedOn += frame.payload.count
                // A frame has bytes.
                if available + buffer.count == atStart || handedOn > ReaderBudget.bytes { stop(.givesUp) }
            }
            if let end { return ReaderOutput(frames: frames, begun: begun, end: end) }
            frames.append(frame)
            if frame.opcode == 8 { return ReaderOutput(frames: frames, begun: nil, end: .closed) }
        }
    }

    // MARK: What the code of mutants calls

    /// Puts what has arrived into `array`, at most as much as fits and as one read holds. Waits while there is nothing.
    func read(into array: inout [UInt8]) {
        guard !array.isEmpty, mayGoOn() else { return }
        guard available > 0 else { return lacks(array.count, begun: header) }
        array.replaceSubrange(0..<min(array.count, reads[index].count - offset), with: next(atMost: array.count))
    }

    /// All that arrives in one read. Waits while there is nothing.
    func read() -> [UInt8] {
        guard mayGoOn() else { return [] }
        guard available > 0 else {
            // An empty read says that the sender has ended; it comes again and again.
            if ends { return emptyRead() }
            // Nobody can see for what it waits, so that is what any reader waits for with these bytes.
            let rest = ReaderOutput.rest(buffer[...])
            stop(rest.end, begun: rest.begun)
            return []
        }
        return Array(next(atMost: .max))
    }

    private func emptyRead() -> [UInt8] {
        emptyReads += 1
        if emptyReads > ReaderBudget.emptyReads { stop(.turns) }
        return []
    }

    // MARK: What the functions of a reader are made of

    /// The next `count` bytes as the parts in which they arrive; none if not all of them do.
    func parts(_ count: Int) -> [ArraySlice<UInt8>] {
        guard count > 0, mayGoOn() else { return [] }
        guard available >= count else {
            lacks(count - available, begun: header)
            return []
        }
        var parts: [ArraySlice<UInt8>] = []
        var rest = count
        while rest > 0 {
            let part = next(atMost: rest)
            rest -= part.count
            parts.append(part)
        }
        return parts
    }

    /// Reads until the buffer holds `count` bytes.
    func fillBuffer(_ count: Int) {
        while buffer.count < count, mayGoOn() {
            guard available > 0 else {
                return lacks(count - buffer.count, begun: ReaderOutput.rest(buffer[...]).begun)
            }
            buffer += next(atMost: .max)
        }
    }

    /// Whether a reader may make room for `count` bytes.
    func mayHold(_ count: Int) -> Bool {
        if count > ReaderBudget.bytes { stop(.givesUp) }
        return end == nil
    }

    /// The next bytes of the read in hand.
    private func next(atMost count: Int) -> ArraySlice<UInt8> {
        let read = reads[index]
        let part = read[offset...].prefix(count)
        offset += part.count
        available -= part.count
        if offset == read.count { (index, offset) = (index + 1, 0) }
        return part
    }

    /// The reader waits for bytes that are not in the reads.
    private func lacks(_ count: Int, begun: ReadFrame?) {
        if ends { return stop(.streamEnds(isInside: atStart > 0), begun: begun) }
        stop(atStart > 0 ? .waits(more: count) : .nothingLeft, begun: begun)
    }

    /// The header of the frame in hand, as far as it is read, if the length is among it.
    private var header: ReadFrame? { frame.length < 0 ? nil : frame }

    private func mayGoOn() -> Bool {
        steps += 1
        if steps > ReaderBudget.steps { stop(.givesUp) }
        return end == nil
    }

    private func stop(_ end: ReaderOutput.End, begun: ReadFrame? = nil) {
        guard self.end == nil else { return }
        (self.end, self.begun) = (end, begun)
    }
}
