// The sentences for what is under the cursor, each with its field, so that a screen can give it the field's letter and
// colour.

/// A sentence about a field.
public struct FieldSentence: Sendable, Hashable {
    /// The field that the sentence is about; nil if it is about all fields of a byte.
    public let field: FrameField?
    /// The sentence.
    public let sentence: Sentence
    /// Whether it says more than what the bits mean here, such as why they are there: where there is little room, it goes first.
    public let isBackground: Bool

    init(_ field: FrameField?, _ sentence: Sentence, isBackground: Bool = false) {
        (self.field, self.sentence, self.isBackground) = (field, sentence, isBackground)
    }
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

    /// What byte `index` (counted from the frame's first) is, in words; `wire` is its value. Reserved bits that say the same
    /// share one sentence.
    ///
    /// With `bit` (0 is the most significant) only the field that holds that bit is explained, and first what the bit itself
    /// says.
    ///
    /// - Parameter textBefore: For a byte of a text, the bytes of the text before it, unmasked; the last three are enough. Nil for
    ///   any other byte.
    public func fieldSentences(
        forByte index: Int, wire: UInt8, bit: Int? = nil, textBefore: [UInt8]? = nil
    ) -> [FieldSentence] {
        let all = fieldSentences(forByte: index, wire: wire, bit: bit)
        guard let textBefore, let payload = fields.last, payload.field == .payload, payload.bytes.contains(index) else {
            return all
        }
        let key = header?.maskingKey?[index - payload.bytes.lowerBound] ?? 0
        var trace = UTF8Trace(after: textBefore)
        return all + [FieldSentence(.payload, trace.take(wire ^ key).sentence)]
    }

    private func fieldSentences(forByte index: Int, wire: UInt8, bit: Int?) -> [FieldSentence] {
        if let bit, let reading = field(atBit: index * 8 + bit) {
            let own = bitSentence(reading, byte: index, bit: bit, wire: wire)
            return (own.map { [FieldSentence(reading.field, $0)] } ?? [])
                + sentences(about: reading, byte: index, wire: wire)
        }
        let here = fields(atByte: index)
        guard let first = here.first else { return sentencesAboutMissing(byte: index, wire: wire) }
        guard here.count > 1 else { return sentences(about: first, byte: index, wire: wire) }
        let reserved = FieldReading.reservedSentences(here.filter(\.isReserved), in: self)
        return (index == 0 ? [wholeByte(wire)] : [])
            + here.flatMap { reading in
                reading.isReserved
                    ? reserved.filter { $0.field == reading.field } : sentences(about: reading, byte: index, wire: wire)
            }
    }

    /// The first byte as people name it: 0x81.
    private func wholeByte(_ wire: UInt8) -> FieldSentence {
        let digits = Binary.digits(wire)
        let halves = String(digits.prefix(4)) + " " + String(digits.suffix(4))
        let hex = Hex.byte(wire)
        return FieldSentence(
            nil,
            Sentence(
                "0x\(hex) is \(hex.prefix(1)) and \(hex.suffix(1)): \(halves). Bits count from the left, 0-7.",
                section: "5.2"),
            isBackground: true)
    }

    /// What one bit says on its own; nil where the bit is its field.
    private func bitSentence(_ reading: FieldReading, byte index: Int, bit: Int, wire: UInt8) -> Sentence? {
        let digit = Binary.digits(wire)[bit]
        let place = "Bit \(bit) of byte \(index.grouped) is \(digit)"
        switch reading.field {
        case .fin, .rsv1, .rsv2, .rsv3, .mask: return nil
        case .opcode, .length, .extendedLength16, .extendedLength64:
            let worth = UInt64(1) << UInt64(reading.bits.upperBound - 1 - index * 8 - bit)
            return Sentence(
                "\(place): worth \(worth.grouped), here \(digit == "1" ? worth.grouped : "0").", section: "5.2")
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
