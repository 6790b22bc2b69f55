// A 101 that lies on purpose.

import Capture
import WebSocketProtocol

extension Acceptance {
    /// The head of the response, with what is wrong in it.
    func bytes(with mischief: Set<Mischief>) -> [UInt8] {
        guard mischief.contains(where: \.isOfHandshake) else { return bytes }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
        if mischief.contains(.noUpgrade) { lines.removeAll { $0.hasPrefix("Upgrade:") } }
        if mischief.contains(.wrongAccept), let line = lines.firstIndex(where: { $0.hasSuffix(accept) }) {
            lines[line] = lines[line].dropLast(accept.count) + AcceptTrace.accept(for: String(key.reversed()))
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}
