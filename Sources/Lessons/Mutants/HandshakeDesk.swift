// What the code of a mutant is made of that answers the request of an upgrade (RFC 6455 §4.2), alone or with the frames behind it.

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

/// A program that reads a request and then frames.
protocol Opener: AnyObject {
    /// What arrives, and where the answers go.
    var desk: OpenerDesk { get }
    /// Something has arrived.
    func arrived()
}

extension Opener {
    /// Whether the handshake is done.
    var isOpen: Bool {
        get { desk.isOpen }
        set { desk.isOpen = newValue }
    }

    /// What was read and not used.
    var buffer: [UInt8] {
        get { desk.buffer }
        _modify { yield &desk.buffer }
    }

    /// What has arrived.
    func read() -> [UInt8] { desk.arrived }

    /// Whether the buffer holds a whole request.
    func holdsRequest() -> Bool { desk.requestLength > 0 }

    /// Answers the request with 101.
    func send101() {}

    /// Answers all frames that are complete in the buffer.
    func answerFrames() { desk.answerFrames() }
}

/// What an opener works on.
final class OpenerDesk {
    /// A request, as the word GET stands for it.
    static let request = RequestSpec().bytes

    fileprivate(set) var arrived: [UInt8] = []
    var buffer: [UInt8] = []
    var isOpen = false
    private var answered: [Traffic.Read] = []

    /// Runs an opener on a request and what follows it.
    static func run(_ traffic: Traffic, _ make: (OpenerDesk) -> any Opener) -> ReaderOutput {
        let desk = OpenerDesk()
        let opener = make(desk)
        for (number, read) in traffic.reads.enumerated() {
            desk.arrived = (number == 0 && traffic.hasRequest ? request : []) + read.bytes
            opener.arrived()
        }
        var rest = traffic
        rest.reads = desk.answered + (desk.buffer.isEmpty ? [] : [Traffic.Read(bytes: desk.buffer)])
        return AnswererDesk.run(rest) { CarelessAnswerer($0) }
    }

    /// How long the request at the front of the buffer is; 0 where it is not all there.
    fileprivate var requestLength: Int {
        if case .complete(let head) = HTTPHead.parse(buffer, as: .request) { head.length } else { 0 }
    }

    fileprivate func answerFrames() {
        answered.append(Traffic.Read(bytes: buffer))
        buffer = []
    }
}
