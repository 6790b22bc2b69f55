// How connections end, as the list and the ladder show it: those that never opened, and frames that are cut off.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct EndsTests {
    /// A connection with these bytes of the client and the server, which the server then closes.
    private static func closed(_ request: String?, _ response: String?) -> Session {
        var session = Session()
        if let request { session.bytes(1, .client, Array(request.utf8)) }
        if let response { session.bytes(2, .server, Array(response.utf8)) }
        session.end(3, .server, .close)
        return session
    }

    /// A request that the server refuses after it has said why.
    private static func refused(_ name: String, _ status: Int) -> Session {
        var session = Session()
        session.bytes(1, .client, Array(upgrade.utf8))
        session.add(2, .serverAction(name: name, sentence: "It is refused."))
        session.bytes(2, .server, Array("HTTP/1.1 \(status) No\r\n\r\n".utf8))
        session.end(3, .server, .close)
        return session
    }

    private static let upgrade =
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: \(Wire.key)\r\nSec-WebSocket-Version: 13\r\n\r\n"

    @Test(arguments: [
        (closed(nil, nil), "NO REQUEST", ""),
        (
            closed("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
            "HTTP 200", "the page"
        ),
        (closed("GET /x HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404 Not Found\r\n\r\n"), "HTTP 404", ""),
        (closed("GET / HT", "HTTP/1.1 408 Request Timeout\r\n\r\n"), "REFUSED 408", "refused"),
        (closed("hello\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n"), "REFUSED 400", "bad"),
        (closed(upgrade, "HTTP/1.1 401 Unauthorized\r\n\r\n"), "REFUSED 401", "refused"),
        (closed(upgrade, nil), "CLOSED 1006", ""),
        (refused("origin-refused", 403), "REFUSED 403", "origin"),
        (refused("token-missing", 401), "REFUSED 401", "no token"),
        (refused("other", 403), "REFUSED 403", "refused"),
    ])
    func aConnectionThatNeverOpened(session: Session, state: String, verdict: String) throws {
        let model = Model.after([session], keys: .typing("o"))
        let conversation = try #require(model.conversation, "\(state)")
        #expect(conversation.stateWords == state)
        #expect(conversation.verdict == verdict)
        #expect(model.screenText.contains("   0 open, \(conversation.webSocket == nil ? 0 : 1) in all "))
        // The state line says the same as the list.
        #expect(Model.after([session], keys: .typing("o2")).screenText.contains("▐CLOSED▌"))
    }

    @Test func aSpareConnectionIsDescribedAsOne() {
        var open = Session()
        let screen = Model.after([open], keys: .typing("o2")).screenText
        #expect(screen.contains("No request yet: browsers open spare connections and keep them."))
        open.end(1, .client)
        open.end(1, .server)
        #expect(Model.after([open], keys: .typing("o2")).screenText.contains("No request arrived: browsers open spare"))
    }

    /// A frame that breaks a rule stands before what follows from it, however little of it has arrived.
    @Test func theLadderShowsACauseBeforeItsEffects() {
        var session = Session()
        session.handshake(0.002)
        session.bytes(1, .client, [0x82] + [UInt8](repeating: 0xff, count: 9) + [1, 2, 3, 4])
        session.add(1, .serverAction(name: "length-top-bit-set", sentence: "The top bit of a 64-bit length must be 0."))
        session.close(1, .server, 1002, "length-top-bit-set")
        session.end(2, .client, .reset)
        let model = Model.after([session], keys: .typing("2"))
        let texts = (0..<model.ladder.count).compactMap { row in
            model.conversation.flatMap { RowText(row: row, of: model.ladder, in: $0, room: 40) }
        }
        #expect(
            texts.dropFirst(3).map(\.label) == [
                "binary  18,446,744,073,709,551,615 B  FIN masked",
                "server action: length-top-bit-set. The top bit of a 64-bit length must be 0.",
                "close 1002 \"length-top-bit-set\"", "client resets TCP (RST)",
            ])
        #expect(texts[3].remarks.map(\.text) == ["! length-top-bit-set", "reading ends after the header"])
        #expect(texts[3].time == 1)
    }

    @Test func aFrameThatIsCutOffStandsBeforeTheEnd() {
        var session = Session.unfinished
        session.end(1, .client, .fin)
        var model = Model.after([session], keys: .typing("2"))
        let screen = model.screenText.split(separator: "\n")
        let frame = screen.firstIndex { $0.contains("cut off at 40%") } ?? .max
        let end = screen.lastIndex { $0.contains("client ends its stream") } ?? 0
        #expect(frame < end)
        model.press([.up])
        #expect(model.screenText.contains("600,000 of 1,000,000 bytes never arrived."))
    }

    /// A frame that is completed later keeps its row, and gets no other.
    @Test func aBrokenFrameThatContinuesHasOneRow() {
        var session = Session()
        session.handshake(0.002)
        let frame = Frame(.text, payload: Array("Hello".utf8)).encoded
        session.bytes(1, .client, Array(frame.prefix(4)))
        session.text(2, .server, "x")
        session.bytes(3, .client, Array(frame.dropFirst(4)))
        session.text(4, .client, "next")
        session.text(5, .server, "so I go on")
        let model = Model.after([session], keys: .typing("2"))
        let frames = (0..<model.ladder.count).compactMap { row in
            model.conversation.flatMap { model.ladder.frame(row, in: $0) }
        }
        #expect(frames.map(\.from) == [.client, .server, .client, .server])
        #expect(frames.map(\.index) == [0, 0, 1, 1])
        #expect(frames.allSatisfy { $0.isComplete })
        #expect(model.ladder.frameRow(from: 0, step: 1) == 3)
    }
}
