// From read to read, on Flow by rows and on Frame by bytes.

import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct ReadTests {
    /// After the handshake (rows 1 and 2): the client's "one" and "two" in one read, a Ping of the server, then "three"
    /// in three reads.
    private var session: Session {
        var session = Session()
        session.handshake(0.002)
        func text(_ words: String) -> [UInt8] { frame(.text, words) }
        session.bytes(1, .client, text("one") + text("two"))
        session.frame(2, .server, .ping, [])
        let three = text("three")
        session.bytes(3, .client, Array(three[..<2]))
        session.add(3.5, .note("Slowly.", pauses: false))
        session.bytes(4, .client, Array(three[2..<7]))
        session.bytes(5, .client, Array(three[7...]))
        return session
    }

    private func recorded(_ keys: String) -> Model {
        .after([session], keys: .typing(keys), source: .recording(title: ""))
    }

    /// Rows: 0 TCP, 1 request, 2 response, 3 "one", 4 "two", 5 Ping, 6 "three", 7 note.
    @Test func onFlowEachRowThatBeginsARead() {
        var model = recorded("2g")
        var rows: [Int] = []
        for _ in 0..<6 {
            model.press(.typing(")"))
            rows.append(model.cursor.row)
        }
        #expect(rows == [1, 2, 3, 5, 6, 6])
        #expect(model.notice == "There is no later read.")
        rows = []
        for _ in 0..<6 {
            model.press(.typing("("))
            rows.append(model.cursor.row)
        }
        #expect(rows == [5, 3, 2, 1, 1, 1])
        #expect(model.notice == "There is no earlier read.")
    }

    @Test func onFrameEachByteThatBeginsARead() {
        var model = recorded("4g")
        var places: [[Int]] = []
        for _ in 0..<4 {
            model.press(.typing(")"))
            places.append([model.cursor.row, model.cursor.byte])
        }
        #expect(places == [[6, 0], [6, 2], [6, 7], [6, 7]])
        #expect(model.notice == "No later read of the client begins in a frame.")
        places = []
        for _ in 0..<4 {
            model.press(.typing("("))
            places.append([model.cursor.row, model.cursor.byte])
        }
        #expect(places == [[6, 2], [6, 0], [3, 0], [3, 0]])
        #expect(model.notice == "No earlier read of the client begins in a frame.")
    }

    @Test func aFrameThatIsStillArrivingIsReachedToo() {
        var unfinished = Session()
        unfinished.handshake(0.002)
        unfinished.text(1, .client, "one")
        unfinished.bytes(2, .client, [0x81, 0x85])
        unfinished.bytes(3, .client, [1, 2])
        let model = Model.after([unfinished], keys: .typing("4g))"), source: .recording(title: ""))
        #expect(model.ladder.row(model.cursor.row) == .unfinished(.client))
        #expect(model.cursor.byte == 2)
    }

    @Test func bitsAreLeftAndPlayingEnds() {
        let model = Model.after(
            [session], keys: .typing("4") + [.down] + .typing(" )"), source: .recording(title: ""))
        #expect(model.cursor.bit == nil)
        #expect(!model.isPlaying)
    }

    @Test(arguments: [("1)", "1"), ("3(", "3")])
    func elsewhereTheySayWhereTheyWork(keys: String, screen: String) {
        #expect(recorded(keys).notice?.hasSuffix("works on: 2 Flow, 4 Frame.") == true)
    }
}
