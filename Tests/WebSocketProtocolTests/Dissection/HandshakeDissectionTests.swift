// The heads of a connection in the dissection: accepted, refused, plain, broken, missing.

import TestSupport
import Testing
import WebSocketProtocol

struct HandshakeDissectionTests {
    struct Course: CustomTestStringConvertible {
        let testDescription: String
        let story: Session
        let lines: [String]
        /// How many findings at the start are not compared; nil for the usual ones.
        let dropping: Int?

        init(_ name: String, _ story: Session, _ lines: [String], dropping: Int? = nil) {
            (testDescription, self.story, self.lines, self.dropping) = (name, story, lines, dropping)
        }
    }

    /// A story of one request and one response.
    private static func story(_ request: [UInt8], _ response: [UInt8]) -> Session {
        Session.blank.client(request).server(response)
    }

    static let courses = [
        Course("accepted", Session.upgraded, Dissection.openLines),
        Course(
            "with addresses",
            Session.blank.then(.opened(client: "a:1", server: "b:2")).client(Wire.request),
            ["opened a:1 b:2", "request GET /"]),
        Course(
            "a frame in the segment of the request", story(Wire.request + frame(.text, "early"), Wire.response),
            Dissection.openLines + ["client 0 at 0: text 5", "client message 0: text 5, frames 0-0, 1 of them"]),
        Course(
            "frames in the segment of the response",
            story(Wire.request, Wire.response + frame(.ping, "p", from: .server)),
            Dissection.openLines + ["server 0 at 0: ping 1"]),
        Course(
            "refused",
            story(Wire.request, Wire.http("HTTP/1.1 403 Forbidden", "Content-Length: 2") + Array("no".utf8)),
            ["request GET /", "response 403"]),
        Course(
            "refused, to its end",
            story(Wire.request, Wire.http("HTTP/1.1 403 Forbidden", "Content-Length: 2") + Array("no".utf8))
                .end(.server, .close),
            [
                "request GET /", "response 403", "server ended: close", "client CONNECTING -> CLOSED",
                "server CONNECTING -> CLOSED", "closed 1006",
            ]),
        Course(
            "a request that breaks rules",
            story(Wire.http("GET / HTTP/1.1", "Upgrade: websocket"), Wire.http("HTTP/1.1 400 Bad Request")),
            ["request GET / !host-missing !connection-not-upgrade !key-missing !version-missing", "response 400"]),
        Course(
            "plain HTTP",
            story(Wire.http("GET /page HTTP/1.1", "Host: a"), Wire.http("HTTP/1.1 200 OK"))
                .server(Array("<html>".utf8)).client(hex("81 00")).end(.client, .fin).end(.server, .fin),
            [
                "request GET /page", "response 200", "client 2 unread after the answer", "client ended: fin",
                "server ended: fin", "client CONNECTING -> CLOSED", "server CONNECTING -> CLOSED", "closed - clean",
            ]),
        Course(
            "plain HTTP without an answer",
            Session.blank.client(Wire.http("GET /page HTTP/1.1", "Host: a")).end(.client, .reset),
            [
                "request GET /page", "client ended: reset", "server CONNECTING -> CLOSED",
                "client CONNECTING -> CLOSED", "closed -",
            ]),
        Course(
            "no request at all", Session.blank.end(.client, .fin).end(.server, .close),
            [
                "client ended: fin", "server ended: close", "client CONNECTING -> CLOSED",
                "server CONNECTING -> CLOSED", "closed -",
            ]),
        Course(
            "a request that never ends",
            story(Array("GET / HT".utf8), Wire.http("HTTP/1.1 408 Request Timeout")).end(.server, .close),
            [
                "response 408", "server ended: close", "client CONNECTING -> CLOSED", "server CONNECTING -> CLOSED",
                "closed -",
            ]),
        Course(
            "the wrong accept key",
            story(Wire.request, Wire.response(accept: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")).server(
                frame(.text, "x", from: .server)),
            [
                "request GET /", "response 101 !accept-mismatch", "server CONNECTING -> OPEN",
                "client CONNECTING -> CLOSED",
                "server 0 at 0: text 1", "server message 0: text 1, frames 0-0, 1 of them",
            ]),
        Course(
            "no HTTP", story(hex("16 03 01 02 00"), Wire.http("HTTP/1.1 400 Bad Request")),
            ["request !request-malformed", "response 400"]),
        Course(
            "an answer that is not HTTP", story(Wire.request, hex("00 01 02")),
            ["request GET /", "response broken !response-malformed"]),
        Course(
            "an end of which bytes are missing",
            Session.blank.client(Wire.request).then(.missing(from: .server, count: 9)).end(.client, .reset),
            [
                "request GET /", "server gap of 9", "client CONNECTING -> unknown", "server CONNECTING -> unknown",
                "client ended: reset", "server unknown -> CLOSED", "client unknown -> CLOSED", "closed -",
            ]),
        Course(
            "an end before the answer",
            Session.blank.client(Wire.request).end(.client, .fin).end(.server, .fin),
            [
                "request GET /", "client ended: fin", "server ended: fin", "client CONNECTING -> CLOSED",
                "server CONNECTING -> CLOSED", "closed 1006",
            ]),
        Course(
            "an answer whose request was not kept",
            Session.blank.then(.missing(from: .client, count: 160)).server(
                Wire.response, frame(.text, "x", from: .server)),
            [
                "client gap of 160", "client CONNECTING -> unknown", "server CONNECTING -> unknown", "response 101",
                "server unknown -> OPEN", "client unknown -> OPEN",
                "server 0 at 0: text 1", "server message 0: text 1, frames 0-0, 1 of them",
            ]),
        Course(
            "bytes after a gap, which may be anything",
            Session.upgraded.then(.missing(from: .client, count: 5)).client(frame(.text, "x")),
            Dissection.openLines + ["client gap of 5", "client OPEN -> unknown", "server OPEN -> unknown"]),
        Course(
            "a handshake that is missing, and bytes that are not decoded",
            Session.blank.client(Wire.request).then(.missing(from: .server, count: 9)).server(
                frame(.text, "x", from: .server)
            )
            .client(frame(.text, "x")),
            ["request GET /", "server gap of 9", "client CONNECTING -> unknown", "server CONNECTING -> unknown"]),
        Course(
            "a 101 after a gap, and frames that cannot be read",
            Session.blank.then(.missing(from: .client, count: 160)).server(Wire.response).client(frame(.text, "x"))
                .server(closeFrame(.normal, from: .server)),
            [
                "client gap of 160", "client CONNECTING -> unknown", "server CONNECTING -> unknown", "response 101",
                "server unknown -> OPEN", "client unknown -> OPEN", "client OPEN -> unknown", "server OPEN -> unknown",
                "server 0 at 0: close 2", "server unknown -> closingUnseen", "client unknown -> closingUnseen",
            ]),
        Course(
            "a handshake among missing bytes that frames follow",
            Session.blank.then(.missing(from: .client, count: 200, frames: 2)).client(frame(.text, "x")),
            [
                "client gap of 200, 2 frames", "client CONNECTING -> OPEN", "server CONNECTING -> OPEN",
                "client 0 at 200: text 1", "client message 0: text 1, frames 0-0, 1 of them",
            ]),
        Course(
            "a client that ends its stream behind its request",
            Session.blank.client(Wire.request).end(.client, .fin).server(Wire.response),
            ["request GET /", "client ended: fin"] + Dissection.openLines.dropFirst()
                + ["server OPEN -> peerGone", "client OPEN -> ended"]),
        Course(
            "a server that closes its socket before there is a request",
            Session.blank.then(.opened(client: "a:1", server: "b:2")).end(.server, .close),
            [
                "opened a:1 b:2", "server ended: close", "client CONNECTING -> unknown", "server CONNECTING -> CLOSED",
                "closed -",
            ]),
        Course(
            "server actions and notes",
            Session.blank.then(.note("Look", pauses: true)).then(
                .serverAction(name: "handshake-timeout", sentence: "Too late.")),
            ["note Look, stop", "decision handshake-timeout"]),
    ]

    @Test(arguments: courses) func course(course: Course) {
        #expect(course.story.dissection.lines == course.lines)
    }

    @Test func bodyOfARefusalIsCounted() {
        let story = Self.story(Wire.request, Wire.http("HTTP/1.1 403 Forbidden") + Array("no, ".utf8))
            .server(Array("never".utf8))
        #expect(story.dissection.handshake.responseBodyLength == 9)
        #expect(story.dissection.frames(from: .server).isEmpty)
    }

    @Test func framesStartAfterTheHeads() {
        let story = Self.story(Wire.request + frame(.text, "early"), Wire.response).client(frame(.ping))
        let dissection = story.dissection
        #expect(dissection.framesStart(from: .client) == Wire.request.count)
        #expect(dissection.framesStart(from: .server) == Wire.response.count)
        #expect(dissection.frames(from: .client).map(\.offset) == [0, 11])
        #expect(dissection.byteCount(from: .client) == Wire.request.count + 11 + 6)
    }
}
