// The bytes of a text before one of its bytes, in the same frame and in those before.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@Suite struct TextBeforeTests {
    private static func bytes(_ hex: String) -> [UInt8] { (try? Hex.parse(hex)) ?? [] }

    /// A wave in three fragments with a Ping between; bytes; a Close with a reason.
    private static let conversation = Session.upgraded.client(
        Frame(.text, payload: bytes("41 f0"), fin: false, maskingKey: Wire.maskingKey).encoded,
        Frame(.continuation, payload: bytes("9f"), fin: false, maskingKey: Wire.maskingKey).encoded,
        Frame(.ping, payload: bytes("01 02 03"), maskingKey: Wire.maskingKey).encoded,
        Frame(.continuation, payload: bytes("91 8b 42 43 44 45"), maskingKey: Wire.maskingKey).encoded,
        Frame(.binary, payload: bytes("41 42"), maskingKey: Wire.maskingKey).encoded,
        Frame(.close, payload: bytes("03 e8 c3 a9"), maskingKey: Wire.maskingKey).encoded
    ).conversation

    @Test(arguments: [
        (0, 0, ""), (0, 1, "41"), (1, 0, "41 f0"), (3, 0, "41 f0 9f"), (3, 1, "f0 9f 91"), (3, 5, "42 43 44"),
        (5, 2, ""), (5, 3, "c3"),
    ])
    func `They are found across fragments`(frame: Int, position: Int, before: String) throws {
        let record = try #require(Self.conversation.dissection.frame(frame, from: .client))
        #expect(Self.conversation.textBefore(position, in: record) == Self.bytes(before))
    }

    @Test(arguments: [(2, 1), (4, 1), (5, 0), (5, 1)])
    func `What is not text has none`(frame: Int, position: Int) throws {
        let record = try #require(Self.conversation.dissection.frame(frame, from: .client))
        #expect(Self.conversation.textBefore(position, in: record) == nil)
    }
}
