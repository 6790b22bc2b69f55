// How TCP carried a frame: a frame may come in several reads, and a read may bring several frames.

import Capture
import WebSocketProtocol

/// The reads that carried one frame.
struct RowReads {
    /// How many frames to either side are looked at: one read may bring thousands.
    private static let most = 100

    private let frame: FrameRecord
    private let conversation: Conversation
    /// Where reads begin in the frame; the first is 0 unless it came with what is before it.
    private let starts: [Int]

    init(_ frame: FrameRecord, in conversation: Conversation) {
        (self.frame, self.conversation) = (frame, conversation)
        starts = conversation.readStarts(in: frame)
    }

    /// "in 3 reads", "frames 4 to 6 in one read"; nil where it came in one read of its own, and where that is no longer known.
    var words: String? {
        guard frame.received > 0 else { return nil }
        let inner = starts.count { $0 > 0 }
        if inner > 0 { return "in \(Numbers.grouped(inner + 1)) reads" }
        guard let first = neighbour(-1), let last = neighbour(1) else { return "in one read with many frames" }
        guard first < last else { return nil }
        return "frames \(first) \(last == first + 1 ? "and" : "to") \(last) in one read"
    }

    /// The number of the first or last frame of which the same read brought a part; nil if it is too far away.
    private func neighbour(_ step: Int) -> Int? {
        var here = frame
        for _ in 0..<Self.most {
            let dissection = conversation.dissection
            guard let next = dissection.frame(here.index + step, from: frame.from) else { return here.number }
            // Of the two, the later one says whether a read begins between them.
            let later = conversation.readStarts(in: step > 0 ? next : here)
            if later.first == 0 || next.received == 0 { return here.number }
            let hasOthers = conversation.readStarts(in: next).contains { $0 > 0 }
            if hasOthers { return next.number }
            here = next
        }
        return nil
    }
}
