// Words that depend on more than the frame's own bytes: who sent it, what was agreed on, and its message.

import TestSupport
import Testing
import WebSocketProtocol

@Suite struct FrameContextTests {
    static let deflate = Agreement(deflate: DeflateParameters())
    static let compressed = FrameContext.Message(kind: .text, isCompressed: true)
    static let plain = FrameContext.Message(kind: .text)

    /// A frame, its surroundings, and sentences that are said about one of its bytes.
    static let cases: [(frame: String, context: FrameContext, byte: Int, words: [String])] = [
        (
            "81 05", FrameContext(agreement: Agreement(), message: plain), 0,
            [
                "RSV1, RSV2 and RSV3 are 0: no extension was agreed on. (RFC 6455 §5.2)",
                "The opcode is 1: a text frame; the payload is UTF-8. (RFC 6455 §5.6)",
            ]
        ),
        (
            "c1 05", FrameContext(agreement: Agreement()), 0,
            ["RSV1 is 1, but must be 0: no extension was agreed on. (RFC 6455 §5.2)"]
        ),
        (
            "c1 05", FrameContext(agreement: deflate, message: compressed), 0,
            [
                "RSV1 is 1: permessage-deflate was agreed on; this message is compressed. (RFC 7692 §6)",
                "RSV2 and RSV3 are 0: permessage-deflate uses only RSV1. (RFC 7692 §6)",
                "The opcode is 1: a text frame, compressed; inflated, the message is UTF-8. (RFC 6455 §5.6)",
            ]
        ),
        (
            "81 05", FrameContext(agreement: deflate, message: plain), 0,
            ["RSV1 is 0: permessage-deflate was agreed on, but this message is not compressed. (RFC 7692 §6)"]
        ),
        (
            "80 05", FrameContext(agreement: deflate, message: compressed), 0,
            [
                "RSV1 is 0: only the first frame of a compressed message sets it. (RFC 7692 §6)",
                "The opcode is 0: a continuation of a compressed text message. (RFC 6455 §5.4)",
            ]
        ),
        (
            "c0 05", FrameContext(agreement: deflate, message: compressed), 0,
            ["RSV1 is 1, but only the first frame of a compressed message may set it. (RFC 7692 §6)"]
        ),
        (
            "8a 00", FrameContext(agreement: deflate), 0,
            ["RSV1 is 0: permessage-deflate compresses only messages. (RFC 7692 §6)"]
        ),
        (
            "f1 05", FrameContext(agreement: .unseen), 0,
            ["RSV1, RSV2 and RSV3 are 1: only an extension agreed on in the handshake may set them. (RFC 6455 §5.2)"]
        ),
        (
            "80 05", FrameContext(message: .init(kind: .binary)), 0,
            ["The opcode is 0: a continuation of a binary message. (RFC 6455 §5.4)"]
        ),
        ("80 05", .unknown, 0, ["The opcode is 0: a continuation of the open message. (RFC 6455 §5.4)"]),
        (
            "81 85", FrameContext(sender: .client), 1,
            [
                "A client must mask every frame; a server must not. (RFC 6455 §5.1)",
                "So no script can choose the bytes that a proxy sees. (RFC 6455 §10.3)",
            ]
        ),
        (
            "81 05", FrameContext(sender: .server), 1,
            [
                "A client must mask every frame; a server must not. (RFC 6455 §5.1)",
                "Clients mask so that no script chooses what a proxy sees. (RFC 6455 §10.3)",
            ]
        ),
        (
            "81 01 48", FrameContext(sender: .server, message: compressed), 2,
            ["Payload byte 0: 0x48, compressed, sent unmasked. (RFC 6455 §5.2)"]
        ),
    ]

    @Test(arguments: cases)
    func `A sentence is true in its surroundings`(frame: String, context: FrameContext, byte: Int, words: [String]) {
        let bytes = hex(frame)
        let said = FrameExplanation(bytes, context: context).fieldSentences(forByte: byte, wire: bytes[byte])
            .map(\.sentence.citedBehind)
        #expect(words.filter { !said.contains($0) } == [], "said: \(said)")
    }

    @Test(arguments: [("81 05", Endpoint.client), ("81 85", .server)])
    func `Where MASK is wrong, the broken rule says who must mask`(frame: String, sender: Endpoint) {
        let bytes = hex(frame)
        let said = FrameExplanation(bytes, context: FrameContext(sender: sender))
            .fieldSentences(forByte: 1, wire: bytes[1]).map(\.sentence.text)
        #expect(!said.contains { $0.hasPrefix("A client must mask") })
        #expect(said.contains { $0.hasPrefix("Clients mask so that") })
    }

    @Test func `A dissection knows the surroundings of its frames`() throws {
        var dissection = Dissection()
        let offer = Wire.request.dropLast(2) + Array("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".utf8)
        let answer = Wire.response.dropLast(2) + Array("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".utf8)
        let frames = hex("41 03 f2 48 cd  80 04 c9 c9 07 00  01 01 41  80 00  89 00")
        for (from, bytes) in [(Endpoint.client, Array(offer)), (.server, Array(answer)), (.server, frames)] {
            dissection.add(ConnectionEvent(time: 0, .bytes(from: from, bytes)))
        }
        let found = dissection.frames(from: .server).map { dissection.context(of: $0) }
        #expect(found.map(\.isCompressed) == [true, true, false, false, false])
        #expect(found.map(\.message?.kind) == [.text, .text, .text, .text, nil])
        #expect(found.allSatisfy { $0.agreement == Agreement(deflate: DeflateParameters()) && $0.sender == .server })
        let ping = try #require(dissection.frames(from: .server).last)
        #expect(ping.briefSentences(dissection.context(of: ping)).count == 3)
        let second = try #require(dissection.frame(1, from: .server))
        #expect(second.briefSentences(found[1]).first?.text == "Opcode 0: continues a text message.")
    }
}
