// Reads the head of an HTTP/1.1 message as its bytes arrive (RFC 9112 §2 to §5).
//
//     request    method SP target SP version CR LF
//     response   version SP 3DIGIT SP [reason] CR LF
//     header     name ":" value CR LF            any number
//     end        CR LF
//
// One state for each part, one step for each byte, so a head that cannot become valid is refused at the byte that shows
// it. The strictness is deliberate: a bare CR or LF, a folded line and a space before the colon are read differently by
// different programs, which is how requests are smuggled past proxies.

/// Parses one head, byte for byte, in time linear in its length however it is split.
public struct HeadParser: Sendable {
    private enum State {
        case method, target, version, status, reason
        case lineFeed, headerStart, name, value, lastLineFeed
    }

    private let kind: HeadKind
    private let limits: HeadLimits
    private var state: State
    /// The next byte to look at.
    private(set) var position = 0
    /// Where the part that is being read starts.
    private var mark = 0
    private var startLineParts: [HTTPHead.Part] = []
    private var headerName: HTTPHead.Part?
    private var headers: [HTTPHead.Header] = []
    private var outcome: HeadParse?

    /// A parser that has seen nothing yet.
    public init(_ kind: HeadKind, limits: HeadLimits = HeadLimits()) {
        self.kind = kind
        self.limits = limits
        state = kind == .request ? .method : .version
    }

    /// Continues from where the last call stopped.
    ///
    /// - Parameter bytes: All bytes so far, those of earlier calls included; the head starts at the first. There may be
    ///   bytes after the head: they are not looked at.
    /// - Returns: What the bytes are. Once that is not `needMore`, it stays the same.
    public mutating func parse(_ bytes: [UInt8]) -> HeadParse {
        while outcome == nil, position < bytes.count {
            outcome = position < limits.maximumLength ? step(bytes[position], in: bytes) : tooLong
            position += 1
        }
        if outcome == nil, position >= limits.maximumLength { outcome = tooLong }
        return outcome ?? .needMore
    }

    private mutating func step(_ byte: UInt8, in bytes: [UInt8]) -> HeadParse? {
        switch state {
        case .method: return inMethod(byte, bytes)
        case .target: return inTarget(byte, bytes)
        case .version: return inVersion(byte, bytes)
        case .status: return inStatus(byte, bytes)
        case .reason: return inReason(byte, bytes)
        case .headerStart: return atHeaderStart(byte)
        case .name: return inName(byte, bytes)
        case .value: return inValue(byte, bytes)
        case .lineFeed:
            guard byte == .lineFeed else { return bareCarriageReturn }
            state = .headerStart
            return nil
        case .lastLineFeed:
            guard byte == .lineFeed else { return bareCarriageReturn }
            return .complete(head)
        }
    }
}

// MARK: The start line

extension HeadParser {
    private mutating func inMethod(_ byte: UInt8, _ bytes: [UInt8]) -> HeadParse? {
        if byte.isTokenCharacter { return nil }
        if byte == .space, position > mark { return endPart(bytes, next: .target) }
        if position == 0, byte == Self.tlsHandshake {
            return malformed("byte 0x16 starts a TLS record (wss), but plain HTTP (ws) is expected")
        }
        return malformed("\(byte.spoken) where the method is expected")
    }

    private mutating func inTarget(_ byte: UInt8, _ bytes: [UInt8]) -> HeadParse? {
        if byte.isVisible { return nil }
        if byte == .space, position > mark { return endPart(bytes, next: .version) }
        return malformed("\(byte.spoken) in the request target")
    }

    private mutating func inVersion(_ byte: UInt8, _ bytes: [UInt8]) -> HeadParse? {
        let index = position - mark
        let pattern = Self.versionPattern
        if index < pattern.count {
            let fits = pattern[index].isDigit ? byte.isDigit : byte == pattern[index]
            return fits ? nil : malformed("\(byte.spoken) where HTTP/1.1 is expected")
        }
        switch (kind, byte) {
        case (.request, .carriageReturn): return endPart(bytes, next: .lineFeed)
        case (.response, .space): return endPart(bytes, next: .status)
        default: return malformed("\(byte.spoken) after the HTTP version")
        }
    }

