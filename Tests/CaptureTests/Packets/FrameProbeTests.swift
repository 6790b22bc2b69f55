// What other protocols send is not treated as WebSocket frames, wherever in it a capture begins.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

/// Bytes in hexadecimal digits, with text in apostrophes: "00 05 'abc'".
private func bytes(_ words: String) -> [UInt8] {
    words.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part -> [UInt8] in
        if index % 2 == 1 { return Array(part.utf8) }
        return part.split(separator: " ").map { UInt8($0, radix: 16) ?? 0 }
    }
}

/// Whether a capture without a SYN of what both ends send, one segment each, is treated as a WebSocket connection.
private func looksLikeFrames(client: [[UInt8]] = [], server: [[UInt8]] = []) -> Bool {
    let file = FileBytes(bytes: client.flatMap(\.self) + server.flatMap(\.self))
    var recognition = Recognition()
    var start = 0
    for (side, segments) in [(Side.low, client), (.high, server)] {
        for segment in segments {
            recognition.read(
                Record(
                    .bytes, of: 0, from: side, at: Moment(order: 1, time: 0), start: start, count: segment.count),
                in: file)
            start += segment.count
        }
    }
    return !recognition.hasUpgrade && recognition.looksLikeFrames
}

struct FrameProbeTests {
    struct Talk: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the client and the server send, one string per segment.
        let client, server: [String]

