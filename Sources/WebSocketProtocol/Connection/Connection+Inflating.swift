// Compressed messages, RFC 7692 §6.2. The core says which they are, and judges what comes out; inflating is the transport's.
//
//   receive ──▶ deliver, isCompressed ──▶ the transport inflates ──▶ inflated, or inflatingFailed ──▶ the application, or fail

/// Why a message can't be inflated.
public enum InflatingProblem: Sendable, Hashable {
    /// Its payload is not DEFLATE data, or ends too early.
    case brokenData
    /// More comes out than this endpoint accepts.
    case tooLong
    /// There was no memory for it.
    case outOfMemory
}

extension Connection {
    /// Takes in what the payload of the last delivered frame was inflated to, or a part of that.
    ///
    /// - Parameter isLast: whether the message ends with it.
    /// - Returns: the action that takes the place of the delivery where something is wrong with it; nil where it is delivered.
    public mutating func inflated(_ bytes: RawSpan, isLast: Bool) -> Action? {
        receiver.judgeInflated(bytes, isLast: isLast).map { fail($0, isClose: false) }
    }

    /// Records that the payload of the last delivered frame can't be inflated. Returns the action that takes the place of the delivery.
    public mutating func inflatingFailed(_ problem: InflatingProblem) -> Action {
        fail(receiver.failure(problem), isClose: false)
    }

    mutating func agree(on agreement: Agreement) { receiver.agree(on: agreement) }
}
