// Which frame comes closest to what a condition asks for, and what it has instead.

import Capture
import WebSocketProtocol

extension ConditionScope {
    /// What keeps a chain from holding.
    func failure(of steps: [ChainStep], isNegated: Bool, from sender: Endpoint) -> ConditionFailure? {
        guard let first = steps.first else { return nil }
        guard steps.count > 1 else {
            return isNegated ? match(of: first, from: sender) : failure(of: first, from: sender)
        }
        guard !isNegated,
            let broken = steps.indices.first(where: { !isReached(Array(steps[...$0])) { _ in true } })
        else { return nil }
        let step = steps[broken]
        if !hasOne(step) || broken == 0 { return failure(of: step, from: sender) }
        let before = Array(steps[..<broken])
        let relation = step.relations.first { relation in
            !isReached(before + [step.with([relation])]) { _ in true }
        }
        guard isReached(before + [step.with([])], by: { _ in true }), let relation else {
            return ConditionFailure("it does not come behind what should be before it.")
        }
        let name = relation.trait == .maskingKey ? "masking key" : relation.trait.rawValue
        return ConditionFailure(
            relation.isSame ? "the \(name) is not that of the one before." : "the \(name) is that of the one before.")
    }

    /// A frame or message that there should not be.
    private func match(of step: ChainStep, from sender: Endpoint) -> ConditionFailure? {
        guard case .frame(let tests) = step, let frame = firstFrame(where: { meets($0, tests) }) else { return nil }
        return ConditionFailure(
            "frame \(frame.number) of the \(frame.from.rawValue) is one.",
            byte: frame.from == sender ? frame.offset : nil)
    }

    private func failure(of step: ChainStep, from sender: Endpoint) -> ConditionFailure? {
        switch step {
        case .frame(let tests): failure(of: tests, from: sender)
        case .message(let tests): failure(of: tests, from: sender)
        case .action: ConditionFailure("the server did nothing of this kind on its own.")
        }
    }

    // MARK: Frames

    /// What the closest frame has instead.
    private func failure(of tests: [FrameTest], from sender: Endpoint) -> ConditionFailure {
        let own = frames(from: sender)
        let all = (own.isEmpty ? frames(from: sender.peer) : own)
        let known = all.compactMap { frame in frame.header.map { (frame: frame, header: $0) } }
        guard
            let closest = known.firstMaximum(by: { found in
                tests.count { value(of: $0, found.frame, found.header) == true }
            }), let test = tests.first(where: { value(of: $0, closest.frame, closest.header) != true })
        else {
            guard let unfinished = all.first, unfinished.from == sender else {
                return ConditionFailure("there is no frame.")
            }
            let missing = missing(in: unfinished)
            return ConditionFailure(
                "the header of the frame is not complete: \(missing.words)", byte: missing.byte,
                citation: missing.citation)
        }
        let (words, place, citation) = fact(about: test, closest.frame, closest.header)
        let label = all.count > 1 ? "frame \(closest.frame.number): " : ""
        return ConditionFailure(
            label + words, byte: place.flatMap { closest.frame.from == sender ? closest.frame.offset + $0 : nil },
            citation: citation)
    }

    /// What a frame has that a test asks for, the byte of the frame where that is, and the section.
    private func fact(
        about test: FrameTest, _ frame: FrameRecord, _ header: FrameHeader
    ) -> (words: String, byte: Int?, citation: Citation?) {
        func field(_ field: FrameField, _ words: String) -> (String, Int?, Citation?) {
            let reading = conversation.explanation(of: frame).fields.first { $0.field == field }
            return (words, reading?.bytes.lowerBound, field.citation)
        }
        let opcode = field(.opcode, "the opcode is \(header.opcode.rawValue), \(header.opcode.name).")
        let rest = frame.isComplete ? nil : missing(in: frame)
        let missing = rest.map { ($0.words, $0.byte.map { $0 - frame.offset }, $0.citation) }
        switch test {
        case .from: return ("it comes from the \(frame.from.rawValue).", nil, nil)
        case .opcode, .flag(.control, _), .flag(.data, _): return opcode
        case .flag(.fin, let wanted): return field(.fin, "FIN is \(wanted ? 0 : 1).")
        case .flag(.rsv1, let wanted): return field(.rsv1, "RSV1 is \(wanted ? 0 : 1).")
        case .flag(.rsv2, let wanted): return field(.rsv2, "RSV2 is \(wanted ? 0 : 1).")
        case .flag(.rsv3, let wanted): return field(.rsv3, "RSV3 is \(wanted ? 0 : 1).")
        case .flag(.masked, let wanted): return field(.mask, "MASK is \(wanted ? 0 : 1).")
        case .flag(.betweenFragments, true):
            return header.opcode.isControl ? ("no message is open before it.", 0, "5.4") : opcode
        case .flag(.betweenFragments, false): return ("it stands between fragments of a message.", 0, "5.4")
        case .flag(.midRead, let wanted): return (wanted ? "it begins a read." : "it begins inside a read.", 0, nil)
        case .number(.length, _, _): return field(.length, "the length is \(header.payloadLength).")
        case .number(.lengthForm, _, _):
            return field(.length, "the length is written in \(header.lengthForm.rawValue) bits.")
        case .number(.headerLength, _, _):
            return ("the header has \(Count.words(header.headerLength, "byte")).", 0, "5.2")
        case .number(.size, _, _):
            return missing ?? ("the whole frame has \(Count.words(frame.received, "byte")).", 0, "5.2")
        case .number(.index, _, _): return ("its number is \(frame.number).", 0, nil)
        case .maskingKey:
            guard let key = header.maskingKey else { return field(.mask, "MASK is 0: there is no masking key.") }
            return field(.maskingKey, "the masking key is \(Hex.string(key.bytes, groupsOf: 1)).")
        case .byte(let place, _, _):
            guard let byte = byte(place, of: frame) else { return missing ?? ("it has no byte \(place).", nil, nil) }
            return ("its byte \(place) is 0x\(Hex.byte(byte)).", place, nil)
        case .text(_, let wanted):
            guard conversation.carriesText(frame) else { return opcode }
            return missing ?? payloadFact("text", conversation.content(of: frame), frame, header, wanted)
        case .payload(_, let wanted):
            return missing ?? payloadFact("payload", conversation.payload(of: frame), frame, header, wanted)
        case .violates(let rule, let wanted):
            guard let found = frame.violations.first(where: { $0.rule == rule || wanted }) else {
                return ("it breaks no rule.", nil, nil)
            }
            return (found.words, found.range.lowerBound - frame.offset, found.citation)
        case .relation: return ("it does not compare as it should.", nil, nil)
        }
    }

