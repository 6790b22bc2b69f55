// Placeholders in an author's sentences: {text}, {length}, {symbols}, {copy-bits}, {a}, {b}, {yours}, {yours as decimal}, {url}, and any question, such as {byte 1}.

import WebSocketProtocol

/// A text with placeholders in braces.
struct Template: Sendable, Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    /// What stands between braces.
    var names: [String] {
        var names: [String] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }

    /// The text with values in place of the names; a name without a value stays.
    func filled(_ value: (String) -> String?) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            filled += rest[..<open] + (value(name) ?? "{\(name)}")
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    /// The names that have a meaning besides questions.
    static let known = ["text", "length", "symbols", "copy-bits", "a", "b", "yours", "yours as decimal", "url"]

    /// A name that means nothing; nil where all do.
    var unknownName: String? { names.first { !Self.known.contains($0) && Question($0) == nil } }
}

extension Material {
    /// What a placeholder stands for here; nil for one that has no value, or is not about bytes.
    func placeholder(_ name: String) -> String? {
        switch name {
        case "text": (message ?? payload).map { String(decoding: $0, as: UTF8.self) }
        case "length": frame?.header.map { "\($0.payloadLength)" }
        case "symbols": symbols
        case "copy-bits": copyBits
        case "a": calculation?.left.map { Hex.byte($0) }
        case "b": calculation?.right.map { Hex.byte($0) }
        default: Question(name)?.answer(in: self)?.spelledBare
        }
    }
}
