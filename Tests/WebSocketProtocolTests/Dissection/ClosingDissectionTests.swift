// How connections end, as the dissection reports it: the states of both endpoints, the code, and who owed what.

import TestSupport
import Testing
import WebSocketProtocol

struct ClosingDissectionTests {
    typealias Course = HandshakeDissectionTests.Course

    static let courses = [
        Course(
            "a clean end with a reason",
            Session.upgraded.client(closeFrame(3001, "bye")).server(
                closeFrame(3001, from: .server)
            ).end(.server, .fin).end(.client, .fin),
            [
                "client 0 at 0: close 5", "client OPEN -> closeSent", "server OPEN -> closeReceived",
                "server 0 at 0: close 2", "server closeReceived -> closeExchanged",
                "client closeSent -> closeExchanged",
                "server ended: fin", "client ended: fin", "server closeExchanged -> CLOSED",
                "client closeExchanged -> CLOSED", "closed 3001 clean bye",
            ]),
        Course(
            "the server goes away",
            Session.upgraded.server(closeFrame(.goingAway, from: .server)).client(closeFrame(.goingAway)).end(
                .server, .close),
            [
                "server 0 at 0: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived",
                "client 0 at 0: close 2", "client closeReceived -> closeExchanged",
                "server closeSent -> closeExchanged",
                "server ended: close", "client closeExchanged -> unknown", "server closeExchanged -> CLOSED",
                "closed 1001 clean",
            ]),
        Course(
            "a Close without a code, closes that cross",
            Session.upgraded.client(frame(.close)).server(closeFrame(.normal, from: .server)).end(.client, .reset),
            [
                "client 0 at 0: close 0", "client OPEN -> closeSent", "server OPEN -> closeReceived",
                "server 0 at 0: close 2", "server closeReceived -> closeExchanged",
                "client closeSent -> closeExchanged",
                "client ended: reset", "server closeExchanged -> CLOSED", "client closeExchanged -> CLOSED",
                "closed 1005 clean",
            ]),
        Course(
            "HTTP in the place of a frame is not a Close, however long it is",
            Session.upgraded.server(Array("HTTP/1.1 400 Bad Request\r\n".utf8) + Array(repeating: 0x2d, count: 60))
                .client(closeFrame(.protocolError)).end(.client, .close),
            [
                "server 0 at 0: unfinished close 84 !reserved-bit-set !control-frame-fragmented !close-code-not-allowed",
                "client 0 at 0: close 2", "client OPEN -> closeSent",
                "server OPEN -> closeReceived", "client ended: close", "server closeReceived -> unknown",
                "client closeSent -> CLOSED", "closed 1002",
            ]),
        Course(
            "half closed, then closed",
            Session.upgraded.client(frame(.text, "x")).end(.client, .fin).end(.server, .fin),
            [
                "client 0 at 0: text 1", "client message 0: text 1, frames 0-0, 1 of them", "client ended: fin",
                "server OPEN -> peerGone", "client OPEN -> ended", "server ended: fin", "client ended -> CLOSED",
                "server peerGone -> CLOSED",
                "closed 1006",
            ]),
        Course(
            "a reset", Session.upgraded.end(.server, .reset),
            ["server ended: reset", "client OPEN -> CLOSED", "server OPEN -> CLOSED", "closed 1006"]),
        Course(
            "a Close that is never answered",
            Session.upgraded.server(closeFrame(.normal, from: .server)).end(.client, .fin).end(.server, .fin),
            [
                "server 0 at 0: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived",
                "client ended: fin",
                "server closeSent -> peerGoneUnanswered", "client closeReceived -> endedOwing", "server ended: fin",
                "client endedOwing -> CLOSED",
                "server peerGoneUnanswered -> CLOSED", "remark !close-not-answered: the client", "closed 1000",
            ]),
        Course(
            "a Close that the peer did not live to see",
            Session.upgraded.end(.client, .fin).server(closeFrame(.normal, from: .server)).end(.server, .fin),
            [
                "client ended: fin", "server OPEN -> peerGone", "client OPEN -> ended", "server 0 at 0: close 2",
                "server peerGone -> peerGoneUnanswered", "client ended -> endedOwing",
                "server ended: fin", "client endedOwing -> CLOSED", "server peerGoneUnanswered -> CLOSED",
                "closed 1000",
            ]),
        Course(
            "a Close, and bytes missing among which its answer may have been",
            Session.upgraded.server(closeFrame(.normal, from: .server)).then(.missing(from: .client, count: 8)).end(
                .client, .fin
            )
            .end(.server, .fin),
            [
                "server 0 at 0: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived", "client gap of 8",
                "client closeReceived -> closingUnseen", "server closeSent -> closingUnseen",
                "client ended: fin", "server ended: fin", "client closingUnseen -> CLOSED",
                "server closingUnseen -> CLOSED", "closed 1000",
            ]),
        Course(
            "a client that is no longer there when the server gives up",
            Session.upgraded.server(frame(.ping, "a", from: .server)).end(.server, .close),
            [
                "server 0 at 0: ping 1", "server ended: close", "client OPEN -> unknown", "server OPEN -> CLOSED",
                "closed 1006",
            ]),
        Course(
            "a client that ended its stream before the server closed its socket",
            Session.upgraded.end(.client, .fin).end(.server, .close),
            [
                "client ended: fin", "server OPEN -> peerGone", "client OPEN -> ended", "server ended: close",
                "client ended -> CLOSED", "server peerGone -> CLOSED", "closed 1006",
            ]),
        Course(
            "bytes missing among which the first Close may have been, then a Close",
            Session.upgraded.then(.missing(from: .client, count: 8)).server(closeFrame(.normal, from: .server)),
            [
                "client gap of 8", "client OPEN -> unknown", "server OPEN -> unknown", "server 0 at 0: close 2",
                "server unknown -> closingUnseen", "client unknown -> closingUnseen",
            ]),
        Course(
            "a log that begins after the handshake",
            Session.blank.then(.midStream(client: "a", server: "b")).client(frame(.text, "x")).end(
                .client, .reset),
            [
                "client 0 at 0: text 1", "client message 0: text 1, frames 0-0, 1 of them", "client ended: reset",
                "server OPEN -> CLOSED", "client OPEN -> CLOSED", "closed 1006",
            ], dropping: 1),
        Course(
            "a Close answered by a reset",
            Session.upgraded.server(closeFrame(.normal, from: .server)).end(.client, .reset),
            [
                "server 0 at 0: close 2", "server OPEN -> closeSent", "client OPEN -> closeReceived",
                "client ended: reset", "server closeSent -> CLOSED", "client closeReceived -> CLOSED", "closed 1000",
            ]),
        Course(
            "data after a Close, and a second Close",
            Session.upgraded.client(closeFrame(.normal), frame(.text, "x"), closeFrame(.goingAway)),
            [
                "client 0 at 0: close 2", "client OPEN -> closeSent", "server OPEN -> closeReceived",
                "begun: client 1 at 8: text 1 !data-after-close", "client 9 unread after the close",
            ]),
    ]

