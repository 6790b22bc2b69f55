// What a Ping and a Pong say about each other (RFC 6455 §5.5.2, §5.5.3).

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct PingWordsTests {
    private struct Words: CustomTestStringConvertible, Sendable {
        let name: String
        /// The remark on each row of the session that is a Ping or a Pong, and its sentence.
        let said: [(remark: String?, sentence: String?)]
        let session: Session
        var testDescription: String { name }

        init(_ name: String, _ said: [(String?, String?)], _ build: (inout Session) -> Void) {
            var session = Session()
            session.handshake(0.002)
            build(&session)
            (self.name, self.said, self.session) = (name, said, session)
        }
    }

    private static let all: [Words] = [
        Words(
            "a Ping and its Pong",
            [
                (nil, "Client frame 1 answers it, 400 µs later."),
                ("answers frame 0 after 400 µs", "It answers the Ping of server frame 0, 400 µs before."),
            ]
        ) {
            $0.text(1, .client, "Hello")
            $0.frame(2, .server, .ping, [1])
            $0.frame(2.0004, .client, .pong, [1])
        },
        Words("a Ping that waits", [("not answered yet", "Not answered yet.")]) {
            $0.text(1, .client, "Hello")
            $0.frame(2, .server, .ping, [1])
        },
        Words(
            "a Ping whose receiver goes on",
            [("not answered yet", "Not answered yet, though the client has sent other frames since.")]
        ) {
            $0.frame(2, .server, .ping, [1])
            $0.text(3, .client, "Hello")
        },
        Words(
            "a Ping whose receiver goes on to answer a Close",
            [
                (
                    "never answered",
                    "Never answered, although the client answered the Close that came after it: a broken rule."
                )
            ]
        ) {
            $0.frame(2, .server, .ping, [1])
            $0.close(3, .server)
            $0.close(4, .client)
        },
        Words(
            "a Ping and the end", [("never answered", "Never answered; whether the client read it is not known.")]
        ) {
            $0.frame(2, .server, .ping, [1])
            $0.end(3, .client, .reset)
        },
        Words(
            "a Pong for the later of two Pings",
            [
                (nil, "The Pong to a later Ping, client frame 0, is enough for this one too."),
                (nil, "Client frame 0 answers it, 1.000 s later."),
                ("answers frame 1 after 1.000 s", "It answers the Ping of server frame 1, 1.000 s before."),
            ]
        ) {
            $0.frame(1, .server, .ping, [1])
            $0.frame(2, .server, .ping, [2])
            $0.frame(3, .client, .pong, [2])
        },
        Words(
            "Pings with the same payload are answered in turn",
            [
                (nil, "Client frame 0 answers it, 2.000 s later."), (nil, "Client frame 1 answers it, 2.000 s later."),
                ("answers frame 0 after 2.000 s", "It answers the Ping of server frame 0, 2.000 s before."),
                ("answers frame 1 after 2.000 s", "It answers the Ping of server frame 1, 2.000 s before."),
            ]
        ) {
            $0.frame(1, .server, .ping, [])
            $0.frame(2, .server, .ping, [])
            $0.frame(3, .client, .pong, [])
            $0.frame(4, .client, .pong, [])
        },
        Words(
            "Pongs that answer no Ping",
            [
                ("not answered yet", "Not answered yet, though the client has sent other frames since."),
                ("unsolicited", "It answers no Ping: it came unasked, which is allowed, and needs no answer."),
                // An endpoint's own Ping does not count.
                ("unsolicited", "It answers no Ping: it came unasked, which is allowed, and needs no answer."),
            ]
        ) {
            $0.frame(1, .server, .ping, [1])
            $0.frame(2, .client, .pong, [2])
            $0.frame(3, .server, .pong, [1])
        },
        Words("a Pong whose Ping may be among missing bytes", [(nil, nil)]) {
            $0.add(1, .missing(from: .server, count: 10, frames: 1))
            $0.frame(2, .client, .pong, [2])
        },
        Words("a Ping whose Pong may be among missing bytes", [(nil, nil)]) {
            $0.frame(1, .server, .ping, [1])
            $0.add(2, .missing(from: .client, count: 10, frames: 1))
            $0.text(3, .client, "Hello")
        },
        Words("Pings before and behind missing ones are not mixed up", [(nil, nil), (nil, nil)]) {
            $0.frame(1, .server, .ping, [])
            $0.add(2, .missing(from: .server, count: 4, frames: 2))
            $0.frame(3, .client, .pong, [])
        },
    ]

    @Test(arguments: all) private func areSaid(_ words: Words) {
        let conversation = words.session.conversation
        let ladder = Ladder(of: conversation)
        let rows = (0..<ladder.count).filter {
            let opcode = ladder.frame($0, in: conversation)?.header?.opcode
            return opcode == .ping || opcode == .pong
        }
        let remarks = rows.map { row in
            RowText(row: row, of: ladder, in: conversation, room: 60)?.remarks.filter { !$0.isBad }.map(\.text).first
        }
        #expect(remarks == words.said.map(\.remark))
        let sentences = rows.map { row in
            ladder.frame(row, in: conversation)?.answerSentences(in: conversation).first?.text
        }
        #expect(sentences == words.said.map(\.sentence))
    }

    /// A peer that answers none takes no memory without end, and nothing false is said.
    @Test func `Of very many Pings that wait the oldest are let go of`() {
        var session = Session.upgraded
        for number in UInt8(0)..<40 { session = session.server(frame(.ping, [number], from: .server)) }
        session = session.client(frame(.pong, [3])).client(frame(.pong, [39]))
        let dissection = session.dissectionSoFar
        #expect(dissection.fate(ofPing: dissection.frames(from: .server)[3]) == .unknown)
        #expect(dissection.fate(ofPing: dissection.frames(from: .server)[20]) == .passedOver(by: 1))
        #expect(dissection.frames(from: .client).map { dissection.cause(ofPong: $0) } == [.unknown, .ping(39)])
    }
}
