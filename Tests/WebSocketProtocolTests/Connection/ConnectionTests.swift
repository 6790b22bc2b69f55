// One endpoint of a connection: what arrives, what is to be done, however the bytes are split.

import TestSupport
import Testing
import WebSocketProtocol

struct ConnectionTests {
    /// Text, a fragmented text with a ping between, 300 bytes of binary, a Close.
    private static func session(from sender: Endpoint) -> [UInt8] {
        let fragments =
            frame(.text, "frag", fin: false, from: sender) + frame(.ping, "p", from: sender)
            + frame(.continuation, fin: false, from: sender) + frame(.continuation, "ments", from: sender)
        return frame(.text, "Hello", from: sender) + fragments
            + frame(.binary, [UInt8](repeating: 0xee, count: 300), from: sender) + frame(.pong, "late", from: sender)
            + closeFrame(.goingAway, "bye", from: sender)
    }

    private static func expected(role: Endpoint) -> [String] {
        [
            #"deliver text first last "Hello""#,
            #"deliver text first "frag""#,
            #"send pong "p""#,
            #"deliver text """#,
            #"deliver text last "ments""#,
            "deliver binary first last " + String(repeating: "ee", count: 300),
            #"received "late""#,
            "answer close 03e9627965",
            role == .server ? "end output" : "expect end",
        ]
    }

    @Test(arguments: Endpoint.allCases) func everySplitGivesTheSameActions(role: Endpoint) {
        let bytes = Self.session(from: role.peer)
        for split in 0...bytes.count {
            var driver = ConnectionDriver(role: role)
            driver.feed(Array(bytes[..<split]))
            driver.feed(Array(bytes[split...]))
            #expect(driver.log == Self.expected(role: role), "split at \(split)")
            #expect(driver.connection.state == .closeExchanged)
        }
    }

    @Test(arguments: Endpoint.allCases) func byteByByte(role: Endpoint) {
        var driver = ConnectionDriver(role: role)
        for byte in Self.session(from: role.peer) { driver.feed([byte]) }
        #expect(driver.log == Self.expected(role: role))
    }

    /// How many bytes the frame in hand will have, which a transport may make room for.
    @Test(arguments: [
        ("", 14), ("81", 14), ("81 85 37 fa 21", 14), ("81 85 37 fa 21 3d", 11), ("81 85 37 fa 21 3d 7f", 11),
        ("82 fe 01 2c 00000000", 308), ("82 ff 00000000 00010000 00000000", 65550),
    ])
    func needed(wire: String, total: Int) {
        var driver = ConnectionDriver(role: .server)
        driver.feed(hex(wire))
        #expect(driver.needed == total)
        #expect(driver.log.isEmpty)
    }

    @Test func nothingIsReadAfterAClose() {
        var driver = ConnectionDriver(role: .server)
        driver.feed(closeFrame(.normal) + frame(.text, "late") + hex("ff ff ff"))
        driver.feed(frame(.ping))
        #expect(driver.log == ["answer close 03e8", "end output"])
    }

    @Test func nothingIsReadAfterAFailure() {
        var driver = ConnectionDriver(role: .server)
        driver.feed(hex("81 00") + frame(.text, "late"))
        driver.feed(closeFrame(.normal))
        #expect(driver.log == ["fail client-frame-not-masked at 1..<2, close 1002", "end output"])
        #expect(driver.connection.state == .closeSent)
        #expect(!driver.connection.canSend)
    }

    /// Text is judged as it arrives: the first bad byte ends the connection, wherever its frame and message end.
    @Test(arguments: [("ce ba f4 90", 3), ("61 c0", 1), ("61 62 80", 2)])
    func failsAtTheFirstBadByte(payload: String, position: Int) {
        let header = FrameHeader(fin: false, opcode: .text, maskingKey: Wire.maskingKey, payloadLength: 1000).encoded
        let bytes = header + Wire.maskingKey.applied(to: hex(payload))
        var driver = ConnectionDriver(role: .server)
        for byte in bytes.dropLast() { driver.feed([byte]) }
        #expect(driver.log.isEmpty)
        driver.feed([bytes[bytes.count - 1]])
        let place = header.count + position
        #expect(driver.log == ["fail text-not-utf8 at \(place)..<\(place + 1), close 1007", "end output"])
    }

    /// A Close whose payload ends with the read is answered with what it carries; empty for empty.
    @Test(arguments: [("88 80 00000000", #"answer close """#), ("88 82 00000000 1387", "answer close 1387")])
    func answersWithTheSamePayload(wire: String, answer: String) {
        var driver = ConnectionDriver(role: .server)
        driver.feed(hex(wire))
        #expect(driver.log == [answer, "end output"])
    }

    /// The frame that fails a connection counts once, whether it is broken itself or what comes out of it.
    @Test(arguments: [
        ("81 00 81 82 00000000 ffff", 1), ("81 80 00000000 81 82 00000000 ffff", 2), ("c1 81 00000000 07", 1),
        ("81 80 00000000 c1 83 00000000 7a0900", 2), ("c1 84 00000000 7a0900 00", 1),
    ])
    func framesUpToTheFailure(bytes: String, count: Int) {
        var driver = ConnectionDriver(role: .server, agreement: Agreement(deflate: DeflateParameters()))
        driver.feed(hex(bytes))
        #expect(driver.failure != nil)
        #expect(driver.connection.frameCount == count)
    }
}
