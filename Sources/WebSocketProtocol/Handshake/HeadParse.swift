// What parsing a head takes, and what it returns.

/// Whether a head is a client's or a server's.
public enum HeadKind: Sendable, Hashable {
    case request
    case response

    /// What the head breaks when it is not HTTP.
    var malformed: Rule { self == .request ? .requestMalformed : .responseMalformed }
    /// What the head breaks when it is larger than the limits.
    var tooLarge: Rule { self == .request ? .requestHeadTooLarge : .responseHeadTooLarge }
}

/// How much of a head a reader keeps at most, so that a peer can't fill its memory (RFC 6455 §10.4).
public struct HeadLimits: Sendable, Hashable {
    /// The bytes that a head may have, the empty line included.
    public var maximumLength: Int
    /// The headers that a head may have.
    public var maximumHeaders: Int

    /// Limits of 16 KiB and 100 headers, or those given.
    public init(maximumLength: Int = 16_384, maximumHeaders: Int = 100) {
        self.maximumLength = maximumLength
        self.maximumHeaders = maximumHeaders
    }
}

/// What the bytes so far are.
public enum HeadParse: Sendable, Hashable {
    /// The beginning of a head; all is well so far.
    case needMore
    /// A whole head. Bytes from its `length` on are no longer HTTP.
    case complete(HTTPHead)
    /// Not a head, whatever follows. The violation's range says where that shows.
    case malformed(Violation)
    /// More than the limits allow.
    case tooLarge(Violation)

    /// The violation that ended the parse, if one did.
    public var violation: Violation? {
        switch self {
        case .needMore, .complete: nil
        case .malformed(let violation), .tooLarge(let violation): violation
        }
    }
}

extension HTTPHead {
    /// Parses a complete input.
    public static func parse(_ bytes: [UInt8], as kind: HeadKind, limits: HeadLimits = HeadLimits()) -> HeadParse {
        var parser = HeadParser(kind, limits: limits)
        return parser.parse(bytes)
    }
}
