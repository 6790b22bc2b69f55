// Compressed messages through the handler: what it takes, what it sends, and how it fails. The dissection of its log inflates with the
// core's own inflater, so that every test compares zlib with it.

import Capture
import Compression
import NIOCore
import NIOEmbedded
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct CompressedEchoTests {
    private static let offer = "permessage-deflate; client_max_window_bits"
    private static let text = String(repeating: "All that repeats is sent once. ", count: 60)

    /// A channel on which compression was agreed on, and what the client compresses with.
    private static func open(
        _ mode: CompressionMode, offer: String = offer, service: any Service = EchoService(),
        _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws -> HandledChannel {
        let handled = try HandledChannel(service: service) { configuration in
            configuration.compression = mode
            configure(&configuration)
        }
        try handled.receive(Wire.request(extensions: offer))
        return handled
    }

    private static func deflated(_ text: String, _ deflater: Deflater) -> [UInt8] {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        deflater.deflate(bytes.span.bytes, isLast: true, into: &output)
        return output
    }

    /// A masked frame of a compressed message.
    private static func compressed(
        _ payload: [UInt8], opcode: Opcode = .text, fin: Bool = true, isFirst: Bool = true
    ) -> [UInt8] {
        let header = FrameHeader(
            fin: fin, rsv1: isFirst, opcode: isFirst ? opcode : .continuation, maskingKey: Wire.maskingKey,
            payloadLength: UInt64(payload.count))
        return Frame(header: header, payload: payload).encoded
    }

    /// The messages of the server: their texts, inflated, and whether they were compressed.
    private static func answers(_ handled: HandledChannel) -> [String] {
        let dissection = handled.dissection
        #expect(!dissection.hasViolations)
        return handled.conversation.texts(from: .server)
    }

    @Test(arguments: [
        (CompressionMode.off, offer, nil),
        (
            .shared, offer,
            "permessage-deflate; server_no_context_takeover; server_max_window_bits=11; client_max_window_bits=11"
        ),
        (.dedicated, offer, "permessage-deflate; server_max_window_bits=11; client_max_window_bits=11"),
        (.dedicated, "permessage-deflate", "permessage-deflate; server_max_window_bits=11"),
        (.shared, "permessage-deflate; unknown", nil),
    ])
    func theAnswer(mode: CompressionMode, offer: String, answer: String?) throws {
        let head = try Self.open(mode, offer: offer).dissection.handshake.response
        #expect(head?.values(of: "Sec-WebSocket-Extensions").map(\.value) == [answer].compactMap(\.self))
    }

    /// Short texts come back as they are, long ones compressed, whatever they came as.
    @Test(arguments: [CompressionMode.shared, .dedicated]) func echoes(mode: CompressionMode) throws {
        let handled = try Self.open(mode)
        let deflater = try Deflater(windowBits: 11)
        for text in ["Hello", "Hello", Self.text, Self.text] {
            try handled.receive(Self.compressed(Self.deflated(text, deflater)))
            try handled.receive(frame(.text, text))
        }
        let short = ["\"Hello\""], long = ["compressed \"\(Self.text)\""]
        #expect(Self.answers(handled) == short + short + short + short + long + long + long + long)
        let messages = handled.dissection.messages(from: .server).suffix(2)
        // With a compressor of its own, a connection copies the whole text from the message before.
        #expect(messages.allSatisfy { mode == .shared ? $0.length > 40 : $0.length < 40 })
    }

    @Test func fragmentsAreInflatedAsTheyCome() throws {
        let handled = try Self.open(.shared)
        let payload = Self.deflated(Self.text, try Deflater(windowBits: 11))
        for cut in [0, 1, payload.count / 2, payload.count] {
            try handled.receive(Self.compressed(Array(payload[..<cut]), fin: false) + frame(.ping, "between"))
            try handled.receive(Self.compressed(Array(payload[cut...]), isFirst: false))
        }
        #expect(Self.answers(handled) == Array(repeating: "compressed \"\(Self.text)\"", count: 4))
    }

    /// However the reads cut it.
    @Test func everySplit() throws {
        let deflater = try Deflater(windowBits: 9)
        let bytes =
            Self.compressed(Self.deflated("Hello", deflater)) + Self.compressed(Self.deflated("Hello", deflater))
        for cut in 1..<bytes.count {
            let handled = try Self.open(.dedicated, offer: "permessage-deflate; server_max_window_bits=8")
            try handled.receive(Array(bytes[..<cut]))
            try handled.receive(Array(bytes[cut...]))
            #expect(Self.answers(handled) == ["\"Hello\"", "\"Hello\""])
        }
    }

    /// An offered window of 8 bits is kept to, although zlib has none.
    @Test(arguments: [CompressionMode.shared, .dedicated]) func aWindowOf256Bytes(mode: CompressionMode) throws {
        let handled = try Self.open(mode, offer: "permessage-deflate; server_max_window_bits=8")
        var numbers = SeededNumbers(seed: 8)
        let words = (0..<40).map { _ in String(numbers.below(1_000_000)) }
        for _ in 0..<6 {
            let text = (0..<400).map { _ in numbers.one(of: words) }.joined(separator: " ")
            try handled.receive(frame(.text, text))
        }
        // The dissection knows of the window of 256 bytes: a copy from further back would break a rule.
        #expect(Self.answers(handled).allSatisfy { $0.hasPrefix("compressed") })
    }

    /// What can't be made shorter is compressed all the same, from the length on that was asked for, where later messages may copy from
    /// it; else it is sent as it is.
    @Test(arguments: [CompressionMode.shared, .dedicated]) func randomBytes(mode: CompressionMode) throws {
        let handled = try Self.open(mode) { $0.leastCompressed = 100 }
        var numbers = SeededNumbers(seed: 9)
        let random = numbers.bytes(5000)
        for payload in [numbers.bytes(99), numbers.bytes(100), random, random] {
            try handled.receive(frame(.binary, payload) + frame(.text, "x"))
        }
        let isCompressed = mode == .dedicated
        #expect(
            handled.dissection.messages(from: .server).map(\.isCompressed) == [
                false, false, isCompressed, false, isCompressed, false, isCompressed, false,
            ])
        #expect(Self.answers(handled).count == 8)
        try handled.receive(frame(.text, Self.text))
        #expect(Self.answers(handled).last == "compressed \"\(Self.text)\"")
    }

    /// The connections of an event loop share a compressor for each window that zlib has: 8 bits are compressed with 9.
    /// From 0 bytes on, each message is compressed, whatever that comes to.
    @Test(arguments: [CompressionMode.shared, .dedicated]) func fromNothingOn(mode: CompressionMode) throws {
        let handled = try Self.open(mode) { $0.leastCompressed = 0 }
        var numbers = SeededNumbers(seed: 9)
        for payload in [[], [0x61], numbers.bytes(99), numbers.bytes(5000)] {
            try handled.receive(frame(.binary, payload))
        }
        #expect(handled.dissection.messages(from: .server).map(\.isCompressed) == [true, true, true, true])
    }

    @Test func sharedCompressorsAreOnePerWindow() throws {
        let shared = SharedDeflaters()
        #expect(try shared.deflater(windowBits: 9) === shared.deflater(windowBits: 9))
        #expect(try shared.deflater(windowBits: 9) !== shared.deflater(windowBits: 10))
    }

    /// Behind frames that were made by hand nothing copies from before them.
    @Test func behindWhatWasSentByHand() throws {
        let handled = try Self.open(.dedicated)
        try handled.receive(frame(.text, Self.text))
        let byHand = FrameHeader(rsv1: true, opcode: .text, payloadLength: 7)
        let bytes = Frame(header: byHand, payload: [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]).encoded
        try handled.ask(SendBytes(bytes: bytes))
        try handled.receive(frame(.text, Self.text))
        #expect(
            Self.answers(handled) == [
                "compressed \"\(Self.text)\"", "compressed \"Hello\"", "compressed \"\(Self.text)\"",
            ])
    }

    /// While pieces are to come the answers wait behind them: the first copies from nothing before them, the next from the first.
    @Test func behindPiecesThatAreToCome() throws {
        let handled = try Self.open(.dedicated)
        try handled.receive(frame(.text, Self.text))
        let byHand: [UInt8] = [0xc1, 0x07, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]
        try handled.ask(SendBytes(bytes: byHand, pieceLength: 5, pause: .seconds(1)))
        try handled.receive(frame(.text, Self.text) + frame(.text, Self.text))
        handled.pass(seconds: 2)
        let long = "compressed \"\(Self.text)\""
        #expect(Self.answers(handled) == [long, "compressed \"Hello\"", long, long])
        #expect(handled.dissection.messages(from: .server).map { $0.length < 40 } == [false, true, false, true])
    }

    /// What comes behind a message that was dropped can't copy from it: the peer never got it.
    @Test func behindWhatWasDropped() throws {
        let service = Listener()
        let handled = try Self.open(.dedicated, service: service) { $0.queue = QueueLimits(high: 3000) }
        handled.setWritable(false)
        var numbers = SeededNumbers(seed: 1)
        let texts = (0..<2).map { _ in
            String((0..<3000).map { _ in Character(UnicodeScalar(UInt8.random(in: 0x41...0x5a, using: &numbers))) })
        }
        for text in texts { service.send(Array(text.utf8), .text) }
        #expect(handled.handler.counts.dropped == 1)
        handled.setWritable(true)
        service.send(Array(texts[1].utf8), .text)
        #expect(Self.answers(handled) == texts.map { "compressed \"\($0)\"" })
    }

    // MARK: Failing

    /// Where the client has agreed that each message stands alone, nothing is left of the one before.
    @Test func aClientThatTakesOverAfterAll() throws {
        let handled = try Self.open(.shared, offer: "permessage-deflate; client_no_context_takeover")
        for payload in ["f248cdc9c90700", "f200110000"] {
            try handled.receive(Self.compressed(try Hex.parse(payload)))
        }
        #expect(Self.close(handled) == "1007 deflate-data-broken")
    }

    private static func close(_ handled: HandledChannel) -> String? {
        let close = handled.dissection.frames(from: .server).last.flatMap { handled.conversation.payload(of: $0) }
        return close.map(ClosePayload.init).map { "\($0.code.rawValue) \($0.reason)" }
    }

    /// The payloads of compressed frames, and why the connection is failed.
    static let broken: [([String], String)] = [
        (["07"], "1007 deflate-data-broken"), (["f248cd"], "1007 deflate-data-broken"),
        ([""], "1007 deflate-data-broken"),
        // The letter é in Latin-1, compressed; and half of it in UTF-8.
        (["7a0900"], "1007 text-not-utf8"), (["3a0400"], "1007 text-not-utf8"),
    ]

    @Test(arguments: broken) func failing(payloads: [String], reason: String) throws {
        let handled = try Self.open(.shared)
        for payload in payloads { try handled.receive(Self.compressed(try Hex.parse(payload))) }
        #expect(Self.close(handled) == reason)
    }

    /// A bomb is refused as soon as it is clear that it is one, in one frame or in many, and what is under the limit is taken.
    @Test(arguments: [1, 7]) func aBomb(fragmentCount: Int) throws {
        let zeros = [UInt8](repeating: 0, count: 4 << 20)
        var payload: [UInt8] = []
        try Deflater(windowBits: 11).deflate(zeros.span.bytes, isLast: true, into: &payload)
        for (limit, isTaken) in [(4 << 20, true), (4 << 20 - 1, false), (1 << 16, false)] {
            let handled = try Self.open(.shared) { $0.limits.maximumMessageLength = limit }
            for number in 0..<fragmentCount {
                let range = payload.count * number / fragmentCount..<payload.count * (number + 1) / fragmentCount
                try handled.receive(
                    Self.compressed(
                        Array(payload[range]), opcode: .binary, fin: number == fragmentCount - 1, isFirst: number == 0))
            }
            let last = try #require(handled.dissection.frames(from: .server).last)
            if isTaken {
                #expect(handled.dissection.messages(from: .server).map(\.isCompressed) == [true])
            } else {
                #expect(handled.conversation.payload(of: last).map { ClosePayload($0).code } == .messageTooBig)
                #expect(handled.handler.fragments == nil)
            }
        }
    }

    /// zlib's state is made with the first message that needs it.
    @Test func nothingIsMadeBeforeItIsNeeded() throws {
        let handled = try Self.open(.dedicated)
        try handled.receive(frame(.text, "short"))
        #expect(handled.handler.compression?.hasState == false)
        try handled.receive(frame(.text, Self.text))
        #expect(handled.handler.compression?.hasState == true)
    }

    // MARK: The other role

    /// A client offers, and both sides compress.
    @Test func aClient() throws {
        let handled = try HandledChannel.client(request: Wire.request(extensions: Self.offer)) { $0.echoes = true }
        try handled.receive(Wire.response("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=10"))
        let deflater = try Deflater(windowBits: 15)
        for _ in 0..<2 {
            let header = FrameHeader(rsv1: true, opcode: .text, payloadLength: 0)
            var frame = Frame(header: header, payload: Self.deflated(Self.text, deflater))
            frame.header.payloadLength = UInt64(frame.payload.count)
            try handled.receive(frame.encoded)
        }
        #expect(
            handled.conversation.texts(from: .client)
                == Array(repeating: "compressed \"\(Self.text)\"", count: 2))
        #expect(!handled.dissection.hasViolations)
    }
}

extension Conversation {
    /// The texts of an endpoint's messages, inflated.
    fileprivate func texts(from endpoint: Endpoint) -> [String] {
        dissection.messages(from: endpoint).map { message in
            (message.isCompressed ? "compressed " : "")
                + (content(of: message).map { "\"\(String(decoding: $0, as: UTF8.self))\"" } ?? "?")
        }
    }
}
