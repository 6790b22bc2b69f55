// Frames and messages in the dissection: fragments, both directions at once, broken and unfinished ones, gaps.

import TestSupport
import Testing
import WebSocketProtocol

struct FrameDissectionTests {
    @Test func fragmentsWithAPingBetween() {
        let story = Session.upgraded.client(frame(.text, "Hel", fin: false)).client(frame(.ping, "p"))
            .client(frame(.continuation, fin: false), frame(.continuation, "lo"))
        #expect(
            story.dissection.linesWhenOpen == [
                "client 0 at 0: unfinished text 3", "client 1 at 9: ping 1",
                "client 2 at 16: unfinished continuation 0",
                "client 3 at 22: continuation 2", "client message 0: text 5, frames 0-3, 3 of them",
            ])
        #expect(story.dissection.frames(from: .client).map(\.message) == [0, nil, 0, 0])
    }

    /// Fragments of two messages that cross on the wire stay with their own.
    @Test func bothDirectionsFragmentAtOnce() {
        let story = Session.upgraded.client(frame(.text, "abc", fin: false)).server(
            frame(.binary, "12", fin: false, from: .server)
        )
        .client(frame(.continuation, "d")).server(frame(.continuation, "34", from: .server))
        #expect(
            story.dissection.linesWhenOpen == [
                "client 0 at 0: unfinished text 3", "server 0 at 0: unfinished binary 2",
                "client 1 at 9: continuation 1", "client message 0: text 4, frames 0-1, 2 of them",
                "server 1 at 4: continuation 2", "server message 0: binary 4, frames 0-1, 2 of them",
            ])
    }

    @Test func brokenFramesAreStillDecoded() {
        let story = Session.upgraded.client(
            hex("81 01 41"), hex("b3 80 00000000"), frame(.continuation), frame(.text, hex("ff")), frame(.text, "ok"))
        #expect(
            story.dissection.linesWhenOpen == [
                "client 0 at 0: text 1 !client-frame-not-masked", "client message 0: text 1, frames 0-0, 1 of them",
                "client 1 at 3: reserved 0 !reserved-bit-set !reserved-opcode",
                "client 2 at 9: continuation 0 !continuation-without-message",
                "client 3 at 15: text 1 !text-not-utf8", "client message 1: text 1, frames 3-3, 1 of them, broken",
                "client 4 at 22: text 2", "client message 2: text 2, frames 4-4, 1 of them",
            ])
        #expect(story.dissection.hasViolations)
    }

    /// What breaks a rule before it is complete is reported before what follows from it, and what is cut off before the end.
    @Test func unfinishedFramesAreReportedInTheirPlace() {
        let absurd = Session.upgraded.client(hex("82 ff ffffffffffffffff 00000000"))
        let effects = absurd.then(.serverAction(name: "length-top-bit-set", sentence: "It is."))
            .server(closeFrame(.protocolError, from: .server)).end(.server, .close)
        #expect(absurd.dissection.linesWhenOpen == [])
        #expect(
            effects.dissection.linesWhenOpen == [
                "begun: client 0 at 0: binary \(UInt64.max) !length-top-bit-set", "decision length-top-bit-set",
                "server 0 at 0: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived",
                "server ended: close", "client closeReceived -> unknown", "server closeSent -> CLOSED", "closed 1002",
            ])
        let cut = Session.upgraded.client(hex("81 85")).server(hex("82 03 01")).end(.client, .fin)
        #expect(
            cut.dissection.linesWhenOpen == [
                "begun: client 0 at 0: ? 0", "client ended: fin", "server OPEN -> peerGone", "client OPEN -> ended",
            ])
        #expect(
            cut.end(.server, .fin).dissection.linesWhenOpen.dropFirst(4).first
                == "begun: server 0 at 0: binary 3")
    }

    /// A message that another interrupts is never finished; the fragments that follow belong to the other.
    @Test func interruptedMessage() {
        let story = Session.upgraded.client(
            frame(.text, "a", fin: false), frame(.binary, "b", fin: false), frame(.continuation, "c"))
        let messages = story.dissection.messages(from: .client)
        #expect(messages.map(\.frameCount) == [1, 2])
        #expect(messages.map(\.lastFrame) == [nil, 2])
        #expect(story.dissection.frames(from: .client).map(\.message) == [0, 1, 1])
    }

    /// A reserved frame between fragments takes no part in their message.
    @Test func reservedFrameBetweenFragments() {
        let story = Session.upgraded.client(
            frame(.text, "a", fin: false), hex("83 80 00000000"), frame(.continuation, "b"))
        #expect(story.dissection.messages(from: .client).map(\.lastFrame) == [2])
        #expect(story.dissection.frames(from: .client).map(\.message) == [0, nil, 0])
    }

    /// What is known about a frame while its bytes arrive.
    @Test(
        arguments: [
            ("81", nil, 1, 1..<1), ("81 85 37 fa 21", nil, 5, 5..<5), ("81 85 37 fa 21 3d", 5, 6, 6..<6),
            ("81 85 37 fa 21 3d 7f 9f", 5, 8, 6..<8), ("82 ff ffffffffffffffff 00000000 01", .max, 14, 14..<14),
        ] as [(String, UInt64?, Int, Range<Int>)])
    func unfinishedFrame(wire: String, length: UInt64?, received: Int, payload: Range<Int>) throws {
        let dissection = hex(wire).reduce(Session.upgraded) { $0.client([$1]) }.dissection
        let frame = try #require(dissection.unfinishedFrame(from: .client))
        #expect(frame.header?.payloadLength == length)
        #expect(frame.received == received)
        #expect(frame.payloadRange == payload)
        #expect(!frame.isComplete)
        #expect(frame.startTime == 2, "when its first byte arrived")
        #expect(dissection.frames(from: .client).isEmpty)
    }

    /// What is wrong with a frame is known as soon as its header is.
    @Test func violationsOfAnUnfinishedFrame() {
        let story = Session.upgraded.client(hex("81 7f ffffffffffffffff"))
        #expect(
            story.dissection.unfinishedFrame(from: .client)?.violations.map(\.rule) == [
                .clientFrameNotMasked, .lengthTopBitSet,
            ])
        #expect(story.dissection.hasViolations)
    }

    @Test func times() throws {
        let story = Session.upgraded.client(hex("81")).client(hex("80 00000000 81")).client(hex("80 00000000"))
        let frames = story.dissection.frames(from: .client)
        #expect(frames.map(\.startTime) == [2, 3])
        #expect(frames.map(\.endTime) == [3, 4])
        #expect(story.dissection.items.map(\.time) == [0, 1, 1, 1, 3, 3, 4, 4])
    }

    /// After a gap it is not known where a frame begins; the other direction continues.
    @Test func gap() {
        let story = Session.upgraded.client(frame(.text, "a")).then(.missing(from: .client, count: 7)).client(
            frame(.text, "b")
        )
        .server(frame(.text, "c", from: .server))
        #expect(
            story.dissection.linesWhenOpen == [
                "client 0 at 0: text 1", "client message 0: text 1, frames 0-0, 1 of them", "client gap of 7",
                "client OPEN -> unknown", "server OPEN -> unknown",
                "server 0 at 0: text 1", "server message 0: text 1, frames 0-0, 1 of them",
            ])
        #expect(story.dissection.byteCount(from: .client) == Wire.request.count + 21)
    }

    /// A damaged recording may claim anything.
    @Test(arguments: [Int.max, -5]) func absurdGap(count: Int) {
        let story = Session.upgraded.then(.missing(from: .client, count: count)).client(frame(.text, "b"))
        #expect(story.dissection.byteCount(from: .client) >= Wire.request.count)
    }

    @Test func framesWithoutAHandshake() {
        let dissection = Dissection(
            of: [ConnectionEvent(time: 0, .bytes(from: .client, closeFrame(.normal)))], start: .frames)
        #expect(
            dissection.lines == [
                "client 0 at 0: close 2", "client OPEN -> closeSent", "server OPEN -> closeReceived",
            ])
    }
}
