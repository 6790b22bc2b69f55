// One message of a HAR as a frame.
//
// Chrome passes on what its debugging protocol says (Network.WebSocketFrame): where the opcode is 1, data is text, else
// Base64. It lists failures among the messages, as type "error". Other browsers list control frames too, with opcodes
// 8, 9 and 10.

import WebSocketProtocol

/// What a message of a HAR comes to.
enum HARMessage {
    /// An event, and what had to be guessed.
    case event(ConnectionEvent.Kind, remark: (what: String, done: String)?)
    /// Nothing, and why: "which has no data."
    case unusable(String)

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
            self = .event(.note("The browser reports: \(data)", stop: false), remark: nil)
            return
        default:
            self = .unusable("which is neither sent nor received.")
            return
        }
        guard let opcode = (message["opcode"]?.int).flatMap(UInt8.init(exactly:)).flatMap(Opcode.init(rawValue:)) else {
            self = .unusable("whose opcode is not a number from 0 to 15.")
            return
        }
        var payload = Array(data.utf8)
        var remark: (String, String)?
        if opcode != .text {
            if let bytes = Base64.decode(data) {
                payload = bytes
            } else {
                remark = (
                    "which is not the Base64 that its opcode \(opcode.rawValue) calls for.", "It is taken as text."
                )
            }
        }
        let key = from == .client ? HARFile.maskingKey : nil
        self = .event(.bytes(from: from, Frame(opcode, payload: payload, maskingKey: key).encoded), remark: remark)
    }
}
