// The handler as a client: the response that it judges, the masks of what it sends, and its own journal.

import NIOCore
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct ClientHandlerTests {
    /// What comes, in reads of their own, and what the promise of an answer then says.
    struct Response: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let reads: [[UInt8]]
        let answer: String
        /// How many bytes of the server are in the log, and how many are counted as not read.
        let logged: Int
        var unread = 0
        /// Whether the client has ended its stream.
        let hasEnded: Bool
    }

    private static let refusal = Wire.http("HTTP/1.1 401 Unauthorized", "Content-Length: 6")
    private static let endless = Wire.http("HTTP/1.1 200 OK")
    private static let wrong = Wire.response(accept: "wrong")
    private static let hints = Wire.http("HTTP/1.1 103 Early Hints", "Link: </a>")

    static let responses: [Response] = [
        Response(
            testDescription: "101", reads: [Wire.response], answer: "101", logged: Wire.response.count, hasEnded: false),
        Response(
            testDescription: "101 behind interim responses", reads: [hints, hints + Wire.response], answer: "101",
            logged: 2 * hints.count + Wire.response.count, hasEnded: false),
        Response(
            testDescription: "101 byte by byte", reads: Wire.response.map { [$0] }, answer: "101",
            logged: Wire.response.count, hasEnded: false),
        Response(
            testDescription: "a refusal and half its body", reads: [refusal + [0x64, 0x65]], answer: "refused 401",
            logged: refusal.count + 2, hasEnded: false),
        Response(
            testDescription: "a refusal, its body and more", reads: [refusal, Array("deniedGET".utf8)],
            answer: "refused 401", logged: refusal.count + 6, unread: 3, hasEnded: true),
        Response(
            testDescription: "a refusal whose body ends with TCP", reads: [endless, pattern(100)],
            answer: "refused 200",
            logged: endless.count + 100, hasEnded: false),
        Response(
            testDescription: "a refusal whose body does not end", reads: [endless, pattern(2 << 20)],
            answer: "refused 200", logged: endless.count + (1 << 20), unread: 1 << 20, hasEnded: true),
        Response(
            testDescription: "a wrong accept key", reads: [wrong + frame(.text, "x", from: .server)],
            answer: "refused 101", logged: wrong.count, unread: 3, hasEnded: true),
        Response(
            testDescription: "not HTTP", reads: [Array("SSH-2.0-OpenSSH\r\n".utf8)], answer: "not HTTP", logged: 17,
            hasEnded: true),
        Response(testDescription: "nothing", reads: [], answer: "nothing", logged: 0, hasEnded: false),
    ]

    private static func words(_ answer: Result<HandshakeVerdict, any Error>?) -> String {
        switch answer {
        case .success(let verdict): "\(verdict.status)"
        case .failure(ClientProblem.refused(let verdict)): "refused \(verdict.status)"
        case .failure(ClientProblem.notHTTP): "not HTTP"
        case .failure(let problem): "\(problem)"
        case nil: "nothing"
        }
    }

    @Test(arguments: responses) func response(item: Response) throws {
        let handled = try HandledChannel.client()
        #expect(try handled.output() == Wire.request)
        for read in item.reads { try handled.receive(read) }
        #expect(Self.words(handled.answer) == item.answer)
        let (logged, unread) = handled.received
        #expect(logged == item.logged && unread == item.unread)
        #expect(handled.ends == (item.hasEnded ? ["client fin"] : []))
        handled.vanish()
        #expect(handled.answer != nil)
    }

    @Test func anEndBeforeTheResponseIsOne() throws {
        let handled = try HandledChannel.client()
        handled.receiveEnd()
        #expect(Self.words(handled.answer) == "The connection ended before the server had answered.")
        #expect(handled.ends == ["server fin", "client fin"])
        let late = try HandledChannel.client()
        late.pass(seconds: 10)
        #expect(Self.words(late.answer) == "The server did not answer within 10 s.")
    }

    // MARK: Frames

    /// What the client answers, in the words of the dissection of its journal.
    private func answers(_ bytes: [UInt8], _ configure: (inout ClientConfiguration) -> Void = { _ in }) throws
        -> [String]
    {
        let handled = try HandledChannel.client(configure)
        _ = try handled.output()
        // Behind the head, in the same read.
        try handled.receive(Wire.response + bytes)
        let dissection = handled.dissection
        #expect(dissection.frames(from: .client).allSatisfy { $0.header?.maskingKey != nil })
        let output = try handled.output()
        return dissection.frames(from: .client).compactMap { frame in
            guard let header = frame.header, let range = header.payloadRange else { return nil }
            let payload = Array(output[(frame.offset + range.lowerBound)..<(frame.offset + range.upperBound)])
            let plain = header.maskingKey?.applied(to: payload) ?? payload
            return "\(header.opcode.name) \(String(decoding: plain, as: UTF8.self))"
        }
    }

    private static let session =
        frame(.ping, "p", from: .server) + frame(.text, "Hello", from: .server)
        + frame(.text, "in ", fin: false, from: .server) + frame(.continuation, "two", from: .server)
        + frame(.close, [3, 0xe8, 0x62], from: .server)

    @Test func pingsAndTheCloseAreAnsweredWithMasks() throws {
        #expect(try answers(Self.session) == ["pong p", "close \u{3}\u{fffd}b"])
    }

    @Test func everythingIsSentBackWhereAskedFor() throws {
        #expect(
            try answers(Self.session) { $0.echoes = true } == [
                "pong p", "text Hello", "text in two", "close \u{3}\u{fffd}b",
            ])
    }

    @Test func nothingIsAnsweredWhereNotWanted() throws {
        #expect(try answers(Self.session) { $0.answers = [] } == [])
        #expect(try answers(Self.session) { $0.answers = .pings } == ["pong p"])
    }

    /// A service answers with frames of its own; here a client's, which are masked.
    @Test func aServiceSendsFramesOfItsOwn() throws {
        final class Greeter: Service {
            func received(_ kind: Opcode, _ payload: RawSpan) -> Reply {
                .send([Frame(.text, payload: Array("\(payload.byteCount)".utf8)), Frame(.ping)])
            }
        }
        let handled = try HandledChannel.open(service: Greeter())
        _ = try handled.output()
        try handled.receive(
            frame(.text, "Hello") + frame(.text, "in ", fin: false) + frame(.continuation, "two") + frame(.ping))
        let ping = frame(.ping, from: .server)
        #expect(
            try handled.output() == frame(.text, "5", from: .server) + ping + frame(.text, "6", from: .server) + ping
                + frame(.pong, from: .server))
        #expect(handled.dissection.frames(from: .server).count == 5)
    }

    /// The client waits for the server's end of TCP.
    @Test func theServerEndsFirst() throws {
        let handled = try HandledChannel.openClient()
        try handled.receive(closeFrame(1000, from: .server))
        #expect(handled.ends == [])
        handled.receiveEnd()
        #expect(handled.ends == ["server fin", "client fin"])
        #expect(handled.dissection.outcome?.isClean == true)
        #expect(!handled.dissection.hasViolations)
    }

    @Test func theJournalSaysWhoIsWho() throws {
        let handled = try HandledChannel.openClient()
        guard case .opened(let client, let server) = handled.events.first?.kind else {
            Issue.record("the first event opens the connection")
            return
        }
        #expect(client == "unknown" && server == "127.0.0.1:1")
        #expect(handled.dissection.handshake.requestBytes == Wire.request)
        #expect(handled.dissection.handshake.responseBytes == Wire.response)
    }
}

extension HandledChannel {
    /// How many bytes of the server are in the log, and how many are counted as not read.
    fileprivate var received: (logged: Int, unread: Int) {
        events.reduce(into: (0, 0)) { sum, event in
            switch event.kind {
            case .bytes(.server, let bytes): sum.0 += bytes.count
            case .unread(.server, let count, _): sum.1 += count
            default: break
            }
        }
    }
}
