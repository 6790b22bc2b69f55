// The sentences for one byte of a frame: what the cursor stands on.

extension FrameExplanation {
    /// What byte `index` (counted from the frame's first) is, in words; `wire` is its value.
    ///
    /// With `bit` (0 is the most significant) only the field that holds that bit is explained.
    public func sentences(forByte index: Int, wire: UInt8, bit: Int? = nil) -> [Sentence] {
        let here = fields(atByte: index).filter { bit == nil || $0.bits.contains(index * 8 + (bit ?? 0)) }
        guard let first = here.first else {
            // The byte is there, but its field is not complete yet.
            guard case .inHeader(let field, let has, let of) = state, let start = startOfMissing(field),
                (start..<start + has).contains(index)
            else { return [] }
            return [part(index - start, of: of, field: field, wire: wire)]
        }
        switch first.field {
        case .maskingKey:
            return [
                part(index - first.bytes.lowerBound, of: 4, field: .maskingKey, wire: wire), first.sentence(in: header),
            ]
        case .extendedLength16, .extendedLength64:
            let place = part(
                index - first.bytes.lowerBound, of: first.bits.count / 8, field: first.field, wire: wire)
            return [place, first.sentence(in: header)]
        case .payload:
            return [payloadSentence(index - first.bytes.lowerBound, wire: wire)]
        default:
            return here.map { $0.sentence(in: header) }
        }
    }

    private func startOfMissing(_ field: FrameField) -> Int? {
        switch field {
        case .extendedLength16, .extendedLength64: 2
        case .maskingKey: fields.last.map { $0.bytes.upperBound }
        default: nil
        }
    }

    private func part(_ position: Int, of count: Int, field: FrameField, wire: UInt8) -> Sentence {
        let names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
        return Sentence(
            "This is the \(names[position]) of the \(count) bytes of the \(field.name): 0x\(Hex.byte(wire)).",
            section: field.citation)
    }

    private func payloadSentence(_ position: Int, wire: UInt8) -> Sentence {
        guard let key = header?.maskingKey else {
            return Sentence(
                "Payload byte \(position): 0x\(Hex.byte(wire))\(Self.quoted(wire)), sent unmasked.", section: "5.2")
        }
        let plain = wire ^ key[position]
        return Sentence(
            "Payload byte \(position): 0x\(Hex.byte(wire)) XOR key byte \(position % 4), 0x\(Hex.byte(key[position])), "
                + "is 0x\(Hex.byte(plain))\(Self.quoted(plain)).", section: "5.3")
    }

    private static func quoted(_ byte: UInt8) -> String {
        (0x21...0x7e).contains(byte) ? ", \"\(Character(Unicode.Scalar(byte)))\"" : ""
    }
}
