// Where one endpoint is in its HTTP messages, RFC 9112 §6: between two of them, in a head, or in a body.

/// How far the messages of one endpoint were read.
struct MessageReader: Sendable {
    /// What comes next.
    enum Phase: Sendable {
        /// Message `number`, of which no byte has arrived.
        case between
        case head
        case body(HTTPBody)
        /// A head that is broken, whose end has not arrived.
        case brokenHead
        /// What follows a broken request: frames, if a server accepts it all the same.
        case broken
        /// Nothing that could be followed: a response was broken, or a body continues until the end of TCP.
        case ended
    }

    /// The number of the exchange whose message is read, or comes next.
    var number = 0
    var phase = Phase.head
    var parser: HeadParser
    /// How many bytes were read, without those of a head that is not complete.
    var byteCount = 0

    private let kind: HeadKind

    init(_ kind: HeadKind) {
        self.kind = kind
        parser = HeadParser(kind)
    }

    /// Whether the body of a message is arriving.
    var isInBody: Bool { if case .body = phase { true } else { false } }

    /// Gets ready for another head of the same message: a response after an interim one.
    mutating func restart() { parser = HeadParser(kind) }

    /// Moves on to the body, or where there is none to the next message.
    mutating func go(on body: HTTPBody) {
        if body == .untilEnd {
            phase = .ended
        } else if body.isDone {
            number += 1
            phase = .between
            restart()
        } else {
            phase = .body(body)
        }
    }

    /// Skips the line breaks that some programs put between messages (RFC 9112 §2.2).
    mutating func skipLineBreaks(_ bytes: inout ArraySlice<UInt8>) {
        let count = bytes.prefix { $0 == .carriageReturn || $0 == .lineFeed }.count
        bytes = bytes.dropFirst(count)
        byteCount += count
    }

    /// Takes what belongs to a broken head from `bytes`: up to an empty line, or as much as a head may have. However the bytes were
    /// read, it ends in the same place.
    mutating func readBrokenHead(_ bytes: inout ArraySlice<UInt8>, to head: inout [UInt8]) {
        while !Self.endsWithEmptyLine(head), head.count < HeadLimits().maximumLength {
            guard let byte = bytes.popFirst() else { return }
            head.append(byte)
            byteCount += 1
        }
        phase = .broken
    }

    private static func endsWithEmptyLine(_ head: [UInt8]) -> Bool {
        head.suffix(2) == [.lineFeed, .lineFeed] || head.suffix(3) == [.lineFeed, .carriageReturn, .lineFeed]
    }

    /// Passes over bytes that are not followed.
    mutating func skip(_ bytes: ArraySlice<UInt8>) { byteCount += bytes.count }

    /// Takes what belongs to the body from `bytes`, and returns how many bytes that was.
    mutating func readBody(_ bytes: inout ArraySlice<UInt8>) -> Int {
        guard case .body(var body) = phase else { return 0 }
        let count = body.read(bytes)
        bytes = bytes.dropFirst(count)
        byteCount += count
        go(on: body)
        return count
    }
}
