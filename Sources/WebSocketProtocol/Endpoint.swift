// The two ends of a connection, RFC 6455 §1.2.

/// One of the two endpoints of a connection; also the direction of bytes, which are always *from* one of them.
///
/// The roles differ in two rules only: a client masks what it sends (§5.1), and a server closes TCP first (§7.1.1).
public enum Endpoint: String, Sendable, Hashable, CaseIterable {
    case client
    case server

    /// The other end.
    public var peer: Endpoint { self == .client ? .server : .client }
}
