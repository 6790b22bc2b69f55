// From words to the parts of a script. A word that begins a part waits for the modifiers behind it.

/// Reads the words of a script, one after the other.
struct ScriptReader {
    private var parts: [Script.Part] = []
    /// The modifiers that the last part has, by name.
    private var modified: Set<ScriptModifier> = []
    private var frameCount = 0, byteCount = 0, writeCount = 0
    /// The sizes of the writes from here on.
    private var sizes: [Int] = []

    /// Takes the next word.
    mutating func read(_ word: ScriptWord) throws(ScriptProblem) {
        let (name, separator, value) = word.parts
        if let kind = ScriptPart(rawValue: name.text) {
            guard separator != "=" else {
                throw ScriptProblem(column: (value?.column ?? 2) - 1, "\(kind) takes a colon, as in \(kind.example)")
            }
            try finishPart()
            parts.append(Script.Part(step: try kind.read(value, of: word), columns: word.columns))
        } else if let modifier = ScriptModifier(rawValue: name.text) {
            guard separator != ":" else {
                throw ScriptProblem(
                    column: (value?.column ?? 2) - 1, "\(modifier) takes an equals sign, as in \(modifier.example)")
            }
            try apply(modifier, value, of: word)
        } else {
            throw Self.unknown(name)
        }
    }

    /// The parts, once all words are read.
    mutating func finish() throws(ScriptProblem) -> [Script.Part] {
        try finishPart()
        return parts
    }

    private mutating func apply(
        _ modifier: ScriptModifier, _ value: ScriptWord.Value?, of word: ScriptWord
    ) throws(ScriptProblem) {
        let column = word.columns.lowerBound
        guard let last = parts.last else {
            throw ScriptProblem(column: column, "\(modifier) changes the frame before it, and there is none")
        }
        guard case .frame(var frame) = last.step else {
            let what =
                if case .bytes = last.step { "the bytes of hex go out as they are" } else {
                    "no frame stands before it"
                }
            throw ScriptProblem(column: column, "\(modifier) changes the frame before it, but \(what)")
        }
        guard modified.insert(modifier).inserted else {
            throw ScriptProblem(column: column, "this frame has \(modifier) already")
        }
        try modifier.apply(value, to: &frame, of: word)
        parts[parts.count - 1] = Script.Part(
            step: .frame(frame), columns: last.columns.lowerBound...word.columns.upperBound)
    }

    /// Checks the part that has all its words, and the bounds.
    private mutating func finishPart() throws(ScriptProblem) {
        modified = []
        guard let last = parts.last else { return }
        let column = last.columns.lowerBound
        switch last.step {
        case .frame(let frame):
            if frame.length != nil, frame.fragments > 1 {
                throw ScriptProblem(column: column, "a frame has length or fragments, not both; leave out one of them")
            }
            if frame.isCompressed, frame.payload.count * frame.repeated > HandmadeFrame.mostCompressed {
                throw ScriptProblem(
                    column: column, "at most \(HandmadeFrame.mostCompressed.grouped) bytes are compressed; send fewer")
            }
            if let length = frame.lengthThatDoesNotFit, let form = frame.lengthForm {
                throw ScriptProblem(
                    column: column,
                    "a length of \(length.grouped) does not fit in \(form.rawValue) bits; choose a longer length-form")
            }
            try count(frames: frame.fragments, bytes: frame.maximumByteCount, at: column)
        case .bytes(let bytes): try count(frames: 1, bytes: bytes.count, at: column)
        case .chop(let sizes): self.sizes = sizes
        case .pause: break
        }
    }

    private mutating func count(frames: Int, bytes: Int, at column: Int) throws(ScriptProblem) {
        frameCount += frames
        byteCount += bytes
        writeCount += sizes.isEmpty ? frames : bytes * sizes.count / sizes.reduce(0, +) + 1
        if frameCount > Script.maximumFrameCount {
            throw ScriptProblem(column: column, "a script has at most \(Script.maximumFrameCount) frames")
        }
        if byteCount > Script.maximumByteCount {
            throw ScriptProblem(
                column: column, "a script sends at most \(Script.maximumByteCount.grouped) bytes, headers included")
        }
        if writeCount > Script.maximumWriteCount {
            throw ScriptProblem(
                column: column,
                "this would take more than \(Script.maximumWriteCount.grouped) writes; chop it into larger ones")
        }
    }

    private static func unknown(_ name: ScriptWord.Value) -> ScriptProblem {
        let all = ScriptPart.allCases.map(\.rawValue) + ScriptModifier.allCases.map(\.rawValue)
        let text = name.text
        let shown = text.count > 20 ? text.prefix(20) + "…" : text[...]
        let near = text.count > 20 ? nil : NearestWord.to(text, among: all)
        return ScriptProblem(
            column: name.column,
            "no word is called \"\(shown)\""
                + (near.map { "; did you mean \($0)?" }
                    ?? "; there are \(ScriptPart.names), and behind a frame \(ScriptModifier.names)"))
    }
}
