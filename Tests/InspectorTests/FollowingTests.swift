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

    /// A WebSocket that opens, on the connection with that number.
    private static func opening(_ number: Int, at time: Double) -> Session {
        var session = Session(number, at: time, port: 51_000 + number)
        session.handshake(time + 0.1)
        return session
    }

    @Test func followStaysWhileItsConnectionIsOpen() {
        var first = Self.opening(1, at: 0)
        var model = Model.after([first], keys: .typing("2"))
        var second = Self.opening(2, at: 1)
        second.text(2, .client, "other")
        second.text(2, .server, "other")
        _ = model.update(.events(second.events))
        #expect(model.selected == 1)
        #expect(view(model).lines[0].contains("FOLLOW  u +3 on #2 "))
        // Once it has closed, the next news take the reader along.
        let known = first.events.count
        first.closeCleanly(3)
        _ = model.update(.events(Array(first.events[known...])))
        #expect(model.selected == 1)
        let before = second.events.count
        second.text(4, .client, "more")
        _ = model.update(.events(Array(second.events[before...])))
        #expect(model.selected == 2)
        #expect(view(model).lines[0].contains("#2 Flow  OPEN"))
        #expect(view(model).lines[0].contains("FOLLOW from #1 "))
        #expect(!view(model).lines[0].contains(" on #"))
        model.press([.down])
        #expect(!view(model).lines[0].contains("from #1"))
    }

    @Test func aNewWebSocketIsFollowedWhenTheOldOneHasClosed() {
        var model = Model.after([.hello], keys: .typing("4"))
        // Plain HTTP is no news, and is not followed.
        _ = model.update(.events(Session.page.events))
        #expect(model.selected == 1)
        _ = model.update(.events(Self.opening(3, at: 5).events))
        #expect(model.selected == 3)
    }

    @Test(arguments: ["\u{1B}[C", "H", "p"]) func nothingMovesAReader(who: String) {
        var model = Model.after([.hello], keys: .typing("2"))
        model.press(who.hasPrefix("\u{1B}") ? [.left] : .typing(who))
        if who != "p" { _ = model.update(.events(Self.opening(3, at: 5).events)) }
        #expect(model.selected == 1)
    }

    @Test func onAClosedConnectionFGoesToAnOpenOneAtOnce() {
        var model = Model.after([.hello, Self.opening(2, at: 5)], keys: .typing("2:#1") + [.enter])
        #expect(model.selected == 1)
        model.press(.typing("F"))
        #expect(model.selected == 2)
        #expect(model.isFollowing)
        var alone = Model.after([.hello], keys: .typing("2FF"))
        #expect(alone.notice == "No WebSocket is open; the next one will be followed.")
        _ = alone.update(.events(Self.opening(2, at: 5).events))
        #expect(alone.selected == 2)
    }

    @Test(arguments: ["1", "2", "3", "4"]) func keysGoFromWebSocketToWebSocket(screen: String) {
        var model = Model.after(
            [.hello, .page, Self.opening(3, at: 5), Self.opening(4, at: 6)], keys: .typing(screen + ":#1") + [.enter])
        var seen: [Int?] = []
        for key in [">", ">", ">", "<", "<", "<"] {
            model.press(.typing(key))
            seen.append(model.selected)
        }
        #expect(seen == [3, 4, 4, 3, 1, 1])
        #expect(model.notice == "There is no earlier WebSocket.")
        #expect("\(model.screen.rawValue)" == screen)
    }

    /// Browsers fetch the page and keep spare connections: a class counts WebSockets.
    @Test func connectionsWithoutAWebSocketAreFolded() {
        let spare = Session(4, at: 7, port: 51_550)
        var model = Model.after([.hello, .page, .reset, spare])
        let lines = view(model).lines
        #expect(lines[2].hasPrefix("▸  2 CLOSED ") && lines[3].hasPrefix("   1 CLOSED 1000 "), "\(lines[2...4])")
        #expect(lines[4] == "   1 plain HTTP, 1 without a request: o lists them")
        model.press(.typing("o"))
        let all = view(model).lines
        #expect(all[4].hasPrefix("     NO REQUEST") && all[5].hasPrefix("     HTTP 404"))
    }

    /// Until there is a WebSocket, the address stays on the screen.
    @Test func theAddressStaysUntilThereIsAWebSocket() {
        var model = Model.after([.page])
        #expect(view(model).lines.contains { $0.contains("So far: 1 plain HTTP: o lists it.") })
        _ = model.update(.events(Self.opening(3, at: 5).events))
        #expect(model.selected == 3)
        #expect(view(model).lines[0].contains("1 open, 1 in all"))
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

    /// What happened elsewhere has a key and a place to click, and following goes along.
    @Test(arguments: [false, true]) func newsAreAKeyAway(byMouse: Bool) {
        var second = Self.opening(2, at: 1)
        var model = Model.after([Self.opening(1, at: 0)], keys: .typing("2u"))
        #expect(model.notice == "Nothing new on other WebSockets.")
        second.text(2, .client, "other")
        _ = model.update(.events(second.events))
        let title = view(model).lines[0]
        #expect(title.contains("FOLLOW  u +2 on #2 "))
        if byMouse, let words = title.firstRange(of: "on #2") {
            let x = title.distance(from: title.startIndex, to: words.lowerBound)
            _ = model.update(.mouse(MouseEvent(.click, at: Point(x: x, y: 0))))
        } else {
            model.press(.typing("u"))
        }
        #expect(model.selected == 2)
        #expect(model.isFollowing)
        #expect(model.cursor.row == model.ladder.count - 1)
        #expect(!view(model).lines[0].contains(" on #"))
        // The latest of several comes first.
        _ = model.update(.events(Self.opening(3, at: 5).events + Self.opening(4, at: 6).events))
        #expect(view(model).lines[0].contains("u +2 on 2 others "))
        model.press(.typing("u"))
        #expect(model.selected == 4)
        model.press(.typing("u"))
        #expect(model.selected == 3)
    }
}
