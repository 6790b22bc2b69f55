// The text before a byte: what UTF-8 says about the byte depends on it (RFC 3629 §3).

public import WebSocketProtocol

extension Conversation {
    /// The last bytes of the text before byte `position` of a frame's payload, at most three, unmasked: of its message, also in the
    /// frames before, or of the reason of a Close. Nil where the byte is not one of a text, or bytes are not kept.
    ///
    /// Before the last byte of a regional indicator also those that stand in a row before it, because two each make a flag; none of
    /// them where they are more than 128.
    public func textBefore(_ position: Int, in frame: FrameRecord) -> [UInt8]? {
        guard let before = text(before: position, in: frame, maximum: 3) else { return nil }
        guard before == Self.startOfIndicator else { return before }
        let maximum = before.count + 4 * Self.mostIndicators
        guard let longer = text(before: position, in: frame, maximum: maximum) else { return before }
        var start = longer.count - before.count
        while start >= 4, longer[start - 4..<start - 1].elementsEqual(Self.startOfIndicator), longer[start - 1] >= 0xa6
        {
            start -= 4
        }
        return start == 0 && longer.count == maximum ? before : Array(longer[start...])
    }

    /// U+1F1E6 to U+1F1FF are f0 9f 87 a6 to f0 9f 87 bf.
    private static let startOfIndicator: [UInt8] = [0xf0, 0x9f, 0x87]
    private static let mostIndicators = 128

    private func text(before position: Int, in frame: FrameRecord, maximum: Int) -> [UInt8]? {
        guard let header = frame.header else { return nil }
        let isClose = header.opcode == .close
        guard isClose ? position >= 2 : dissection.carriesText(frame) else { return nil }
        let start = max(isClose ? 2 : 0, position - maximum)
        guard var wire = bytes(of: frame, from: header.headerLength + start, maximum: position - start) else {
            return nil
        }
        header.maskingKey?.apply(to: &wire, from: start)
        guard wire.count < maximum, !isClose, let message = dissection.message(of: frame) else { return wire }
        let before = payloadBefore(frame, of: message, maximum: maximum - wire.count)
        return before.isWhole ? before.bytes + wire : nil
    }
}
