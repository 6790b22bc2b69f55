// What a condition is made of once it is read. Different spellings of the same are the same here: `not length == 5` is `length != 5`,
// `masked == 0` is `not masked`, `from != client` is `from == server`.

import WebSocketProtocol

/// One of the terms that `and` joins.
struct Term: Sendable, Hashable {
    /// Whether `not` stands before it. Comparisons have none: they are turned around.
    var isNegated = false
    let kind: Kind

    enum Kind: Sendable, Hashable {
        case valid, broken, incomplete, clean
        case violates(Rule)
        /// Bytes of the incomplete frame that are there.
        case received(Comparison, UInt64)
        /// Bytes that it lacks.
        case remaining(Comparison, UInt64)
        /// The name of a state as RFC 6455 writes it.
        case state(Endpoint, isEqual: Bool, String)
        case close(Comparison, UInt64)
        /// The status of the response.
        case status(Comparison, UInt64)
        case count(Tally, Comparison, Amount)
        /// Frames, messages and server actions that follow each other; mostly only one.
        case chain([ChainStep])
        case byte([ByteTest])
        case row(Row)

        /// Whether it can hold at one place and not at another.
        var namesPlace: Bool {
            switch self {
            case .broken, .violates, .chain, .byte, .row: true
            default: false
            }
        }
    }
}

/// How two values are compared.
enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"

    func callAsFunction(_ left: UInt64, _ right: UInt64) -> Bool {
        switch self {
        case .equal: left == right
        case .unequal: left != right
        case .atLeast: left >= right
        case .atMost: left <= right
        case .above: left > right
        case .below: left < right
        }
    }

    /// What holds where this does not.
    var opposite: Comparison {
        switch self {
        case .equal: .unequal
        case .unequal: .equal
        case .atLeast: .below
        case .below: .atLeast
        case .atMost: .above
        case .above: .atMost
        }
    }
}

/// Something that is counted.
struct Tally: Sendable, Hashable {
    enum Unit: String, Sendable, Hashable, CaseIterable {
        case frames, messages, reads, connections
    }

    let unit: Unit
    /// Whose; nil for those of both.
    var sender: Endpoint?
}

/// What a count is compared with.
enum Amount: Sendable, Hashable {
    case number(UInt64)
    case tally(Tally)
}

/// A step of a chain: one frame, one complete message, or something that the server did on its own.
enum ChainStep: Sendable, Hashable {
    case frame([FrameTest])
    case message([MessageTest])
    /// A server action by its name.
    case action(String)

    /// What it compares with the step before.
    var relations: [Relation] {
        switch self {
        case .frame(let tests): tests.compactMap { if case .relation(let relation) = $0 { relation } else { nil } }
        case .message(let tests): tests.compactMap { if case .relation(let relation) = $0 { relation } else { nil } }
        case .action: []
        }
    }
}

/// A comparison with the step before.
struct Relation: Sendable, Hashable {
    enum Trait: String, Sendable, Hashable, CaseIterable {
        case text, payload
        case maskingKey = "masking-key"
    }

    let isSame: Bool
    let trait: Trait
}

/// What a frame is asked.
enum FrameTest: Sendable, Hashable {
    enum Flag: String, Sendable, Hashable, CaseIterable {
        case fin, rsv1, rsv2, rsv3, masked, control, data
        case betweenFragments = "between-fragments"
        case midRead = "mid-read"
    }

    enum Number: String, Sendable, Hashable, CaseIterable {
        case length, size, index
        case lengthForm = "length-form"
        case headerLength = "header-length"
    }

    case from(Endpoint)
    case opcode(isEqual: Bool, Opcode)
    case flag(Flag, Bool)
    case number(Number, Comparison, UInt64)
    case maskingKey(isEqual: Bool, MaskingKey)
    /// A byte as it is on the wire.
    case byte(Int, isEqual: Bool, UInt8)
    case text(isEqual: Bool, [UInt8])
    case payload(isEqual: Bool, [UInt8])
    case violates(Rule, Bool)
    case relation(Relation)
}

/// What a message is asked.
enum MessageTest: Sendable, Hashable {
    enum Number: String, Sendable, Hashable, CaseIterable {
        case length, frames
    }

    case from(Endpoint)
    case kind(Opcode)
    case compressed(Bool)
    case number(Number, Comparison, UInt64)
    case text(isEqual: Bool, [UInt8])
    case relation(Relation)
}

/// What a byte of a frame is asked.
enum ByteTest: Sendable, Hashable {
    /// A field by the name that conditions use; a byte may be part of several.
    enum Field: String, Sendable, Hashable, CaseIterable {
        case fin, rsv1, rsv2, rsv3, opcode, masked, length
        case maskingKey = "masking-key"
        case payload
    }

    case from(Endpoint)
    case field(isEqual: Bool, Field)
    /// Its number in the frame, from 0.
    case index(Comparison, UInt64)
    /// As it is on the wire.
    case value(isEqual: Bool, UInt8)
}

/// A row of a connection that is not a frame.
enum Row: String, Sendable, Hashable, CaseIterable {
    case request
    case answer = "101"
    case clientEnd = "client-fin"
    case serverEnd = "server-fin"

    var place: Place {
        switch self {
        case .request: .request
        case .answer: .answer
        case .clientEnd: .end(.client)
        case .serverEnd: .end(.server)
        }
    }
}
