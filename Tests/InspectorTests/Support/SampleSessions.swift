// Connections for the tests: events as the server would log them, with fixed keys and times.

import Capture
import Inspector
import TerminalUI
import TestSupport
import WebSocketProtocol

extension Session {
    /// A client says Hello, gets it back, and closes.
    static var hello: Session {
        var session = Session()
        session.handshake(0.002)
        session.text(0.502, .client, "Hello")
        session.text(0.503, .server, "Hello")
        session.closeCleanly(2)
        return session
    }

    /// A message in three fragments with a Ping between them.
    static var fragments: Session {
        var session = Session()
        session.handshake(0.002)
        session.frame(0.5, .client, .text, Array("Hel".utf8), fin: false)
        session.frame(0.6, .client, .ping, Array("here".utf8))
        session.frame(0.601, .server, .pong, Array("here".utf8))
        session.frame(0.7, .client, .continuation, Array("lo ".utf8), fin: false)
        session.frame(0.8, .client, .continuation, Array("class".utf8))
        session.text(0.801, .server, "Hello class")
        return session
    }

    /// A client that does not mask; the server closes with 1002.
    static var unmasked: Session {
        var session = Session()
        session.handshake(0.002)
        session.bytes(0.5, .client, TestSupport.frame(.text, "Hello", from: .server))
        session.close(0.501, .server, 1002, "client-frame-not-masked")
        session.end(0.502, .server, .close)
        return session
    }

    /// Version 12 is requested, and refused.
    static var refused: Session {
        var session = Session()
        session.handshake(0.002, version: 12)
        session.end(0.004, .server, .close)
        return session
    }

    /// A browser fetches the page.
    static var page: Session {
        var session = Session(2, at: 1, port: 51546)
        session.bytes(1.001, .client, Wire.http("GET /favicon.ico HTTP/1.1", "Host: localhost:1338"))
        session.bytes(1.002, .server, Wire.http("HTTP/1.1 404 Not Found", "Content-Length: 0"))
        session.end(1.003, .server)
        session.end(1.004, .client)
        return session
    }

    /// Two fifths of a million bytes have arrived, and a Pong meanwhile.
    static var unfinished: Session {
        var session = Session()
        session.handshake(0.002)
        let frame = Frame(.binary, payload: [UInt8](repeating: 0xAB, count: 1_000_000), maskingKey: Wire.maskingKey)
            .encoded
        session.bytes(0.5, .client, Array(frame.prefix(400_014)))
        session.frame(0.6, .server, .ping, [])
        return session
    }

    /// The client is gone without a Close; there is a server action, and a teacher's note.
    static var reset: Session {
        var session = Session(3, at: 4, port: 51548)
        session.handshake(4.001, agent: "websockets/15.0")
        session.add(4.5, .note("Watch what the code will be, although nobody sends one.", pauses: true))
        session.add(5, .serverAction(name: "idle", sentence: "Nothing came for 60 s; a Ping was sent."))
        session.add(5.5, .missing(from: .client, count: 1204))
        session.end(6, .client, .reset)
        return session
    }
}

extension Model {
    /// A model that has taken in sessions and keys.
    static func after(
        _ sessions: [Session], keys: [Key] = [], size: Size = Size(width: 80, height: 24),
        source: Source = .live(urls: ["http://localhost:1338/"]), now: Double = 0
    ) -> Model {
        var model = Model(source: source, size: size)
        let events = sessions.flatMap(\.events).sorted { $0.event.time < $1.event.time }
        _ = model.update(.events(events))
        _ = model.update(.tick(now))
        model.press(keys)
        return model
    }

    /// Presses keys, one after the other.
    mutating func press(_ keys: [Key]) {
        for key in keys { _ = update(.key(key)) }
    }

    /// The screen as text.
    var screenText: String { view(self).lines.joined(separator: "\n") }
}

extension [Key] {
    /// A key for each character.
    static func typing(_ text: String) -> [Key] { text.map { .character($0) } }
}
