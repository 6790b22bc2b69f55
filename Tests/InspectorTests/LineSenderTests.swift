// The sender in lines: to whom a line goes, and what is said about it.

import Capture
import Lessons
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct LineSenderTests {
    private func conversations(_ sessions: [Session]) -> [Conversation] {
        var all = Conversations(memoryLimit: .max)
        for session in sessions { for event in session.events { all.add(event) } }
        return all.all
    }

    private func order(_ command: Command?) -> SendOrder? {
        if case .send(let order)? = command { order } else { nil }
    }

    @Test func theServerSendsToTheNewestConnection() {
        var sender = LineSender(seed: 1)
        let two = conversations([Session.upgraded, Session([], number: 2).client(Wire.request).server(Wire.response)])
        let (lines, command) = sender.take(.send("text:Hel fin=no mask=37fa213d continuation:lo"), among: two)
        #expect(order(command)?.target == SendTarget(connection: 2, label: "#2", client: nil))
        #expect(
            lines == [
                "Sending as the server, to #2.",
                "Text, 3 bytes, FIN 0 masked, \"Hel\": 01 83 37 fa 21 3d 7f 9f 4d.",
                "A server must not mask; this frame is masked, so the client closes with 1002. RFC 6455, section 5.1.",
                "Continuation, 2 bytes, FIN, \"lo\": 80 02 6c 6f.",
            ])
    }

    @Test func ourOwnClientSendsUntilItCloses() {
        var sender = LineSender(seed: 1)
        let open = conversations([Session.upgraded, Session([], number: 2).client(Wire.request).server(Wire.response)])
        let address = open[0].dissection.client
        #expect(sender.opened(address, among: open).contains(" as #"))
        #expect(order(sender.take(.close("3001 bye"), among: open).command)?.target.client == address)
    }

    @Test(arguments: [
        (SendLine.send("text:Hi fin=maybe"), "Nothing was sent. Column 13: "),
        (.close("many"), "many: a code is a number from 0 to 65535. Nothing was sent."),
        (.close("1006"), "Close: "), (.send(""), "Type send and one or more of these:"),
    ])
    func whatIsSaid(_ line: SendLine, _ words: String) {
        var sender = LineSender(seed: 1)
        #expect(sender.take(line, among: conversations([.upgraded])).lines.first?.hasPrefix(words) == true)
    }

    @Test func whyNothingCanBeSent() {
        var sender = LineSender(seed: 1)
        #expect(
            sender.take(.send("ping"), among: []).lines == [
                "Nothing is connected yet. Open the page in a browser, or type client."
            ])
        let closed = conversations([.hello])
        #expect(sender.take(.close(""), among: closed).lines == ["#1 is closed: nothing can be sent on it."])
        #expect(sender.take(.client, among: []).command == .openClient)
    }
}
