// TCP connections in words, and what is read from them in words, so that a test is a table:
//
//     "c 0 abc"     the client sends "abc" as the bytes 0... after its request
//     "c 0 abc 1"   the same, but only the first byte was captured
//     "s 0 xyz"     the server sends, after its response
//     "s ack 3"     the server acknowledges 3 bytes after the request
//     "c fin 3"     the client's FIN after 3 bytes
//     "c rst 3"     the client resets
//
// Packets follow each other by a millisecond.

import WebSocketProtocol

@testable import Capture

let request = Array("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n".utf8)
let response = Array("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n".utf8)

/// Builds the packets of one connection from 10.0.0.1:50000 to 10.0.0.2:8080.
struct Script {
    var clientPort = 50_000
    /// The sequence numbers of both SYNs.
    var initial = (client: 1000, server: 9000)
    private(set) var packets: [[UInt8]] = []
    /// How many bytes of each packet were captured.
    private(set) var kept: [Int?] = []

    /// A connection after its upgrade.
    static func upgraded(_ steps: [String], initial: (client: Int, server: Int) = (1000, 9000)) -> Script {
        var script = Script(initial: initial)
        script.handshake()
        script.upgrade()
        script.add(steps)
        return script
    }

    mutating func handshake() {
        send(fromClient: true, seq: initial.client, ack: 0, flags: 0x02)
        send(fromClient: false, seq: initial.server, ack: initial.client + 1, flags: 0x12)
        send(fromClient: true, seq: initial.client + 1, ack: initial.server + 1, flags: 0x10)
    }

    mutating func upgrade() {
        send(fromClient: true, seq: initial.client + 1, ack: initial.server + 1, flags: 0x18, request)
        send(fromClient: false, seq: initial.server + 1, ack: start(true), flags: 0x18, response)
    }

    /// The sequence number after the head of an endpoint.
    func start(_ isClient: Bool) -> Int {
        isClient ? initial.client + 1 + request.count : initial.server + 1 + response.count
    }

    mutating func add(_ steps: [String]) {
        for step in steps {
            let words = step.split(separator: " ").map(String.init)
            let isClient = words[0] == "c"
            let own = start(isClient)
            let other = start(!isClient)
            switch words[1] {
            case "ack": send(fromClient: isClient, seq: own, ack: other + (Int(words[2]) ?? 0), flags: 0x10)
            case "fin": send(fromClient: isClient, seq: own + (Int(words[2]) ?? 0), ack: other, flags: 0x11)
            case "rst": send(fromClient: isClient, seq: own + (Int(words[2]) ?? 0), ack: 0, flags: 0x04)
            default:
                send(
                    fromClient: isClient, seq: own + (Int(words[1]) ?? 0), ack: other, flags: 0x18,
                    Array(words[2].utf8),
                    kept: words.count > 3 ? Int(words[3]) : nil)
            }
        }
    }

    mutating func send(fromClient: Bool, seq: Int, ack: Int, flags: Int, _ data: [UInt8] = [], kept: Int? = nil) {
        let segment =
            fromClient
            ? tcp(clientPort, 8080, seq: seq, ack: ack, flags: flags, data)
            : tcp(8080, clientPort, seq: seq, ack: ack, flags: flags, data)
        packets.append(fromClient ? ipv4(1, 2, segment) : ipv4(2, 1, segment))
        self.kept.append(kept.map { $0 + 40 })
    }

    /// The packets as a capture of raw IP.
    var file: [UInt8] { Self.file(packets, kept: kept) }

    static func file(_ packets: [[UInt8]], kept: [Int?] = []) -> [UInt8] {
        FileBuilder().pcapng(
            packets.enumerated().map { index, bytes in
                Captured(bytes: bytes, ticks: 5_000_000 + index * 1000, kept: kept.isEmpty ? nil : kept[index])
            }, link: 101)
    }
}

/// A file's events in words, with the connection's number where there is more than one, and its summary.
func read(_ file: [UInt8], includeAll: Bool = false) throws -> (
    events: [String], logged: [LoggedEvent], summary: PacketSummary
) {
    var logged: [LoggedEvent] = []
    let summary = try PacketFile.read(file, includeAll: includeAll) { logged.append($0) }
    let words = logged.map { (summary.connections > 1 ? "\($0.connection) " : "") + inWords($0.event.kind) }
    return (words, logged, summary)
}

func inWords(_ kind: ConnectionEvent.Kind) -> String {
    switch kind {
    case .opened(let client, let server): "open \(client) \(server)"
    case .midStream(let client, let server): "join \(client) \(server)"
    case .bytes(let from, let bytes) where Array(bytes) == request: "\(from) REQUEST"
    case .bytes(let from, let bytes) where Array(bytes) == response: "\(from) RESPONSE"
    case .bytes(let from, let bytes): "\(from) \(String(decoding: bytes, as: UTF8.self))"
    case .missing(let from, let count, _): "\(from) gap \(count)"
    case .note(let text, _): "note \(text)"
    case .ended(let by, let how): "\(by) \(how)"
    default: kind.words?.label ?? ""
    }
}

/// What every connection of a script begins with.
let opening = ["open 10.0.0.1:50000 10.0.0.2:8080", "client REQUEST", "server RESPONSE"]
