// Judging the frames of one direction, RFC 6455 §5, §7.4 and §8.1.
//
// The decoder says what the bytes are; the judge says which rules they break. It needs to know who sent them, whether a
// message is open, and what was agreed on in the handshake. A connection acts on the first violation; a dissection
// lists them all: both ask this judge, so that they can't disagree.

/// Judges the frames that one endpoint sends, in the order of the wire: header, payload in parts, end of frame.
public struct FrameJudge: Sendable {
    /// Who sends the frames.
    public let sender: Endpoint
    /// The opcode that began the message whose fragments are still arriving; nil between messages.
    public private(set) var openMessage: Opcode?
    /// Whether bytes are missing among which a message may have begun: its fragments may follow.
    private var mayBeInMessage = false
    /// Whether the sender has sent a Close.
    public private(set) var hasSentClose = false

    private var utf8 = UTF8Validator()
    /// How many bytes of the text in hand were judged.
    private var judgedCount = 0
    /// Whether the payload of the frame in hand is text that is still valid.
    private(set) var checksText = false
    /// Whether the open message was found not to be UTF-8; that is said once.
    private var isTextBroken = false
    /// Whether what the message in hand is inflated to is text that is still valid.
    private(set) var checksInflated = false
    /// What the handshake agreed on.
    private(set) var agreement = Agreement()
    /// Whether the open message, or the last one, is compressed: its text is judged when it is inflated.
    private var isCompressed = false

    /// The open message, as far as its frames have to know it; nil between messages.
    var message: FrameContext.Message? { openMessage.map { .init(kind: $0, isCompressed: isCompressed) } }

    /// A judge at the start of the stream of `sender`.
    public init(sender: Endpoint) { self.sender = sender }

    /// Records the extensions that the handshake agreed on.
    public mutating func agree(on agreement: Agreement) { self.agreement = agreement }

    /// Records that bytes are missing, and that a frame comes next.
    mutating func resume() {
        openMessage = nil
        mayBeInMessage = true
        checksText = false
    }

    /// Judges a header and records the message it starts, continues or ends.
    ///
    /// - Parameter offset: where the frame starts in its direction's stream.
    /// - Returns: every rule that the header breaks: first what it breaks on its own, in the order of its bytes, then
    ///   what it breaks by its place among the frames. Nothing is allocated when there is none.
    public mutating func judge(_ header: FrameHeader, at offset: Int) -> [Violation] {
        var found: [Violation] = []
        judgeForm(header, at: offset, into: &found)
        judgeOrder(header, at: offset, into: &found)
        return found
    }

    /// What a header breaks on its own, whatever came before it.
    private func judgeForm(_ header: FrameHeader, at offset: Int, into found: inout [Violation]) {
        let firstByte = offset..<offset + 1
        let lengthEnd = offset + header.headerLength - (header.maskingKey == nil ? 0 : 4)
        found += agreement.violations(of: header, at: firstByte)
        if header.opcode.isReserved {
            found.append(Violation(.reservedOpcode, at: firstByte, detail: "opcode \(header.opcode.rawValue)"))
        }
        if header.opcode.isControl, !header.fin {
            found.append(Violation(.controlFrameFragmented, at: firstByte, detail: "FIN is 0"))
        }
        if sender == .client, header.maskingKey == nil {
            found.append(Violation(.clientFrameNotMasked, at: offset + 1..<offset + 2, detail: "MASK is 0"))
        }
        if sender == .server, header.maskingKey != nil {
            found.append(Violation(.serverFrameMasked, at: offset + 1..<offset + 2, detail: "MASK is 1"))
        }
        if header.opcode.isControl, header.payloadLength > 125 {
            found.append(
                Violation(
                    .controlFrameTooLong, at: offset + 1..<lengthEnd,
                    detail: "the length is \(header.payloadLength.grouped)"))
        }
        if header.payloadLength >> 63 != 0 {
            found.append(Violation(.lengthTopBitSet, at: offset + 2..<offset + 3, detail: "the top bit is 1"))
        }
        if header.lengthForm != .init(minimalFor: header.payloadLength) {
            found.append(
                Violation(
                    .lengthNotMinimal, at: offset + 1..<lengthEnd,
                    detail: "\(header.payloadLength.grouped) is written in \(header.lengthForm.rawValue) bits"))
        }
    }

