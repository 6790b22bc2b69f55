// The sentences for one byte of a frame: what the cursor stands on.

extension FrameExplanation {
    /// What byte `index` of the frame is as a part of a field that holds it, and what the field says.
    func sentences(about reading: FieldReading, byte index: Int, wire: UInt8) -> [FieldSentence] {
        let place = index - reading.bytes.lowerBound
        let what: [Sentence]
        switch reading.field {
        case .maskingKey, .extendedLength16, .extendedLength64:
            what = [part(place, of: reading.bits.count / 8, field: reading.field, wire: wire), sentence(of: reading)]
        case .payload: what = [payloadSentence(place, wire: wire)] + closeSentences(place, wire: wire)
        default: what = [sentence(of: reading)]
        }
        return what.map { FieldSentence(reading.field, $0) }
            + reading.reasons(context).map { FieldSentence(reading.field, $0, isBackground: true) }
    }

    /// The same for a byte whose field is not complete yet; nothing if the byte is not there.
    func sentencesAboutMissing(byte index: Int, wire: UInt8) -> [FieldSentence] {
        guard case .inHeader(let field, let has, let of) = state, let start = startOfMissing(field),
            (start..<start + has).contains(index)
        else { return [] }
        return [FieldSentence(field, part(index - start, of: of, field: field, wire: wire))]
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

    /// What the first two bytes of a Close are.
    private func closeSentences(_ place: Int, wire: UInt8) -> [Sentence] {
        guard hasCloseCode, place < 2 else { return [] }
        guard place == 1, let code = closeCode(endingIn: wire) else {
            return [Sentence("This is the first of the 2 bytes of the close code.", section: "5.5.1")]
        }
        let bytes = Hex.string(ClosePayload.encode(code), groupsOf: 1)
        return [Sentence("\(bytes) is the close code \(code.rawValue): \(code.name).", section: "7.4")]
    }

    private func payloadSentence(_ position: Int, wire: UInt8) -> Sentence {
        guard let key = header?.maskingKey else {
            return Sentence(
                "Payload byte \(position.grouped): 0x\(Hex.byte(wire))\(quoted(wire)), sent unmasked.", section: "5.2")
        }
        let plain = wire ^ key[position]
        return Sentence(
            "Payload byte \(position.grouped): 0x\(Hex.byte(wire)) XOR key byte \(position % 4), 0x\(Hex.byte(key[position])), "
                + "is 0x\(Hex.byte(plain))\(quoted(plain)).", section: "5.3")
    }

    /// The character that a byte is on its own; a compressed byte is none.
    private func quoted(_ byte: UInt8) -> String {
        context.isCompressed
            ? ", compressed" : (0x21...0x7e).contains(byte) ? ", \"\(Character(Unicode.Scalar(byte)))\"" : ""
    }
}
