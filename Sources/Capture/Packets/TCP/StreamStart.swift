// Where one direction of a connection begins, in the sequence numbers of TCP (RFC 9293 §3.4).

/// What is known of a direction before it has carried anything.
struct StreamStart: Sendable {
    /// The sequence number of the SYN, once it was seen.
    private(set) var initial: UInt32?
    /// The sequence number of the first byte: the one after the SYN, or the first that was seen.
    private(set) var first: UInt32?

    /// The largest window that TCP can offer (RFC 7323 §2.3), so no sequence number of the connection is farther away.
    private static let window = 1 << 30

    /// Records a SYN: the stream begins after it.
    mutating func synchronize(_ sequence: UInt32) {
        initial = sequence
        begin(at: sequence &+ 1)
    }

    /// Treats the first sequence number that is seen as that of the first byte.
    mutating func begin(at sequence: UInt32) { first = first ?? sequence }

    /// Whether a sequence number is that of the first byte, as far as can be known.
    func expects(_ sequence: UInt32) -> Bool { first == nil || first == sequence }

    /// How far a sequence number is after the first byte; nil where it does not belong to this connection.
    func position(_ sequence: UInt32) -> Int? { Self.distance(from: first ?? sequence, to: sequence) }

    /// How far `sequence` is after `other`; nil where it is too far to belong to the same stream.
    static func distance(from other: UInt32, to sequence: UInt32) -> Int? {
        let distance = Int(Int32(bitPattern: sequence &- other))
        return abs(distance) <= window ? distance : nil
    }
}
