// How a frame is named on a command line: "7", "c3", "s3".

import Capture
public import WebSocketProtocol

/// One frame of a connection.
public enum FrameChoice: Sendable, Hashable {
    /// A frame by its place among all frames of the connection, in the order of time, from 0.
    case inOrder(Int)
    /// A frame by its sender and its number among the sender's frames, from 0.
    case of(Endpoint, Int)

    /// Reads "7", "c3" or "s3"; nil for anything else.
    public init?(argument: String) {
        let digits = argument.drop { $0 == "c" || $0 == "s" }
        guard let number = Int(digits), number >= 0, argument.count - digits.count <= 1 else { return nil }
        self =
            switch argument.first {
            case "c": .of(.client, number)
            case "s": .of(.server, number)
            default: .inOrder(number)
            }
    }

    /// The row of the frame in its connection's ladder; nil if there is no such frame.
    func row(in ladder: Ladder, of conversation: Conversation) -> Int? {
        var seen = -1
        for row in 0..<ladder.count {
            guard let frame = ladder.frame(row, in: conversation) else { continue }
            seen += 1
            switch self {
            case .inOrder(let number) where number == seen: return row
            case .of(let endpoint, let number) where frame.from == endpoint && frame.number == number: return row
            default: break
            }
        }
        return nil
    }

    /// As it is written.
    var words: String {
        switch self {
        case .inOrder(let number): "\(number)"
        case .of(let endpoint, let number): "\(endpoint == .client ? "c" : "s")\(number)"
        }
    }
}
