// One connection, event by event. Where the times do not matter, each event follows the one before:
//
//     Session.upgraded.client(frame(.text, "Hi")).server(frame(.text, "Hi", from: .server)).end(.client, .fin)
//
// Where they do, each says its own:
//
//     var session = Session()
//     session.handshake(0.002)
//     session.text(0.502, .client, "Hello")

public import Capture
public import WebSocketProtocol

/// Builds the events of a connection.
public struct Session: Sendable {
    /// The connection's number.
    public let number: Int
    /// How many events a second holds where their times do not matter.
    private let eventsPerSecond: Double
    /// The events so far.
    public private(set) var events: [LoggedEvent] = []

    /// A connection with these events.
    public init(_ kinds: [ConnectionEvent.Kind], number: Int = 1, eventsPerSecond: Double = 1) {
        (self.number, self.eventsPerSecond) = (number, eventsPerSecond)
        for kind in kinds { add(kind) }
    }

    /// A connection whose TCP is opened at `time`.
    public init(_ number: Int = 1, at time: Double = 0, port: Int = 51544) {
        self.init([], number: number)
        add(time, .opened(client: "127.0.0.1:\(port)", server: "127.0.0.1:1338"))
    }

    /// Nothing yet, not even TCP.
    public static let blank = Session([])
    /// A WebSocket has been opened; of TCP nothing was seen.
    public static let upgraded = blank.client(Wire.request).server(Wire.response)

    /// The events without the connection's number.
    public var connectionEvents: [ConnectionEvent] { events.map(\.event) }
    /// The events without their times.
    public var kinds: [ConnectionEvent.Kind] { events.map(\.event.kind) }

    /// What the events come to when none follow.
    public var dissection: Dissection { Dissection(of: connectionEvents) }
    /// What the events come to so far.
    public var dissectionSoFar: Dissection { Dissection(of: connectionEvents, isFinished: false) }
    /// The connection with its events, which others may follow.
    public var conversation: Conversation { connectionEvents.reduce(into: Conversation(number: number)) { $0.add($1) } }
}

// MARK: One event after the other

extension Session {
    /// The connection with one more read of the client's bytes.
    public func client(_ parts: [UInt8]...) -> Session { then(.bytes(from: .client, parts.flatMap(\.self))) }

    /// The connection with one more read of the server's bytes.
    public func server(_ parts: [UInt8]...) -> Session { then(.bytes(from: .server, parts.flatMap(\.self))) }

    /// The connection with the end of one side.
    public func end(_ by: Endpoint, _ how: EndManner) -> Session { then(.ended(by: by, how)) }

    /// The connection with one more event.
    public func then(_ kind: ConnectionEvent.Kind) -> Session {
        var session = self
        session.add(kind)
        return session
    }

    private mutating func add(_ kind: ConnectionEvent.Kind) { add(Double(events.count) / eventsPerSecond, kind) }
}

// MARK: Events with their times

extension Session {
    /// An event at `time`, in seconds.
    public mutating func add(_ time: Double, _ kind: ConnectionEvent.Kind) { insert(time, kind, at: events.count) }

    /// An event between others.
    public mutating func insert(_ time: Double, _ kind: ConnectionEvent.Kind, at index: Int) {
        events.insert(LoggedEvent(connection: number, ConnectionEvent(time: time, kind)), at: index)
    }

    /// Bytes in one read.
    public mutating func bytes(_ time: Double, _ from: Endpoint, _ bytes: [UInt8]) {
        add(time, .bytes(from: from, bytes))
    }

    /// A frame in a read of its own.
    public mutating func frame(
        _ time: Double, _ from: Endpoint, _ opcode: Opcode, _ payload: [UInt8], fin: Bool = true
    ) {
        bytes(time, from, TestSupport.frame(opcode, payload, fin: fin, from: from))
    }

    /// A text in one frame.
    public mutating func text(_ time: Double, _ from: Endpoint, _ text: String) {
        frame(time, from, .text, Array(text.utf8))
    }

    /// A Close frame.
    public mutating func close(_ time: Double, _ from: Endpoint, _ code: UInt16 = 1000, _ reason: String = "") {
        bytes(time, from, closeFrame(CloseCode(rawValue: code), reason, from: from))
    }

    /// The opening handshake, with what our server answers to what the client asks, a millisecond later.
    public mutating func handshake(
        _ time: Double, target: String = "/", version: Int = 13, agent: String = "Mozilla/5.0 Chrome/156.0.0.0"
    ) {
        let request = Wire.http(
            "GET \(target) HTTP/1.1", "Host: localhost:1338", "User-Agent: \(agent)", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: \(Wire.key)", "Sec-WebSocket-Version: \(version)")
        bytes(time, .client, request)
        bytes(time + 0.001, .server, Wire.answer(to: request))
    }

    /// The end of one side.
    public mutating func end(_ time: Double, _ by: Endpoint, _ how: EndManner = .fin) {
        add(time, .ended(by: by, how))
    }

    /// Both Close frames and both ends of TCP.
    public mutating func closeCleanly(_ time: Double, code: UInt16 = 1000, reason: String = "bye") {
        close(time, .client, code, reason)
        close(time + 0.001, .server, code, reason)
        end(time + 0.002, .server)
        end(time + 0.003, .client)
    }
}

extension Dissection {
    /// What events come to; when no more follow, unless `isFinished` is false.
    public init(of events: [ConnectionEvent], start: Start = .handshake, isFinished: Bool = true) {
        self.init(start: start)
        for event in events { add(event) }
        if isFinished { finish() }
    }
}
