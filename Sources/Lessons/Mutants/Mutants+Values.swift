// What a wrong program answers to a question about bytes: what it reads in them, or what it makes of them.

import WebSocketProtocol

extension Mutants {
    /// The answer of a mutant, from the first frame that it reads, begins, hands on or sends; nil where it has none.
    static func value(of question: Question, in material: Material, by id: String) -> Value? {
        guard let mutant = named(id), let input = ProgramInput(material, for: mutant.family),
            let output = mutant.output(of: input)
        else { return nil }
        return output.value(of: question)
    }

    /// The answer of the real program beside a mutant; nil where it has none.
    static func realValue(of question: Question, in material: Material, besides id: String) -> Value? {
        guard let family = named(id)?.family, family != .reader else { return question.answer(in: material) }
        return ProgramInput(material, for: family).flatMap(family.real)?.value(of: question)
    }
}

extension ProgramOutput {
    /// What it says to a question: what it reads, hands on, sends or builds.
    fileprivate func value(of question: Question) -> Value? {
        if question == .frames, let frames { return .number(UInt64(frames.frames.count)) }
        switch self {
        case .frames(let output) where output.manner == .reads:
            return (output.frames.first ?? output.begun)?.value(of: question)
        case .frames(let output), .opened(let output):
            return output.frames.first.flatMap { $0.sent.flatMap { question.answer(in: $0) } ?? $0.value(of: question) }
        case .bytes(let bytes): return question.answer(in: Material(reads: [(.server, bytes)]))
        case .value(let value):
            if case .status = question { return UInt64(value.prefix(3)).map(Value.number) }
            return question == .accept ? .text(Array(value.utf8)) : nil
        case .connections: return nil
        }
    }
}

extension ReadFrame {
    /// What a reader says of this frame; nil where it has nothing to say to that.
    fileprivate func value(of question: Question) -> Value? {
        switch question {
        case .fin: .flag(fin)
        case .rsv1: .flag(rsv & 4 != 0)
        case .rsv2: .flag(rsv & 2 != 0)
        case .rsv3: .flag(rsv & 1 != 0)
        case .opcode: .number(UInt64(opcode))
        case .masked: .flag(masked)
        case .length: .number(UInt64(max(0, length)))
        case .maskingKey: key.isEmpty ? nil : .bytes(key)
        case .unmasked(let place): payload.indices.contains(place) ? .byte(payload[place]) : nil
        case .text, .message: .text(payload)
        default: nil
        }
    }

    /// The frame as a server sends it; nil where its opcode is not one.
    fileprivate var sent: Material? {
        guard let opcode = Opcode(rawValue: opcode) else { return nil }
        let header = FrameHeader(
            fin: fin, rsv1: rsv & 4 != 0, rsv2: rsv & 2 != 0, rsv3: rsv & 1 != 0, opcode: opcode,
            payloadLength: UInt64(payload.count))
        return Material(reads: [(.server, header.encoded + payload)])
    }
}
