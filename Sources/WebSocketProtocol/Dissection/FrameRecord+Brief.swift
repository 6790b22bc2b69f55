// The fields of a frame's header in the fewest words, for a screen that has two rows for all of them.

extension FrameRecord {
    /// Opcode, FIN, masking and length, a few words each; none while the header is incomplete.
    public func briefSentences(_ context: FrameContext) -> [Sentence] {
        guard let header else { return [] }
        let opcode = Sentence(
            "Opcode \(header.opcode.rawValue): \(header.opcode.brief(context.message)).",
            section: header.opcode.citation)
        let fin =
            header.fin
            ? Sentence("FIN 1: the message ends here.", section: "5.2")
            : Sentence("FIN 0: more fragments follow.", section: "5.4")
        let key = header.maskingKey.map { Hex.string($0.bytes, groupsOf: 1) }
        let mask =
            key.map { Sentence("MASK 1: the key is \($0).", section: "5.3") }
            ?? Sentence("MASK 0: not masked.", section: "5.1")
        let length = Sentence(
            "Length \(header.payloadLength.grouped), in \(header.lengthForm.rawValue) bits.", section: "5.2")
        // A control frame has FIN; where it does not, the broken rule says so.
        return header.opcode.isControl ? [opcode, mask, length] : [opcode, fin, mask, length]
    }
}

extension Opcode {
    /// What a frame with this opcode is, in a few words.
    fileprivate func brief(_ message: FrameContext.Message?) -> String {
        let isCompressed = message?.isCompressed ?? false
        return switch self {
        case .continuation: "continues \(message.map { "a \($0.kind.name)" } ?? "the open") message"
        case .text: isCompressed ? "text, compressed" : "text, in UTF-8"
        case .binary: isCompressed ? "binary, compressed" : "binary, any bytes"
        case .close: "a Close"
        case .ping: "a Ping"
        case .pong: "a Pong"
        default: "reserved"
        }
    }
}
