// Which connections are WebSocket connections, and which end is the client.

import Testing
import WebSocketProtocol

@testable import Capture

private let plainRequest = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n"
private let plainResponse = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

/// "Hi" masked with 1, 2, 3, 4, and unmasked; a masked ping; a Close.
private let masked: [UInt8] = [0x81, 0x82, 1, 2, 3, 4, 0x49, 0x6B]
private let unmasked: [UInt8] = [0x81, 0x02, 0x48, 0x69]
private let maskedPing: [UInt8] = [0x89, 0x80, 1, 2, 3, 4]

struct RecognitionTests {
    @Test(
        "An upgrade is recognised on any port, in any letter case, and in any pieces",
        arguments: [
            ["GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"],
            ["GET / HTTP/1.1\r\nUPGRADE:WebSocket\r\n\r\n"],
            ["GET / HTTP/1.1\r\nHost: a\r\nupgrade: h2c, websocket\r\n\r\n"],
            ["GET / HTTP/1.1\r\nUp", "grade: web", "socket\r", "\n\r\n"],
            ["GET / HTTP/1.1\nUpgrade: websocket\n\n"],
            ["POST / HTTP/1.0\r\nX: \(String(repeating: "y", count: 5000))\r\nUpgrade: websocket\r\n\r\n"],
        ])
    func upgrades(_ pieces: [String]) throws {
        var talk = Talk(clientPort: 9, serverPort: 60_000)
        for piece in pieces { talk.client(piece) }
        let result = try read(talk.file)
        #expect(result.events == ["open 10.0.0.1:9 10.0.0.2:60000"] + pieces.map { "client \($0)" })
        #expect(result.summary.webSocketConnections == 1)
        #expect(result.summary.midStreamConnections == 0)
    }

    @Test(
        "Other connections are left out and counted, or handed out when all are asked for",
        arguments: [
            plainRequest, "GET / HTTP/1.1\r\nX-Upgrade: websocket\r\n\r\n", "GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\nUpgrade: websocket\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "\u{16}\u{03}\u{01}",
        ])
    func others(_ head: String) throws {
        var talk = Talk()
        talk.client(head)
        let result = try read(talk.file)
        #expect(result.events == [])
        #expect(result.summary.otherConnections == 1)
        let all = try read(talk.file, includeAll: true)
        #expect(all.events == [opening[0], "client \(head)"])
        #expect(all.summary.webSocketConnections == 0)
    }

    @Test("Requests before the upgrade are handed out too")
    func keptAlive() throws {
        var talk = Talk()
        for _ in 0..<2 {
            talk.client(plainRequest)
            talk.server(plainResponse)
        }
        talk.client(request)
        talk.server(response)
        talk.client(masked)
        let result = try read(talk.file)
        let before = Array(repeating: ["client \(plainRequest)", "server \(plainResponse)"], count: 2).flatMap(\.self)
        let expected = [opening[0]] + before + [opening[1], opening[2]]
        #expect(Array(result.events.dropLast()) == expected)
        #expect(result.logged.last?.event.kind == .bytes(from: .client, masked))
    }

    @Test("What began before the capture, or misses bytes, is left out up to the request after it")
    func followable() throws {
        var talk = Talk()
        talk.server("the end of a page")
        talk.client(plainRequest)
        talk.server(plainResponse)
        talk.client(request)
        #expect(
            try read(talk.file).events == [
                opening[0], "client \(plainRequest)", "server \(plainResponse)", opening[1],
            ])
        talk = Talk()
        talk.client(plainRequest)
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        talk.server(lost: 4990)
        talk.server("ten bytes.")
        talk.client(plainRequest)
        talk.server(plainResponse)
        talk.client(request)
        #expect(
            try read(talk.file).events == [
                opening[0], "client \(plainRequest)", "server \(plainResponse)", opening[1],
            ])
    }

    /// A hole is treated as a gap when nothing has filled it for long.
    @Test("A gap before the upgrade that is found after it counts too")
    func foundMissingLate() throws {
        var talk = Talk()
        talk.client(plainRequest)
        talk.server("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        talk.server(lost: 4990)
        talk.server("ten bytes.")
        talk.client(request)
        talk.server(response)
        talk.client(masked)
        let result = try read(talk.file)
        #expect(result.events.dropLast() == [opening[0], opening[1], opening[2]])
        #expect(result.logged.last?.event.kind == .bytes(from: .client, masked))
    }

    @Test(
        "An upgrade is recognised behind other heads",
        arguments: [
            [plainRequest + String(decoding: request, as: UTF8.self)],
            [plainRequest + "GET / HTTP/1.1\r\nUp", "grade: websocket\r\n\r\n"],
        ])
    func pipelined(_ pieces: [String]) throws {
        var talk = Talk()
        for piece in pieces { talk.client(piece) }
        talk.server(plainResponse)
        let result = try read(talk.file)
        #expect(result.events == [opening[0]] + pieces.map { "client \($0)" } + ["server \(plainResponse)"])
        #expect(result.summary.webSocketConnections == 1)
    }

    @Test("Numbers count what is handed out, in the order of opening")
    func numbers() throws {
        var (plain, first, second) = (Talk(clientPort: 1), Talk(clientPort: 2), Talk(clientPort: 3))
        plain.client(plainRequest)
        first.client("GET / HTTP/1.1\r\n")
        second.client(request)
        first.client("Upgrade: websocket\r\n\r\n")
        let file = Script.file([plain.packets[0], first.packets[0], second.packets[0], first.packets[1]])
        #expect(try read(file).logged.map(\.connection) == [1, 1, 2, 2, 1])
        #expect(try read(file, includeAll: true).logged.map(\.connection) == [1, 1, 2, 2, 3, 3, 2])
    }

    @Test("Without a SYN, the end that sends a request is the client, whatever the ports say")
    func clientByRequest() throws {
        var talk = Talk(clientPort: 80, serverPort: 50_000)
        talk.server(plainResponse)
        talk.client(plainRequest)
        #expect(
            try read(talk.file, includeAll: true).events == [
                "open 10.0.0.1:80 10.0.0.2:50000", "server \(plainResponse)", "client \(plainRequest)",
            ])
    }

    @Test("Without anything else, the lower port is the server's")
    func clientByPort() throws {
        var talk = Talk(clientPort: 80, serverPort: 50_000)
        talk.client("?")
        #expect(try read(talk.file, includeAll: true).events == ["open 10.0.0.2:50000 10.0.0.1:80", "server ?"])
    }
}