        init(_ name: String, _ client: [String], _ server: [String]) {
            testDescription = name
            self.client = client
            self.server = server
        }
    }

    private static let zeros = [String](repeating: "00", count: 60).joined(separator: " ")

    static let others = [
        Talk(
            "TLS from its start", ["16 03 01 00 05 01 00 00 01 03"],
            ["16 03 03 00 05 02 00 00 01 03", "14 03 03 00 01 01"]),
        Talk("TLS", ["17 03 03 00 04 81 82 83 84"], ["17 03 03 00 04 88 02 03 e8", "15 03 03 00 02 01 00"]),
        Talk("SSH from its start", ["'SSH-2.0-OpenSSH_9.2' 0d 0a"], ["'SSH-2.0-dropbear' 0d 0a"]),
        Talk("SSH, lengths in the clear", ["00 00 00 20 " + zeros], ["00 00 00 10 " + zeros, "00 00 00 10 " + zeros]),
        Talk(
            "HTTP/2 from its start", ["'PRI * HTTP/2.0' 0d 0a 0d 0a 'SM'"],
            ["00 00 06 04 00 00 00 00 00 00 03 00 00 00 64"]),
        Talk("HTTP/2: HEADERS, SETTINGS", ["00 00 02 01 05 00 00 00 01 82 86"], ["00 00 00 04 01 00 00 00 00"]),
        Talk("HTTP/2: PING", ["00 00 08 06 00 00 00 00 00 " + zeros], ["00 00 08 06 01 00 00 00 00 " + zeros]),
        Talk("HTTP/2: DATA", ["00 40 00 00 00 00 00 00 01 " + zeros], ["01 00 00 00 00 00 00 00 01 " + zeros]),
        Talk("HTTP", ["'POST / HTTP/1.1' 0d 0a 0d 0a"], ["'HTTP/1.1 200 OK' 0d 0a 0d 0a"]),
        Talk("a body: JSON", [], ["'{\"A\":1}'", "'[1,2]'"]),
        Talk("a body: HTML", [], ["'<html>'", "'AB</html>'"]),
        Talk("a body: chunks", [], ["'5' 0d 0a 'AUDIO' 0d 0a '0' 0d 0a 0d 0a"]),
        Talk("a body: capitals", [], ["'A0' " + zeros, "'B0' " + zeros]),
        Talk("a body: PNG", [], ["89 'PNG' 0d 0a 1a 0a 00 00 00 0d 'IHDR' 00 00 00 01 " + zeros + " " + zeros]),
        Talk("a body: JPEG", [], ["ff d8 ff e0 00 10 'JFIF' 00"]),
        Talk("a body: gzip", [], ["1f 8b 08 00 00 00 00 00 00 03"]),
        Talk("a body: zip", [], ["'PK' 03 04 14 00"]),
        Talk("a body: BMP", [], ["'BM' 8a 04 00 00 00 00 00 00 " + zeros + " " + zeros]),
        Talk("a body: MP4", [], ["00 00 00 20 'ftypisom' " + zeros]),
        Talk("a body: zeros", [], [zeros, zeros]),
        Talk("MQTT: CONNECT, CONNACK", ["10 0c 00 04 'MQTT' 04 02 00 3c 00 00"], ["20 02 00 00"]),
        Talk("MQTT: SUBSCRIBE, SUBACK", ["82 06 00 01 00 01 'a' 00", "82 06 00 02 00 01 'b' 00"], ["90 03 00 01 00"]),
        Talk("MQTT: SUBSCRIBE alone", ["82 06 00 01 00 01 'a' 00", "82 06 00 02 00 01 'b' 00"], []),
        Talk("MQTT: PUBLISH, PUBACK", ["32 07 00 01 'a' 00 05 'hi'"], ["40 02 00 05", "40 02 00 06"]),
        Talk("MQTT: PUBACK alone", ["40 02 00 05", "40 02 00 06", "40 02 00 07"], []),
        Talk("MQTT: PINGREQ, PINGRESP", ["c0 00", "c0 00"], ["d0 00", "d0 00"]),
        Talk("PostgreSQL from its start", ["00 00 00 08 04 d2 16 2f"], ["'N'"]),
        Talk("PostgreSQL: startup", ["00 00 00 13 00 03 00 00 'user' 00 'me' 00 00"], ["'R' 00 00 00 08 00 00 00 00"]),
        Talk(
            "PostgreSQL: Query", ["'Q' 00 00 00 0d 'SELECT 1' 00"],
            ["'T' 00 00 00 08 00 00 00 00", "'D' 00 00 00 06 00 00"]),
        Talk(
            "PostgreSQL: Bind, notices", ["'B' 00 00 00 0c 00 00 00 00 00 00 00 00"],
            ["'A' 00 00 00 0d 00 00 00 01 'ab' 00 'cd' 00", "'Z' 00 00 00 05 'I'"]),
        Talk(
            "MySQL", ["05 00 00 00 03 'DO 1'", "01 00 00 00 01"],
            ["07 00 00 01 00 00 00 02 00 00 00", "82 00 00 01 " + zeros]),
        Talk("MongoDB", ["82 00 00 00 01 00 00 00 00 00 00 00 dd 07 00 00"], ["81 00 00 00 01 00 00 00 00 00 00 00"]),
        Talk("Redis", ["'*1' 0d 0a '$4' 0d 0a 'PING' 0d 0a"], ["'+PONG' 0d 0a"]),
        Talk("Kafka", ["00 00 00 1b 00 12 00 03 " + zeros], ["00 00 01 0a 00 00 00 01 " + zeros]),
        Talk("AMQP", ["01 00 01 00 00 00 05 00 0a 00 0b ce"], ["08 00 00 00 00 00 00 ce", "02 00 01 00 00 00 00 ce"]),
        Talk("DNS", ["00 1d 12 34 01 00 00 01 " + zeros], ["01 2c 81 82 81 80 00 01 " + zeros]),
        Talk("LDAP", ["30 0c 02 01 01 60 07 02 01 03 04 00 80 00"], ["30 0c 02 01 01 61 07 0a 01 00 04 00 04 00"]),
        Talk("Modbus", ["82 86 00 00 00 06 01 03 00 00 00 01", "82 87 00 00 00 06 01 03 00 00 00 01"], []),
        Talk("Modbus, both", ["81 05 00 00 00 06 01 03 00 00 00 01"], ["81 05 00 00 00 05 01 03 02 00 07"]),
        Talk("SQL Server", ["01 01 00 5c 00 00 01 00 16 00 00 00"], ["04 01 00 25 00 33 01 00"]),
        Talk("RTMP", ["03 00 00 00 00 00 04 01 " + zeros], ["02 00 00 00 00 00 04 05 00 00 00 00 00 26 25 a0"]),
        Talk("VNC", ["03 01 00 00 00 00 02 80 01 e0", "05 01 00 10 00 10"], ["00 00 00 01 00 00 00 00 02 80 01 e0"]),
        Talk("X11", ["'B' 00 00 0b 00 00 00 00 00 00"], ["01 00 0b 00 00 00 a5 01 " + zeros, "02 26 05 00 " + zeros]),
        Talk("Memcached", ["80 00 00 05 " + zeros], ["81 00 00 00 04 00 00 00 " + zeros]),
        Talk("BitTorrent", ["00 00 00 05 04 00 00 00 01"], ["00 00 00 01 01", "00 00 00 0d 06 " + zeros]),
        Talk("IMAP", ["'A001 LOGIN a b' 0d 0a"], ["'A001 OK' 0d 0a"]),
    ]

    @Test("Other protocols are not WebSocket, in both directions or one", arguments: others)
    func otherProtocols(_ talk: Talk) {
        let (client, server) = (talk.client.map(bytes), talk.server.map(bytes))
        #expect(!looksLikeFrames(client: client, server: server))
        #expect(!looksLikeFrames(client: client))
        #expect(!looksLikeFrames(server: server))
    }

    /// What encryption makes of anything. One in a hundred thousand such streams may be treated as frames.
    @Test("Random bytes are hardly ever treated as frames")
    func random() {
        var generator = SeededNumbers(seed: 7)
        func stream() -> [[UInt8]] {
            (0..<3).map { _ in
                (0..<Int.random(in: 1...120, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
                }
            }
        }
        let count = (0..<50_000).count { _ in looksLikeFrames(client: stream()) }
        #expect(count <= 5)
        #expect(!(0..<20_000).contains { _ in looksLikeFrames(client: stream(), server: stream()) })
    }

    private static let key = MaskingKey(0x0102_0304)
    private static func client(_ opcode: Opcode, _ payload: [UInt8], fin: Bool = true) -> [UInt8] {
        Frame(opcode, payload: payload, fin: fin, maskingKey: key).encoded
    }

    @Test("What WebSocket does say is recognised")
    func frames() {
        let text = Array("größer".utf8)
        #expect(looksLikeFrames(client: [Self.client(.text, text)]))
        #expect(looksLikeFrames(client: [Self.client(.binary, [0, 1])], server: [bytes("82 02 00 01")]))
        #expect(looksLikeFrames(client: [Self.client(.ping, [])], server: [bytes("8a 00")]))
        #expect(looksLikeFrames(client: [Self.client(.text, [0x61], fin: false), Self.client(.continuation, [])]))
        // A character in two fragments, and a Ping between them.
        let parts = Self.client(.text, Array(text.prefix(3)), fin: false) + Self.client(.ping, [1])
        #expect(looksLikeFrames(client: [parts + Self.client(.continuation, Array(text.dropFirst(3)))]))
        #expect(looksLikeFrames(server: [bytes("81 02 'Hi'"), bytes("88 02 03 e8")]))
        // Three binary frames, and a long one whose end was not captured.
        #expect(looksLikeFrames(client: (0..<3).map { Self.client(.binary, [UInt8($0)]) }))
        #expect(looksLikeFrames(client: [Self.client(.text, text), Array(Self.client(.binary, text).prefix(8))]))
        // A compressed message.
        #expect(looksLikeFrames(client: [[0xC1, 0x82, 1, 2, 3, 4, 5, 6]], server: [bytes("c1 02 05 06")]))
    }

    @Test(
        "What WebSocket never says is not recognised",
        arguments: [
            "81 82 01 02 03 04 49 6b 80 80 01 02 03 04", "88 80 01 02 03 04 81 80 01 02 03 04", "88 81 01 02 03 04 05",
            "88 82 00 00 00 00 03 ed", "81 82 00 00 00 00 c3 28", "81 81 00 00 00 00 c3", "c1 80 01 02 03 04",
            "c9 81 01 02 03 04 05", "01 80 01 02 03 04 80 80 01 02 03 04", "80 81 01 02 03 04 05",
            "01 81 00 00 00 00 61 81 81 00 00 00 00 62",
        ])
    func neverSaid(_ words: String) {
        #expect(!looksLikeFrames(client: [bytes(words)], server: [bytes("81 02 'Hi'")]))
    }
}
