// What a JSON text says, RFC 8259 §3. Recordings and HAR files are read through this; Foundation's decoder would lose
// the order of keys, keys that come twice, and the place of an error.

/// A JSON value. Objects keep the order of their keys, and keys that come twice.
public enum JSONValue: Sendable, Hashable {
    /// One key of an object and its value.
    public struct Member: Sendable, Hashable {
        /// The key, without escapes.
        public let key: String
        /// The value.
        public let value: JSONValue

        /// A key and its value.
        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// A number that is written without fraction and exponent and fits, so that all its digits are kept.
    case integer(Int)
    /// Any other number: the nearest double, infinite where the number is beyond all of them.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// The value of a key; of its last one where it comes twice, as most readers of JSON have it.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// The text of a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The elements of an array.
    public var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }

    /// A number, rounded to a double.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// A whole number, however it is written: 1, 1.0 and 1e0 are the same.
    public var int: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    /// What the value is, in words: "a string".
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The byte that does not fit, counted from 0 at the start of the text; the text's length where it ends too early.
    public let position: Int
    /// What is wrong, without a full stop: "a comma or ] must follow here, not 'x'".
    public let problem: String
    /// Whether more text could have made it right: the text is cut off.
    public let isCutOff: Bool

    /// Where and what, for people: bytes count from 1.
    public var description: String { "byte \(position + 1): \(problem)" }
}
