// One JSON object on one line, its keys in the order in which they are added. (Foundation's encoder keeps no order.)

import WebSocketProtocol

/// A JSON object that is written key by key.
public struct JSONLine: Sendable {
    /// Bytes rather than a String: there may be millions of lines, and most of what is added is short.
    private var body: [UInt8] = [UInt8(ascii: "{")]

    /// An object without keys.
    public init() { body.reserveCapacity(512) }

    /// The object as text: no line break in it, and nothing that could steer a terminal.
    public var text: String { String(decoding: body, as: UTF8.self) + "}" }

    /// Adds the object as text, and a line break, to `output`.
    public func write(to output: inout [UInt8]) {
        output += body
        output.append(UInt8(ascii: "}"))
        output.append(UInt8(ascii: "\n"))
    }

    /// Adds a text, or null.
    public mutating func add(_ key: StaticString, _ value: String?) {
        begin(key)
        if let value { Self.quote(value, to: &body) } else { literal("null") }
    }

    /// Adds a whole number, or null.
    public mutating func add(_ key: StaticString, _ value: Int?) {
        begin(key)
        if let value { body += String(value).utf8 } else { literal("null") }
    }

    /// Adds a whole number.
    public mutating func add(_ key: StaticString, _ value: UInt64) {
        begin(key)
        body += String(value).utf8
    }

    /// Adds a number as it is written.
    mutating func add(_ key: StaticString, number: String) {
        begin(key)
        body += number.utf8
    }

    /// Adds true or false, or null.
    public mutating func add(_ key: StaticString, _ value: Bool?) {
        begin(key)
        literal(value.map { $0 ? "true" : "false" } ?? "null")
    }

    /// Adds bytes as hexadecimal digits, or null.
    public mutating func add(_ key: StaticString, hex value: ArraySlice<UInt8>?) {
        begin(key)
        guard let value else { return literal("null") }
        literal("\"")
        Hex.write(value, to: &body)
        literal("\"")
    }

    /// Adds a time in seconds.
    public mutating func add(_ key: StaticString, seconds: Double) {
        begin(key)
        body += Self.seconds(seconds).utf8
    }

    /// Adds an object.
    public mutating func add(_ key: StaticString, _ value: JSONLine) {
        begin(key)
        body += value.body
        literal("}")
    }

    /// Adds a list of texts.
    public mutating func add(_ key: StaticString, _ values: [String]) {
        list(key, values) { Self.quote($0, to: &$1.body) }
    }

    /// Adds a list of whole numbers.
    public mutating func add(_ key: StaticString, _ values: [Int]) { list(key, values) { $1.body += String($0).utf8 } }

    /// Adds a list of objects.
    public mutating func add(_ key: StaticString, _ values: [JSONLine]) {
        list(key, values) {
            $1.body += $0.body
            $1.literal("}")
        }
    }

    /// Adds a key of somebody else's, with a value that is JSON without line breaks: what a later version wrote, as it was.
    public mutating func add(key: String, source: some Sequence<UInt8>) {
        if body.count > 1 { literal(",") }
        Self.quote(key, to: &body)
        literal(":")
        body += source
    }

    private mutating func list<Value>(
        _ key: StaticString, _ values: [Value], _ add: (Value, inout JSONLine) -> Void
    ) {
        begin(key)
        literal("[")
        for (index, value) in values.enumerated() {
            if index > 0 { literal(",") }
            add(value, &self)
        }
        literal("]")
    }

    /// Keys are ours: there is nothing in them to escape.
    private mutating func begin(_ key: StaticString) {
        if body.count > 1 { literal(",") }
        literal("\"")
        literal(key)
        literal("\":")
    }

    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { body.append(contentsOf: $0) }
    }

    /// A time with at least one decimal and at most six, without an exponent: "0.0", "0.001", "12.000034".
    static func seconds(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "0.0" }
        let micros = Int((value.magnitude * 1_000_000).rounded())
        // A digit in front keeps the zeros after the point.
        var decimals = String(1_000_000 + micros % 1_000_000).utf8.dropFirst()
        while decimals.count > 1, decimals.last == UInt8(ascii: "0") { decimals.removeLast() }
        return (value < 0 && micros > 0 ? "-" : "") + String(micros / 1_000_000) + "." + String(Substring(decimals))
    }

    /// A text in quotes. Everything that is not a visible character is escaped, so that a peer's bytes can't steer the terminal on which the
    /// line is printed: C0 and C1 controls, and marks that change the direction of writing.
    static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        quote(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// JSON in ASCII alone, for a terminal with a character set other than UTF-8: the same values.
    public static func inASCII(_ json: [UInt8]) -> [UInt8] {
        if json.allSatisfy({ $0 < 0x80 }) { return json }
        // Only strings hold characters beyond ASCII.
        return String(decoding: json, as: UTF8.self).utf16.reduce(into: []) { output, unit in
            if unit < 0x80 { output.append(UInt8(unit)) } else { output += ("\\u" + hex(unit)).utf8 }
        }
    }

    private static func quote(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        defer { output.append(UInt8(ascii: "\"")) }
        // Most texts are plain ASCII, and payloads are long: each run of plain characters goes at once.
        var rest = text.utf8[...]
        while !rest.isEmpty {
            let end = rest.firstIndex { !isPlain($0) } ?? rest.endIndex
            output += rest[..<end]
            guard end < rest.endIndex else { return }
            let scalar = text.unicodeScalars[end]
            let next = text.unicodeScalars.index(after: end)
            switch scalar {
            case "\"": output += "\\\"".utf8
            case "\\": output += "\\\\".utf8
            case "\n": output += "\\n".utf8
            case "\r": output += "\\r".utf8
            case "\t": output += "\\t".utf8
            case _ where isSafe(scalar): output += text.utf8[end..<next]
            default: for unit in String(scalar).utf16 { output += ("\\u" + hex(unit)).utf8 }
            }
            rest = text.utf8[next...]
        }
    }

    /// Whether a byte is a visible character of ASCII that stands for itself.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }

    private static func hex(_ unit: UInt16) -> String {
        Hex.string([UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)])
    }
}
