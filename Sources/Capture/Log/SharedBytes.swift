// Bytes that the log keeps where they are: large reads and writes, of which a copy would cost the event loops more than all else that
// they do for it.

/// Bytes in memory that is not written to as long as they are kept.
public protocol SharedBytes: Sendable {
    /// How many bytes there are.
    var byteCount: Int { get }
    /// How much memory is in use as long as they are kept, in bytes.
    var memoryCost: Int { get }
    /// A copy of them from an offset on.
    func copied(from offset: Int) -> [UInt8]
}
