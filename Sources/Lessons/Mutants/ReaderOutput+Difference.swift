// Where two readers differ first, in the order of the wire.

extension ReaderOutput {
    /// Where this output differs from the right one, in words: "payload byte 2", "frame 1 is missing", "waits instead of answering"; nil if
    /// they are the same. Frames and bytes count from 0, and the frame is named where there are several.
    public func firstDifference(from right: ReaderOutput) -> String? {
        let hasSeveral = max(frames.count, right.frames.count) + (begun == nil && right.begun == nil ? 0 : 1) > 1
        for (index, pair) in zip(frames, right.frames).enumerated() {
            guard let words = pair.0.firstDifference(from: pair.1) else { continue }
            return hasSeveral ? "\(manner.noun) \(index), \(words)" : words
        }
        if frames.count < right.frames.count {
            if end == .nothingLeft, frames.isEmpty, manner == .sends { return "sends nothing instead of answering" }
            return frames.isEmpty || end == .givesUp
                ? "\(end.words.does) instead of \(manner == .handsOn ? "handing on a message" : "answering")"
                : "\(manner.noun) \(frames.count) is missing"
        }
        if frames.count > right.frames.count {
            if case .nothingLeft = right.end { return "\(manner.noun) \(right.frames.count) is one too many" }
            return "\(manner == .handsOn ? "hands on a message" : "answers") instead of \(right.end.words.doing)"
        }
        if let begun, let other = right.begun, let words = begun.firstDifference(from: other) {
            return hasSeveral ? "frame \(frames.count), \(words)" : words
        }
        guard end != right.end else { return begun == right.begun ? nil : "the header of frame \(frames.count)" }
        if case (.waits, .waits) = (end, right.end) { return "the number of bytes it waits for" }
        return "\(end.words.does) instead of \(right.end.words.doing)"
    }
}

extension ReaderOutput.End {
    /// "waits", and "waiting" behind "instead of".
    fileprivate var words: (does: String, doing: String) {
        switch self {
        case .nothingLeft: ("has nothing left", "having nothing left")
        case .waits, .keeps, .waitsForContinuation, .holds: ("waits", "waiting")
        case .streamEnds: ("ends", "ending")
        case .endsTCP: ("ends TCP", "ending TCP")
        case .turns: ("never stops", "going on")
        case .fails: ("refuses it", "refusing")
        case .closed: ("ends", "ending")
        case .givesUp: ("gives up", "giving up")
        }
    }
}

extension ReadFrame {
    /// Where this frame differs from the right one; nil if they are the same.
    func firstDifference(from right: ReadFrame) -> String? {
        if fin != right.fin { return "FIN" }
        if rsv != right.rsv { return "RSV" }
        if opcode != right.opcode { return "opcode" }
        if masked != right.masked { return "MASK" }
        if length != right.length { return "length" }
        if key != right.key { return "masking key" }
        for (index, pair) in zip(payload, right.payload).enumerated() where pair.0 != pair.1 {
            return "payload byte \(index)"
        }
        if payload.count == right.payload.count { return nil }
        return payload.count < right.payload.count
            ? "payload byte \(payload.count) is missing" : "payload byte \(right.payload.count) is one too many"
    }
}
