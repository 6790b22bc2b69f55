// A conversation that lets go of its older half: what is left begins with a frame, the handshake stays, and a recording of it reads back
// the same frames after counts of what is gone.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

struct ForgettingTests {
    /// An echoed conversation: messages of these lengths, in reads of random lengths.
    private static func echo(_ count: Int, longest: Int, seed: UInt64 = 1, fragments: Bool = false) -> Conversation {
        var numbers = SeededNumbers(seed: seed)
        var conversation = Session(Session(port: 50000).kinds + Session.upgraded.kinds, eventsPerSecond: 10)
            .conversation
        var isOpen = false
        for index in 0..<count {
            let payload = [UInt8](repeating: UInt8(0x61 + index % 26), count: numbers.below(longest + 1))
            let fin = !fragments || numbers.below(3) == 0
            let opcode: Opcode = isOpen ? .continuation : .text
            isOpen = !fin
            let time = 1 + Double(index)
            let sent = frame(opcode, payload, fin: fin)
            for part in numbers.parts(of: sent, longest: 1000) {
                conversation.add(ConnectionEvent(time: time, .bytes(from: .client, part)))
            }
            let echoed = frame(opcode, payload, fin: fin, from: .server)
            for part in numbers.parts(of: echoed, longest: 1000) {
                conversation.add(ConnectionEvent(time: time + 0.5, .bytes(from: .server, part)))
            }
        }
        return conversation
    }

    private static func payloads(_ conversation: Conversation, _ from: Endpoint) -> [[UInt8]?] {
        conversation.dissection.frames(from: from).map { conversation.payload(of: $0) }
    }

    @Test(arguments: [(200, 50, false), (200, 5000, false), (300, 700, true), (3, 20_000, false)])
    func whatIsLeftIsWholeFrames(count: Int, longest: Int, fragments: Bool) {
        for seed in 0..<10 {
            let before = Self.echo(count, longest: longest, seed: UInt64(seed), fragments: fragments)
            var conversation = before
            let hasMadeRoom = conversation.forgetOlderHalf()
            #expect(hasMadeRoom)
            #expect(conversation.cost <= before.cost, "less, or short lists have room for more")
            for from in Endpoint.allCases {
                let left = conversation.dissection.frames(from: from)
                #expect(left.startIndex == conversation.dissection.forgotten[from].frames)
                #expect(left.endIndex == before.dissection.frames(from: from).endIndex, "numbers stay the same")
                #expect(Self.payloads(conversation, from) == Array(Self.payloads(before, from).suffix(left.count)))
            }
            #expect(conversation.events.reduce(0) { $0 + $1.byteCount } == conversation.heldBytes)
            #expect(conversation.dissection.handshake.status == 101)
            #expect(conversation.dissection.moves == before.dissection.moves)
        }
    }

