// What people believe about WebSocket that is not so. A wrong answer says which of these beliefs it comes from, so that an author sees which
// are met by no exercise yet.

/// A belief that many have and that is wrong. The raw value is its name in files, and never changes.
public enum Misconception: String, Sendable, Hashable, CaseIterable {
    case m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24

    /// The belief, as somebody who has it would say it.
    public var belief: String {
        switch self {
        case .m1: "What is sent in one piece arrives in one piece, as one read."
        case .m2: "A message is always one frame."
        case .m3: "Masking keeps the payload secret, or makes it smaller."
        case .m4: "Both sides mask, or a server may if it likes."
        case .m5: "Unmasking begins with key byte 0 in each read."
        case .m6: "126 and 127 are lengths like any other."
        case .m7: "A length may be written in any form that has room for it."
        case .m8: "The low byte or the low bit comes first on the wire."
        case .m9: "FIN says that the connection is closed."
        case .m10: "A text that says ping is a Ping."
        case .m11: "A Pong is empty, or may carry anything."
        case .m12: "A Ping or a Close waits until the message is complete."
        case .m13: "Closing a WebSocket is closing the TCP connection."
        case .m14: "1005 and 1006 are codes that somebody sends."
        case .m15: "Sec-WebSocket-Key is a secret that says who is there."
        case .m16: "The key is decoded before it is hashed, or the hash is written in hex."
        case .m17: "The header Connection says Upgrade and nothing else."
        case .m18: "The first read after the 101 begins with a frame."
        case .m19: "Each frame of a text is valid UTF-8 by itself."
        case .m20: "Any payload can be turned into a string."
        case .m21: "A sender that compresses just sets RSV1."
        case .m22: "What works with one browser, or passes the tests, is right."
        case .m23: "The same-origin policy protects a WebSocket server."
        case .m24: "After the handshake, HTTP goes on."
        }
    }
}

extension Exercise {
    /// The beliefs that its wrong answers come from, each with the step in which it is met.
    var misconceptions: [(misconception: Misconception, step: Step)] {
        func picked(_ choices: Choices) -> [Misconception?] { choices.choices.map(\.misconception) }
        let main: [Misconception?] =
            switch body {
            case .choose(let choices): picked(choices)
            case .sort(let task): task.items.map(\.misconception)
            case .order(let task): task.distractors.map(\.misconception) + task.remarks.map(\.misconception)
            case .diagnose(let task): task.suspects.map(\.misconception)
            default: []
            }
        return (main + wrongs.map(\.misconception)).compactMap(\.self).map { ($0, .main) }
            + (why.map(picked) ?? []).compactMap(\.self).map { ($0, .why) }
    }
}
