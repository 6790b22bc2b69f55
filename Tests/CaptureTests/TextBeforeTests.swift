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

    /// Two regional indicators each make a flag, so it counts how many stand in a row. Of more than 128 nobody says which belong together.
    @Test(arguments: [(0, 3), (1, 7), (2, 11), (3, 15), (127, 511), (128, 3), (500, 3)])
    func `Before a regional indicator are those before it in a row`(before: Int, count: Int) throws {
        let text = Array(("A" + String(repeating: "\u{1F1EC}", count: before + 1)).utf8)
        let conversation = Session.upgraded.client(
            Frame(.text, payload: Array(text.prefix(6)), fin: false, maskingKey: Wire.maskingKey).encoded,
            Frame(.continuation, payload: Array(text.dropFirst(6)), maskingKey: Wire.maskingKey).encoded
        ).conversation
        let record = try #require(conversation.dissection.frame(before == 0 ? 0 : 1, from: .client))
        let position = before == 0 ? 4 : text.count - 7
        #expect(conversation.textBefore(position, in: record)?.count == count)
        // Only its last byte makes a flag.
        #expect(conversation.textBefore(position - 1, in: record)?.count == 3)
    }
}
