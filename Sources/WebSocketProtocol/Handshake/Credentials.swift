// Where a request head has secrets, so that a log can show them as `*`: the credentials of its Authorization headers (RFC 9110 §11.6.2),
// and each `token` in the query of an address, which the request line has, and lines such as Referer may have.
//
//     GET /chat?name=Ada&token=a%20b HTTP/1.1 CR LF      up to the next &, or the blank before the version
//                              *****
//     Authorization: Bearer s3cret CR LF                 behind the scheme
//                           ******
//     proxy-authorization: Basic LF                      in any case of letters, with LF alone as line end,
//      QWRhOnMz LF                                       and in lines that begin with a blank and so belong to the header
//      ********
//     Authorization: s3cret CR LF                        a word without a scheme may be the secret
//                    ******
//
// The head may be cut off anywhere, and need not be one: a peer that gets its syntax wrong has sent its secret all the same. Where it
// is not clear where a secret ends, it goes on. Control characters and the blanks of an address stay, since they are what makes a
// head malformed; and a head that is well-formed stays so, with all its parts in their places.

/// Finds and masks the credentials of a request head.
public enum Credentials {
    /// What masked bytes are shown as.
    public static let mask = UInt8(ascii: "*")

    /// Where they are, in order, in a head or in as much of one as there is.
    public static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var scanner = CredentialScanner(bytes)
        scanner.scan()
        return scanner.ranges
    }

    /// Masks them, and returns how many bytes that were.
    public static func mask(in bytes: inout [UInt8]) -> Int {
        let ranges = ranges(in: bytes)
        for range in ranges {
            for position in range { bytes[position] = mask }
        }
        return ranges.reduce(0) { $0 + $1.count }
    }
}

/// Goes over the lines of a head. It takes time linear in their length.
private struct CredentialScanner {
    private let bytes: [UInt8]
    private var isSecret: [Bool]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isSecret = Array(repeating: false, count: bytes.count)
    }

    var ranges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        for position in isSecret.indices where isSecret[position] {
            if let last = ranges.last, last.upperBound == position {
                ranges[ranges.count - 1] = last.lowerBound..<position + 1
            } else {
                ranges.append(position..<position + 1)
            }
        }
        return ranges
    }

    mutating func scan() {
        var start = 0
        while start < bytes.count {
            let line = start..<endOfLine(from: start)
            findTokens(in: line)
            findHeaders(in: line)
            start = line.upperBound + 1
        }
    }

    /// Where a line ends, with those that continue it: at the LF, which may be missing.
    private func endOfLine(from start: Int) -> Int {
        (start..<bytes.count).first { position in
            guard bytes[position] == .lineFeed else { return false }
            return position + 1 == bytes.count || !bytes[position + 1].isBlank
        } ?? bytes.count
    }

    // MARK: Headers

    private static let names = ["authorization", "proxy-authorization"].map { Array($0.utf8) }
    /// Words that are schemes also where nothing follows them.
    private static let schemes = ["bearer", "basic"].map { Array($0.utf8) }

    /// Looks for a header at the beginning of a line, and behind each CR, which some programs end lines with.
    private mutating func findHeaders(in line: Range<Int>) {
        var isStart = true
        for position in line {
            if isStart, let value = value(at: position, before: line.upperBound) {
                return hide(behindSchemeOf: value)
            }
            isStart = bytes[position] == .carriageReturn
        }
    }

    /// The value of a header with credentials that begins at `start`, the colon being there or not; nil for any other.
    private func value(at start: Int, before end: Int) -> Range<Int>? {
        let name = bytes[start..<end].prefix { $0.isTokenCharacter }
        guard Self.names.contains(name.map(\.lowercased)) else { return nil }
        let start = (name.endIndex..<end).first { !bytes[$0].isBlank && bytes[$0] != .colon } ?? end
        return start..<end
    }

    private mutating func hide(behindSchemeOf value: Range<Int>) {
        let start = value.first { !isSeparator(bytes[$0]) } ?? value.upperBound
        let scheme = bytes[start..<value.upperBound].prefix { $0.isTokenCharacter }
        let rest = scheme.endIndex..<value.upperBound
        let credentials = rest.first { !isSeparator(bytes[$0]) }
        let hasScheme =
            credentials.map { $0 > rest.lowerBound } ?? Self.schemes.contains(scheme.map(\.lowercased))
        let place = (hasScheme ? credentials ?? value.upperBound : start)..<value.upperBound
        // Line by line, so that the blank that makes one a continuation stays.
        for line in place.split(whereSeparator: { Self.isLineBreak(bytes[$0]) }) {
            let text = line.drop { bytes[$0].isBlank }
            guard let last = text.last(where: { !bytes[$0].isBlank }) else { continue }
            for position in text.startIndex...last where bytes[position].isFieldCharacter { isSecret[position] = true }
        }
    }

    private func isSeparator(_ byte: UInt8) -> Bool { byte.isBlank || Self.isLineBreak(byte) }
    private static func isLineBreak(_ byte: UInt8) -> Bool { byte == .carriageReturn || byte == .lineFeed }

    // MARK: Addresses

    private static let key = Array("token".utf8)

    private mutating func findTokens(in line: Range<Int>) {
        guard let query = line.first(where: { bytes[$0] == UInt8(ascii: "?") }) else { return }
        for pair in (query + 1..<line.upperBound).split(whereSeparator: { bytes[$0] == UInt8(ascii: "&") }) {
            guard let equals = pair.first(where: { bytes[$0] == .equals }),
                isKey(bytes[pair.startIndex..<equals])
            else { continue }
            for position in equals + 1..<endOfValue(in: equals + 1..<pair.endIndex, of: line)
            where bytes[position].isFieldCharacter && !bytes[position].isBlank {
                isSecret[position] = true
            }
        }
    }

    /// Whether a key means "token", in any case of letters, and percent-encoded or not.
    private func isKey(_ bytes: ArraySlice<UInt8>) -> Bool {
        // No key that means it is longer.
        guard bytes.count <= 3 * Self.key.count else { return false }
        return PercentEncoding.decode(String(decoding: bytes, as: UTF8.self)).map(\.lowercased) == Self.key
    }

    /// Where a value ends: at the end of its line only before the version. A blank before anything else is one of the value, which
    /// nobody encoded.
    private func endOfValue(in value: Range<Int>, of line: Range<Int>) -> Int {
        guard value.upperBound == line.upperBound,
            let last = value.last(where: { !isSeparator(bytes[$0]) }),
            let blank = value.prefix(through: last).last(where: { bytes[$0].isBlank })
        else { return value.upperBound }
        let version = bytes[blank + 1...last]
        let isVersion =
            version.count == Self.version.count
            && zip(version, Self.version).allSatisfy { $1.isDigit ? $0.isDigit : $0 == $1 }
        return isVersion ? blank : value.upperBound
    }

    private static let version = Array("HTTP/1.1".utf8)
}
