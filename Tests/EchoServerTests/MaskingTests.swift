// Tokens in requests: what the log has in their place, and when. The events of a request must be those of its reads, with their times,
// however it is cut into reads and however it ends.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct MaskingTests {
    private static let head =
        "GET /?a=b&%74oken=s3cret HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpzM2NyZXQ=\r\n\r\n"
    private static let maskedHead =
        "GET /?a=b&%74oken=****** HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ************\r\n\r\n"
    private static let action =
        "token-masked: The 18 bytes of the token in the request are shown as *: whoever can read the log must not be able to connect with it."

    private static func upgrade(_ line: String = "Authorization: Bearer s3cret") -> [UInt8] {
        var request = Wire.request
        request.removeLast(2)
        return request + Array("\(line)\r\n\r\n".utf8)
    }

    private func channel() throws -> HandledChannel {
        try HandledChannel {
            $0.token = "s3cret"
            $0.headLimits.maximumLength = 256
        }
    }

    /// The reads of the client, in the log's order.
    private func reads(_ events: [ConnectionEvent]) -> [(time: Double, text: String)] {
        events.compactMap { event in
            guard case .bytes(.client, let bytes) = event.kind else { return nil }
            return (event.time, String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func `Wherever a request is cut into two reads, each is an event of its own`() throws {
        let bytes = Array(Self.head.utf8)
        for cut in 1..<bytes.count {
            let handled = try channel()
            try handled.receive(Array(bytes[..<cut]))
            #expect(reads(handled.events).isEmpty, "held until the end is known")
            try handled.receive(Array(bytes[cut...]))
            let found = reads(handled.events)
            #expect(found.map(\.text.utf8.count) == [cut, bytes.count - cut])
            #expect(found.map(\.text).joined() == Self.maskedHead)
            #expect(handled.actions == [Self.action])
        }
    }

    @Test func `Each read has the time at which it was read`() throws {
        let log = EventLog()
        var reader = log.reader(.letsGo(limit: .max))
        let handled = try HandledChannel {
            $0.token = "s3cret"
            $0.log = log
        }
        handled.comparesStates = false
        var before: [Double] = []
        for part in ["GET /?tok", "en=s3cret HT", "TP/1.1\r\nHost: x\r\n", "\r\n"] {
            before.append(log.now)
            try handled.receive(Array(part.utf8))
            // Something else happens meanwhile, on another connection.
            log.append(connection: 2, .note("meanwhile", pauses: false))
        }
        var events: [LoggedEvent] = []
        while let batch = reader.take() {
            events += batch.events
            reader.isDone(batch)
        }
        let own = events.filter { $0.connection == 1 }.map(\.event)
        let times = reads(own).map(\.time)
        #expect(times.count == 4)
        #expect(zip(before, times).allSatisfy { $0 <= $1 })
        #expect(zip(times, before.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(own.map(\.time) == own.map(\.time).sorted(), "one connection is in the order of time")
        #expect(events.map(\.event.time) != events.map(\.event.time).sorted(), "the log as a whole is not")
        // A recording of it has no problem.
        let lines = [RecordingWriter.header(RecordingHeader())] + events.map { RecordingWriter.line(for: $0) }
        let recording = try Recording(Array(lines.joined(separator: "\n").utf8))
        #expect(recording.problems.isEmpty && recording.events == events)
    }

    @Test func `What follows the head in its last read is logged with it`() throws {
        let handled = try channel()
        let request = Self.upgrade()
        try handled.receive(Array(request[..<60]))
        try handled.receive(Array(request[60...]) + Wire.hello + Wire.hello.prefix(3))
        let bytes = handled.events.compactMap { event -> [UInt8]? in
            if case .bytes(.client, let bytes) = event.kind { Array(bytes) } else { nil }
        }
        #expect(bytes.count == 2)
        #expect(
            bytes.joined().elementsEqual(
                Self.upgrade("Authorization: Bearer ******") + Wire.hello + Wire.hello.prefix(3)))
        #expect(handled.dissection.messages(from: .client).count == 1)
        // And all later reads as they are, even where they look like a token.
        try handled.receive(Array(Wire.hello.dropFirst(3)) + frame(.text, "/?token=s3cret"))
        #expect(handled.dissection.messages(from: .server).count == 3)
    }

    @Test func `Where nothing was masked, nothing is said of it`() throws {
        let handled = try channel()
        try handled.receive(Wire.request)
        #expect(handled.actions.count == 1 && handled.actions[0].hasPrefix("token-missing: "))
        #expect(reads(handled.events).map(\.text) == [String(decoding: Wire.request, as: UTF8.self)])
    }

    @Test func `One byte is one byte`() throws {
        let handled = try channel()
        try handled.receive(Self.upgrade("Authorization: Bearer s"))
        #expect(
            handled.actions.first?.hasPrefix("token-masked: The 1 byte of the token in the request is shown as *")
                == true)
    }

    @Test func `Without a token each read is in the log at once, as it was`() throws {
        let handled = try HandledChannel()
        let bytes = Array(Self.head.utf8)
        for (index, part) in [bytes[..<30], bytes[30...]].enumerated() {
            try handled.receive(Array(part))
            #expect(reads(handled.events).count == index + 1)
        }
        #expect(reads(handled.events).map(\.text).joined() == Self.head)
        #expect(handled.actions.isEmpty)
    }

    /// How a request can end before it is complete.
    struct CutOff: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let end: @Sendable (HandledChannel) throws -> Void
    }

    private static let ends = [
        CutOff(testDescription: "its end") { $0.receiveEnd() }, CutOff(testDescription: "a reset") { $0.fail() },
        CutOff(testDescription: "a vanished socket") { $0.vanish() },
        CutOff(testDescription: "the limit of time") { $0.pass(seconds: 10) },
        CutOff(testDescription: "the stop of the server") { $0.stop() },
        CutOff(testDescription: "a byte that is not HTTP") { try $0.receive([0]) },
        CutOff(testDescription: "too many bytes") {
            try $0.receive(Array(repeating: UInt8(ascii: "x"), count: 300))
        },
    ]

    /// What was read of it must be in the log before what ends it.
    @Test(arguments: ends)
    func `A request that is cut off is masked as well`(cutOff: CutOff) throws {
        let whole = Array("GET /?token=s3cret HTTP/1.1\r\nAuthorization: Bearer s3cret".utf8)
        for count in 1...whole.count {
            let handled = try channel()
            try handled.receive(Array(whole[..<(count / 2)]))
            try handled.receive(Array(whole[(count / 2)..<count]))
            try cutOff.end(handled)
            let events = handled.events
            let kinds = events.map(\.kind)
            let text = reads(events).map(\.text).joined()
            #expect(!text.contains("s3c") && text.utf8.count >= count, "\(count)")
            let last = try #require(kinds.lastIndex { if case .bytes(.client, _) = $0 { true } else { false } })
            let ended = kinds.firstIndex { kind in
                if case .ended = kind { return true }
                if case .bytes(.server, _) = kind { return true }
                return false
            }
            #expect(ended.map { last < $0 } ?? true)
            #expect(events.map(\.time) == events.map(\.time).sorted())
        }
    }

    /// What is answered may quote the request, and must not quote the token.
    @Test(arguments: [
        "GET nowhere?token=s3cret HTTP/1.1", "GET /#?token=s3cret HTTP/1.1", "GET /?token=s3cret b HTTP/1.1",
        "GET /?token=s3cret\u{1} HTTP/1.1", "GET /?token=s3cret\u{E9} HTTP/1.1", "GET /?token=s3 cret HTTP/1.1",
        "POST /?token=s3cret HTTP/1.1",
    ])
    func `No answer quotes the token`(line: String) throws {
        let upgrade =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: \(Wire.key)\r\n"
        for more in [upgrade, ""] {
            let handled = try channel()
            try handled.receive(Array("\(line)\r\nHost: x\r\n\(more)\r\n".utf8))
            let output = String(decoding: try handled.output(), as: UTF8.self)
            #expect(output.hasPrefix("HTTP/1.1 4") || output.hasPrefix("HTTP/1.1 200"), "\(output)")
            for part in ["s3", "cret", "'c'", "'b'"] { #expect(!output.contains(part), "\(output)") }
            #expect(!handled.events.map { "\($0)" }.joined().contains("s3c"))
        }
    }

    @Test func `A byte of the token that cannot stand there is not named`() throws {
        let handled = try channel()
        try handled.receive(Array("GET /?token=s3 cret HTTP/1.1\r\n\r\n".utf8))
        #expect(
            String(decoding: try handled.output(), as: UTF8.self).contains(
                "Found: a byte of the token that cannot stand there; in an address it must be percent-encoded."))
    }
}
