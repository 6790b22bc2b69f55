// What a program made of what it got, so that a wrong one and the right one can be compared and shown side by side.

/// What a program did.
public enum ProgramOutput: Sendable, Hashable {
    /// Frames or messages that it read, handed on or sent, and how it ended.
    case frames(ReaderOutput)
    /// The same behind the answer to a request.
    case opened(ReaderOutput)
    /// The same on several connections, the first of them number 1.
    case connections([ReaderOutput])
    /// Bytes that it built.
    case bytes([UInt8])
    /// A value that it computed, or an answer in a word.
    case value(String)

    /// What it did with frames; nil where it has no frames.
    var frames: ReaderOutput? {
        switch self {
        case .frames(let output), .opened(let output): output
        case .connections, .bytes, .value: nil
        }
    }

    /// Lines for a pane, none wider than `width` columns (29 or more). Of long payloads at most `rows` rows are shown.
    public func lines(width: Int = 29, rows: Int = 2) -> [String] {
        switch self {
        case .frames(let output): output.lines(width: width, rows: rows)
        case .opened(let output): [Self.opening] + output.lines(width: width, rows: rows)
        case .connections(let outputs):
            outputs.enumerated().flatMap { ["connection \($0 + 1)"] + $1.lines(width: width, rows: rows) }
        case .bytes(let bytes): ReaderOutput.hexLines(bytes, max(29, width), rows: rows + 1, indent: "")
        case .value(let value): ReaderOutput.wrapped([value], max(29, width))
        }
    }

    /// The same as sentences.
    public var sentences: [String] {
        switch self {
        case .frames(let output): output.sentences
        case .opened(let output): ["Reads \(Self.opening)."] + output.sentences
        case .connections(let outputs):
            outputs.enumerated().flatMap { number, output in
                output.sentences.map { "On connection \(number + 1): \($0.prefix(1).lowercased())\($0.dropFirst())" }
            }
        case .bytes(let bytes): ["\(ReaderOutput.hex(bytes[...], atMost: 32))."]
        // A value such as an accept value must be told from the end of the sentence.
        case .value(let value): [value.contains("=") ? "\"\(value)\"." : "\(value)."]
        }
    }

    private static let opening = "101 Switching Protocols"

    /// Where this output differs from the right one, in words: "payload byte 2", "connection 2, frame 0 is missing"; nil if they are the
    /// same.
    public func firstDifference(from right: ProgramOutput) -> String? {
        switch (self, right) {
        case (.frames(let output), .frames(let right)), (.opened(let output), .opened(let right)):
            return output.firstDifference(from: right)
        case (.connections(let outputs), .connections(let right)):
            for (number, pair) in zip(outputs, right).enumerated() {
                if let words = pair.0.firstDifference(from: pair.1) { return "connection \(number + 1), \(words)" }
            }
            return nil
        case (.bytes(let bytes), .bytes(let right)):
            if let place = zip(bytes, right).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                return "byte \(place)"
            }
            if bytes.count == right.count { return nil }
            return bytes.count < right.count
                ? "byte \(bytes.count) is missing" : "byte \(right.count) is one too many"
        default: return self == right ? nil : "the answer"
        }
    }
}
