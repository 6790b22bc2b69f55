// Where reading ends: after a failure, a Close, an answer without a WebSocket; and where peers carry on.

import TestSupport
import Testing
import WebSocketProtocol

struct EndOfReadingTests {
    typealias Course = HandshakeDissectionTests.Course

    /// A text of no bytes whose length is written in 16 bits, and zeros after it: two for each "frame" that they are not.
    private static let broken = hex("81 fe 0000 37fa213d")
    private static let zeros = [UInt8](repeating: 0, count: 64)
    private static let brokenLine = "client 0 at 0: text 0 !length-not-minimal"
    private static let failure = closeFrame(.protocolError, from: .server)
    /// The lines of a Close 1002 of the server, to which the client owes an answer.
    private static let failureLines = [
        "server 0 at 0: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived",
    ]
    /// The lines of the client's answer, frame 1 at `offset`.
    private static func answerLines(at offset: Int) -> [String] {
        [
            "client 1 at \(offset): close 2", "client closeReceived -> closeExchanged",
            "server closeSent -> closeExchanged",
        ]
    }
    private static let bye = closeFrame(.protocolError)

    static let failures = [
        Course(
            "junk in the read of the broken frame", Session.upgraded.client(broken, zeros).server(failure),
            [brokenLine, "client 64 unread after the failure"] + failureLines),
        Course(
            "junk in another read",
            Session.upgraded.client(broken).client(zeros).server(failure).client([1, 2]).end(.client, .fin),
            [brokenLine, "client 64 unread after the failure"] + failureLines + [
                "client 2 unread after the failure", "client ended: fin", "server closeSent -> peerGoneUnanswered",
                "client closeReceived -> closingUnseen",
            ]),
        Course(
            "the Close that answers", Session.upgraded.client(broken).server(failure).client(bye),
            [brokenLine] + failureLines + answerLines(at: 8)),
        Course(
            "a Close that crossed with it, and more", Session.upgraded.client(broken, bye, zeros).server(failure),
            [
                brokenLine, "client 1 at 8: close 2", "client OPEN -> closeSent", "server OPEN -> closeReceived",
                "client 64 unread after the failure", "server 0 at 0: close 2",
                "server closeReceived -> closeExchanged",
                "client closeSent -> closeExchanged",
            ]),
        Course(
            "a Close that does not follow directly",
            Session.upgraded.client(broken, frame(.text, "x"), bye).server(failure),
            [brokenLine, "client 15 unread after the failure"] + failureLines),
        Course(
            "a Close that is not well formed",
            Session.upgraded.client(broken).server(failure).client(hex("88 00"))
                .client(closeFrame(999)).end(.client, .fin),
            [brokenLine] + failureLines + [
                "client 2 unread after the failure", "client 8 unread after the failure", "client ended: fin",
                "server closeSent -> peerGoneUnanswered",
                "client closeReceived -> closingUnseen",
            ]),
        Course(
            "half a Close",
            Session.upgraded.client(broken).server(failure).client(Array(bye.dropLast())).end(.client, .fin),
            [brokenLine] + failureLines + [
                "client 7 unread after the failure", "client ended: fin", "server closeSent -> peerGoneUnanswered",
                "client closeReceived -> closingUnseen",
            ]),
        Course(
            "a frame that is refused before all of it has come",
            Session.upgraded.client(hex("c2 84 00000000 01")).server(failure).client(hex("02 03")).client([4], bye)
                .client(
                    zeros),
            ["begun: client 0 at 0: binary 4 !reserved-bit-set"] + failureLines
                + ["client 2 unread after the failure", "client 1 unread after the failure"] + answerLines(at: 10)
                + ["client 64 unread after the failure"]),
        Course(
            "a message that is too big",
            Session.upgraded.client(frame(.binary, "abc").dropLast()).server(closeFrame(.messageTooBig, from: .server))
                .client(Array("c".utf8)).client(closeFrame(.messageTooBig)),
            ["begun: client 0 at 0: binary 3"] + failureLines + ["client 1 unread after the failure"]
                + answerLines(at: 9)),
        Course(
            "a receiver that ends TCP instead", Session.upgraded.client(broken, zeros).end(.server, .fin).client(zeros),
            [
                brokenLine, "client 64 unread after the failure", "server ended: fin", "client OPEN -> peerGone",
                "server OPEN -> ended",
                "client 64 unread after the failure",
            ]),
        Course(
            "a Close that was there first",
            Session.upgraded.server(closeFrame(.normal, from: .server)).client(broken, zeros),
            [
                "server 0 at 0: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived", brokenLine,
                "client 64 unread after the failure",
            ]),
        Course(
            "text that is refused is not delivered",
            Session.upgraded.client(frame(.text, hex("ff"))).server(closeFrame(.invalidData, from: .server)),
            ["client 0 at 0: text 1 !text-not-utf8"] + failureLines),
        Course(
            "a length that can't be followed", Session.upgraded.client(hex("82 ff ffffffffffffffff 00000000"), zeros),
            ["begun: client 0 at 0: binary \(UInt64.max) !length-top-bit-set", "client 64 unread after the failure"]),
        Course(
            "the server's frames, which the client refuses",
            Session.upgraded.server(hex("83 00"), zeros).client(closeFrame(.protocolError)).server(failure),
            [
                "server 0 at 0: reserved 0 !reserved-opcode", "server 64 unread after the failure",
                "client 0 at 0: close 2", "client OPEN -> closeSent", "server OPEN -> closeReceived",
                "server 4 unread after the failure",
            ]),
    ]

