// Several exchanges on one connection: interim responses, an upgrade that is tried again, plain requests before it.

import TestSupport
import Testing

@testable import WebSocketProtocol

struct ExchangeDissectionTests {
    struct Course: CustomTestStringConvertible {
        let testDescription: String
        /// Who sends what, one read each.
        let turns: [(Endpoint, [UInt8])]
        let lines: [String]

        init(_ name: String, _ turns: [(Endpoint, [UInt8])], _ lines: [String]) {
            (testDescription, self.turns, self.lines) = (name, turns, lines)
        }

        /// The findings where each turn arrives in reads of `length` bytes, without the end of TCP.
        func story(reads length: Int) -> Session {
            turns.reduce(Session.blank) { story, turn in
                stride(from: 0, to: turn.1.count, by: length).reduce(story) { story, start in
                    let read = Array(turn.1[start..<min(turn.1.count, start + length)])
                    return story.then(.bytes(from: turn.0, read))
                }
            }
        }
    }

    private static let upgrade = Wire.request
    private static let switching = Wire.response
    private static let unauthorized =
        Wire.http("HTTP/1.1 401 Unauthorized", "Content-Length: 6") + Array("denied".utf8)
    private static let get = Wire.http("GET /page HTTP/1.1", "Host: a")
    private static let ok = Wire.http("HTTP/1.1 200 OK", "Content-Length: 2") + Array("ok".utf8)
    private static let early = Wire.http("HTTP/1.1 103 Early Hints", "Link: </a>; rel=preload")
    private static let hello = frame(.text, "Hi")
    private static let helloLines = ["client 0 at 0: text 2", "client message 0: text 2, frames 0-0, 1 of them"]
    private static let openLines = Array(Dissection.openLines.dropFirst())
    private static let chunks = Array("3\r\nokk\r\n0\r\n\r\n".utf8)

