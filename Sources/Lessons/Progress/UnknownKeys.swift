// Keys that this version does not know: a later one wrote them, and gets them back as they were.

import Capture

/// Unknown keys of an object, with the text of their values.
struct UnknownKeys: Sendable, Hashable {
    /// The text of the values, by key. Keys are compared by bytes: Swift calls texts equal that are written differently.
    private var sources: [[UInt8]: [UInt8]] = [:]

    /// The value of a key as it stands. Where a key comes twice the last value counts, as with `JSONValue`.
    mutating func set(_ key: String, _ source: ArraySlice<UInt8>) { sources[Array(key.utf8)] = Array(source) }

    /// Adds the keys of another. Where both have a key, neither says which value is newer; the greater one is kept, whoever asks.
    mutating func merge(_ other: Self) {
        sources.merge(other.sources) { $0.lexicographicallyPrecedes($1) ? $1 : $0 }
    }

    private var inOrder: [(key: [UInt8], value: [UInt8])] {
        sources.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    /// Adds the keys to an object.
    func add(to line: inout JSONLine) {
        for (key, source) in inOrder { line.add(key: String(decoding: key, as: UTF8.self), source: source) }
    }

    /// All of it as bytes, for an order.
    var bytes: [UInt8] { inOrder.flatMap { $0.key + [0] + $0.value + [0] } }
}

/// An object: the keys that this version knows, and the others.
struct KnownKeys {
    private var values: [String: JSONValue] = [:]
    private var sources: [String: ArraySlice<UInt8>] = [:]
    private(set) var unknown = UnknownKeys()

    /// Reads the next value of a parser, which must be an object.
    init(_ parser: inout JSONParser, _ known: Set<String>) throws(JSONError) {
        var (values, sources, unknown) = (values, sources, unknown)
        try parser.members { key, parser throws(JSONError) in
            let (value, source) = try parser.valueAndSource()
            if known.contains(key) {
                values[key] = value
                sources[key] = source
            } else {
                unknown.set(key, source)
            }
        }
        (self.values, self.sources, self.unknown) = (values, sources, unknown)
    }

    subscript(_ key: String) -> JSONValue? { values[key] }

    /// A reader of a value that is an array; nil if it isn't one.
    func elements(_ key: String) -> JSONParser? {
        guard values[key]?.array != nil, let source = sources[key] else { return nil }
        return JSONParser(Array(source))
    }

    /// A whole number from 0 on, up to a bound that no student reaches; 0 where the key is missing, nil where it is something else.
    func count(_ key: String) -> Int? {
        guard let value = values[key] else { return 0 }
        return value.int.flatMap { $0 >= 0 ? min($0, ProgressEntry.countLimit) : nil }
    }
}
