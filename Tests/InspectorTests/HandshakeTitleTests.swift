// The title of Handshake has the state at the step, which has a place of its own: not that of the row where Flow stands.

import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct HandshakeTitleTests {
    private static let refused = Wire.http("HTTP/1.1 426 Upgrade Required", "Sec-WebSocket-Version: 13")

    @Test(
        arguments: [
            ([], Wire.response, "#1 Handshake  at this step: CONNECTING"),
            // The last line of the request, the first and the last of the response, the first step of the computation, the last.
            (.typing("}←"), Wire.response, "at this step: CONNECTING"),
            (.typing("}"), Wire.response, "at this step: CONNECTING"),
            (.typing("}}"), Wire.response, "at this step: OPEN"),
            ([.end], Wire.response, "at this step: OPEN"),
            ([.end], Wire.response(accept: "other"), "at this step: CLOSED"),
            ([.end], refused, "at this step: REFUSED 426"),
        ] as [([Key], [UInt8], String)])
    func isThatAtTheStep(keys: [Key], response: [UInt8], words: String) {
        let keys = keys.map { $0 == .character("←") ? .left : $0 }
        for veil in [false, true] {
            for row in [Key.home, .end] {
                let session = Session.upgraded.kinds.dropLast() + [.bytes(from: .server, response)]
                let model = Model.after(
                    [Session(Array(session))],
                    keys: [.character("2"), row, .character("3"), .home] + (veil ? [.character("H")] : []) + keys,
                    source: .recording(title: "test"))
                let title = view(model).lines.first ?? ""
                #expect(title.contains(words), "veil \(veil), row \(row): \(title)")
            }
        }
    }
}