    static let peersThatGoOn = [
        Course(
            "they carry on",
            Session.upgraded.client(hex("81 01 41"), frame(.text, "b")).server(frame(.text, "A", from: .server))
                .client(hex("81 01 43")),
            [
                "client 0 at 0: text 1 !client-frame-not-masked", "client message 0: text 1, frames 0-0, 1 of them",
                "client 1 at 3: text 1", "client message 1: text 1, frames 1-1, 1 of them", "server 0 at 0: text 1",
                "server message 0: text 1, frames 0-0, 1 of them", "client 2 at 10: text 1 !client-frame-not-masked",
                "client message 2: text 1, frames 2-2, 1 of them",
            ]),
        Course(
            "what the receiver had begun before is not an answer",
            Session.upgraded.server(hex("82 02 01")).client(hex("81 01 41"), zeros).server([2]).server(failure),
            [
                "client 0 at 0: text 1 !client-frame-not-masked", "server 0 at 0: binary 2",
                "server message 0: binary 2, frames 0-0, 1 of them", "client 64 unread after the failure",
                "server 1 at 4: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived",
            ]),
        Course(
            "a Close that answers theirs shows that it was read",
            Session.upgraded.client(frame(.text, hex("ff")), frame(.text, "x"), closeFrame(.normal))
                .server(closeFrame(.normal, from: .server)),
            [
                "client 0 at 0: text 1 !text-not-utf8", "client message 0: text 1, frames 0-0, 1 of them, broken",
                "client 1 at 7: text 1", "client message 1: text 1, frames 1-1, 1 of them", "client 2 at 14: close 2",
                "client OPEN -> closeSent", "server OPEN -> closeReceived", "server 0 at 0: close 2",
                "server closeReceived -> closeExchanged", "client closeSent -> closeExchanged",
            ]),
        Course(
            "a rule that was let pass, and another that is not",
            Session.upgraded.client(hex("81 01 41")).server(frame(.text, "A", from: .server)).client(
                hex("81 01 42"), broken, zeros
            )
            .server(failure),
            [
                "client 0 at 0: text 1 !client-frame-not-masked", "client message 0: text 1, frames 0-0, 1 of them",
                "server 0 at 0: text 1", "server message 0: text 1, frames 0-0, 1 of them",
                "client 1 at 3: text 1 !client-frame-not-masked", "client message 1: text 1, frames 1-1, 1 of them",
                "client 2 at 6: text 0 !length-not-minimal", "client 64 unread after the failure",
                "server 1 at 3: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived",
            ]),
    ]

