// A script with its masking keys: the very bytes that go out, frame by frame, and the writes that carry them.
//
//   text:Hi  ping  pause:1  chop:3  text:Hi
//   frames   81 82 k k k k p p │ 89 80 k k k k │         │ 81 82 k k k k p p
//   writes   └──────one──────┘   └────one────┘  1 second   └one─┘ └one┘ └one┘

/// What a script sends.
public struct ScriptOutput: Sendable, Hashable {
    /// The bytes of one frame, or of one `hex`.
    public struct Piece: Sendable, Hashable {
        /// Its bytes.
        public let bytes: [UInt8]
        /// The columns of the words that ask for it, from 1.
        public let columns: ClosedRange<Int>
    }

    /// A write: what goes out at once, in a TCP segment of its own as far as segments are that large.
    public struct Write: Sendable, Hashable {
        /// How long to wait before it, in seconds.
        public let pause: Double
        /// Its bytes.
        public let bytes: [UInt8]

        /// Bytes, after a pause of 0 to 60 seconds.
        public init(_ bytes: [UInt8], pause: Double = 0) {
            (self.bytes, self.pause) = (bytes, pause)
        }
    }

    /// The frames, in order.
    public let pieces: [Piece]
    /// The writes, in order.
    public let writes: [Write]
    /// The pause behind the last write, in seconds.
    public let lastPause: Double

    /// All bytes, in order.
    public var bytes: [UInt8] { pieces.flatMap(\.bytes) }

    /// What a script sends where `sender` sends it.
    ///
    /// - Parameter keys: draws the masking keys. RFC 6455 §5.3 asks for a source that nobody can predict.
    public init(_ script: Script, from sender: Endpoint, keys: inout some RandomNumberGenerator) {
        var pieces: [Piece] = []
        var writer = Writer()
        for part in script.parts {
            switch part.step {
            case .frame(let frame):
                for frame in frame.frames(from: sender, keys: &keys) {
                    pieces.append(Piece(bytes: frame.encoded, columns: part.columns))
                    writer.add(frame.encoded)
                }
            case .bytes(let bytes):
                pieces.append(Piece(bytes: bytes, columns: part.columns))
                writer.add(bytes)
            case .pause(let seconds): writer.pause(seconds)
            case .chop(let sizes): writer.chop(sizes)
            }
        }
        writer.flush()
        self.pieces = pieces
        (writes, lastPause) = (writer.writes, writer.nextPause)
    }

    /// Cuts bytes into writes.
    private struct Writer {
        private(set) var writes: [Write] = []
        private(set) var nextPause = 0.0
        private var sizes: [Int] = []
        /// The next of the sizes.
        private var turn = 0
        /// What has not filled a write yet.
        private var held: [UInt8] = []

        mutating func add(_ bytes: [UInt8]) {
            guard !sizes.isEmpty else { return put(bytes) }
            held += bytes
            var start = 0
            while held.count - start >= sizes[turn] {
                let end = start + sizes[turn]
                put(Array(held[start..<end]))
                start = end
                turn = (turn + 1) % sizes.count
            }
            held.removeFirst(start)
        }

        mutating func pause(_ seconds: Double) {
            flush()
            nextPause += seconds
        }

        mutating func chop(_ sizes: [Int]) {
            flush()
            (self.sizes, turn) = (sizes, 0)
        }

        mutating func flush() {
            if !held.isEmpty { put(held) }
            held = []
        }

        private mutating func put(_ bytes: [UInt8]) {
            writes.append(Write(bytes, pause: nextPause))
            nextPause = 0
        }
    }
}
