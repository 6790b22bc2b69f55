// The name that a client gives itself in the address that it asks for, and the ping that a key asks for.

import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct NameTests {
    private func session(_ target: String) -> Session {
        let request = String(decoding: Wire.request, as: UTF8.self)
        let asked = request.replacing("GET / ", with: "GET \(target) ")
            .replacing("\r\n\r\n", with: "\r\nUser-Agent: Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36\r\n\r\n")
        return Session.blank.client(Array(asked.utf8)).server(Wire.response)
    }

    @Test(
        arguments: [
            ("/", nil), ("/?name=", nil), ("/?name=blue-2", "blue-2"), ("/?token=x&name=Zo%C3%AB", "Zoë"),
            ("/?name=abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwx"),
            ("/?name=a" + String(repeating: "%CC%81", count: 99), "a" + String(repeating: "\u{301}", count: 23)),
        ] as [(String, String?)])
    func `A connection is called what its target says`(target: String, name: String?) {
        #expect(session(target).conversation.name == name)
    }

    @Test func `The list and the title show it, and the filter finds it`() {
        let named = Model.after([session("/?name=blue-2")], keys: .typing("1/blue-2") + [.enter])
        #expect(named.listed == [0])
        #expect(view(named).lines[2].contains(" blue-2 Chr… "))
        #expect(named.screenText.contains("─ #1  blue-2 Chrome 156 ─"))
        let flow = Model.after([session("/?name=blue-2")], keys: .typing("2"))
        #expect(view(flow).lines[0].hasPrefix(" wslens  #1 Flow  OPEN  blue-2  "))
        #expect(Model.after([session("/")], keys: .typing("1/blue-2") + [.enter]).listed == [])
    }

    @Test(
        arguments: [
            (nil, nil), ("http://localhost:1338", nil), ("HTTP://LOCALHOST:1338", nil), ("https://localhost:1338", nil),
            ("http://evil.example", "http://evil.example"), ("null", "null"),
            ("http://localhost:9999", "http://localhost:9999"), ("http://e\u{1b}[2J", nil),
        ] as [(String?, String?)])
    func `A page that is not the server's own is shown`(origin: String?, shown: String?) {
        let session = Session.blank.client(Wire.request(origin: origin)).server(Wire.response)
        #expect(session.conversation.foreignOrigin == shown)
        let screen = Model.after([session], keys: .typing("1")).screenText
        #expect(screen.contains("─ #1  page of \(shown ?? "")") == (shown != nil))
    }

    @Test func `What steers a terminal is made visible`() {
        let model = Model.after([session("/?name=a%1b%5B2J%E2%80%AEb")], keys: .typing("1"))
        #expect(!view(model).lines.joined().unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{202e}" })
    }

    @Test func `i asks for a ping on the selected connection`() {
        var two = Model.after([.hello, .reset])
        let selected = two.selected
        #expect(two.update(.key(.character("i"))) == [.ping(selected ?? 0)])
        #expect(Model.after([], keys: .typing("i")).notice == "There is no connection to ping yet.")
        #expect(
            Model.after([.hello], keys: .typing("i"), source: .recording(title: "")).notice
                == "i needs a live server; this is a recording.")
    }
}
