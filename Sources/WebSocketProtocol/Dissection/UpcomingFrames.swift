// What bytes would be if an endpoint sent them next: decoded and judged as the dissection will do it once they are sent.

/// Reads bytes that are not sent yet.
public struct UpcomingFrames: Sendable {
    private var scanner: FrameScanner

    /// For the first bytes that an endpoint sends after the handshake.
    ///
    /// - Parameter agreement: What the handshake agreed on.
    public init(sender: Endpoint, agreement: Agreement = Agreement()) {
        scanner = FrameScanner(sender: sender)
        scanner.agree(on: agreement)
        scanner.stops = false
    }

    /// For the next bytes of an endpoint. A message that is open goes on, and so does a frame of which bytes are still to come.
    public init(after dissection: Dissection, from sender: Endpoint) {
        scanner = dissection[sender].scanner.withoutPast
        scanner.stops = false
    }

    /// Whether there is a Close among the frames so far.
    public var hasClose: Bool { scanner.hasClose }

    /// Reads more bytes.
    ///
    /// - Returns: the frames that they are or belong to; the last one may be incomplete, and the first one may have begun earlier.
    public mutating func read(_ bytes: [UInt8]) -> [UpcomingFrame] {
        let first = scanner.frames.endIndex
        let begun = scanner.unfinished
        let start = scanner.offset
        var rest = bytes[...]
        _ = scanner.scan(&rest, time: 0)
        var records = Array(scanner.frames[first...])
        if let unfinished = scanner.unfinished, unfinished.received > 0 { records.append(unfinished) }
        return records.map { record in
            let lower = max(0, record.offset - start)
            let upper = max(lower, record.offset + record.received - start)
            // Of a frame that began earlier, the header is known if it is complete.
            let earlier = record.offset < start ? begun?.received ?? 0 : 0
            let prefix =
                earlier == 0
                ? Array(bytes[lower..<upper].prefix(FrameHeader.maximumLength)) : record.header?.encoded ?? []
            let message = record.message.map { scanner.messages[$0] }
            let context = FrameContext(
                sender: record.from, agreement: scanner.agreement,
                message: message.map { .init(kind: $0.kind, isCompressed: $0.isCompressed) })
            return UpcomingFrame(
                record: record, bytes: Array(bytes[lower..<upper]), earlier: earlier,
                explanation: FrameExplanation(prefix: prefix, received: record.received, context: context))
        }
    }
}

/// A frame, or the rest of one, that is not sent yet.
public struct UpcomingFrame: Sendable {
    /// What is known of it; its place in the stream and its number count from the bytes that were read first.
    public let record: FrameRecord
    /// Those of its bytes that were read.
    public let bytes: [UInt8]
    /// How many of its bytes were sent before them.
    public let earlier: Int
    /// Its header, field by field.
    public let explanation: FrameExplanation

    /// The letters of the fields that each of `bytes` holds.
    public var letters: [String] { Array(explanation.letters(count: record.received).dropFirst(earlier)) }

    /// The first bytes of its payload, unmasked, at most `maximum` of them; empty for the rest of a frame that began earlier.
    public func payload(maximum: Int) -> [UInt8] {
        guard earlier == 0, let header = record.header else { return [] }
        let wire = bytes.dropFirst(header.headerLength).prefix(maximum)
        return header.maskingKey.map { $0.applied(to: wire) } ?? Array(wire)
    }
}
