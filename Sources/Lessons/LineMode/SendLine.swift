// What can be typed to send by hand while a live exercise is open: what a browser does not do, or for somebody without one.
//
//     client                              connects a client of wslens's own
//     send text:Hel fin=no ping           sends as that client, or else as the server to the newest connection
//     close 3001 see you                  closes that connection

import WebSocketProtocol

/// A line that asks for something to be sent.
public enum SendLine: Sendable, Hashable {
    /// A client of wslens's own is to be connected.
    case client
    /// Words of a `Script`; none asks for a list of them.
    case send(String)
    /// A Close, with a code and a reason if they were typed.
    case close(String)

    /// Reads a line; nil where it is something else.
    init?(_ line: String) {
        let words = AnswerForm.trimmed(line).split(maxSplits: 1, whereSeparator: \.isWhitespace)
        let rest = words.count > 1 ? AnswerForm.trimmed(String(words[1])) : ""
        switch words.first {
        case "client" where rest.isEmpty: self = .client
        case "send": self = .send(rest)
        case "close": self = .close(rest)
        default: return nil
        }
    }

    /// What is said of it where a live exercise begins.
    static let usage =
        "To send from here: client connects a client of wslens's own. send and what to send, such as send text:Hello or "
        + "send ping, sends it as that client, or else as the server to the newest connection; send alone lists the words. "
        + "close and a code, such as close 1000, closes that connection."
}
