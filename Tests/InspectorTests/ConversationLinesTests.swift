// Lines for people, one for each connection, frame and end: what was agreed on, and what may have caused what is wrong.

import Capture
import Inspector
import TestSupport
import Testing
import WebSocketProtocol

struct ConversationLinesTests {
    private static func lines(_ session: Session) -> [String] {
        var (writer, output) = (ConversationLines(frames: true), [UInt8]())
        writer.write(session.conversation, to: &output)
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static func open(offer: String?, answer: String?) -> Session {
        let response = answer.map { Wire.response("Sec-WebSocket-Extensions: \($0)") } ?? Wire.response()
        return Session.blank.client(Wire.request(extensions: offer)).server(response)
    }

    @Test(
        arguments: [
            (nil, nil, ""), ("permessage-deflate", nil, "  compression: declined"),
            ("permessage-deflate", "permessage-deflate", "  compression: server 15 bits; client 15 bits"),
            (
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=11; client_max_window_bits=10",
                "  compression: server 11 bits, each message alone; client 10 bits"
            ),
            ("x-other", nil, ""),
        ])
    func whatWasAgreedOn(offer: String?, answer: String?, words: String) throws {
        let line = try #require(Self.lines(Self.open(offer: offer, answer: answer)).first { $0.contains("open") })
        #expect(line.hasSuffix("GET /\(words)") || line.hasSuffix("GET /  \(words)"), "\(line)")
    }

    /// The name of a broken rule does not help much without what may have caused it.
    @Test func whatMayHaveCausedIt() throws {
        let agreed = Self.open(offer: "permessage-deflate", answer: "permessage-deflate")
        let line = try #require(Self.lines(agreed.server([0xc1, 4, 0x1f, 0x8b, 8, 0])).last)
        let cause = "it begins with 1f 8b, as the format of gzip does, which a WebSocket does not use"
        #expect(line.contains("! deflate-data-broken: \(cause)"), "\(line)")
    }
}