    /// A payload, and the first byte in which it differs from the one that is wanted.
    private func payloadFact(
        _ name: String, _ payload: [UInt8]?, _ frame: FrameRecord, _ header: FrameHeader, _ wanted: [UInt8]
    ) -> (String, Int?, Citation?) {
        guard let payload else { return ("its payload is not kept.", nil, nil) }
        let same = zip(payload, wanted).prefix { $0 == $1 }.count
        let words = payload.isEmpty ? "empty" : name == "text" ? payload.quotedSafely : payload.hexCut
        // Inflated, it has no bytes of its own on the wire.
        let isOnWire = conversation.inflatedPart(of: frame) == nil || name == "payload"
        let place = isOnWire && same < payload.count ? header.headerLength + same : nil
        return ("the \(name) is \(words).", place, FrameField.payload.citation)
    }

    // MARK: Messages

    private func failure(of tests: [MessageTest], from sender: Endpoint) -> ConditionFailure {
        let own = Array(messages(from: sender))
        let all = own.isEmpty ? Array(messages(from: sender.peer)) : own
        guard let closest = all.firstMaximum(by: { message in tests.count { value(of: $0, message) == true } }),
            let test = tests.first(where: { value(of: $0, closest) != true })
        else { return ConditionFailure("no message is complete.", citation: "5.4") }
        let label = all.count > 1 ? "message \(closest.index): " : ""
        let first = dissection.frame(closest.firstFrame, from: closest.from)
        return ConditionFailure(
            label + fact(about: test, closest), byte: closest.from == sender ? first?.offset : nil, citation: "5.4")
    }

    private func fact(about test: MessageTest, _ message: MessageRecord) -> String {
        switch test {
        case .from: return "it comes from the \(message.from.rawValue)."
        case .kind: return "it is \(message.kind.name)."
        case .compressed: return message.isCompressed ? "it is compressed." : "it is not compressed."
        case .number(.length, _, _): return "its length is \(message.length)."
        case .number(.frames, _, _): return "it has \(Count.words(message.frameCount, "frame"))."
        case .text:
            guard message.kind == .text else { return "it is \(message.kind.name)." }
            let payload = conversation.content(of: message)
            return payload.map { "its text is \($0.isEmpty ? "empty" : $0.quotedSafely)." } ?? "its text is not kept."
        case .relation: return "it does not compare as it should."
        }
    }
}

extension ChainStep {
    /// The same step with other comparisons with the step before.
    fileprivate func with(_ relations: [Relation]) -> ChainStep {
        switch self {
        case .frame(let tests):
            .frame(
                tests.filter { if case .relation = $0 { false } else { true } } + relations.map { .relation($0) })
        case .message(let tests):
            .message(
                tests.filter { if case .relation = $0 { false } else { true } } + relations.map { .relation($0) })
        case .action: self
        }
    }
}

extension Array {
    /// The first element of those with the largest number.
    fileprivate func firstMaximum(by number: (Element) -> Int) -> Element? {
        var best: (element: Element, number: Int)?
        for element in self {
            let number = number(element)
            if best.map({ number > $0.number }) ?? true { best = (element, number) }
        }
        return best?.element
    }
}

extension [UInt8] {
    /// A text in quotes, shortened; its bytes where they are not UTF-8, or hold what does not show.
    fileprivate var quotedSafely: String {
        guard let text = String(validating: self, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory.isInvisible })
        else { return hexCut }
        return "\"\(text.cut(to: 40))\""
    }

    /// The first bytes in hex.
    fileprivate var hexCut: String { Hex.string(prefix(16), groupsOf: 1) + (count > 16 ? " …" : "") }
}

extension Unicode.GeneralCategory {
    /// Whether a code point of it would not show, or would do something to a terminal.
    fileprivate var isInvisible: Bool {
        switch self {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
