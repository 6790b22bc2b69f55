// Conditions as text again, in one spelling.

import WebSocketProtocol

extension Term: CustomStringConvertible {
    var description: String { (isNegated ? "not " : "") + kind.description }
}

extension Term.Kind: CustomStringConvertible {
    var description: String {
        switch self {
        case .valid: "valid"
        case .broken: "broken"
        case .incomplete: "incomplete"
        case .clean: "clean"
        case .violates(let rule): "violates \(rule.rawValue)"
        case .received(let comparison, let number): "received \(comparison.rawValue) \(number)"
        case .remaining(let comparison, let number): "remaining \(comparison.rawValue) \(number)"
        case .state(let endpoint, let isEqual, let name): "state \(endpoint.rawValue) \(sign(isEqual)) \(name)"
        case .close(let comparison, let number): "close \(comparison.rawValue) \(number)"
        case .status(let comparison, let number): "status \(comparison.rawValue) \(number)"
        case .count(let tally, let comparison, .number(let number)): "\(tally) \(comparison.rawValue) \(number)"
        case .count(let tally, let comparison, .tally(let other)): "\(tally) \(comparison.rawValue) \(other)"
        case .chain(let steps): steps.map(\.description).joined(separator: " then ")
        case .byte(let tests): "byte(\(joined(tests)))"
        case .row(let row): "row(\(row.rawValue))"
        }
    }
}

extension Tally: CustomStringConvertible {
    var description: String { unit.rawValue + (sender.map { " of \($0.rawValue)" } ?? "") }
}

extension ChainStep: CustomStringConvertible {
    var description: String {
        switch self {
        case .frame(let tests): "frame(\(joined(tests)))"
        case .message(let tests): "message(\(joined(tests)))"
        case .action(let name): "action(\(name))"
        }
    }
}

extension Relation: CustomStringConvertible {
    var description: String { "\(isSame ? "same" : "other") \(trait.rawValue)" }
}

extension FrameTest: CustomStringConvertible {
    var description: String {
        switch self {
        case .from(let endpoint): "from == \(endpoint.rawValue)"
        case .opcode(let isEqual, let opcode): "opcode \(sign(isEqual)) \(opcode.spelled)"
        case .flag(let flag, let value): (value ? "" : "not ") + flag.rawValue
        case .number(let name, let comparison, let number): "\(name.rawValue) \(comparison.rawValue) \(number)"
        case .maskingKey(let isEqual, let key): "masking-key \(sign(isEqual)) \(Hex.string(key.bytes))"
        case .byte(let place, let isEqual, let byte): "byte \(place) \(sign(isEqual)) \(Hex.byte(byte))"
        case .text(let isEqual, let bytes): "text \(sign(isEqual)) \(quoted(bytes))"
        case .payload(let isEqual, let bytes): "payload \(sign(isEqual)) \(Hex.string(bytes, groupsOf: 1))"
        case .violates(let rule, let value): (value ? "" : "not ") + "violates \(rule.rawValue)"
        case .relation(let relation): relation.description
        }
    }
}

extension MessageTest: CustomStringConvertible {
    var description: String {
        switch self {
        case .from(let endpoint): "from == \(endpoint.rawValue)"
        case .kind(let kind): "kind == \(kind.name)"
        case .compressed(let value): (value ? "" : "not ") + "compressed"
        case .number(let name, let comparison, let number): "\(name.rawValue) \(comparison.rawValue) \(number)"
        case .text(let isEqual, let bytes): "text \(sign(isEqual)) \(quoted(bytes))"
        case .relation(let relation): relation.description
        }
    }
}

extension ByteTest: CustomStringConvertible {
    var description: String {
        switch self {
        case .from(let endpoint): "from == \(endpoint.rawValue)"
        case .field(let isEqual, let field): "field \(sign(isEqual)) \(field.rawValue)"
        case .index(let comparison, let number): "index \(comparison.rawValue) \(number)"
        case .value(let isEqual, let byte): "value \(sign(isEqual)) \(Hex.byte(byte))"
        }
    }
}

extension Opcode {
    /// Its name, or its number where it has none.
    fileprivate var spelled: String { isReserved ? "\(rawValue)" : name }
}

private func sign(_ isEqual: Bool) -> String { isEqual ? "==" : "!=" }

private func joined(_ tests: [some CustomStringConvertible]) -> String {
    tests.map(\.description).joined(separator: " and ")
}

private func quoted(_ bytes: [UInt8]) -> String {
    var text = "\""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
        text.unicodeScalars.append(scalar)
    }
    return text + "\""
}
