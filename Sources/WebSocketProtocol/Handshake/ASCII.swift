// The character classes that HTTP is written in, as tests on bytes (RFC 9110 §5.6).
//
// HTTP is bytes, not text. Comparing Strings here would be wrong: to Swift a letter and its Unicode twin can be equal, and
// lower-casing turns the Kelvin sign into a k. Bytes have no such twins.

extension UInt8 {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let equals = UInt8(ascii: "=")
    static let backslash = UInt8(ascii: "\\")

    /// OWS, optional whitespace: space and tab (RFC 9110 §5.6.3).
    var isBlank: Bool { self == .space || self == .tab }

    /// VCHAR, a visible ASCII character.
    var isVisible: Bool { (0x21...0x7E).contains(self) }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isLetterOrDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }

    /// tchar, what a token consists of: methods, header names, subprotocols, extensions (RFC 9110 §5.6.2).
    var isTokenCharacter: Bool { isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(self) }

    /// What may stand in a header's value: visible characters, blanks, and the bytes above ASCII (RFC 9110 §5.5).
    var isFieldCharacter: Bool { isVisible || isBlank || self >= 0x80 }

    /// The lower-case letter of an upper-case one; every other byte unchanged.
    var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }

    /// The byte as a violation or an error names it: "a space", "CR", "'g'" or "byte 0x16".
    package var spoken: String {
        switch self {
        case .space: "a space"
        case .tab: "a tab"
        case .carriageReturn: "CR"
        case .lineFeed: "LF"
        case _ where isVisible: "'\(Character(Unicode.Scalar(self)))'"
        default: "byte 0x\(Hex.byte(self))"
        }
    }
}

extension String {
    /// Whether two strings have the same bytes, letters of either case being the same ("ASCII case-insensitive match").
    func matchesIgnoringCase(_ other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.lowercased == $1.lowercased }
    }

    /// Whether two strings have the same bytes.
    func isSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Whether this is one token and nothing else.
    var isToken: Bool { !utf8.isEmpty && utf8.allSatisfy(\.isTokenCharacter) }
}
