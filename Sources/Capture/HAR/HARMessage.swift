// One message of a HAR as a frame.
//
// Chrome passes on what its debugging protocol says (Network.WebSocketFrame): where the opcode is 1, data is text, else
// Base64. It lists failures among the messages, as type "error". Other browsers list control frames too, with opcodes
// 8, 9 and 10. Programs that write no opcode mean text.

import WebSocketProtocol

/// What a message of a HAR becomes.
enum HARMessage {
    /// An event, and what had to be guessed.
    case event(ConnectionEvent.Kind, guess: Guess?)
    /// Nothing, and why: "which has no data."
    case unusable(String)

    /// What had to be guessed.
    enum Guess {
        /// That it is text, since it has no opcode.
        case noOpcode
        /// Something else, and what was done: "which is …", "It is read as …".
        case other(what: String, done: String)
    }

    init(_ message: JSONValue) {
        guard let data = message["data"]?.string else {
            self = .unusable("which has no data.")
            return
        }
        let from: Endpoint
        switch message["type"]?.string {
        case "send": from = .client
        case "receive": from = .server
        case "error":
            self = .event(.note("The browser reports: \(data)", pauses: false), guess: nil)
            return
        default:
            self = .unusable("which is neither sent nor received.")
            return
        }
        let number = message["opcode"] ?? .null
        guard let opcode = number == .null ? .text : Self.opcode(number) else {
            self = .unusable("whose opcode is not a number from 0 to 15.")
            return
        }
        var payload = Array(data.utf8)
        var guess: Guess? = number == .null ? .noOpcode : nil
        if opcode != .text {
            if let bytes = Base64.decode(data) {
                payload = bytes
            } else {
                guess = .other(
                    what: "which is not the Base64 that its opcode \(opcode.rawValue) calls for.",
                    done: "It is read as text.")
            }
        }
        let key = from == .client ? HARFile.maskingKey : nil
        self = .event(.bytes(from: from, Frame(opcode, payload: payload, maskingKey: key).encoded), guess: guess)
    }

    private static func opcode(_ number: JSONValue) -> Opcode? {
        number.int.flatMap(UInt8.init(exactly:)).flatMap(Opcode.init(rawValue:))
    }
}