    static let otherEnds = [
        Course(
            "the header after a Close",
            Session.upgraded.client(closeFrame(.normal)).client(hex("82")).client(hex("83 00000000 01 02"))
                .client(zeros).end(.client, .fin),
            [
                "client 0 at 0: close 2", "client OPEN -> closeSent", "server OPEN -> closeReceived",
                "begun: client 1 at 8: binary 3 !data-after-close", "client 2 unread after the close",
                "client 64 unread after the close", "client ended: fin",
            ]),
        Course(
            "an empty frame after a Close",
            Session.upgraded.client(closeFrame(.normal), frame(.ping), frame(.text, "x")),
            [
                "client 0 at 0: close 2", "client OPEN -> closeSent", "server OPEN -> closeReceived",
                "client 1 at 8: ping 0", "client 7 unread after the close",
            ]),
        Course(
            "a Close that breaks a rule", Session.upgraded.client(frame(.close, hex("03"))).server(failure).client(bye),
            [
                "client 0 at 0: close 1 !close-payload-one-byte", "client OPEN -> closeSent",
                "server OPEN -> closeReceived", "server 0 at 0: close 2", "server closeReceived -> closeExchanged",
                "client closeSent -> closeExchanged", "client 1 at 7: close 2",
            ]),
        Course(
            "what the server counted itself",
            Session.upgraded.client(hex("c2 84 00000000 01")).then(
                .serverAction(name: "reserved-bit-set", sentence: "")
            )
            .server(failure).then(.unread(from: .client, count: 3, after: .failure)).client(bye)
            .then(.unread(from: .client, count: 70, after: .failure)),
            ["begun: client 0 at 0: binary 4 !reserved-bit-set", "decision reserved-bit-set"] + failureLines
                + ["client 3 unread after the failure"] + answerLines(at: 10) + ["client 70 unread after the failure"]),
    ]

    @Test(arguments: failures + peersThatGoOn + otherEnds) func course(course: Course) {
        #expect(course.story.dissection.linesWhenOpen == course.lines)
    }

    /// However the bytes of the client are cut, the frames are the same and the counts add up.
    @Test(arguments: failures + otherEnds) func byteByByte(course: Course) {
        func summary(_ dissection: Dissection) -> [String] {
            let lines = dissection.items.filter { if case .event(.unread) = $0.kind { false } else { true } }
                .map(dissection.line)
            let unread = dissection.items.reduce(0) { sum, item in
                if case .event(.unread(_, let count, _)) = item.kind { sum + count } else { sum }
            }
            let counts = Endpoint.allCases.map { "\(dissection.byteCount(from: $0))" }
            // Which comes first, the count of what waited or what follows, is not the question here.
            return lines.filter { !$0.hasPrefix("begun") } + counts + ["\(unread) unread"]
        }
        let cut = course.story.connectionEvents.flatMap { event -> [ConnectionEvent] in
            guard case .bytes(let from, let bytes) = event.kind else { return [event] }
            return bytes.map { ConnectionEvent(time: event.time, .bytes(from: from, [$0])) }
        }
        #expect(summary(Dissection(of: cut)) == summary(course.story.dissection))
    }

    /// Until the receiver has shown how it takes a broken frame, what follows waits; but not forever.
    @Test func whatFollowsABrokenFrameWaits() {
        let story = Session.upgraded.client(Self.broken, Self.zeros)
        #expect(story.dissectionSoFar.linesWhenOpen == [Self.brokenLine])
        #expect(story.dissectionSoFar.byteCount(from: .client) == Wire.request.count + 72)
        let end = story.dissection
        #expect(end.frames(from: .client).count == 33, "no answer came")

        let much = (0..<20).reduce(Session.upgraded.client(hex("81 01 41"))) { story, _ in
            story.client(frame(.binary, [UInt8](repeating: 1, count: 60_000)))
        }
        #expect(much.dissectionSoFar.frames(from: .client).count >= 18, "more than 1 MiB, or more than 5 s")
        let late = Session.upgraded.client(hex("81 01 41")).then(.note("a", pauses: false)).then(
            .note("b", pauses: false)
        )
        .then(.note("c", pauses: false)).then(.note("d", pauses: false)).then(.note("e", pauses: false))
        .client(frame(.text, "b"))
        #expect(late.dissectionSoFar.frames(from: .client).count == 2)
        let intime = Session.upgraded.client(hex("81 01 41")).then(.note("a", pauses: false)).then(
            .note("b", pauses: false)
        )
        .then(.note("c", pauses: false)).then(.note("d", pauses: false)).client(frame(.text, "b"))
        #expect(intime.dissectionSoFar.frames(from: .client).count == 1, "5 s are not more than 5 s")
        let times = late.dissectionSoFar.items.map(\.time)
        #expect(times == times.sorted())

        let onward = Session.upgraded.client(hex("81 01 41"), frame(.text, "b")).server(
            frame(.text, "A", from: .server))
        #expect(onward.dissection.items.map(\.time).suffix(6) == [2, 2, 2, 2, 3, 3], "what waited has its own time")
    }

