// When a server hands what it wrote to the system.
//
//   frame      │f│ │f│ │f│     a write for each frame
//   read       │f f f│         one write with the answers to all frames of a read
//   every(3)   … f f │f│       nothing until three frames wait: who sends two and waits, waits for ever

/// When frames are handed to the system.
public enum Batching: Sendable, Hashable {
    /// Each frame by itself.
    case frame
    /// When all frames of a read are answered.
    case read
    /// When so many frames wait, at least 2.
    case every(Int)

    /// Reads "frame", "read" or a number from 2 to 1,000; nil for any other text.
    public init?(_ text: String) {
        switch (text, Int(text)) {
        case ("frame", _): self = .frame
        case ("read", _): self = .read
        case (_, .some(let count)) where (2...1000).contains(count): self = .every(count)
        default: return nil
        }
    }

    /// When answers go out: "frame by frame", "once per read", "when 10 are waiting".
    public var words: String {
        switch self {
        case .frame: "frame by frame"
        case .read: "once per read"
        case .every(let count): "when \(count) are waiting"
        }
    }
}
