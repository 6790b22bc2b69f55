// Bytes that are not sent yet are read as the dissection reads them once they are.

import TestSupport
import Testing
import WebSocketProtocol

@Suite struct UpcomingFramesTests {
    private static let half = Array(frame(.text, "Hello", from: .server).prefix(4))

    /// What was sent before, and what the bytes behind it break.
    @Test(
        arguments: [
            ([], frame(.text, "Hello", from: .server), []),
            ([], frame(.text, "Hello", from: .client), [.serverFrameMasked]),
            ([], frame(.continuation, "lo", from: .server), [.continuationWithoutMessage]),
            ([frame(.text, "Hel", fin: false, from: .server)], frame(.continuation, "lo", from: .server), []),
            (
                [frame(.text, "Hel", fin: false, from: .server)], frame(.text, "lo", from: .server),
                [.messageNotFinished]
            ),
            (
                [frame(.text, "Hi", from: .server), frame(.text, [0xC3], fin: false, from: .server)],
                frame(.continuation, [0x28], from: .server), [.textNotUTF8]
            ),
            ([closeFrame(.normal, from: .server)], frame(.text, "Hello", from: .server), [.dataAfterClose]),
            ([half], Array("llo".utf8), []),
        ] as [([[UInt8]], [UInt8], [Rule])])
    func rules(before: [[UInt8]], bytes: [UInt8], expected: [Rule]) {
        let session = before.reduce(Session.upgraded) { $0.server($1) }
        var upcoming = UpcomingFrames(after: session.dissectionSoFar, from: .server)
        let found = upcoming.read(bytes)
        #expect(found.flatMap(\.record.violations).map(\.rule) == expected)
        #expect(found.flatMap(\.bytes) == bytes)
        // The same once they are sent, if they are read at all.
        let sent = session.server(bytes).dissectionSoFar
        guard sent.endOfReading(of: .server) == nil else { return }
        #expect(sent.frames(from: .server).last?.violations.map(\.rule) == expected)
    }

    @Test("Of a frame that began earlier, the letters are those of the bytes that come now")
    func restOfAFrame() {
        var upcoming = UpcomingFrames(after: Session.upgraded.server(Self.half).dissectionSoFar, from: .server)
        let found = upcoming.read(Array("llo".utf8) + [0x89])
        #expect(found.map(\.letters) == [["P", "P", "P"], ["FO"]])
        #expect(found.map(\.earlier) == [4, 0])
        #expect(found.map(\.record.isComplete) == [true, false])
    }

    @Test("A length that is too long swallows what follows")
    func swallowed() {
        var upcoming = UpcomingFrames(sender: .client)
        let found = upcoming.read(
            [0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 99] + [1, 2, 3, 4] + frame(.ping, "", from: .client))
        #expect(found.count == 1)
        #expect(found.first?.explanation.state == .inPayload(has: 6, of: 99))
    }

    @Test("What was agreed on gives RSV1 its meaning") func agreement() {
        let hello: [UInt8] = [0xc1, 0x87, 0, 0, 0, 0, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]
        var agreed = UpcomingFrames(sender: .client, agreement: Agreement(deflate: DeflateParameters()))
        #expect(agreed.read(hello).flatMap(\.record.violations) == [])
        var plain = UpcomingFrames(sender: .client)
        #expect(plain.read(hello).first?.record.violations.first?.rule == .reservedBitSet)
    }

    @Test("Many frames that were sent before are not copied") func manyFrames() {
        let frames = Array([[UInt8]](repeating: frame(.text, "a", from: .server), count: 5000).joined())
        var upcoming = UpcomingFrames(after: Session.upgraded.server(frames).dissectionSoFar, from: .server)
        #expect(upcoming.read(frame(.ping, "", from: .server)).map(\.record.index) == [0])
    }
}
