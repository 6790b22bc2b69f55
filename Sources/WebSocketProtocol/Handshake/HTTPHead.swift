// The head of an HTTP/1.1 message, with the place of every part (RFC 9112 §2 to §5).
//
//     GET /chat HTTP/1.1 CRLF                     the start line: method SP target SP version
//     Host: example.com CRLF                      name ":" OWS value OWS
//     Upgrade: websocket CRLF
//     CRLF                                        the empty line; what follows belongs to the next protocol

/// An HTTP/1.1 request or response without its body. All ranges count bytes from the first of the head.
public struct HTTPHead: Sendable, Hashable {
    /// A piece of the head and its position.
    public struct Part: Sendable, Hashable {
        /// The bytes as text; a byte that is not UTF-8 shows as U+FFFD.
        public let text: String
        /// The bytes.
        public let range: Range<Int>
    }

    /// One header field.
    public struct Header: Sendable, Hashable {
        /// The name as it was sent; names are compared without regard to case.
        public let name: String
        /// The value without the blanks around it; a byte that is not UTF-8 shows as U+FFFD.
        public let value: String
        /// The bytes of the value. To find places in a value, look here: U+FFFD is longer than what it stands for.
        public let valueBytes: [UInt8]
        /// Where the name is.
        public let nameRange: Range<Int>
        /// Where the value is; empty, and right after the colon, where the value is empty.
        public let valueRange: Range<Int>

        init(name: Part, valueBytes: [UInt8], valueRange: Range<Int>) {
            self.name = name.text
            self.value = String(decoding: valueBytes, as: UTF8.self)
            self.valueBytes = valueBytes
            nameRange = name.range
            self.valueRange = valueRange
        }

        /// From the name's first byte to the value's last.
        public var range: Range<Int> { nameRange.lowerBound..<valueRange.upperBound }

        /// What to point at when the value is wrong: the value, or all of the header where the value is empty.
        var place: Range<Int> { valueRange.isEmpty ? range : valueRange }
    }

    /// The first line.
    public enum StartLine: Sendable, Hashable {
        /// `GET /chat HTTP/1.1`
        case request(method: Part, target: Part, version: Part)
        /// `HTTP/1.1 101 Switching Protocols`; the reason may be empty.
        case response(version: Part, status: Part, reason: Part)

        /// The line without its CRLF.
        public var range: Range<Int> {
            switch self {
            case .request(let method, _, let version): method.range.lowerBound..<version.range.upperBound
            case .response(let version, _, let reason): version.range.lowerBound..<reason.range.upperBound
            }
        }
    }

    /// The first line.
    public let startLine: StartLine
    /// The header fields, in the order of the head.
    public let headers: [Header]
    /// How many bytes the head has, the empty line included.
    public let length: Int

    /// The version as "HTTP/1.1", with its place.
    public var version: Part {
        switch startLine {
        case .request(_, _, let version), .response(let version, _, _): version
        }
    }

    /// The 1 before the point in HTTP/1.0.
    public var majorVersion: Int { digit(at: 5) }

    /// The 0 after the point in HTTP/1.0.
    public var minorVersion: Int { digit(at: 7) }

    /// The status of a response, 0 to 999; nil for a request.
    public var statusCode: Int? {
        guard case .response(_, let status, _) = startLine else { return nil }
        return Int(status.text)
    }

    /// The CRLF that ends the head: the place where something is known to be missing.
    public var emptyLineRange: Range<Int> { length - 2..<length }

    /// The parser has made sure that a version is eight bytes, `HTTP/1.1`.
    private func digit(at offset: Int) -> Int {
        version.text.utf8.dropFirst(offset).first.map { Int($0) - Int(UInt8(ascii: "0")) } ?? 0
    }
}

extension HTTPHead {
    /// All headers of that name, in the order of the head; the case of letters does not matter.
    public func values(of name: String) -> [Header] {
        headers.filter { $0.name.matchesIgnoringCase(name) }
    }

    /// The elements of a comma-separated list, over all headers of that name (RFC 9110 §5.6.1).
    ///
    /// Blanks around an element are dropped, and so are empty elements, which a recipient has to accept. Quoted strings
    /// are not looked into, so this is for lists of tokens: Connection, Upgrade, Sec-WebSocket-Protocol.
    public func tokens(of name: String) -> [Part] {
        values(of: name).flatMap { header in
            let bytes = header.valueBytes
            return bytes.indices.split(whereSeparator: { bytes[$0] == .comma }).compactMap { element -> Part? in
                guard let first = element.first(where: { !bytes[$0].isBlank }),
                    let last = element.last(where: { !bytes[$0].isBlank })
                else { return nil }
                let start = header.valueRange.lowerBound
                return Part(
                    text: String(decoding: bytes[first...last], as: UTF8.self), range: start + first..<start + last + 1)
            }
        }
    }

    /// A head of which only some lines have arrived, as if it ended there; nil while not even the first line is whole, and where the
    /// lines are not HTTP.
    public static func soFar(_ bytes: [UInt8], as kind: HeadKind) -> HTTPHead? {
        guard let end = bytes.lastIndex(of: .lineFeed) else { return nil }
        guard case .complete(let head) = parse(bytes[...end] + [.carriageReturn, .lineFeed], as: kind) else {
            return nil
        }
        return head
    }

    /// The lines of a head that could not be parsed, so that it can be shown all the same: up to each LF or the end,
    /// without CR and LF.
    public static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == .lineFeed {
            let hasCarriageReturn = index > start && bytes[index - 1] == .carriageReturn
            lines.append(start..<(hasCarriageReturn ? index - 1 : index))
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }
}
