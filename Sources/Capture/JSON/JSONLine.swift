// One JSON object on one line, its keys in the order in which they are added. (Foundation's encoder keeps no order.)

/// A JSON object that is written key by key.
public struct JSONLine: Sendable {
    private var body = ""

    /// An object without keys.
    public init() {}

    /// The object as text: no line break in it, and nothing that could steer a terminal.
    public var text: String { "{\(body)}" }

    /// Adds a text, or null.
    public mutating func add(_ key: String, _ value: String?) { add(key, raw: value.map(Self.quoted) ?? "null") }
    /// Adds a whole number, or null.
    public mutating func add(_ key: String, _ value: Int?) { add(key, raw: value.map(String.init) ?? "null") }
    /// Adds a whole number.
    public mutating func add(_ key: String, _ value: UInt64) { add(key, raw: String(value)) }
    /// Adds true or false.
    public mutating func add(_ key: String, _ value: Bool) { add(key, raw: value ? "true" : "false") }
    /// Adds a time in seconds.
    public mutating func add(_ key: String, seconds: Double) { add(key, raw: Self.seconds(seconds)) }
    /// Adds a list of texts.
    public mutating func add(_ key: String, _ values: [String]) {
        add(key, raw: "[" + values.map(Self.quoted).joined(separator: ",") + "]")
    }
    /// Adds a list of whole numbers.
    public mutating func add(_ key: String, _ values: [Int]) {
        add(key, raw: "[" + values.map(String.init).joined(separator: ",") + "]")
    }
    /// Adds a list of objects.
    public mutating func add(_ key: String, _ values: [JSONLine]) {
        add(key, raw: "[" + values.map(\.text).joined(separator: ",") + "]")
    }

    private mutating func add(_ key: String, raw value: String) {
        if !body.isEmpty { body += "," }
        body += Self.quoted(key) + ":" + value
    }

    /// A time with at least one decimal and at most six, without an exponent: "0.0", "0.001", "12.000034".
    static func seconds(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "0.0" }
        let micros = Int((value.magnitude * 1_000_000).rounded())
        var decimals = String(micros % 1_000_000)
        decimals = String(repeating: "0", count: 6 - decimals.count) + decimals
        while decimals.count > 1, decimals.hasSuffix("0") { decimals.removeLast() }
        return (value < 0 && micros > 0 ? "-" : "") + "\(micros / 1_000_000).\(decimals)"
    }

    /// A text in quotes. Whatever is no visible character is escaped, so that a peer's bytes can't steer the terminal on which the
    /// line is printed: C0 and C1 controls, and marks that change the direction of writing.
    static func quoted(_ text: String) -> String {
        // Most texts are plain ASCII, and payloads are long.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            return "\"\(text)\""
        }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if isSafe(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    for unit in String(scalar).utf16 { result += "\\u" + hex(unit) }
                }
            }
        }
        return result + "\""
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }

    private static func hex(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
