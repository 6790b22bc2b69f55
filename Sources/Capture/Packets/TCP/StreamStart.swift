// Where one direction of a connection begins, in the sequence numbers of TCP (RFC 9293 §3.4).

/// What is known of a direction before it has carried anything.
struct StreamStart: Sendable {
    /// The sequence number of the SYN, once it was seen.
    private(set) var initial: UInt32?
    /// The sequence number of the first byte: the one behind the SYN, or the first that was heard of.
    private(set) var first: UInt32?

    /// The largest window that TCP can offer (RFC 7323 §2.3), so no sequence number of the connection is farther away.
    private static let window = 1 << 30

    /// Takes note of a SYN: the stream begins behind it.
    mutating func synchronize(_ sequence: UInt32) {
        initial = sequence
        begin(at: sequence &+ 1)
    }

    /// Takes the first sequence number that is heard of for that of the first byte.
    mutating func begin(at sequence: UInt32) { first = first ?? sequence }

    /// Whether a sequence number is that of the first byte, as far as one can tell.
    func expects(_ sequence: UInt32) -> Bool { first == nil || first == sequence }

    /// How far a sequence number is behind the first byte; nil where it is none of this connection's.
    func position(_ sequence: UInt32) -> Int? { Self.distance(from: first ?? sequence, to: sequence) }

    /// How far `sequence` is behind `other`; nil where it is too far to belong to the same stream.
    static func distance(from other: UInt32, to sequence: UInt32) -> Int? {
        let distance = Int(Int32(bitPattern: sequence &- other))
        return abs(distance) <= window ? distance : nil
    }
}
