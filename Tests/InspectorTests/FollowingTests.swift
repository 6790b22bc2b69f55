// What is selected automatically: the client's frame rather than its echo, and the demonstration.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct FollowingTests {
    /// The traffic after the handshake, and the frame that Frame shows while following.
    private static let turns: [(String, [(Endpoint, Opcode, String)], Endpoint, Int)] = [
        ("an echo", [(.client, .text, "Hello"), (.server, .text, "Hello")], .client, 0),
        ("a Pong", [(.client, .ping, "p"), (.server, .pong, "p")], .client, 0),
        ("another text", [(.client, .text, "Hello"), (.server, .text, "Olleh")], .server, 0),
        ("the server alone", [(.server, .text, "Hello")], .server, 0),
        ("two in a row", [(.client, .text, "a"), (.server, .text, "a"), (.server, .text, "a")], .server, 1),
    ]

    @Test(arguments: turns)
    func theClientsFrameIsPreferredToItsEcho(
        what: String, frames: [(Endpoint, Opcode, String)], from: Endpoint, index: Int
    ) throws {
        var session = Session()
        session.handshake(0.002)
        for (number, frame) in frames.enumerated() {
            session.frame(Double(number + 1), frame.0, frame.1, Array(frame.2.utf8))
        }
        let model = Model.after([session], keys: .typing("4"))
        let shown = try #require(model.conversation.flatMap { model.ladder.frame(model.cursor.row, in: $0) })
        #expect(shown.from == from, "\(what)")
        #expect(shown.index == index, "\(what)")
    }

    @Test func theDemonstrationIsSelectedWhenItConnects() {
        var model = Model.after([.hello], keys: .typing("2") + [.home])
        #expect(model.update(.key(.character("d"))) == [.startDemonstration])
        var page = Session(2, at: 3, port: 51545)
        page.bytes(3, .client, Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        _ = model.update(.events(page.events))
        #expect(model.selected == 1)
        var demonstration = Session(3, at: 4, port: 51546)
        demonstration.handshake(4, agent: "wslens-demonstration/1")
        _ = model.update(.events(demonstration.events))
        #expect(model.selected == 3)
        // Another one, which was not asked for here, changes nothing.
        var other = Session(4, at: 5, port: 51547)
        other.handshake(5, agent: "wslens-demonstration/1")
        _ = model.update(.events(other.events))
        #expect(model.selected == 3)
    }

    /// The panes below the decoder stay where they are while the cursor goes through a header, or a payload.
    @Test(arguments: [(60, 20), (80, 24), (100, 30)]) func panesKeepTheirHeights(width: Int, height: Int) {
        var screen = ByteScreens.frame(Wire.hello, width: width, height: height)
        var rows: [Int] = []
        for _ in Wire.hello {
            let lines = screen.body.split(separator: "\n", omittingEmptySubsequences: false)
            rows.append(lines.firstIndex { $0.contains("─ unmasking") } ?? -1)
            screen = screen.pressing(.right)
        }
        #expect(Set(rows.prefix(6)).count == 1)
        #expect(Set(rows.dropFirst(6)).count == 1)
        #expect(!rows.contains(-1))
    }
}
