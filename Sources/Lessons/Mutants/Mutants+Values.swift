// What a wrong decoder answers to a question about bytes.

extension Mutants {
    /// The answer of a mutant, from the first frame that it reads, or begins; nil where it has none.
    static func value(of question: Question, in material: Material, by id: String) -> Value? {
        guard let output = named(id)?.output(of: material.reads), let frame = output.frames.first ?? output.begun else {
            return nil
        }
        return switch question {
        case .fin: .flag(frame.fin)
        case .rsv1: .flag(frame.rsv & 4 != 0)
        case .rsv2: .flag(frame.rsv & 2 != 0)
        case .rsv3: .flag(frame.rsv & 1 != 0)
        case .opcode: .number(UInt64(frame.opcode))
        case .masked: .flag(frame.masked)
        case .length: .number(UInt64(max(0, frame.length)))
        case .maskingKey: frame.key.isEmpty ? nil : .bytes(frame.key)
        case .unmasked(let place): frame.payload.indices.contains(place) ? .byte(frame.payload[place]) : nil
        case .text: .text(frame.payload)
        default: nil
        }
    }
}
