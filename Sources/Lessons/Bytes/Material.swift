// The bytes that an exercise is about, drawn and decoded.

public import Capture
public import WebSocketProtocol

/// The bytes of an exercise or of a block, with the connection that they belong to.
public struct Material: Sendable {
    /// The bytes.
    public let bytes: [UInt8]
    /// Who sent them; nil for bytes of nobody, as in a calculation.
    public let sender: Endpoint?
    /// The connection; nil for bytes of nobody.
    public let conversation: Conversation?
    /// The frame that they are, or the first of them; nil where they are not frames.
    public let frame: FrameRecord?
    /// The position of the first of the bytes among all that the sender sent, heads included.
    public let start: Int
    /// The two bytes of a calculation, of which `bytes` is the result.
    let calculation: Calculation?

    /// The bytes of a source of which nothing is left to chance.
    ///
    /// - Throws: What the source names and the library lacks, in words.
    init(_ source: Source, _ library: Library, file: String) throws(LessonProblem) {
        switch source {
        case .frames(let specs, let reads): self.init(frames: specs, reads: reads)
        case .bytes(let bytes, let from?): self.init(reads: [(from, bytes)])
        case .bytes(let bytes, nil): self.init(bytes: bytes)
        case .randomBytes(let count, _): self.init(bytes: [UInt8](repeating: 0, count: count))
        case .calculation(let calculation):
            self.init(bytes: calculation.result.map { [$0] } ?? [], calculation: calculation)
        case .request(let spec): self.init(request: spec)
        case .recorded(let part): try self.init(part, library, file: file)
        }
    }

    init(request spec: RequestSpec) {
        var conversation = Conversation(number: 1)
        bytes = spec.bytes
        conversation.add(ConnectionEvent(time: 0, .bytes(from: .client, bytes[...])))
        conversation.add(ConnectionEvent(time: 0.001, .bytes(from: .server, spec.answer[...])))
        (sender, self.conversation, frame, start, calculation) = (.client, conversation, nil, 0, nil)
    }

    private init(bytes: [UInt8], calculation: Calculation? = nil) {
        self.bytes = bytes
        self.calculation = calculation
        (sender, conversation, frame, start) = (nil, nil, nil, 0)
    }

    private init(frames specs: [FrameSpec], reads: [Int]) {
        var rest = specs
        var all: [(from: Endpoint, bytes: [UInt8])] = []
        var ends = reads
        // Frames of the same sender that follow each other are one stream, which is cut where the reads end.
        // Messages of the same sender are compressed as one stream.
        var deflaters: [Endpoint: FixedDeflater] = [:]
        while let from = rest.first?.from {
            let own = Array(rest.prefix { $0.from == from })
            rest.removeFirst(own.count)
            var bytes = own.flatMap { $0.encoded(&deflaters[from, default: FixedDeflater()]) }
            var position = 0
            while let end = ends.first, end - position < bytes.count, end > position {
                all.append((from, Array(bytes.prefix(end - position))))
                bytes.removeFirst(end - position)
                position = end
                ends.removeFirst()
            }
            all.append((from, bytes))
        }
        self.init(reads: all, isAgreed: specs.contains(where: \.isOfAgreement))
    }

    /// Bytes as they were read.
    ///
    /// - Parameter isAgreed: Whether a handshake stands before them that agrees on compression; else none does.
    public init(reads: [(from: Endpoint, bytes: [UInt8])], isAgreed: Bool = false) {
        var conversation = isAgreed ? .compressing : Conversation(number: 1, start: .frames)
        for (index, read) in reads.enumerated() {
            conversation.add(
                ConnectionEvent(time: Double(index + (isAgreed ? 2 : 0)) / 1000, .bytes(from: read.from, read.bytes)))
        }
        let sender = reads.first?.from ?? .client
        self.sender = sender
        self.conversation = conversation
        bytes = reads.filter { $0.from == sender }.flatMap(\.bytes)
        frame = conversation.dissection.frame(0, from: sender)
        (start, calculation) = (conversation.dissection.framesStart(from: sender), nil)
    }

