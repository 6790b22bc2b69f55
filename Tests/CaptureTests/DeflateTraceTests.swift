// The symbols of the compressed messages in recordings: each bit is explained, and what comes out is what the dissection found.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

@Suite struct DeflateTraceTests {
    private static func conversations(_ fixture: Fixture) throws -> [Conversation] {
        var conversations = Conversations(memoryLimit: .max)
        for event in try Recording(fixture.bytes()).events { conversations.add(event) }
        return conversations.all
    }

    private static func compressed(_ conversation: Conversation) -> [MessageRecord] {
        Endpoint.allCases.flatMap { Array(conversation.dissection.messages(from: $0)) }.filter(\.isCompressed)
    }

    /// The recordings in which messages are compressed.
    private static let fixtures = Fixture.all.filter { fixture in
        (try? conversations(fixture))?.contains { !compressed($0).isEmpty } == true
    }

    @Test func someAreCompressed() { #expect(Self.fixtures.count >= 6) }

    @Test(arguments: fixtures) func eachBitIsOfOneSymbolThatHasASentence(_ fixture: Fixture) throws {
        var count = 0
        for conversation in try Self.conversations(fixture) {
            for message in Self.compressed(conversation) {
                guard let trace = conversation.deflateTrace(of: message) else {
                    #expect(conversation.inflated(message)?.problem == .notDeflate)
                    continue
                }
                count += 1
                var bit = 0
                for (number, step) in trace.steps.enumerated() {
                    #expect(step.bits.lowerBound == bit && !step.bits.isEmpty)
                    bit = step.bits.upperBound
                    let sentences = trace.sentences(of: number)
                    #expect(!sentences.isEmpty && sentences.allSatisfy { $0.text.hasSuffix(".") && $0.citation != nil })
                    #expect(!trace.labels(of: number).contains(""))
                }
                #expect(trace.error?.bit ?? trace.readCount * 8 == bit)
                #expect(trace.error != nil || bit >= message.length * 8)
            }
        }
        #expect(count > 0)
    }

    @Test(arguments: fixtures) func whatComesOutIsWhatWasFound(_ fixture: Fixture) throws {
        var count = 0
        for conversation in try Self.conversations(fixture) {
            for message in Self.compressed(conversation) {
                guard let trace = conversation.deflateTrace(of: message) else { continue }
                count += 1
                let inflated = try #require(conversation.inflated(message))
                #expect(trace.output.starts(with: inflated.bytes))
                #expect(trace.output.count == inflated.count)
                #expect(conversation.sentenceOnSize(of: message) == trace.why)
            }
        }
        #expect(count > 0)
    }

    /// Byte by byte, a message that is arriving has the symbols that it will have.
    @Test func symbolsStayAsTheyAreWhileTheMessageArrives() throws {
        var count = 0
        for conversation in try Self.fixtures.flatMap(Self.conversations) {
            for message in Self.compressed(conversation) where message.length < 100 {
                let start = try #require(conversation.frames(of: message).first)
                let first = conversation.start(of: start)
                let whole = conversation.deflateTrace(of: message)
                for received in 1..<start.received {
                    let past = conversation.past(before: [message.from: first + received]).past
                    guard let begun = past.dissection.messages(from: message.from).last, begun.index == message.index,
                        let trace = past.deflateTrace(of: begun)
                    else { continue }
                    count += 1
                    #expect(trace.end == .arriving && trace.addedCount == 0 && trace.error == nil)
                    #expect(whole?.steps.starts(with: trace.steps) == true)
                }
            }
        }
        #expect(count > 100)
    }

    /// A copy says from which frame it is: each frame of the earlier messages has the bytes that came out with it.
    @Test func copiesNameTheFrameThatTheyAreFrom() throws {
        let fixture = try #require(Fixture.all.first { $0.name == "real/python-websockets-compressed" })
        let conversation = try #require(try Self.conversations(fixture).first)
        let messages = Self.compressed(conversation).filter { $0.from == .client }
        let last = try #require(messages.last)
        let trace = try #require(conversation.deflateTrace(of: last))
        #expect(trace.earlierFrames.map(\.number) == [0, 1, 2])
        #expect(trace.earlierFrames.map(\.output) == [-246 ..< -164, -164 ..< -82, -82..<0])
        let copies = trace.steps.indices.filter { trace.source(of: trace.steps[$0]) != nil }
        let sentences = try copies.map { try #require(trace.sentences(of: $0).first).text }
        #expect(sentences.first?.contains("in an earlier message (frame ") == true)
    }

    // MARK: What is not known, not kept or not shown

    private static let hello: [UInt8] = [0xc1, 0x07, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]
    private static let again: [UInt8] = [0xc1, 0x05, 0xf2, 0x00, 0x11, 0x00, 0x00]

    private static func conversation(_ parameters: String = "", _ events: ConnectionEvent.Kind...) -> Conversation {
        let line = "Sec-WebSocket-Extensions: permessage-deflate"
        let request = Wire.request.dropLast(2) + Array("\(line)\r\n\r\n".utf8)
        let response = Wire.response.dropLast(2) + Array("\(line)\(parameters)\r\n\r\n".utf8)
        var conversation = Conversation(number: 1)
        let all: [ConnectionEvent.Kind] = [.bytes(from: .client, request), .bytes(from: .server, response)] + events
        for (index, event) in all.enumerated() { conversation.add(ConnectionEvent(time: Double(index), event)) }
        return conversation
    }

    private static func last(_ conversation: Conversation) -> DeflateTrace? {
        conversation.dissection.messages(from: .server).last.flatMap { conversation.deflateTrace(of: $0) }
    }

    @Test func anEarlierMessageIsKnown() throws {
        let trace = try #require(
            Self.last(
                Self.conversation("", .bytes(from: .server, Self.hello[...]), .bytes(from: .server, Self.again[...]))))
        #expect(String(decoding: trace.output, as: UTF8.self) == "Hello")
        #expect(trace.knownEarlierCount == 5 && trace.earlier.count == 5)
    }

    @Test func withoutContextTakeoverNothingIsBefore() throws {
        let trace = try #require(
            Self.last(
                Self.conversation(
                    "; server_no_context_takeover", .bytes(from: .server, Self.hello[...]),
                    .bytes(from: .server, Self.again[...]))))
        #expect(trace.error?.what == .distanceTooFar(distance: 5, available: 1))
    }

