// What must hold for an exercise to pass, as a lesson writes it. One language for `meet`, `should`, `until`, `bins` and `find`:
//
//    valid                                                    no rule is broken, and nothing is missing
//    opcode == text and length == 0                           one frame is both
//    frame(opcode == ping) then frame(opcode == pong)         the one later than the other
//    reads of client < frames of client
//
// ConditionParser has the grammar, Term what can be said.

/// A condition on what was typed or logged, or on a place in it.
///
/// It is a list of terms joined by `and`, all of which must hold; each may have `not` before it. There is no `or`.
///
/// *About all that was typed or logged:*
/// - `valid`: at least one frame is complete, none is incomplete, and no rule is broken. A message may still be open.
/// - `broken`: a rule is broken; `violates RULE`: that one is.
/// - `incomplete`: a frame has begun and is not complete, and no rule is broken.
/// - `received 3`, `received >= 3`: how many bytes of the incomplete frame are there. Unknown where no frame is incomplete.
/// - `remaining 4`, `remaining <= 4`: how many bytes it still needs; 0 where all frames are complete. Unknown while its length is,
///   and where there is no frame.
/// - `state server == CLOSED`; `close == 3001`: the code of the first Close, 1005 if it has none, 1006 if a connection ended without
///   one; `clean`: the connection has ended, with both Closes.
/// - `frames`, `messages`, `reads`, each also `of client` or `of server`, and `connections`, against a number or each other. Only
///   complete frames and messages count, and reads with bytes of frames.
///
/// *About one frame:* `frame(from == server and length == 7)`: one frame meets all of it. It counts as soon as its header is complete.
/// Words: `from`, `opcode` (by name or number), `data` (opcodes 0 to 7), `control`, `fin`, `rsv1`, `rsv2`, `rsv3`, `masked`, `masking-key` (hex), `length`,
/// `length-form` (7, 16, 64), `header-length`, `size`, `byte N` (as on the wire, in hex), `text` (in quotes), `payload` (hex),
/// `between-fragments` (a control frame while a message is open), `mid-read` (its first byte is not the first of a read), `index` (its
/// number in its direction, from 0), `violates RULE`. `text`, `payload` and `size` need all of the frame. `text` is that of a text message's
/// frame: a Ping or binary data has a `payload` and no text. What is compressed is compared as sent.
///
/// Outside of `frame(…)` such a word stands for `frame(word)`, and several of them are about the same frame: `opcode == text and
/// length == 0` is `frame(opcode == text and length == 0)`. So `not masked` is `frame(not masked)`: some frame is not masked. That none is
/// masked is `not frame(masked)`.
///
/// *About one complete message:* `message(from == client and frames == 3)`. Words: `from`, `kind` (text, binary), `text`, `length`, `frames`,
/// `compressed`.
///
/// *About what the server did on its own:* `action(reading-held)`, by the name that a recording has as its `decision`.
///
/// *About what follows:* `X then Y`, where both are `frame(…)`, `message(…)` or `action(…)`: Y begins after the end of X, on the same connection.
/// In Y, `same` or `other` before `text`, `payload` or `masking-key` compares with X. Chains may be longer; each step compares with
/// the one before.
///
/// *About a place, for `find`:* `byte(field == masking-key and from == client and index == 5 and value == 81)`, `row(101)`.
///
/// What is unknown, such as the masking key of a frame that is not masked, meets no comparison: not `==`, not `!=`, not with `not`.
public struct Condition: Sendable, Hashable {
    /// What must hold, all of it.
    let terms: [Term]

    init(terms: [Term]) { self.terms = terms }

    /// Reads a condition.
    ///
    /// - Throws: Where it cannot be read, and what to do.
    public init(_ text: String) throws(ConditionError) {
        var parser = try ConditionParser(text)
        terms = try parser.condition()
    }

    /// Whether it says something about a place, and not only about all that was logged: a `find` must.
    public var namesPlace: Bool { terms.contains { $0.kind.namesPlace } }

    /// Whether it counts connections, so that one of them cannot meet it.
    var countsConnections: Bool {
        terms.contains { term in
            guard case .count(let tally, _, let amount) = term.kind else { return false }
            if case .tally(let other) = amount, other.unit == .connections { return true }
            return tally.unit == .connections
        }
    }
}

extension Condition: CustomStringConvertible {
    /// The condition as a lesson may write it; it is read as an equal condition.
    public var description: String { terms.map(\.description).joined(separator: " and ") }
}

/// Why a condition cannot be read.
public struct ConditionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place in the text, in characters from 0.
    public let position: Int
    /// What is wrong, and what to do about it: `"mask-key" is not a word of frame(…); did you mean "masking-key"?`
    public let words: String

    /// The place, counted as people do, and the words.
    public var description: String { "character \(position + 1): \(words)" }
}