    /// The findings begin with the handshake and with what is gone; then come those that are left.
    @Test func theFindingsSayWhatIsGone() throws {
        var conversation = Self.echo(100, longest: 20)
        let hasMadeRoom = conversation.forgetOlderHalf()
        #expect(hasMadeRoom)
        let dissection = conversation.dissection
        let kinds = dissection.items.prefix(7).map(\.kind)
        #expect(
            kinds == [
                .event(.opened(client: "127.0.0.1:50000", server: "127.0.0.1:1338")), .request(0), .response(0),
                .move(0),
                .move(1),
                .event(
                    .missing(
                        from: .client,
                        count: dissection.forgotten[.client].bytes - dissection.framesStart(from: .client),
                        frames: dissection.forgotten[.client].frames)),
                .event(
                    .missing(
                        from: .server,
                        count: dissection.forgotten[.server].bytes - dissection.framesStart(from: .server),
                        frames: dissection.forgotten[.server].frames)),
            ])
        guard case .frame = dissection.items[dissection.firstKeptItem].kind else {
            Issue.record("what is left begins with \(dissection.items[dissection.firstKeptItem].kind)")
            return
        }
        for item in dissection.items {
            switch item.kind {
            case .frame(let from, let index): #expect(dissection.frame(index, from: from) != nil)
            case .message(let from, let index): #expect(dissection.messages(from: from).indices.contains(index))
            default: break
            }
        }
    }

    @Test(arguments: [(200, 50, false), (100, 3000, false), (300, 700, true)])
    func aRecordingOfItReadsBackTheSame(count: Int, longest: Int, fragments: Bool) {
        var conversation = Self.echo(count, longest: longest, fragments: fragments)
        for round in 0..<3 {
            let hasMadeRoom = conversation.forgetOlderHalf()
            #expect(hasMadeRoom, "round \(round)")
            conversation.add(ConnectionEvent(time: 1000, .bytes(from: .client, frame(.ping))))
            var again = Conversation(number: 1)
            for event in conversation.recordedEvents {
                again.add(event)
                if case .bytes(_, let bytes) = event.kind { #expect(!bytes.isEmpty) }
            }
            for from in Endpoint.allCases {
                #expect(Self.payloads(again, from) == Self.payloads(conversation, from))
                #expect(again.dissection.byteCount(from: from) == conversation.dissection.byteCount(from: from))
                #expect(
                    again.dissection.frameNumbers(from: from) == conversation.dissection.frameNumbers(from: from),
                    "numbers stay the same")
            }
            #expect(!again.dissection.hasViolations)
            #expect(again.dissection.handshake.requestBytes == conversation.dissection.handshake.requestBytes)
            #expect(again.dissection.isWebSocket)
        }
    }

    /// Frames that were already missing are among those that are counted, once.
    @Test func gapsAreCounted() {
        var conversation = Self.echo(20, longest: 10)
        let start = conversation.dissection.frames(from: .client).count
        conversation.add(ConnectionEvent(time: 30, .missing(from: .client, count: 700, frames: 100)))
        for index in 0..<60 {
            conversation.add(ConnectionEvent(time: 40 + Double(index), .bytes(from: .client, frame(.text, "a"))))
        }
        for _ in 0..<3 {
            let hasMadeRoom = conversation.forgetOlderHalf()
            #expect(hasMadeRoom)
            let left = conversation.dissection.frames(from: .client).count
            #expect(conversation.dissection.forgotten[.client].frames == start + 100 + 60 - left)
        }
    }

    @Test func whatIsStillArrivingStays() {
        var conversation = Self.echo(20, longest: 10)
        let long = frame(.binary, [UInt8](repeating: 1, count: 50_000))
        for start in stride(from: 0, to: 40_000, by: 1000) {
            conversation.add(ConnectionEvent(time: 50, .bytes(from: .client, long[start..<start + 1000])))
        }
        let hasMadeRoom = conversation.forgetOlderHalf()
        #expect(hasMadeRoom)
        conversation.add(ConnectionEvent(time: 51, .bytes(from: .client, long[40_000...])))
        let frame = conversation.dissection.frames(from: .client).last
        #expect(frame.flatMap { conversation.payload(of: $0) } == [UInt8](repeating: 1, count: 50_000))
    }

    /// Frames that are missing have numbers too, so that all screens, and a recording made later, name a frame alike.
    @Test func missingFramesAreNumbered() {
        var conversation = Self.echo(50, longest: 50)
        conversation.add(ConnectionEvent(time: 60, .missing(from: .client, count: 70, frames: 5)))
        let hello = Frame(.text, payload: Array("Hello".utf8), maskingKey: Wire.maskingKey).encoded
        for time in 61...63 { conversation.add(ConnectionEvent(time: Double(time), .bytes(from: .client, hello))) }
        #expect(conversation.dissection.frames(from: .client).suffix(4).map(\.number) == [49, 55, 56, 57])
        #expect(conversation.dissection.frameNumbers(from: .client) == 0..<58)
        #expect(conversation.dissection.frame(number: 52, from: .client) == nil)
        #expect(conversation.dissection.frame(number: 55, from: .client)?.index == 50)
        while conversation.forgetOlderHalf() {
            let again = conversation.recordedEvents.reduce(into: Conversation(number: 1)) { $0.add($1) }
            for from in Endpoint.allCases {
                #expect(
                    again.dissection.frames(from: from).map(\.number)
                        == conversation.dissection.frames(from: from).map(\.number))
            }
        }
        #expect(conversation.dissection.frames(from: .client).map(\.number).last == 57)
        #expect(conversation.dissection.frameNumbers(from: .client).lowerBound >= 49)
    }

    /// A reader that reports each frame once and lets go of what is past: each frame is whole then, wherever its reads were cut.
    @Test(arguments: 0..<20) func whatIsPastIsForgottenAndFramesStayWhole(seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let payloads = (0..<100).map { _ in numbers.bytes(numbers.below(300)) }
        let sent = payloads.flatMap { Frame(.binary, payload: $0, maskingKey: Wire.maskingKey).encoded }
        var conversation = Session.upgraded.conversation
        var (reported, next) = ([[UInt8]?](), 0)
        for part in numbers.parts(of: sent, longest: 500) {
            conversation.add(ConnectionEvent(time: 1, .bytes(from: .client, part)))
            let frames = conversation.dissection.frames(from: .client)
            while next < frames.endIndex {
                reported.append(conversation.payload(of: frames[next]))
                next += 1
            }
            if numbers.below(3) == 0 { conversation.forgetPast() }
        }
        #expect(reported == payloads)
    }

    /// Without its bytes a conversation still has its findings, and continues.
    @Test func dropBytes() throws {
        var conversation = Self.echo(10, longest: 10)
        let count = conversation.dissection.frames(from: .server).count
        conversation.dropBytes()
        let first = try #require(conversation.dissection.frames(from: .server).first)
        #expect(conversation.hasDroppedBytes)
        #expect(conversation.heldBytes == 0)
        #expect(conversation.bytes(of: first) == nil)
        #expect(conversation.payload(of: first) == nil)
        conversation.add(ConnectionEvent(time: 100, .bytes(from: .server, Frame(.text, payload: [0x61]).encoded)))
        let frames = conversation.dissection.frames(from: .server)
        #expect(frames.count == count + 1)
        #expect(frames.last.flatMap { conversation.payload(of: $0) } == [0x61])
    }

    /// A recording made after bytes were dropped has the handshake, and the frames whose bytes came later.
    @Test(arguments: [0, 30]) func aRecordingWithoutTheBytesBegins(split: Int) throws {
        var conversation = Self.echo(10, longest: 10)
        let long = Frame(.binary, payload: [UInt8](repeating: 1, count: 100), maskingKey: Wire.maskingKey).encoded
        // With a split the bytes are dropped in the middle of a frame, which is then missing as a whole.
        if split > 0 { conversation.add(ConnectionEvent(time: 50, .bytes(from: .client, long[..<split]))) }
        conversation.dropBytes()
        conversation.add(ConnectionEvent(time: 51, .bytes(from: .client, long[split...])))
        conversation.add(ConnectionEvent(time: 52, .bytes(from: .client, long)))
        let again = conversation.recordedEvents.reduce(into: Conversation(number: 1)) { $0.add($1) }
        #expect(again.dissection.handshake.requestBytes == conversation.dissection.handshake.requestBytes)
        #expect(again.dissection.handshake.status == 101)
        #expect(!again.dissection.hasViolations)
        let frames = again.dissection.frames(from: .client)
        #expect(frames.map(\.number) == (split > 0 ? [11] : [10, 11]))
        for frame in frames { #expect(again.payload(of: frame) == conversation.payload(of: frame)) }
        for from in Endpoint.allCases {
            #expect(again.dissection.byteCount(from: from) == conversation.dissection.byteCount(from: from))
        }
    }

    /// Whatever is dropped, in whatever order: nothing traps, and a recording reads back what is left.
    @Test(arguments: 0..<60) func anyOrderOfDropping(seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed))
        var conversation = Self.echo(3, longest: 20)
        for step in 0..<60 {
            for from in Endpoint.allCases {
                let key = from == .client ? Wire.maskingKey : nil
                let frames = (0..<numbers.below(4)).flatMap { _ in
                    Frame(.binary, payload: numbers.bytes(numbers.below(300)), maskingKey: key).encoded
                }
                for part in numbers.parts(of: frames, longest: 400) {
                    conversation.add(ConnectionEvent(time: 100 + Double(step), .bytes(from: from, part)))
                    if numbers.below(20) == 0 { conversation.dropBytes() }
                    if numbers.below(20) == 0 { _ = conversation.forgetOlderHalf() }
                }
            }
        }
        #expect(!conversation.dissection.hasViolations)
        let again = conversation.recordedEvents.reduce(into: Conversation(number: 1)) { $0.add($1) }
        #expect(!again.dissection.hasViolations)
        for from in Endpoint.allCases {
            #expect(again.dissection.byteCount(from: from) == conversation.dissection.byteCount(from: from))
            for frame in again.dissection.frames(from: from) {
                let old = conversation.dissection.frame(number: frame.number, from: from)
                #expect(old.flatMap { conversation.payload(of: $0) } == again.payload(of: frame))
            }
        }
        let times = conversation.recordedEvents.map(\.time)
        #expect(times == times.sorted())
    }
}