    private mutating func inStatus(_ byte: UInt8, _ bytes: [UInt8]) -> HeadParse? {
        if position - mark < 3 {
            return byte.isDigit ? nil : malformed("\(byte.spoken) in the status, which is three digits")
        }
        if byte == .space { return endPart(bytes, next: .reason) }
        return malformed("\(byte.spoken) after the status, where a space must follow")
    }

    private mutating func inReason(_ byte: UInt8, _ bytes: [UInt8]) -> HeadParse? {
        if byte.isFieldCharacter { return nil }
        if byte == .carriageReturn { return endPart(bytes, next: .lineFeed) }
        return malformed("\(byte.spoken) in the reason")
    }

    private mutating func endPart(_ bytes: [UInt8], next: State) -> HeadParse? {
        startLineParts.append(part(of: bytes, mark..<position))
        mark = position + 1
        state = next
        return nil
    }

    /// The content type of a TLS handshake record, RFC 8446 §5.1: what a browser sends first to a wss address.
    private static let tlsHandshake: UInt8 = 0x16
    private static let versionPattern = Array("HTTP/1.1".utf8)
}

// MARK: The headers

extension HeadParser {
    private mutating func atHeaderStart(_ byte: UInt8) -> HeadParse? {
        mark = position
        if byte == .carriageReturn {
            state = .lastLineFeed
            return nil
        }
        if byte.isBlank { return malformed("\(byte.spoken) at the start of a line would continue the previous line") }
        guard byte.isTokenCharacter else { return malformed("\(byte.spoken) where a header's name is expected") }
        guard headers.count < limits.maximumHeaders else {
            let range = position..<position + 1
            return .tooLarge(Violation(kind.tooLarge, at: range, detail: "more than \(limits.maximumHeaders) headers"))
        }
        state = .name
        return nil
    }

    private mutating func inName(_ byte: UInt8, _ bytes: [UInt8]) -> HeadParse? {
        switch byte {
        case _ where byte.isTokenCharacter:
            return nil
        case .colon:
            headerName = part(of: bytes, mark..<position)
            mark = position + 1
            state = .value
            return nil
        case .space, .tab:
            return malformed("\(byte.spoken) between a header's name and its colon")
        case .carriageReturn, .lineFeed:
            return malformed("a line without a colon", at: mark..<position)
        default:
            return malformed("\(byte.spoken) in a header's name")
        }
    }

    private mutating func inValue(_ byte: UInt8, _ bytes: [UInt8]) -> HeadParse? {
        if byte.isFieldCharacter { return nil }
        guard byte == .carriageReturn, let name = headerName else {
            return malformed("\(byte.spoken) in a header's value")
        }
        var range = mark..<position
        while let last = range.last, bytes[last].isBlank { range.removeLast() }
        while let first = range.first, bytes[first].isBlank { range.removeFirst() }
        headers.append(.init(name: name, valueBytes: Array(bytes[range]), valueRange: range))
        state = .lineFeed
        return nil
    }
}

// MARK: Results

extension HeadParser {
    private func part(of bytes: [UInt8], _ range: Range<Int>) -> HTTPHead.Part {
        HTTPHead.Part(text: String(decoding: bytes[range], as: UTF8.self), range: range)
    }

    private var head: HTTPHead {
        let parts = startLineParts
        let startLine: HTTPHead.StartLine =
            switch kind {
            case .request: .request(method: parts[0], target: parts[1], version: parts[2])
            case .response: .response(version: parts[0], status: parts[1], reason: parts[2])
            }
        return HTTPHead(startLine: startLine, headers: headers, length: position + 1)
    }

    private var bareCarriageReturn: HeadParse {
        malformed("CR without LF", at: position - 1..<position)
    }

    private var tooLong: HeadParse {
        let detail = "more than \(limits.maximumLength.grouped) bytes"
        return .tooLarge(Violation(kind.tooLarge, at: 0..<limits.maximumLength, detail: detail))
    }

    /// The current byte, or `range`, shows that this is not a head.
    private func malformed(_ detail: String, at range: Range<Int>? = nil) -> HeadParse {
        .malformed(Violation(kind.malformed, at: range ?? position..<position + 1, detail: detail))
    }
}
