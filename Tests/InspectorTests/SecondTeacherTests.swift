// What a second teacher tripped over, each as a question and what must stand on the screen.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct SecondTeacherTests {
    private func model(_ session: Session, keys: String, size: Size = Size(width: 80, height: 24)) -> Model {
        Model.after([session], keys: keys.map { .character($0) }, size: size)
    }

    /// A page asked for "chat", and the server has none.
    private static let chat: Session = {
        var session = Session()
        let request = Wire.http(
            "GET / HTTP/1.1", "Host: localhost:1338", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: \(Wire.key)", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: chat")
        session.bytes(0.1, .client, request)
        session.bytes(0.101, .server, Wire.answer(to: request))
        session.end(0.105, .client)
        return session
    }()

    @Test func whyDoesABrowserFailThatAskedForASubprotocol() {
        #expect(
            model(Self.chat, keys: "2gjj").screenText.contains("chooses no subprotocol. A browser that asked for"))
        var line = model(Self.chat, keys: "3/chat")
        line.press([.enter])
        #expect(line.screenText.contains("Declined: the response names no subprotocol."))
        #expect(line.screenText.contains("a browser fails it"))
    }

    @Test func whyWasThisPageRefused() {
        var session = Session()
        let request = Wire.http(
            "GET / HTTP/1.1", "Host: localhost:1338", "Origin: https://evil.example", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: \(Wire.key)", "Sec-WebSocket-Version: 13")
        session.bytes(0.1, .client, request)
        session.add(
            0.101, .serverAction(name: "origin-refused", sentence: "Pages of https://evil.example may not connect."))
        session.bytes(0.102, .server, Wire.http("HTTP/1.1 403 Forbidden", "Content-Length: 0"))
        session.end(0.103, .server)
        var model = model(session, keys: "3")
        model.press([.end])
        #expect(model.screenText.contains("Pages of https://evil.example may not connect."), "\(model.screenText)")
    }

    /// The reason for a refusal is what the server said of it, and not what it said of the token's bytes before, or of the socket after it.
    @Test(arguments: [401, 403, 400])
    func whyWasThisRefusedWhereTheServerSaidMore(status: Int) {
        let reasons = [
            401: ("token-missing", "The token in the address is wrong; the request is refused with 401."),
            403: ("origin-refused", "Pages of https://a.b may not connect; allowed are https://c.d."),
        ]
        var session = Session()
        let request = Wire.http(
            "GET /?token=***** HTTP/1.1", "Host: localhost:1338", "Origin: https://a.b", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: \(status == 400 ? "no" : Wire.key)", "Sec-WebSocket-Version: 13")
        session.bytes(0.1, .client, request)
        session.add(
            0.101,
            .serverAction(name: "token-masked", sentence: "The 5 bytes of the token in the request are shown as *."))
        if let (name, sentence) = reasons[status] { session.add(0.101, .serverAction(name: name, sentence: sentence)) }
        session.bytes(0.102, .server, Wire.http("HTTP/1.1 \(status) Refused", "Content-Length: 0"))
        session.add(3, .serverAction(name: "closing-timeout", sentence: "The peer did not end its side within 3 s."))
        session.end(3, .server)
        var handshake = model(session, keys: "3", size: Size(width: 120, height: 40))
        handshake.press([.end])
        let screen = handshake.screenText
        #expect(!screen.contains("shown as *") && !screen.contains("end its side within"))
        let flow = model(session, keys: "2", size: Size(width: 120, height: 40)).screenText
        #expect(flow.contains("token-masked"))
        guard let (_, sentence) = reasons[status] else { return }
        #expect(screen.contains(sentence), "\(screen)")
        #expect(model(session, keys: "1").screenText.contains(status == 401 ? "no token" : "origin"))
    }

    @Test(arguments: [Size(width: 80, height: 24), Size(width: 140, height: 45)])
    func whichFramesCameInOneRead(size: Size) {
        var session = Session()
        session.handshake(0.1)
        session.bytes(300.5, .client, (0..<40).flatMap { frame(.text, Array("text \($0)".utf8), from: .client) })
        let model = model(session, keys: "2G", size: size)
        #expect(model.screenText.contains("client frame 39, frames 0 to 39 in one read"), "\(model.screenText)")
    }

    @Test func aHiddenTextIsNotAMissingOne() {
        var model = Model.after([.hello], keys: [.character("K"), .character("4"), .home])
        model.press([.character("z")])
        #expect(model.screenText.contains("Byte 10 is hidden."))
        #expect(!model.screenText.contains("State:"))
    }

    @Test func theListShowsAllNews() {
        var model = Model.after([.hello], keys: [.character("2"), .left])
        var other = Session(2, at: 4)
        other.handshake(5)
        other.text(6, .client, "two")
        _ = model.update(.events(other.events))
        #expect(view(model).lines[0].contains("on #2"))
        model.press([.character("1"), .character("2")])
        #expect(!view(model).lines[0].contains("on #2"))
    }

    @Test func onTheListAllConnectionsAreWritten() {
        var other = Session(2, at: 4)
        other.handshake(5)
        var model = Model.after([.hello, other], keys: [.character("1"), .character("w")])
        #expect(model.prompt?.purpose == .write(all: true))
        model.press([.escape, .character("2"), .character("w")])
        #expect(model.prompt?.purpose == .write(all: false))
        model.press([.escape, .character("K"), .character("w"), .enter])
        _ = model.update(.written(path: "class.jsonl", events: 3, losses: []))
        #expect(model.notice?.contains("Texts that K hides are in it.") == true)
    }
}