    static let courses = [
        Course(
            "401, and once more",
            [(.client, upgrade), (.server, unauthorized), (.client, upgrade), (.server, switching), (.client, hello)],
            ["request GET /", "response 401", "request GET /"] + openLines + helloLines),
        Course(
            "two 401 of NTLM",
            [
                (.client, upgrade), (.server, unauthorized), (.client, upgrade), (.server, unauthorized),
                (.client, upgrade), (.server, switching), (.client, hello),
            ],
            ["request GET /", "response 401", "request GET /", "response 401", "request GET /"] + openLines
                + helloLines),
        Course(
            "302, to another place on the same server",
            [
                (.client, upgrade), (.server, Wire.http("HTTP/1.1 302 Found", "Location: /b", "Content-Length: 0")),
                (.client, upgrade), (.server, switching), (.client, hello),
            ], ["request GET /", "response 302", "request GET /"] + openLines + helloLines),
        Course(
            "103 before the 101", [(.client, upgrade), (.server, early), (.server, switching), (.client, hello)],
            ["request GET /", "interim 103"] + openLines + helloLines),
        Course(
            "100 and 103 with the 101 and a frame in one read",
            [
                (.client, upgrade),
                (.server, Wire.http("HTTP/1.1 100 Continue") + early + switching + frame(.ping, "p", from: .server)),
            ], ["request GET /", "interim 100", "interim 103"] + openLines + ["server 0 at 0: ping 1"]),
        Course(
            "kept alive, then the upgrade",
            [
                (.client, get), (.server, ok), (.client, get), (.server, ok), (.client, upgrade), (.server, switching),
                (.client, hello),
            ],
            ["request GET /page", "response 200", "request GET /page", "response 200", "request GET /"] + openLines
                + helloLines),
        Course(
            "a body in chunks, in the same read as the next answer",
            [
                (.client, get), (.client, get),
                (.server, Wire.http("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunks + ok),
            ], ["request GET /page", "request GET /page", "response 200", "response 200"]),
        Course(
            "HEAD, 204 and 304 have no body",
            [
                (.client, Wire.http("HEAD / HTTP/1.1", "Host: a")),
                (.server, Wire.http("HTTP/1.1 200 OK", "Content-Length: 9")),
                (.client, get), (.server, Wire.http("HTTP/1.1 204 No Content")), (.client, get),
                (.server, Wire.http("HTTP/1.1 304 Not Modified", "Content-Length: 9")), (.client, get), (.server, ok),
            ],
            [
                "request HEAD /", "response 200", "request GET /page", "response 204", "request GET /page",
                "response 304",
                "request GET /page", "response 200",
            ]),
        Course(
            "a request with a body before another",
            [
                (.client, Wire.http("POST / HTTP/1.1", "Host: a", "Content-Length: 4") + Array("a=b&".utf8) + upgrade),
                (.server, ok), (.server, switching), (.client, hello),
            ], ["request POST /", "request GET /", "response 200"] + openLines + helloLines),
        Course(
            "an upgrade with a body",
            [
                (.client, Wire.http("GET / HTTP/1.1", "Host: a", "Upgrade: websocket", "Content-Length: 2")),
                (.client, Array("ab".utf8) + hello), (.server, switching),
            ],
            [
                "request GET / !connection-not-upgrade !key-missing !version-missing",
                "response 101 !accept-mismatch", "server CONNECTING -> OPEN", "client CONNECTING -> CLOSED",
            ] + helloLines),
        Course(
            "pipelined with the upgrade", [(.client, get + upgrade), (.server, ok + switching), (.client, hello)],
            ["request GET /page", "request GET /", "response 200"] + openLines + helloLines),
        Course(
            "line breaks between messages",
            [(.client, get), (.server, ok), (.client, hex("0d 0a") + upgrade), (.server, hex("0d 0a") + switching)],
            ["request GET /page", "response 200", "request GET /"] + openLines),
        Course(
            "frames sent without waiting, refused", [(.client, upgrade + hello), (.server, unauthorized)],
            ["request GET /", "response 401", "client \(hello.count) unread after the answer"]),
        Course(
            "a body until the end of TCP",
            [
                (.client, upgrade), (.server, Wire.http("HTTP/1.1 401 Unauthorized")), (.client, upgrade),
                (.server, switching),
            ], ["request GET /", "response 401", "client \(upgrade.count) unread after the answer"]),
        Course(
            "a line of a proxy before the request, accepted anyway",
            [
                (.client, Array("PROXY TCP4 10.0.0.1 10.0.0.2 5 80\r\n".utf8) + upgrade + hello),
                (.server, switching), (.client, hello),
            ],
            [
                "request !request-malformed", "response 101", "server CONNECTING -> OPEN",
                "client CONNECTING -> OPEN", "client 0 at 0: text 2", "client message 0: text 2, frames 0-0, 1 of them",
                "client 1 at 8: text 2", "client message 1: text 2, frames 1-1, 1 of them",
            ]),
        Course(
            "an answer that is not HTTP ends it",
            [(.client, upgrade), (.server, hex("00 01")), (.client, upgrade), (.server, switching)],
            [
                "request GET /", "response broken !response-malformed",
                "client \(upgrade.count) unread after the answer",
            ]),
        Course(
            "a server that stops waiting for the next request",
            [
                (.client, get), (.server, ok),
                (.server, Wire.http("HTTP/1.1 408 Request Timeout", "Content-Length: 0")),
            ],
            ["request GET /page", "response 200", "response 408"]),
    ]

    @Test(arguments: courses) func course(course: Course) {
        #expect(course.story(reads: .max / 2).dissection.lines == course.lines)
    }

    /// Where TCP cuts means nothing.
    @Test(arguments: courses, [1, 2, 7]) func courseInPieces(course: Course, length: Int) {
        #expect(Self.added(course.story(reads: length).dissection.lines) == course.lines)
    }

    /// The lines with one count of unread bytes for all: how many counts there are depends on the reads.
    private static func added(_ lines: [String]) -> [String] {
        let counts = lines.compactMap { $0.firstMatch(of: /^client (\d+) unread/).flatMap { Int($0.1) } }
        guard let first = lines.firstIndex(where: { $0.contains(" unread ") }) else { return lines }
        var result = lines.filter { !$0.contains(" unread ") }
        result.insert("client \(counts.reduce(0, +)) unread after the answer", at: first)
        return result
    }

    @Test func framesStartAfterAllExchanges() {
        let dissection = Session.blank.client(Self.get, Self.upgrade).server(Self.ok, Self.early)
            .server(Self.switching, frame(.ping, "p", from: .server)).client(Self.hello).dissection
        #expect(dissection.framesStart(from: .client) == Self.get.count + Self.upgrade.count)
        #expect(dissection.framesStart(from: .server) == Self.ok.count + Self.early.count + Self.switching.count)
        #expect(dissection.openedBy == 1)
        #expect(dissection.handshake.status == 101)
        #expect(dissection.handshake.interim.map(\.status) == [103])
        #expect(dissection.exchanges[0]?.responseBodyLength == 2)
        #expect(dissection.exchanges.numbers == [0, 1])
    }

    /// The 101 came before all of the request's body; frames begin after it.
    @Test func aBodyThatContinuesAfterThe101() {
        let head = Wire.request.dropLast(2) + Array("Content-Length: 4\r\n\r\n".utf8)
        let dissection = Session.blank.client(head + Array("ab".utf8)).server(Self.switching)
            .client(Array("cd".utf8) + Self.hello).dissection
        #expect(dissection.lines == Dissection.openLines + Self.helloLines)
        #expect(dissection.framesStart(from: .client) == head.count + 4)
        #expect(dissection.exchanges[0]?.requestBodyLength == 4)
    }

    @Test(arguments: [
        (upgrade, unauthorized, "The handshake failed: no WebSocket connection was opened."),
        (get, ok, "This is plain HTTP: no WebSocket was requested."),
        (upgrade, early, "TCP was closed before the handshake was done."),
    ])
    func endpointsAreConnectingUntilTheEnd(request: [UInt8], response: [UInt8], sentence: String) {
        let story = Session.blank.client(request).server(response)
        #expect(story.dissection.moves.isEmpty)
        #expect(story.end(.server, .fin).dissection.moves.isEmpty)
        let moves = story.end(.server, .fin).end(.client, .fin).dissection.moves
        #expect(moves.map(\.transition.sentence.text) == [sentence, sentence])
    }

    @Test func anUnrequestedResponseIsNotTheHandshake() {
        let timeout = Wire.http("HTTP/1.1 408 Request Timeout", "Content-Length: 0")
        let dissection = Session.blank.client(Self.get).server(Self.ok).server(timeout).dissection
        #expect(dissection.exchanges.last.status == 408)
        #expect(dissection.handshake.status == 200)
        #expect(Session.blank.server(timeout).dissection.handshake.status == 408)
    }

    // MARK: Bounds

    /// Many exchanges on one connection: the first and the latest are kept, all are counted.
    @Test(arguments: [1, 100_000]) func manyExchanges(reads length: Int) {
        let count = 3000
        var dissection = Dissection()
        if length == 1 {
            for _ in 0..<count {
                dissection.add(ConnectionEvent(time: 0, .bytes(from: .client, Self.get)))
                dissection.add(ConnectionEvent(time: 0, .bytes(from: .server, Self.ok)))
            }
        } else {
            // All at once: what waits for its turn is held, and read with the answers.
            dissection.add(
                ConnectionEvent(time: 0, .bytes(from: .client, Array(repeatElement(Self.get, count: count).joined()))))
            #expect(dissection.exchanges.count == 16)
            dissection.add(
                ConnectionEvent(time: 0, .bytes(from: .server, Array(repeatElement(Self.ok, count: count).joined()))))
            #expect(dissection.exchanges.numbers.count <= ExchangeList.mostKept + 1)
        }
        dissection.add(ConnectionEvent(time: 0, .bytes(from: .client, Self.upgrade)))
        dissection.add(ConnectionEvent(time: 0, .bytes(from: .server, Self.switching)))
        dissection.add(ConnectionEvent(time: 0, .bytes(from: .client, Self.hello)))
        #expect(dissection.exchanges.count == count + 1)
        #expect(dissection.exchanges.numbers == [0, 1, 2, 3] + Array(count - 11...count))
        #expect(dissection.exchanges.lost == 4..<count - 11)
        #expect(dissection.exchanges[100] == nil)
        #expect(dissection.lines.count { $0.hasPrefix("response") } == count + 1)
        #expect(dissection.lines.suffix(2) == Self.helloLines)
        #expect(dissection.framesStart(from: .client) == count * Self.get.count + Self.upgrade.count)
    }

    /// What cannot be followed is counted and not kept.
    @Test(arguments: [
        (upgrade + hello, unauthorized), (upgrade, Wire.http("HTTP/1.1 401 Unauthorized")), (hex("16 03"), ok),
        (get, hex("00")), (get + upgrade + hello, Wire.http("HTTP/1.1 200 OK")), (get + hex("00"), hex("00")),
    ])
    func nothingIsKeptAfterTheLastExchange(request: [UInt8], response: [UInt8]) {
        var dissection = Session.blank.client(request).server(response).dissection
        for _ in 0..<10 {
            dissection.add(ConnectionEvent(time: 0, .bytes(from: .client, [0x81, 0x00])))
            dissection.add(ConnectionEvent(time: 0, .bytes(from: .server, [0x81, 0x00])))
        }
        #expect(dissection[.client].held.isEmpty)
        #expect(dissection.byteCount(from: .client) == request.count + 20)
        #expect(dissection.forgetPast().client == request.count + 20)
    }

    @Test func manyInterimResponses() {
        let interim = Array(repeatElement(Self.early, count: 100).joined())
        let dissection = Session.blank.client(Self.upgrade).server(interim, Self.switching).dissection
        #expect(dissection.handshake.interimCount == 100)
        #expect(dissection.handshake.interim.count == 8)
        #expect(dissection.handshake.status == 101)
    }

    /// Which response has a body is a question of its own request, not of its neighbours'.
    @Test func aBodyIsThatOfItsOwnRequest() {
        let get = Wire.http("GET / HTTP/1.1", "Host: a")
        let head = Wire.http("HEAD / HTTP/1.1", "Host: a")
        let announced = Wire.http("HTTP/1.1 200 OK", "Content-Length: 5")
        let hello = Array("Hello".utf8)
        let lines = ["request GET /", "request HEAD /", "request GET /"]
        let dissection = Session.blank.client(get, head, get).server(announced, hello, announced, announced, hello)
            .client(Wire.request).server(Wire.response).dissection
        #expect(dissection.lines.filter { $0.hasPrefix("request") } == lines + ["request GET /"])
        #expect(
            dissection.lines.filter { $0.hasPrefix("response") } == [
                "response 200", "response 200", "response 200", "response 101",
            ])
        #expect(dissection.exchanges.numbers.map { dissection.exchanges[$0]?.responseBodyLength } == [5, 0, 5, 0])
        #expect(dissection.isWebSocket)
    }
}
