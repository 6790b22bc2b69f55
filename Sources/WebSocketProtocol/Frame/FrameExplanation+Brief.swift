// What a byte of a frame is, in half a line: for lists, and to be read aloud.

extension FrameExplanation {
    /// The fields of byte `index` with their values: "FIN 1, RSV 0 0 0, opcode 1 text", "MASK 1, length 2", "masking key, byte 0",
    /// "payload byte 0, 7f XOR 37 is 48, the letter H". Nil where the byte is not there.
    public func brief(ofByte index: Int, wire: UInt8) -> String? {
        let here = fields(atByte: index)
        guard let first = here.first else { return sentencesAboutMissing(byte: index, wire: wire).first?.sentence.text }
        switch first.field {
        case .maskingKey, .extendedLength16, .extendedLength64:
            return "\(first.field.name), byte \(index - first.bytes.lowerBound)"
        case .payload: return payloadBrief(index - first.bytes.lowerBound, wire: wire)
        default:
            let reserved = here.filter(\.isReserved).map { "\($0.value)" }.joined(separator: " ")
            return here.filter { !$0.isReserved || $0.field == .rsv1 }.map { reading in
                let value = shortReading(of: reading, byte: index, wire: wire).values.first ?? ""
                return reading.isReserved ? "RSV \(reserved)" : "\(reading.field.name) \(value)"
            }.joined(separator: ", ")
        }
    }

    private func payloadBrief(_ place: Int, wire: UInt8) -> String {
        let key = header?.maskingKey?[place]
        let plain = wire ^ (key ?? 0)
        let character = context.isCompressed || !(0x21...0x7e).contains(plain) ? nil : Character(Unicode.Scalar(plain))
        let what = character.map { ", the \($0.isLetter ? "letter" : "character") \($0)" } ?? ""
        let value = key.map { "\(Hex.byte(wire)) XOR \(Hex.byte($0)) is \(Hex.byte(plain))" } ?? Hex.byte(plain)
        return "payload byte \(place), \(value)\(what)"
    }
}