    /// What a header breaks by its place among the frames before it (§5.4, §5.5.1).
    private mutating func judgeOrder(_ header: FrameHeader, at offset: Int, into found: inout [Violation]) {
        let firstByte = offset..<offset + 1
        checksText = false
        if header.opcode.isControl {
            if header.isClose { hasSentClose = true }
            return
        }
        if hasSentClose { found.append(Violation(.dataAfterClose, at: firstByte)) }
        guard !header.opcode.isReserved else { return }
        if header.opcode == .continuation {
            guard openMessage != nil else {
                if mayBeInMessage {
                    mayBeInMessage = !header.fin
                    return
                }
                found.append(Violation(.continuationWithoutMessage, at: firstByte, detail: "opcode 0"))
                return
            }
        } else {
            if openMessage != nil {
                found.append(Violation(.messageNotFinished, at: firstByte, detail: "opcode \(header.opcode.rawValue)"))
            }
            openMessage = header.opcode
            mayBeInMessage = false
            utf8 = UTF8Validator()
            (judgedCount, isTextBroken) = (0, false)
            isCompressed = header.rsv1 && agreement.deflate != nil
            checksInflated = isCompressed && header.opcode == .text
        }
        checksText = openMessage == .text && !isTextBroken && !isCompressed
    }

    /// Judges a part of the payload of the frame whose header was judged last.
    ///
    /// - Parameters:
    ///   - bytes: holds the part, unmasked, in `range`.
    ///   - offset: where the part's first byte lies in its direction's stream.
    public mutating func judgePayload(_ bytes: RawSpan, in range: Range<Int>, at offset: Int) -> Violation? {
        guard checksText else { return nil }
        guard let bad = utf8.validate(bytes, in: range) else {
            judgedCount += range.count
            return nil
        }
        checksText = false
        isTextBroken = true
        let position = offset + bad - range.lowerBound
        let isCompressed = agreement.deflate != nil && judgedCount == 0
        return Violation(
            .textNotUTF8, at: position..<position + 1,
            detail: "byte 0x\(Hex.byte(bytes.byte(at: bad))) is not valid here",
            cause: isCompressed ? ForgottenBit.words(range.prefix(1024).map { bytes.byte(at: $0) }) : "")
    }

    /// Judges what a part of a compressed message was inflated to.
    ///
    /// - Parameters:
    ///   - bytes: holds the part in `range`.
    ///   - isLast: Whether the message ends with it.
    ///   - place: Where what was inflated lies in the direction's stream.
    mutating func judgeInflated(
        _ bytes: RawSpan, in range: Range<Int>, isLast: Bool, at place: Range<Int>
    ) -> Violation? {
        guard checksInflated else { return nil }
        if let bad = utf8.validate(bytes, in: range) {
            checksInflated = false
            return Violation(
                .textNotUTF8, at: place,
                detail: "byte 0x\(Hex.byte(bytes.byte(at: bad))) of the inflated text is not valid where it stands")
        }
        guard isLast else { return nil }
        checksInflated = false
        return utf8.isAtBoundary
            ? nil : Violation(.textNotUTF8, at: place, detail: "the inflated text ends inside a character")
    }

    /// Judges the end of the frame whose header was judged last.
    ///
    /// - Parameters:
    ///   - closePayload: the payload of a Close, unmasked, or the start of one that is too long; what it holds for any
    ///     other frame does not matter.
    ///   - end: where the frame ends in its direction's stream.
    public mutating func judgeEnd(_ header: FrameHeader, closePayload: [UInt8], at end: Int) -> [Violation] {
        if header.opcode == .close {
            let length = max(closePayload.count, Int(clamping: header.payloadLength))
            return Self.judgeClose(closePayload, at: end - length, isWhole: length == closePayload.count)
        }
        // A reserved frame belongs to no message, so it ends none.
        guard !header.opcode.isControl, !header.opcode.isReserved, header.fin else { return [] }
        defer { openMessage = nil }
        guard checksText, !utf8.isAtBoundary else { return [] }
        return [
            Violation(.textNotUTF8, at: max(0, end - 1)..<end, detail: "the message ends inside a character")
        ]
    }

    private static func judgeClose(_ payload: [UInt8], at offset: Int, isWhole: Bool) -> [Violation] {
        switch ClosePayload(payload) {
        case .empty: return []
        case .oneByte: return [Violation(.closePayloadOneByte, at: offset..<offset + 1, detail: "1 byte")]
        case .code(let code, let reason):
            var found: [Violation] = []
            if !code.mayBeSent {
                found.append(
                    Violation(.closeCodeNotAllowed, at: offset..<offset + 2, detail: "\(code.rawValue), \(code.name)"))
            }
            var validator = UTF8Validator()
            let span = reason.span.bytes
            if let bad = validator.validate(span, in: 0..<reason.count) {
                found.append(Violation(.closeReasonNotUTF8, at: offset + 2 + bad..<offset + 3 + bad))
            } else if isWhole, !validator.isAtBoundary {
                let end = offset + payload.count
                found.append(
                    Violation(.closeReasonNotUTF8, at: end - 1..<end, detail: "the reason ends inside a character"))
            }
            return found
        }
    }
}
