// What was not read, in a conversation: its bytes, its JSON, what a recording keeps of it, and what it costs.

import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture

@Suite struct UnreadTests {
    private static let close = closeFrame(.protocolError)
    private static let failure = closeFrame(.protocolError, from: .server)
    /// A frame whose reserved bit is set, with a payload of 100 bytes.
    private static let broken =
        [0xc2, 0xe4] + Wire.maskingKey.bytes + [UInt8](repeating: 7, count: 100)

    private static func conversation(_ kinds: [ConnectionEvent.Kind]) -> Conversation {
        Session(Session.upgraded.kinds + kinds, eventsPerSecond: 10).conversation
    }

    /// The same, as our server logs it and as a capture holds it.
    private static let courses: [[ConnectionEvent.Kind]] = [
        [
            .bytes(from: .client, Array(broken.prefix(30))), .bytes(from: .server, failure),
            .unread(from: .client, count: 76, after: .failure), .bytes(from: .client, close),
            .unread(from: .client, count: 5, after: .failure), .ended(by: .client, .fin),
        ],
        [
            .bytes(from: .client, Array(broken.prefix(30))), .bytes(from: .server, failure),
            .bytes(from: .client, Array(broken.dropFirst(30))), .bytes(from: .client, close + [1, 2, 3, 4, 5]),
            .ended(by: .client, .fin),
        ],
    ]

    /// Positions count what was not read, so that a frame after it has its bytes.
    @Test(arguments: courses) func theBytesOfWhatIsShown(kinds: [ConnectionEvent.Kind]) throws {
        let conversation = Self.conversation(kinds)
        let frames = conversation.dissection.frames(from: .client)
        let start = conversation.dissection.framesStart(from: .client)
        #expect(frames.map(\.offset) == [0, 106])
        #expect(conversation.dissection.byteCount(from: .client) == start + 106 + 8 + 5)
        #expect(conversation.bytes(of: frames[0]) == Array(Self.broken.prefix(30)))
        #expect(conversation.bytes(of: frames[1]) == Self.close)
    }

    @Test(arguments: courses) func json(kinds: [ConnectionEvent.Kind]) throws {
        var writer = EventLines()
        var output: [UInt8] = []
        writer.write(Self.conversation(kinds + [.ended(by: .server, .fin)]), to: &output)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        let time = kinds.count == 6 ? ["0.4", "0.6"] : ["0.4", "0.5"]
        #expect(
            lines.filter { $0.contains(#""unread""#) } == [
                #"{"event":"unread","connection":1,"time":\#(time[0]),"from":"client","bytes":76,"after":"failure"}"#,
                #"{"event":"unread","connection":1,"time":\#(kinds.count == 6 ? "0.6" : "0.6"),"from":"client","bytes":5,"after":"failure"}"#,
            ])
        // The frame that was cut off is listed, and so is the Close after it.
        #expect(
            lines.filter {
                $0.hasPrefix(#"{"event":"incomplete""#) && $0.contains(#""index":0,"offset":0,"received":30"#)
            }.count == 1)
        #expect(lines.filter { $0.contains(#""index":1,"offset":106"#) }.count == 1)
        #expect(!lines.contains { $0.contains(#""event":"message""#) })
    }

    /// A flood in a capture costs a reader that forgets nothing, and its recording is the same.
    @Test func aFloodIsForgotten() throws {
        var conversation = Self.conversation([.bytes(from: .client, Self.broken), .bytes(from: .server, Self.failure)])
        for index in 0..<300 {
            conversation.add(
                ConnectionEvent(time: 1 + Double(index), .bytes(from: .client, [UInt8](repeating: 0, count: 10_000))))
            conversation.forgetPast()
            #expect(conversation.heldBytes <= 131)
        }
        #expect(conversation.dissection.frames(from: .client).endIndex == 1)
    }

    /// What is kept when the older half goes reads back as it was.
    @Test func theOlderHalfOfAFloodIsMissing() throws {
        var conversation = Self.conversation([.bytes(from: .client, Self.broken), .bytes(from: .server, Self.failure)])
        for index in 0..<50 {
            conversation.add(
                ConnectionEvent(time: 1 + Double(index), .bytes(from: .client, [UInt8](repeating: 0, count: 1000))))
        }
        conversation.add(ConnectionEvent(time: 60, .unread(from: .client, count: 77, after: .failure)))
        let hasMadeRoom = conversation.forgetOlderHalf()
        #expect(hasMadeRoom)
        let count = conversation.dissection.byteCount(from: .client)
        var again = Conversation(number: 1)
        for event in conversation.recordedEvents { again.add(event) }
        #expect(again.dissection.byteCount(from: .client) == count)
        #expect(again.dissection.frames(from: .client).isEmpty, "the zeros are not frames")
    }
}