    @Test(arguments: courses) func course(course: Course) {
        #expect(
            course.story.dissection.lines.dropFirst(course.dropping ?? Dissection.openLines.count) == course.lines[...])
    }

    /// Where bytes are missing, they are not reported as never sent.
    @Test func aGapLeavesTheEndUnknown() {
        let closing = Session.upgraded.server(closeFrame(.normal, from: .server)).then(
            .missing(from: .client, count: 8))
        let silent = Session.upgraded.then(.missing(from: .server, count: 1))
        let unseen = Session.blank.then(.missing(from: .client, count: 160))
        let unanswered = Session.blank.client(Wire.request).then(.missing(from: .server, count: 129))
        let plain = Session.blank.client(Wire.http("GET / HTTP/1.1", "Host: a")).then(.missing(from: .server, count: 9))
        let stories: [(Session, CloseCode?)] = [
            (closing, .normal), (silent, nil), (unseen, nil), (unanswered, nil), (plain, nil),
        ]
        for (story, code) in stories {
            let dissection = story.end(.server, .fin).end(.client, .fin).dissection
            #expect(dissection.outcome?.isClean == nil && dissection.outcome != nil)
            #expect(dissection.outcome?.code == code)
            #expect(!dissection.hasViolations)
            #expect(dissection.moves.suffix(2).allSatisfy { $0.transition.sentence.text.contains("not known") })
        }
    }

    /// What each endpoint sends, in turn, and whether the Ping in it is reported as unanswered at the end.
    static let pings: [(String, [(Endpoint, [UInt8])], Bool)] = [
        (
            "no Pong before the answered Close",
            [(.server, ping("a")), (.server, bye), (.client, closeFrame(.normal))], true
        ),
        (
            "answered",
            [(.server, ping("a")), (.client, frame(.pong, "a")), (.server, bye), (.client, closeFrame(.normal))], false
        ),
        (
            "another payload",
            [(.server, ping("a")), (.client, frame(.pong, "b")), (.server, bye), (.client, closeFrame(.normal))], true
        ),
        (
            "one Pong for the last of two",
            [
                (.server, ping("a") + ping("b")), (.client, frame(.pong, "b")), (.server, bye),
                (.client, closeFrame(.normal)),
            ], false
        ),
        ("a Ping after the Close", [(.server, bye + ping("a")), (.client, closeFrame(.normal))], false),
        ("the Closes crossed", [(.server, ping("a")), (.client, closeFrame(.goingAway)), (.server, bye)], false),
        (
            "another code shows that they crossed", [(.server, ping("a") + bye), (.client, closeFrame(.goingAway))],
            false
        ),
        ("never closed", [(.server, ping("a"))], false),
    ]
    private static let bye = closeFrame(.normal, from: .server)
    private static func ping(_ payload: String) -> [UInt8] { frame(.ping, payload, from: .server) }

    @Test(arguments: pings) func pingNotAnswered(what: String, turns: [(Endpoint, [UInt8])], isMissed: Bool) {
        let story = turns.reduce(Session.upgraded) { $0.then(.bytes(from: $1.0, $1.1)) }
        let dissection = story.end(.server, .fin).end(.client, .fin).dissection
        #expect(dissection.remarks.map(\.rule) == (isMissed ? [.pingNotAnswered] : []), "\(what)")
        #expect(dissection.remarks.allSatisfy { $0.detail == "the client" })
        #expect(dissection.hasViolations == isMissed)
    }
}
