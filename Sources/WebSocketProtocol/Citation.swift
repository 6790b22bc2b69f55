// Where a document says what a sentence says: a standard and its section.

/// A section of a standard.
///
/// Most of what is cited is RFC 6455, so a literal is a section of it: `"5.2"`. Others are named: `Citation(.rfc9110, "15.2")`.
public struct Citation: Sendable, Hashable {
    /// A standard. The raw value is its name in text.
    public enum Document: String, Sendable, Hashable {
        /// The WebSocket protocol.
        case rfc6455 = "RFC 6455"
        /// Compression of messages (permessage-deflate).
        case rfc7692 = "RFC 7692"
        /// DEFLATE, the format of compressed data.
        case rfc1951 = "RFC 1951"
        /// What HTTP means: methods, statuses, fields.
        case rfc9110 = "RFC 9110"
        /// How HTTP/1.1 is written on a connection.
        case rfc9112 = "RFC 9112"
        /// Base64.
        case rfc4648 = "RFC 4648"
        /// UTF-8.
        case rfc3629 = "RFC 3629"
        /// SHA-1.
        case fips180 = "FIPS 180-4"
    }

    /// The standard.
    public let document: Document
    /// The number of the section, such as "5.2".
    public let section: String

    /// A section of any of the documents.
    public init(_ document: Document, _ section: String) {
        self.document = document
        self.section = section
    }

    /// The document and the section: "RFC 6455 §5.2".
    public var text: String { "\(document.rawValue) \(sign)" }

    /// The same in a few columns, where RFC 6455 goes without saying: "§5.2", "RFC 9110 §15.2".
    public var brief: String { document == .rfc6455 ? sign : text }

    private var sign: String { "§\(section)" }
}

extension Citation: ExpressibleByStringLiteral {
    /// A section of RFC 6455.
    public init(stringLiteral section: String) { self.init(.rfc6455, section) }
}
