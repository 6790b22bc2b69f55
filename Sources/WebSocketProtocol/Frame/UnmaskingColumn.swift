// Unmasking as arithmetic that a class can follow: one column per byte (RFC 6455 §5.3).

/// One payload byte on its way from the wire to the application.
public struct UnmaskingColumn: Sendable, Hashable {
    /// The byte's position in the payload.
    public let index: Int
    /// The byte as it was sent.
    public let wire: UInt8
    /// The byte of the key that masks it and its number, `index` mod 4; nil where the frame is not masked.
    public let key: UInt8?
    /// The byte that the application gets.
    public let plain: UInt8
    /// The code point whose bytes start here; nil inside one and where the bytes are not text. A character as a reader sees it,
    /// such as a flag, may have several.
    public let scalar: Unicode.Scalar?

    /// Which of the key's four bytes is used.
    public var keyIndex: Int { index & 3 }

    /// The columns of `wire`, a stretch of a payload that starts at its byte `start`.
    ///
    /// - Parameter asText: whether code points are put together from the bytes, as in a text frame.
    public static func columns(
        of wire: some Sequence<UInt8>, from start: Int, key: MaskingKey?, asText: Bool
    ) -> [UnmaskingColumn] {
        let sent = Array(wire)
        let plain = key.map { $0.applied(to: sent, from: start) } ?? sent
        let scalars = asText ? scalarStarts(in: plain) : [:]
        return sent.indices.map { index in
            UnmaskingColumn(
                index: start + index, wire: sent[index], key: key.map { $0[start + index] }, plain: plain[index],
                scalar: scalars[index])
        }
    }

    /// Where code points start, by position. One that is cut off or broken has no start.
    private static func scalarStarts(in bytes: [UInt8]) -> [Int: Unicode.Scalar] {
        var starts: [Int: Unicode.Scalar] = [:]
        var index = 0
        while index < bytes.count {
            let length = UTF8Validator.sequenceLength(leadByte: bytes[index])
            let end = index + max(1, length)
            if length > 0, end <= bytes.count, let text = String(validating: bytes[index..<end], as: UTF8.self) {
                starts[index] = text.unicodeScalars.first
            }
            index = starts[index] == nil ? index + 1 : end
        }
        return starts
    }
}
