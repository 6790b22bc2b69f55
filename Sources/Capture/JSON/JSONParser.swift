// A strict reader of JSON texts, RFC 8259.
//
//   value    null  true  false  number  string  array  object
//   array    [ value , value … ]
//   object   { string : value , … }
//   between them: space, tab, LF, CR
//
// It reads bytes once from left to right and nests at most 64 deep, so that no text can take it more than linear time
// or much stack. `members` and `elements` give an object or array piece by piece: a reader of a big file keeps one
// piece in memory, and what stood before the damage of a damaged file has been read when the error comes.

import WebSocketProtocol

/// Reads JSON from bytes. After an error its position means nothing.
public struct JSONParser: Sendable {
    /// How deep arrays and objects may nest.
    public static let depthLimit = 64

    let bytes: [UInt8]
    /// The next byte to read.
    var index: Int
    /// Where the text begins and ends in `bytes`.
    let start: Int
    let end: Int
    private var depth = 0
    /// Where the first escape stood that is half a surrogate pair, counted from the start of the text. U+FFFD was put
    /// in its place.
    public internal(set) var loneSurrogate: Int?

    /// A reader of all bytes, or of those in `range`, which lies within them.
    public init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
        self.bytes = bytes
        start = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
        index = start
    }

    /// The value that the whole text is.
    ///
    /// - Throws: `JSONError` at the first byte that does not fit.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value()
        try parser.finish()
        return value
    }

    /// Reads the next value.
    public mutating func value() throws(JSONError) -> JSONValue {
        switch try peek("a value is expected here") {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            var members: [JSONValue.Member] = []
            try self.members { key, parser throws(JSONError) in members.append(.init(key, try parser.value())) }
            return .object(members)
        case UInt8(ascii: "["):
            var values: [JSONValue] = []
            try elements { parser throws(JSONError) in values.append(try parser.value()) }
            return .array(values)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: "t"):
            return try word("true", .bool(true))
        case UInt8(ascii: "f"):
            return try word("false", .bool(false))
        case UInt8(ascii: "n"):
            return try word("null", .null)
        default:
            throw unexpected("a value is expected here")
        }
    }

    /// Reads the next value, and returns its text as it stands too: to keep what a later version wrote.
    public mutating func valueAndSource() throws(JSONError) -> (value: JSONValue, source: ArraySlice<UInt8>) {
        skipBlanks()
        let first = index
        let value = try value()
        return (value, bytes[first..<index])
    }

    /// Reads an object; `each` gets a key and must read its value.
    public mutating func members(_ each: (String, inout JSONParser) throws(JSONError) -> Void) throws(JSONError) {
        try list(open: "{", close: "}", wanted: "a key in quotes") { parser throws(JSONError) in
            let key = try parser.string()
            try parser.take(":", else: "a colon must follow the key")
            try each(key, &parser)
        }
    }

    /// Reads an array; `each` must read one value.
    public mutating func elements(_ each: (inout JSONParser) throws(JSONError) -> Void) throws(JSONError) {
        try list(open: "[", close: "]", wanted: "a value", each)
    }

    /// The place of the next byte that is not a blank, counted from the start of the text.
    mutating func nextPosition() -> Int {
        skipBlanks()
        return index - start
    }

    /// Says that nothing but blanks may follow.
    public mutating func finish() throws(JSONError) {
        skipBlanks()
        guard index == end else { throw unexpected("nothing may follow the value") }
    }

    private mutating func list(
        open: Unicode.Scalar, close: Unicode.Scalar, wanted: String,
        _ each: (inout JSONParser) throws(JSONError) -> Void
    ) throws(JSONError) {
        try take(open, else: "\(open) is expected here")
        guard depth < Self.depthLimit else {
            index -= 1
            throw error("arrays and objects nest deeper than \(Self.depthLimit)")
        }
        depth += 1
        if try peek("\(wanted) or \(close) must follow") == UInt8(ascii: close) {
            index += 1
        } else {
            while true {
                try each(&self)
                guard try peek("a comma or \(close) must follow") == UInt8(ascii: ",") else { break }
                index += 1
                if try peek("\(wanted) must follow the comma") == UInt8(ascii: close) {
                    throw unexpected("\(wanted) must follow the comma")
                }
            }
            try take(close, else: "a comma or \(close) must follow")
        }
        depth -= 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        for offset in 0..<length {
            guard index < end else { throw cutOff("\(word) is cut off") }
            guard bytes[index] == word.utf8Start[offset] else { throw unexpected("\(word) is expected here") }
            index += 1
        }
        return value
    }

    /// Reads one punctuation mark.
    mutating func take(_ scalar: Unicode.Scalar, else problem: @autoclosure () -> String) throws(JSONError) {
        guard try peek(problem()) == UInt8(ascii: scalar) else { throw unexpected(problem()) }
        index += 1
    }

    /// The next byte that is not a blank.
    private mutating func peek(_ problem: @autoclosure () -> String) throws(JSONError) -> UInt8 {
        skipBlanks()
        guard index < end else { throw cutOff(problem()) }
        return bytes[index]
    }

    private mutating func skipBlanks() {
        while index < end, Self.isBlank(bytes[index]) { index += 1 }
    }
}

extension JSONParser {
    /// An error at the next byte.
    func error(_ problem: String) -> JSONError {
        JSONError(position: index - start, problem: problem, isCutOff: false)
    }

    /// The error that the text ends.
    func cutOff(_ problem: String) -> JSONError {
        JSONError(position: end - start, problem: "\(problem); the text ends", isCutOff: true)
    }

    /// An error that names the next byte.
    func unexpected(_ problem: String) -> JSONError { error("\(problem), not \(bytes[index].spoken)") }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }
}