    private init(_ recorded: RecordedPart, _ library: Library, file: String) throws(LessonProblem) {
        func problem(_ words: String) -> LessonProblem { LessonProblem(words, file: file, line: recorded.line) }
        guard let conversation = library.recording(recorded.fixture) else {
            throw problem("there is no recording \"\(recorded.fixture)\" in fixtures, or it cannot be read")
        }
        self.conversation = conversation
        calculation = nil
        let dissection = conversation.dissection
        switch recorded.part {
        case .frames(let from, let range):
            let frames = range.compactMap { dissection.frame($0, from: from) }
            guard frames.count == range.count, let first = frames.first, let last = frames.last else {
                throw problem(
                    "\(recorded.fixture) has no frame \(range.upperBound) of the \(from.rawValue); it has \(dissection.frames(from: from).count)"
                )
            }
            start = conversation.start(of: first)
            let end = conversation.start(of: last) + last.received
            (sender, frame) = (from, first)
            bytes = conversation.bytes(from: from, in: start..<end) ?? []
        case .read(let from, let number):
            let reads = conversation.frameReads(from: from)
            guard reads.indices.contains(number) else {
                throw problem(
                    "\(recorded.fixture) has no read \(number) of the \(from.rawValue); it has \(reads.count)")
            }
            start = reads[number].lowerBound
            sender = from
            bytes = conversation.bytes(from: from, in: reads[number]) ?? []
            let offset = start - dissection.framesStart(from: from)
            frame = dissection.frames(from: from).first { $0.offset >= offset }
        case .stream(let from):
            start = dissection.framesStart(from: from)
            sender = from
            bytes = conversation.bytes(from: from, in: start..<dissection.byteCount(from: from)) ?? []
            frame = dissection.frame(0, from: from)
        case .handshake:
            (start, sender, frame) = (0, .client, nil)
            bytes = conversation.bytes(from: .client, in: 0..<dissection.framesStart(from: .client)) ?? []
        case .connection:
            (start, sender, frame) = (0, .client, dissection.frame(0, from: .client))
            bytes = []
        }
    }

    /// The frames among its bytes: the names of their places, and where their bytes are in `bytes`.
    public var frames: [(name: String, bytes: Range<Int>)] {
        guard let conversation, let sender, frame != nil else { return [] }
        let dissection = conversation.dissection
        let first = dissection.framesStart(from: sender) - start
        let all = Array(dissection.frames(from: sender)) + [dissection.unfinishedFrame(from: sender)].compactMap(\.self)
        return all.compactMap { frame in
            let range = (first + frame.offset..<first + frame.offset + frame.received).clamped(to: 0..<bytes.count)
            return range.isEmpty ? nil : (Place.frame(sender, frame.number).name, range)
        }
    }

    /// The header of its frame as far as it is there, field by field.
    public var explanation: FrameExplanation? {
        guard let conversation, let frame else { return nil }
        return conversation.explanation(of: frame)
    }

    /// The payload of its frame, unmasked.
    public var payload: [UInt8]? {
        guard let conversation, let frame else { return nil }
        return conversation.payload(of: frame)
    }
}

extension Conversation {
    /// A connection on which both sides have agreed to compress, and nothing else was said.
    fileprivate static var compressing: Conversation {
        var request = RequestSpec()
        request.extensions = "permessage-deflate"
        var conversation = Conversation(number: 1)
        conversation.add(ConnectionEvent(time: 0, .bytes(from: .client, request.bytes[...])))
        conversation.add(ConnectionEvent(time: 0.001, .bytes(from: .server, request.answer(DeflatePolicy())[...])))
        return conversation
    }

    /// The reads of an endpoint after the handshake, as positions in all that it sent.
    func frameReads(from endpoint: Endpoint) -> [Range<Int>] {
        var position = 0
        var reads: [Range<Int>] = []
        let start = dissection.framesStart(from: endpoint)
        for event in events {
            guard case .bytes(endpoint, let bytes) = event.kind else { continue }
            let range = position..<position + bytes.count
            position = range.upperBound
            if range.upperBound > start { reads.append(max(start, range.lowerBound)..<range.upperBound) }
        }
        return reads
    }
}