struct MidConnectionTests {
    struct Case: Sendable {
        let name: String
        var client: [[UInt8]] = []
        var server: [[UInt8]] = []
        var isRecognised = true
    }

    static let cases = [
        Case(name: "both directions", client: [masked], server: [unmasked]),
        Case(name: "a client alone", client: [masked]),
        Case(name: "a server alone, two frames", server: [unmasked, unmasked]),
        Case(name: "a server alone, one frame: too little", server: [unmasked], isRecognised: false),
        Case(name: "frames in one segment", client: [masked + maskedPing], server: [unmasked]),
        Case(name: "a frame in two segments", client: [Array(masked.prefix(7)), Array(masked.suffix(1)) + maskedPing]),
        Case(name: "both mask", client: [masked], server: [masked], isRecognised: false),
        Case(name: "neither masks", client: [unmasked], server: [unmasked], isRecognised: false),
        Case(name: "masked and not", client: [masked, unmasked], isRecognised: false),
        Case(name: "a reserved opcode", client: [[0x83, 0x82, 1, 2, 3, 4, 0x49, 0x6B]], isRecognised: false),
        Case(name: "RSV2", client: [[0xA1, 0x82, 1, 2, 3, 4, 0x49, 0x6B]], isRecognised: false),
        Case(name: "a ping without FIN", client: [[0x09, 0x80, 1, 2, 3, 4]], isRecognised: false),
        Case(
            name: "a length that is too long", client: [[0x81, 0xFE, 0, 2, 1, 2, 3, 4, 0x49, 0x6B]], isRecognised: false
        ),
        Case(name: "bytes between", client: [masked + [0] + masked], isRecognised: false),
    ]

    private static func file(_ item: Case) -> [UInt8] {
        // The ports are the wrong way round, so that only the masking shows which end is which.
        var talk = Talk(clientPort: 80, serverPort: 50_000)
        for bytes in item.server { talk.server(bytes) }
        for bytes in item.client { talk.client(bytes) }
        return talk.file
    }

    @Test("Frames without a handshake are recognised by their form", arguments: cases)
    func likeness(_ item: Case) throws {
        let result = try read(Self.file(item))
        #expect(result.summary.midStreamConnections == (item.isRecognised ? 1 : 0), "\(item.name)")
        #expect(result.events.isEmpty == !item.isRecognised, "\(item.name)")
        if item.isRecognised, !item.client.isEmpty {
            #expect(result.events.first == "join 10.0.0.1:80 10.0.0.2:50000", "\(item.name)")
        }
    }

    @Test("A connection that began before the capture is listed next to one whose handshake was captured")
    func besideOthers() throws {
        var (likely, certain, other) = (Talk(clientPort: 1000), Talk(), Talk(clientPort: 2000))
        likely.client(masked)
        certain.client(request)
        other.client(plainRequest)
        let summary = try read(Script.file(certain.packets + other.packets + likely.packets)).summary
        #expect(summary.webSocketConnections == 2)
        #expect(summary.midStream == [2])
        #expect(summary.problems == [])
        #expect(
            summary.remarks == [
                "Connection 2 began before the capture: its first bytes are treated as frames, which is a guess.",
                "1 other TCP connection was left out: nothing in it is WebSocket.",
            ])
    }

    @Test("Where the connection opens within the capture, bytes without a handshake are not frames")
    func withoutHandshake() throws {
        var script = Script()
        script.handshake()
        script.add(["c 0 x"])
        script.send(fromClient: true, seq: 1001, ack: 9001, flags: 0x18, masked)
        #expect(try read(script.file).summary.midStream == [])
    }

    @Test("Many such connections are counted rather than listed one by one")
    func many() throws {
        let packets = (0..<13).flatMap { index in
            var talk = Talk(clientPort: 1000 + index)
            talk.client(masked)
            return talk.packets
        }
        let remarks = try read(Script.file(packets)).summary.remarks
        #expect(remarks.count == 11)
        #expect(remarks.last == "So are those of 3 more connections.")
    }

    @Test("A capture without a WebSocket connection says what to do")
    func nothing() throws {
        var plain = Talk()
        plain.client(plainRequest)
        for (file, remarks) in [
            (plain.file, ["1 TCP connection was left out: nothing in it is WebSocket."]), (Script.file([]), []),
        ] {
            let summary = try read(file).summary
            #expect(summary.problems.count == 1)
            #expect(summary.problems.first?.hasPrefix("It contains no WebSocket connection. Start the capture") == true)
            #expect(summary.remarks == remarks)
        }
    }

    @Test("The dissection of such a connection starts with its frames")
    func dissection() throws {
        let log = try PacketFile.open(Self.file(Self.cases[0]))
        var conversation = Conversation(number: 1)
        for logged in log { conversation.add(logged.event) }
        #expect(conversation.dissection.frames(from: .client).map(\.header?.opcode) == [.text])
        #expect(conversation.dissection.frames(from: .server).map(\.header?.opcode) == [.text])
        #expect(!conversation.dissection.hasViolations)
    }
}
