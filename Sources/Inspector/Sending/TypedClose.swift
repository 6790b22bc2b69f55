// A code and a reason, as they are typed to close a connection: "1000", "3001 see you", or nothing for a Close without a code.

import WebSocketProtocol

enum TypedClose {
    /// The payload of the Close; nil where the first word is not a code.
    static func payload(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard let first = parts.first else { return [] }
        guard let code = UInt16(first) else { return nil }
        let reason = parts.count > 1 ? Array(parts[1].utf8) : []
        return ClosePayload.encode(CloseCode(rawValue: code)) + reason
    }

    /// The Close that `target` sends; nil where the first word is not a code.
    static func order(_ text: String, to target: SendTarget, seed: UInt64) -> SendOrder? {
        guard let payload = payload(text) else { return nil }
        var keys = SplitMix64(seed: seed)
        let bytes = HandmadeFrame(.close, payload: payload).frames(from: target.sender, keys: &keys).flatMap(\.encoded)
        var words = "Close"
        if case .code(let code, _) = ClosePayload(payload) { words += " \(code.rawValue)" }
        return SendOrder(target: target, writes: [ScriptOutput.Write(bytes)], words: words)
    }

    /// What the code means, and whether it may be sent.
    static func words(for text: String) -> String {
        guard let payload = payload(text) else { return "a code is a number from 0 to 65535" }
        guard case .code(let code, let reason) = ClosePayload(payload) else { return "no code: the peer learns 1005" }
        let name = code.title == "Close code \(code.rawValue)" ? code.name : code.title
        if payload.count > 125 { return "\(name); the reason has \(reason.count) bytes, 123 are allowed" }
        return name + (code.mayBeSent ? (reason.isEmpty ? "; a reason may follow" : "") : "; must not be sent")
    }
}
