// What is sent by hand, as a line of words: frames with what is to be different about them, and between them pauses and the size of writes.
//
//   text:Hel fin=no  ping:hi  pause:0.5  continuation:lo mask=none  chop:1  hex:"81 05 48"  close:3001:bye
//   └frame  └modifier         └pause                                └write  └raw bytes      └frame with code and reason
//                                                                    sizes
//
//   text:Hello  text:"with spaces"  binary:00ff  continuation:lo     what is in quotes is one value, in which \" is a quote,
//   ping  ping:hi  pong:hi                                           \\ a backslash, \n a line break and \t a tab
//   close  close:3001  close:3001:bye
//   opcode:3  opcode:3:fffe  hex:8105
//   fin=no  rsv1  rsv2  rsv3  mask=none  mask=37fa213d  length=99  length-form=7|16|64  fragments=3  repeat=126
//   pause:0.5  chop:1  chop:2,5  chop:off
//
// Without chop each frame is a write. With it the bytes from there on are one stream (RFC 6455 §1.3: TCP knows nothing of frames), written in
// the sizes that were asked for, again and again; the last write before a pause may be shorter.

/// A line of things to send, read and within its bounds.
public struct Script: Sendable, Hashable {
    /// One thing of it.
    public enum Step: Sendable, Hashable {
        /// A frame, or a message cut into several.
        case frame(HandmadeFrame)
        /// Bytes as they are.
        case bytes([UInt8])
        /// Seconds in which nothing is sent, 0 to `maximumPause`.
        case pause(Double)
        /// How many bytes each write has from here on, in turn; empty for whole frames.
        case chop([Int])
    }

    /// A thing, and where it stands.
    public struct Part: Sendable, Hashable {
        /// The thing.
        public internal(set) var step: Step
        /// The columns of its words, modifiers included, in characters from 1.
        public internal(set) var columns: ClosedRange<Int>
    }

    /// What is sent, in order.
    public let parts: [Part]

    /// Whether a frame of it is compressed.
    public var compresses: Bool {
        parts.contains { if case .frame(let frame) = $0.step { frame.isCompressed } else { false } }
    }

    /// How long a script may be, in bytes of its text.
    public static let maximumTextLength = 4 << 10
    /// How many bytes it may send, with the headers of its frames.
    public static let maximumByteCount = 1 << 20
    /// How many frames it may have, each fragment and each group of raw bytes counted as one.
    public static let maximumFrameCount = 256
    /// How many writes its bytes may be chopped into.
    public static let maximumWriteCount = 4096
    /// The longest pause, in seconds.
    public static let maximumPause = 60.0

    /// Reads a line. Empty lines send nothing.
    ///
    /// - Throws: what is wrong, at the first word of which something is.
    public init(_ line: String) throws(ScriptProblem) {
        try Self.check(length: line.utf8.count)
        try self.init(words: ScriptWord.words(of: line))
    }

    /// Reads words that a shell has taken apart: a space in one of them is part of its value. Columns count as in the line of these words with
    /// a space between two of them.
    public init(words: [String]) throws(ScriptProblem) {
        try Self.check(length: words.reduce(max(0, words.count - 1)) { $0 + $1.utf8.count })
        var column = 1
        var read: [ScriptWord] = []
        for word in words {
            if !word.isEmpty { read.append(try ScriptWord(word, column: column)) }
            column += word.count + 1
        }
        try self.init(words: read)
    }

    private init(words: [ScriptWord]) throws(ScriptProblem) {
        var reader = ScriptReader()
        for word in words { try reader.read(word) }
        parts = try reader.finish()
    }

    private static func check(length: Int) throws(ScriptProblem) {
        guard length <= maximumTextLength else {
            throw ScriptProblem(
                column: maximumTextLength + 1,
                "a script has at most \(maximumTextLength.grouped) bytes, and this one has \(length.grouped)")
        }
    }
}

/// What is wrong with a script, and where.
public struct ScriptProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The column of the character at which it shows, from 1.
    public let column: Int
    /// What is wrong, and what is possible there or was meant, without a full stop.
    public let words: String

    init(column: Int, _ words: String) { (self.column, self.words) = (column, words) }

    /// Where and what: "Column 5: …".
    public var description: String { "Column \(column): \(words)" + (words.hasSuffix("?") ? "" : ".") }
}