    /// A flood is a handful of findings, and the counts add up.
    @Test(arguments: [EndOfReading.failure, .close, .answer]) func aFloodIsAHandfulOfFindings(after: EndOfReading) {
        let story =
            switch after {
            case .failure: Session.upgraded.client(Self.broken).server(Self.failure)
            case .close: Session.upgraded.client(closeFrame(.normal), hex("00 00"))
            case .answer:
                Session.blank.client(Wire.http("GET / HTTP/1.1", "Host: a")).server(
                    Wire.http("HTTP/1.1 200 OK"))
            }
        var dissection = story.dissectionSoFar
        for index in 0..<50_000 {
            dissection.add(ConnectionEvent(time: Double(index), .bytes(from: .client, [0, 0])))
        }
        let unread = dissection.items.compactMap { item -> Int? in
            if case .event(.unread(.client, let count, after)) = item.kind { count } else { nil }
        }
        #expect(unread.count < 10)
        dissection.add(ConnectionEvent(time: 1e6, .ended(by: .client, .fin)))
        let sum = dissection.items.reduce(0) { sum, item in
            if case .event(.unread(.client, let count, after)) = item.kind { sum + count } else { sum }
        }
        #expect(sum == 100_000)
        #expect(!dissection.mayGrow(.client))
        #expect(dissection.endOfReading(of: .client) == after)
    }

    /// Bytes that are typed by hand are all decoded.
    @Test func decodingEndsNowhere() {
        let bytes = Self.broken + Self.zeros + closeFrame(.normal) + frame(.text, "x")
        let dissection = Dissection(of: [ConnectionEvent(time: 0, .bytes(from: .client, bytes))], start: .frames)
        #expect(dissection.frames(from: .client).count == 35)
        #expect(dissection.messages(from: .client).map(\.kind) == [.text, .text])
        let endless = Dissection(
            of: [ConnectionEvent(time: 0, .bytes(from: .client, hex("82 ff ffffffffffffffff 00000000 01")))],
            start: .frames
        )
        #expect(endless.unfinishedFrame(from: .client)?.received == 15)
    }

    /// A reader that forgets what it has reported keeps nothing of what is not read, and loses no message that waits.
    @Test func forgettingWhatIsNotRead() throws {
        var dissection = Session.upgraded.client(hex("81 01 41"), frame(.text, "b")).dissectionSoFar
        let waiting = dissection.forgetPast()
        #expect(waiting.client == Wire.request.count)
        dissection.add(ConnectionEvent(time: 5, .bytes(from: .server, frame(.text, "c", from: .server))))
        #expect(
            dissection.lines == [
                "client message 0: text 1, frames 0-0, 1 of them", "client 1 at 3: text 1",
                "client message 1: text 1, frames 1-1, 1 of them", "server 0 at 0: text 1",
                "server message 0: text 1, frames 0-0, 1 of them",
            ])
        dissection.add(
            ConnectionEvent(time: 6, .bytes(from: .client, closeFrame(.normal) + hex("82 85 00000000") + Self.zeros)))
        #expect(dissection.forgetPast().client == dissection.byteCount(from: .client))
        #expect(dissection.incompleteFrames(from: .client).map(\.received) == [6])
    }
}
