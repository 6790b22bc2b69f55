// The sentences for what is under the cursor, each with its field, so that a screen can give it the field's letter and
// colour.

/// A sentence about a field.
public struct FieldSentence: Sendable, Hashable {
    /// The field that the sentence is about.
    public let field: FrameField
    /// The sentence.
    public let sentence: Sentence
}

extension FrameExplanation {
    /// The field of a bit, counted from the frame's first: a field that was read, or the one whose last bytes are
    /// missing. Nil where no bit has arrived.
    public func fieldOrMissing(atBit index: Int) -> FrameField? {
        if let reading = field(atBit: index) { return reading.field }
        if case .inHeader(let missing, let has, _) = state, has > 0, index >= fields.last?.bits.upperBound ?? 0 {
            return missing
        }
        return nil
    }

    /// What byte `index` is, as `sentences(forByte:wire:bit:)` says it, each sentence with its field. Reserved bits of
    /// the same value share one sentence; for a single bit, what the bit itself says comes first.
    public func fieldSentences(forByte index: Int, wire: UInt8, bit: Int? = nil) -> [FieldSentence] {
        if let bit, let reading = field(atBit: index * 8 + bit) {
            let own = bitSentence(reading, byte: index, bit: bit, wire: wire)
            return ([own].compactMap { $0 } + sentences(forByte: index, wire: wire, bit: bit))
                .map { FieldSentence(field: reading.field, sentence: $0) }
        }
        let here = fields(atByte: index)
        guard here.count > 1 else {
            guard let field = fieldOrMissing(atBit: index * 8) else { return [] }
            return sentences(forByte: index, wire: wire).map { FieldSentence(field: field, sentence: $0) }
        }
        return here.compactMap { reading in
            guard Self.reserved.contains(reading.field) else {
                return FieldSentence(field: reading.field, sentence: reading.sentence(in: header))
            }
            let alike = here.filter { Self.reserved.contains($0.field) && $0.value == reading.value }
            guard alike.first == reading else { return nil }
            return FieldSentence(field: reading.field, sentence: Self.sentence(ofReserved: alike))
        }
    }

    private static let reserved: [FrameField] = [.rsv1, .rsv2, .rsv3]

    /// One sentence for reserved bits of the same value.
    private static func sentence(ofReserved bits: [FieldReading]) -> Sentence {
        guard let first = bits.first, bits.count > 1 else {
            return bits.first?.sentence(in: nil) ?? Sentence("")
        }
        let names = bits.dropLast().map(\.field.name).joined(separator: ", ") + " and " + (bits.last?.field.name ?? "")
        let meaning =
            first.value == 0
            ? "are 0: no extension uses them in this frame."
            : "are 1: only an extension agreed on in the handshake may set them."
        return Sentence("\(names) \(meaning)", section: first.field.citation)
    }

    /// What one bit says on its own; nil where the bit is its field.
    private func bitSentence(_ reading: FieldReading, byte index: Int, bit: Int, wire: UInt8) -> Sentence? {
        let digit = Binary.digits(wire)[bit]
        let place = "Bit \(bit) of byte \(index) is \(digit)"
        switch reading.field {
        case .fin, .rsv1, .rsv2, .rsv3, .mask: return nil
        case .opcode, .length, .extendedLength16, .extendedLength64:
            let worth = UInt64(1) << UInt64(reading.bits.upperBound - 1 - index * 8 - bit)
            return Sentence("\(place): it counts for \(digit == "1" ? worth : 0) of \(reading.value).", section: "5.2")
        case .maskingKey:
            return Sentence("\(place), part of key byte \(index - reading.bytes.lowerBound).", section: "5.3")
        case .payload:
            guard let key = header?.maskingKey else { return Sentence("\(place), sent unmasked.", section: "5.2") }
            let keyByte = key[index - reading.bytes.lowerBound]
            let plain = Binary.digits(wire ^ keyByte)[bit]
            return Sentence(
                "\(place) on the wire; the key's bit is \(Binary.digits(keyByte)[bit]); XOR makes it \(plain).",
                section: "5.3")
        }
    }
}
