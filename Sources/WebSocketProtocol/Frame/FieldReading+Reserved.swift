// The words for RSV1, RSV2 and RSV3, which mean what an extension makes of them (RFC 6455 §5.2, §9.1). Of the extensions
// only permessage-deflate is known here: RSV1 on the first frame of a message says that it is compressed (RFC 7692 §6).

extension FieldReading {
    /// Whether it is one of the reserved bits.
    var isReserved: Bool { [.rsv1, .rsv2, .rsv3].contains(field) }

    /// The sentences for reserved bits of one frame, in their order; those that say the same share one.
    static func reservedSentences(_ bits: [FieldReading], in frame: FrameExplanation) -> [FieldSentence] {
        var groups: [(bits: [FieldReading], meaning: ReservedMeaning)] = []
        for bit in bits {
            let meaning = bit.reservedMeaning(in: frame)
            if let place = groups.firstIndex(where: { $0.meaning == meaning }) {
                groups[place].bits.append(bit)
            } else {
                groups.append(([bit], meaning))
            }
        }
        return groups.map { FieldSentence($0.bits[0].field, sentence($0.bits, $0.meaning)) }
    }

    /// What one reserved bit says.
    func reservedSentence(in frame: FrameExplanation) -> Sentence {
        Self.sentence([self], reservedMeaning(in: frame))
    }

    /// What a bit says after "RSV1 is 0" or "RSV2 and RSV3 are 0".
    private struct ReservedMeaning: Equatable {
        let value: UInt64
        /// For one bit, and for several.
        let words: String, plural: String
        let citation: Citation

        init(_ value: UInt64, _ words: String, _ plural: String? = nil, _ citation: Citation = "5.2") {
            (self.value, self.words, self.plural, self.citation) = (value, words, plural ?? words, citation)
        }
    }

    private static func sentence(_ bits: [FieldReading], _ meaning: ReservedMeaning) -> Sentence {
        let names = bits.map(\.field.name)
        guard names.count > 1, let last = names.last else {
            return Sentence("\(names.joined()) is \(meaning.value)\(meaning.words)", section: meaning.citation)
        }
        let list = names.dropLast().joined(separator: ", ") + " and " + last
        return Sentence("\(list) are \(meaning.value)\(meaning.plural)", section: meaning.citation)
    }

    private func reservedMeaning(in frame: FrameExplanation) -> ReservedMeaning {
        guard let agreement = frame.context.agreement, !agreement.mayUseAnyBit else {
            return value == 0
                ? ReservedMeaning(0, ": no extension uses it in this frame.", ": no extension uses them in this frame.")
                : ReservedMeaning(
                    1, ": only an extension agreed on in the handshake may set it.",
                    ": only an extension agreed on in the handshake may set them.")
        }
        guard agreement.deflate != nil else {
            return value == 0
                ? ReservedMeaning(0, ": no extension was agreed on.")
                : ReservedMeaning(1, ", but must be 0: no extension was agreed on.")
        }
        if field == .rsv1 { return deflateMeaning(on: frame.opcode) }
        return ReservedMeaning(
            value, "\(value == 0 ? "" : ", but must be 0"): permessage-deflate uses only RSV1.", nil, .deflateBit)
    }

    /// RSV1 where permessage-deflate was agreed on.
    private func deflateMeaning(on opcode: Opcode?) -> ReservedMeaning {
        let begins = opcode == .text || opcode == .binary
        let words =
            switch value {
            case 0 where begins: ": permessage-deflate was agreed on, but this message is not compressed."
            case 0 where opcode == .continuation: ": only the first frame of a compressed message sets it."
            case 0: ": permessage-deflate compresses only messages."
            case _ where begins: ": permessage-deflate was agreed on; this message is compressed."
            default: ", but only the first frame of a compressed message may set it."
            }
        return ReservedMeaning(value, words, nil, .deflateBit)
    }
}

extension Citation {
    /// RSV1 as the mark of a compressed message.
    fileprivate static let deflateBit = Citation(.rfc7692, "6")
}