    @Test func behindMissingBytesTheyAreNotKnown() throws {
        let trace = try #require(
            Self.last(
                Self.conversation(
                    "", .bytes(from: .server, Self.hello[...]), .missing(from: .server, count: 9, frames: 1),
                    .bytes(from: .server, Self.again[...]))))
        #expect(String(decoding: trace.output, as: UTF8.self) == "H????")
        #expect(trace.knownEarlierCount == 0)
    }

    @Test func whereBytesAreDroppedOrHiddenThereIsNone() {
        var dropped = Self.conversation("", .bytes(from: .server, Self.hello[...]))
        #expect(Self.last(dropped) != nil)
        var hidden = dropped
        dropped.dropBytes()
        hidden.hideTexts()
        #expect(Self.last(dropped) == nil)
        #expect(Self.last(hidden) == nil)
        #expect(Self.last(Self.conversation("", .bytes(from: .server, [0x81, 0x02, 0x48, 0x69]))) == nil)
    }

    /// Of a message whose first frames were let go of there is none, although its last ones are here.
    @Test func whereTheFirstFramesAreGoneThereIsNone() throws {
        let (first, rest): ([UInt8], [UInt8]) = ([0x41, 0x03, 0xf2, 0x48, 0xcd], [0x80, 0x04, 0xc9, 0xc9, 0x07, 0x00])
        for isArriving in [false, true] {
            var conversation = Self.conversation("", .bytes(from: .server, first[...]))
            for index in 0..<100 {
                let ping: [UInt8] = [0x89, 0x00]
                conversation.add(ConnectionEvent(time: Double(10 + index), .bytes(from: .server, ping[...])))
            }
            let part = isArriving ? rest.prefix(4) : rest[...]
            conversation.add(ConnectionEvent(time: 200, .bytes(from: .server, part)))
            #expect(
                Self.last(conversation).map { String(decoding: $0.output, as: UTF8.self) }
                    == (isArriving ? "Hell" : "Hello"))
            let hasMadeRoom = conversation.forgetOlderHalf()
            #expect(hasMadeRoom)
            let message = try #require(conversation.dissection.messages(from: .server).last)
            #expect(message.frameCount == 2)
            #expect(conversation.deflateTrace(of: message) == nil)
        }
    }

    /// A stored block of many bytes takes few symbols, but they are not all read.
    @Test func ofALongMessageTheBeginningIsRead() throws {
        let block: [UInt8] = [0x00, 0xff, 0xff, 0x00, 0x00] + [UInt8](repeating: 0x61, count: 0xffff)
        let payload = Array([[UInt8]](repeating: block, count: 17).joined()) + [0x00]
        let frame = Frame(
            header: FrameHeader(rsv1: true, opcode: .text, payloadLength: UInt64(payload.count)), payload: payload)
        let trace = try #require(Self.last(Self.conversation("", .bytes(from: .server, frame.encoded[...]))))
        #expect(trace.isCut && trace.end == .cut && trace.error == nil)
        #expect(trace.payloadCount == Conversation.mostTraced)
        #expect(trace.why?.text.hasPrefix("At the beginning 1,048,576 bytes for ") == true)
    }
}
