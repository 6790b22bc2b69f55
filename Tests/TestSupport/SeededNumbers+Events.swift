// Texts, frames and events that no author would think of, for tests of what must hold for all.

public import WebSocketProtocol

extension SeededNumbers {
    /// One of `values`, which are not empty.
    public mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

    /// True in one of `count` cases.
    public mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

    /// One of the two endpoints.
    public mutating func endpoint() -> Endpoint { one(of: [.client, .server]) }

    /// Letters, what JSON escapes, what steers terminals, wide characters, and characters of every length in UTF-8 and
    /// UTF-16: few of them, or more than fit in a row.
    public mutating func text() -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "Z", " ", "\"", "\\", "/", "\n", "\r", "\t", "\0", "\u{1B}", "\u{7F}", "\u{9B}", "é", "\u{301}",
            "\u{2028}", "\u{202E}", "€", "宽", "\u{FEFF}", "\u{FFFD}", "😀", "\u{10FFFF}",
        ]
        let length = oneIn(8) ? 300 : below(13)
        return String(String.UnicodeScalarView((0..<length).map { _ in one(of: scalars) }))
    }

    /// A frame of any shape: reserved bits and opcodes, a mask that should not be there, a length that is not minimal, more
    /// promised than comes, or the first part of it.
    public mutating func frame(from sender: Endpoint) -> [UInt8] {
        let texts = ["", "Hello", "宽宽宽👨‍👩‍👧", "\u{202E}\u{1b}[2J\r\n", String(repeating: "long text ", count: 80)]
        let payload = oneIn(2) ? Array(one(of: texts).utf8) : bytes(one(of: [0, 1, 2, 5, 20, 130, 400]))
        let isMasked = oneIn(5) != (sender == .client)
        let header = FrameHeader(
            fin: oneIn(2), rsv1: oneIn(6), rsv2: oneIn(12), rsv3: oneIn(6),
            opcode: oneIn(2) ? .text : Opcode(rawValue: UInt8(below(16))) ?? .text,
            maskingKey: isMasked ? MaskingKey(UInt32(truncatingIfNeeded: next())) : nil,
            lengthForm: oneIn(4) ? one(of: [.bits7, .bits16, .bits64]) : nil,
            payloadLength: oneIn(12) ? .max : UInt64(payload.count))
        let bytes = Frame(header: header, payload: payload).encoded
        return oneIn(6) ? Array(bytes.prefix(1 + below(bytes.count))) : bytes
    }

    /// An event of any kind with any content.
    public mutating func event() -> ConnectionEvent.Kind {
        switch EventKind.allCases[below(EventKind.allCases.count)] {
        case .opened: .opened(client: text(), server: text())
        case .midStream: .midStream(client: text(), server: text())
        case .bytes: .bytes(from: endpoint(), oneIn(2) ? Array(text().utf8) : bytes(below(41)))
        case .missing:
            .missing(
                from: endpoint(), count: Int.random(in: 0...1 << 32, using: &self), frames: oneIn(3) ? below(1000) : nil
            )
        case .unread:
            .unread(
                from: endpoint(), count: Int.random(in: 0...1 << 32, using: &self),
                after: one(of: [.failure, .close, .answer]))
        case .serverAction: .serverAction(name: text(), sentence: text())
        case .note: .note(text(), pauses: oneIn(2))
        case .ended: .ended(by: endpoint(), one(of: [.fin, .reset, .close]))
        }
    }
}
