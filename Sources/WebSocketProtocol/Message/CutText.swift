// Text of which only the first bytes are available (UTF-8, RFC 3629 §3): a character takes up to four, so a cut may go through one.

extension String {
    /// Bytes as text; nil where they are not UTF-8.
    ///
    /// - Parameter isCut: Whether more bytes follow. Up to three at the end, the start of a character, are then left out.
    public init?(utf8 bytes: [UInt8], isCut: Bool) {
        for left in 0...(isCut ? 3 : 0) {
            guard let text = String(validating: bytes.dropLast(left), as: UTF8.self) else { continue }
            self = text
            return
        }
        return nil
    }
}
