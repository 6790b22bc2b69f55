// The keys of sending by hand: what they ask for, and why they do not.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct SenderKeysTests {
    private static let http = Session([], number: 2).client(Wire.http("GET / HTTP/1.1", "Host: a")).server(
        Wire.http("HTTP/1.1 200 OK", "Content-Length: 0"))
    private static let connecting = Session.blank.client(Wire.request)
    private static let closing = Session.upgraded.server(closeFrame(1001, from: .server))

    /// The bytes of the writes that a key asks for.
    private func sent(_ commands: [Command]) -> [[UInt8]]? {
        guard case .send(let order)? = commands.first, commands.count == 1 else { return nil }
        return order.writes.map(\.bytes)
    }

    @Test("Where nothing can be sent, s and X say why", arguments: ["s", "X"] as [Character])
    func whyNot(key: Character) {
        let recording = Model.after([.open], keys: .typing("2"), source: .recording(title: ""))
        let models = [
            (recording, "A recording can't be sent to. wslens live has a server and a client that can."),
            (.after([], keys: .typing("2")), "There is no connection to send to yet. C opens one of wslens's own."),
            (.after([.hello], keys: .typing("2")), "#1 is closed: nothing can be sent on it."),
            (
                .after([Self.connecting], keys: .typing("2")),
                "#1 is still connecting: nothing can be sent before the 101."
            ),
            (.after([Self.http], keys: .typing("o2")), "HTTP is not a WebSocket: nothing can be sent on it by hand."),
            (
                .after([Self.closing], keys: .typing("2")),
                "#1 is closing: after its Close the server sends nothing more."
            ),
        ]
        for (model, words) in models {
            var model = model
            model.press([.character(key)])
            #expect(model.notice == words)
            #expect(model.prompt == nil)
        }
    }

    @Test("Enter sends the very bytes that are shown, and the line stays")
    func enter() {
        var model = SenderViewTests.model("text:Hi pause:0.5 ping")
        let commands = model.update(.key(.enter))
        #expect(
            commands == [
                .send(
                    SendOrder(
                        target: SendTarget(connection: 1, label: "#1", client: nil),
                        writes: [.init([0x81, 0x02, 0x48, 0x69]), .init([0x89, 0x00], pause: 0.5)],
                        words: "2 frames, 6 bytes"))
            ])
        #expect(view(model).lines.contains { $0.hasPrefix(" > text:Hi pause:0.5 ping") })
        // It is not read as if it came once more; a letter begins another line, and other keys change this one.
        #expect(view(model).lines.contains { $0.hasPrefix(" This was sent.") })
        #expect(!view(model).lines.contains { $0.hasPrefix(" 81 02 48 69") })
        var changed = model
        model.press(.typing("p"))
        #expect(view(model).lines.contains(" > p"))
        changed.press([.backspace])
        #expect(view(changed).lines.contains { $0.hasPrefix(" > text:Hi pause:0.5 pin") })
    }

    @Test("As wslens's own client, frames are masked with keys of the seed, another one after each")
    func asAClient() {
        var model = SenderViewTests.model("text:Hi", client: "127.0.0.1:51544")
        _ = model.update(.seed(7))
        let shown = view(model).lines.first { $0.hasPrefix(" 81 82 ") }
        let first = sent(model.update(.key(.enter)))
        _ = model.update(.seed(8))
        let second = sent(model.update(.key(.enter)))
        #expect(first?.first.map { shown?.hasPrefix(" " + Hex.string($0, groupsOf: 1)) } == true)
        #expect(first != second && second?.first?.prefix(2) == [0x81, 0x82])
    }

    @Test(
        "What cannot be read is not sent",
        arguments: [
            ("", "Nothing was sent. Type what to send, such as text:Hello."),
            ("pause:1", "Nothing was sent. Type what to send, such as text:Hello."),
            ("txt:a", #"Nothing was sent. Column 1: no word is called "txt"; did you mean text?"#),
        ])
    func unreadable(line: String, words: String) {
        var model = SenderViewTests.model(line)
        #expect(model.update(.key(.enter)) == [])
        #expect(model.notice == words)
    }

    @Test("Earlier lines come back with the arrows, and what was typed after the last")
    func earlierLines() {
        var model = SenderViewTests.model("")
        func line() -> String { model.context.sending.line.text }
        for text in ["ping", "pong", "pong"] { model.press([.control("u")] + .typing(text) + [.enter]) }
        model.press([.control("u")] + .typing("text:new"))
        var lines: [String] = []
        for key in [Key.up, .up, .up, .down, .down, .down] {
            model.press([key])
            lines.append("\(line()) \(model.notice ?? "")")
        }
        #expect(
            lines == [
                "pong ", "ping ", "ping There is no earlier line.", "pong ", "text:new ",
                "text:new There is no later line.",
            ])
        for number in 0..<60 { model.press([.control("u")] + .typing("ping:\(number)") + [.enter]) }
        #expect(model.context.sending.earlier.count == 50)
        #expect(model.context.sending.earlier.last == "ping:59")
    }

    @Test("Esc closes the sender; the line is there again with s, and letters are keys")
    func escape() {
        var model = SenderViewTests.model("ping")
        model.press([.escape])
        #expect(!model.screenText.contains("send  as the server"))
        model.press(.typing("1"))
        #expect(model.screen == .connections)
        model.press(.typing("2s"))
        #expect(model.context.sending.line.text == "ping")
    }

    @Test("Sending follows what comes, unless the veil is on", arguments: [true, false])
    func following(isVeiled: Bool) {
        var model = Model.after([.open], keys: .typing(isVeiled ? "2gH" : "2g"))
        model.press(.typing("sping") + [.enter])
        #expect(model.isFollowing != isVeiled)
    }

    @Test("Behind the veil nothing of what is ahead shows in the sender")
    func veil() {
        // The server has begun a frame, which is ahead of the reader.
        var (open, half) = (Model.after([.open], keys: .typing("2gH")), Model.after([.half], keys: .typing("2gH")))
        for key in [Key].typing("stext:Hi") {
            open.press([key])
            half.press([key])
        }
        #expect(view(open).lines.suffix(12) == view(half).lines.suffix(12))
    }

    // MARK: A client of wslens's own

    @Test("C asks for a client and goes to its flow, whatever comes first", arguments: [true, false])
    func client(isLoggedFirst: Bool) {
        var other = Session(2, at: 3, port: 51600)
        other.handshake(3.002)
        var model = Model.after([.open], keys: .typing("1"))
        #expect(model.update(.key(.character("C"))) == [.openClient])
        if isLoggedFirst { _ = model.update(.events(other.events)) }
        _ = model.update(.clientOpened(address: "127.0.0.1:51600"))
        if !isLoggedFirst { _ = model.update(.events(other.events)) }
        #expect(model.screen == .flow && model.selected == 2)
        model.press(.typing("s"))
        #expect(model.screenText.contains("send  as wslens's own client of #2, to the server"))
    }

    @Test("C works before there is any connection") func firstClient() {
        var model = Model.after([])
        #expect(model.update(.key(.character("C"))) == [.openClient])
    }

    // MARK: Closing

    @Test(
        "X sends a Close with what is typed",
        arguments: [
            ("", "8800", "Close"),
            ("1000", "880203e8", "Close 1000"),
            ("3001 see you", "88090bb973656520796f75", "Close 3001"),
            ("1006", "880203ee", "Close 1006"),
            ("0", "88020000", "Close 0"),
        ])
    func close(text: String, bytes: String, words: String) {
        var model = Model.after([.open], keys: .typing("1X") + [.control("u")] + .typing(text))
        let commands = model.update(.key(.enter))
        #expect(sent(commands).map { Hex.string($0.flatMap(\.self)) } == bytes)
        guard case .send(let order)? = commands.first else { return }
        #expect(order.words == words && order.target.label == "#1")
    }

    @Test("A client of wslens's own masks its Close") func closeOfAClient() {
        var model = Model.after([.open])
        _ = model.update(.clientOpened(address: "127.0.0.1:51544"))
        model.press(.typing("X"))
        #expect(sent(model.update(.key(.enter)))?.first?.prefix(2) == [0x88, 0x82])
    }

    @Test("What is not a code is not sent", arguments: ["x", "65536", "-1"])
    func noCode(text: String) {
        var model = Model.after([.open], keys: .typing("X") + [.control("u")] + .typing(text))
        #expect(model.update(.key(.enter)) == [])
        #expect(model.prompt != nil, "The line stays, to be mended.")
        #expect(model.screenText.contains("a code is a number from 0 to 65535"))
    }

    @Test(
        "A digit stands in for the code that is suggested; a reason goes behind it",
        arguments: [("4001 see you", "4001 see you"), (" see you", "1000 see you"), ("", "1000")])
    func suggestedCode(typed: String, line: String) {
        let model = Model.after([.open], keys: .typing("X" + typed))
        #expect(view(model).lines[22].hasPrefix(" close #1 with code \(line) "))
    }

    @Test(
        "What a code means stands beside it",
        arguments: [
            ("", "no code: the peer learns 1005"),
            ("1000", "1000 is Normal Closure; a reason may follow"),
            ("1000 bye", "1000 is Normal Closure"),
            ("1006", "1006 is Abnormal Closure; must not be sent"),
            ("3001", "Registered; a reason may follow"),
            ("4999", "Private Use; a reason may follow"),
            ("5000", "Not a Close Code; must not be sent"),
            ("12", "Not Used; must not be sent"),
            ("100000", "a code is a number from 0 to 65535"),
            (
                "1000 " + String(repeating: "a", count: 124),
                "1000 is Normal Closure; the reason has 124 bytes, 123 are allowed"
            ),
        ])
    func words(text: String, expected: String) { #expect(TypedClose.words(for: text) == expected) }
}
