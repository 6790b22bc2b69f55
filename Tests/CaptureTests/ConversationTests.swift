// The way back from a frame to its bytes, however the bytes were read.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

struct ConversationTests {
    static let payloads = ["Hello", "", "p", String(repeating: "long ", count: 60), "last"].map { Array($0.utf8) }
    /// A text; a message of three fragments with a ping between.
    static let clientFrames = zip([Opcode.text, .text, .ping, .continuation, .continuation], payloads).enumerated().map
    {
        Frame($1.0, payload: $1.1, fin: [0, 2, 4].contains($0), maskingKey: Wire.maskingKey)
    }
    static let serverFrames = payloads.map { Frame(.binary, payload: $0) }
    static let clientBytes = Wire.request + clientFrames.flatMap(\.encoded)
    static let serverBytes = Wire.response + serverFrames.flatMap(\.encoded)

    /// `bytes` as reads of 0 to 39 bytes.
    static func reads(of bytes: [UInt8], from endpoint: Endpoint, _ numbers: inout SeededNumbers) -> [ConnectionEvent
        .Kind]
    {
        var events: [ConnectionEvent.Kind] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + numbers.below(40))
            events.append(.bytes(from: endpoint, bytes[start..<end]))
            start = end
        }
        return events
    }

    /// Client and server in 30 ways of reading them.
    static let conversations: [Conversation] = (UInt64(0)..<30).map { seed in
        var numbers = SeededNumbers(seed: seed)
        let reads = reads(of: clientBytes, from: .client, &numbers) + reads(of: serverBytes, from: .server, &numbers)
        return Session(reads).conversation
    }

    @Test func bytesOfAnyRange() {
        var numbers = SeededNumbers(seed: 99)
        for conversation in Self.conversations {
            for (endpoint, bytes) in [(Endpoint.client, Self.clientBytes), (.server, Self.serverBytes)] {
                for _ in 0..<50 {
                    let lower = numbers.below(bytes.count + 1)
                    let upper = lower + numbers.below(bytes.count + 1 - lower)
                    #expect(conversation.bytes(from: endpoint, in: lower..<upper) == Array(bytes[lower..<upper]))
                }
                #expect(conversation.bytes(from: endpoint, in: 0..<bytes.count) == bytes)
                #expect(conversation.bytes(from: endpoint, in: 0..<bytes.count + 1) == nil, "that has not arrived")
                #expect(conversation.bytes(from: endpoint, in: -1..<1) == nil)
            }
            #expect(conversation.heldBytes == Self.clientBytes.count + Self.serverBytes.count)
        }
    }

    @Test func bytesAndPayloadsOfFrames() {
        for conversation in Self.conversations {
            for (endpoint, frames) in [(Endpoint.client, Self.clientFrames), (.server, Self.serverFrames)] {
                let records = conversation.dissection.frames(from: endpoint)
                #expect(records.map { conversation.bytes(of: $0) } == frames.map(\.encoded))
                #expect(records.map { conversation.payload(of: $0) } == frames.map(\.payload))
            }
        }
    }

    /// A part of a frame: from its third byte on, no more than four; and the start of its payload.
    @Test func partsOfAFrame() throws {
        let conversation = Self.conversations[0]
        let frame = try #require(conversation.dissection.frames(from: .client).first)
        #expect(conversation.bytes(of: frame, from: 2, maximum: 4) == Wire.maskingKey.bytes)
        #expect(conversation.bytes(of: frame, from: 99) == [])
        #expect(conversation.bytes(of: frame, from: -1, maximum: 1) == [0x81])
        #expect(conversation.payload(of: frame, maximum: 2) == Array("He".utf8))
    }

    @Test func framesOfAMessage() {
        let conversation = Self.conversations[0]
        let messages = conversation.dissection.messages(from: .client)
        #expect(messages.map { conversation.frames(of: $0).map(\.index) } == [[0], [1, 3, 4]])
        var unfinished = Conversation(number: 2, start: .frames)
        unfinished.add(ConnectionEvent(time: 0, .bytes(from: .client, Array(Self.clientFrames[0].encoded.dropLast()))))
        #expect(unfinished.dissection.messages(from: .client).map { unfinished.frames(of: $0) } == [[]])
    }

    /// Reads of these lengths, and where they begin inside the two frames "81 02 61 62" and "81 03 63 64 65".
    static let readings: [([Int], [[Int]])] = [
        ([9], [[0], []]),
        ([4, 5], [[0], [0]]),
        ([1, 2, 3, 3], [[0, 1, 3], [2]]),
        ([0, 3, 0, 6], [[0, 3], []]),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1], [[0, 1, 2, 3], [0, 1, 2, 3, 4]]),
    ]

    @Test(arguments: readings) func readStarts(lengths: [Int], starts: [[Int]]) {
        let bytes: [UInt8] = [0x81, 2, 0x61, 0x62, 0x81, 3, 0x63, 0x64, 0x65]
        var conversation = Conversation(number: 1, start: .frames)
        var position = 0
        for length in lengths {
            conversation.add(
                ConnectionEvent(time: 0, .bytes(from: .server, Array(bytes[position..<position + length]))))
            position += length
        }
        let frames = conversation.dissection.frames(from: .server)
        #expect(frames.map { conversation.readStarts(in: $0) } == starts)
    }

    @Test func missingBytes() {
        let events: [ConnectionEvent.Kind] = [
            .bytes(from: .client, [1, 2, 3]), .missing(from: .client, count: 4), .bytes(from: .client, [8, 9]),
        ]
        let conversation = Session(events).conversation
        #expect(conversation.bytes(from: .client, in: 0..<3) == [1, 2, 3])
        #expect(conversation.bytes(from: .client, in: 2..<4) == nil)
        #expect(conversation.bytes(from: .client, in: 6..<8) == nil)
        #expect(conversation.bytes(from: .client, in: 7..<9) == [8, 9])
    }

    /// After other exchanges too, the bytes of a frame are where it says; and nothing that was reported is kept.
    @Test func framesAfterExchanges() throws {
        let refusal = Wire.http("HTTP/1.1 401 Unauthorized", "Content-Length: 2") + Array("no".utf8)
        var conversation = Session.blank.client(Wire.request).server(refusal).client(Wire.request).conversation
        conversation.forgetPast()
        #expect(conversation.heldBytes == 0)
        conversation.add(ConnectionEvent(time: 1, .bytes(from: .server, Wire.response + Self.serverFrames[0].encoded)))
        conversation.add(ConnectionEvent(time: 1, .bytes(from: .client, Self.clientFrames[0].encoded)))
        for (endpoint, frame) in [(Endpoint.client, Self.clientFrames[0]), (.server, Self.serverFrames[0])] {
            let record = try #require(conversation.dissection.frames(from: endpoint).first)
            #expect(conversation.payload(of: record) == frame.payload)
            #expect(conversation.readStarts(in: record) == (endpoint == .client ? [0] : []))
        }
    }

    /// One line per request, even where the exchange itself is no longer kept.
    @Test(arguments: [1, 5000]) func oneLineOfJSONPerRequest(count: Int) {
        let request = Wire.http("GET /page HTTP/1.1", "Host: a")
        let response = Wire.http("HTTP/1.1 204 No Content")
        var conversation = Conversation(number: 1)
        var writer = EventLines()
        var output: [UInt8] = []
        func add(_ from: Endpoint, _ bytes: [UInt8]) {
            conversation.add(ConnectionEvent(time: 0, .bytes(from: from, bytes)))
            writer.write(conversation, to: &output)
            conversation.forgetPast()
        }
        add(.client, Array(repeatElement(request, count: count).joined()))
        add(.server, Array(repeatElement(response, count: count).joined()))
        for _ in 0..<count {
            add(.client, request)
            add(.server, response)
        }
        add(.client, request)
        conversation.add(ConnectionEvent(time: 1, .ended(by: .client, .reset)))
        writer.write(conversation, to: &output)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(lines.count { $0.contains(#""event":"handshake""#) } == 2 * count + 1)
        #expect(lines.count { $0.contains(#""status":204"#) } >= min(count + 1, 2 * count))
        #expect(lines.count { $0.contains(#""event":"closed""#) } == 1)
        #expect(conversation.heldBytes <= request.count)
        #expect(conversation.dissection.exchanges.numbers.count == min(2 * count + 1, 16))
    }
}
