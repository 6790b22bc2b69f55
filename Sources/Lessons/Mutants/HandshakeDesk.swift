// What the code of a mutant is made of that answers the request of an upgrade (RFC 6455 §4.2).

import WebSocketProtocol

/// A program that judges a request.
protocol HandshakeAnswerer: AnyObject {
    /// The request, and where the answer goes.
    var desk: HandshakeDesk { get }
    /// Judges the request.
    func answer()
}

extension HandshakeAnswerer {
    /// The value of a header; empty where there is none.
    func header(_ name: String) -> String { desk.headers[name] ?? "" }

    /// A text in small letters.
    func lower(_ text: String) -> String { text.lowercased() }

    /// Answers with 101.
    func accept() { desk.decide(101) }

    /// Answers with 400.
    func refuse() { desk.decide(400) }
}

/// What a program works on that judges a request.
final class HandshakeDesk {
    fileprivate let headers: [String: String]
    private var status: Int?

    private init(_ headers: [String: String]) { self.headers = headers }

    /// Runs a program on a request with this Connection header.
    static func run(connection: String, _ make: (HandshakeDesk) -> any HandshakeAnswerer) -> String {
        let value = AnswerForm.trimmed(connection)
        let desk = HandshakeDesk(["Upgrade": "websocket", "Connection": value, "Sec-WebSocket-Version": "13"])
        make(desk).answer()
        return Mutants.status(desk.status ?? 400)
    }

    fileprivate func decide(_ status: Int) { if self.status == nil { self.status = status } }
}
