// What the server does wrong on purpose: which bytes differ, what the log says of it, and whom it concerns.

import Capture
import NIOCore
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct MischiefTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let kind: Mischief
        /// What the client sends in one read once the WebSocket is open; a script.
        var script = ""
        var offersCompression = false
        /// What comes of it with the mischief, and without; of a handshake the lines that are not in the other.
        let with: [String], without: [String]
        var testDescription: String { "\(kind.rawValue)\(offersCompression ? ", with compression" : "")" }
    }

    static let cases: [Case] = [
        // The hash of the key read backwards.
        Case(
            kind: .wrongAccept, with: ["Sec-WebSocket-Accept: LbpxAAv7YtBTvjGT6TDis3ixmLI="],
            without: ["Sec-WebSocket-Accept: \(Wire.accept)"]),
        Case(kind: .noUpgrade, with: [], without: ["Upgrade: websocket"]),
        Case(
            kind: .maskedFrames, script: "text:Hello ping:hi", with: ["masked 81 Hello", "masked 8a hi"],
            without: ["81 Hello", "8a hi"]),
        Case(
            kind: .unaskedRSV1, script: "text:Hello ping:hi binary:6869", with: ["c1 Hello", "8a hi", "c2 hi"],
            without: ["81 Hello", "8a hi", "82 hi"]),
        // RSV1 has a meaning then.
        Case(
            kind: .unaskedRSV1, script: "text:Hello", offersCompression: true, with: ["a1 Hello"],
            without: ["81 Hello"]),
        Case(
            kind: .badUTF8, script: "text:Hello binary:6869 ping:hi", with: ["81 Hell\\xff", "82 hi", "8a hi"],
            without: ["81 Hello", "82 hi", "8a hi"]),
        Case(
            kind: .fragments, script: "text:Hello text:Hi ping:hi",
            with: ["01 He", "00 ll", "80 o", "01 H", "80 i", "8a hi"], without: ["81 Hello", "81 Hi", "8a hi"]),
        Case(kind: .oneByte, script: "text:Hi", with: ["81|02|48|69"], without: ["81 Hi"]),
        Case(
            kind: .sharedBuffer, script: "text:first ping:first text:other text:longer",
            with: ["81 other", "8a first", "81 other", "81 longer"],
            without: ["81 first", "8a first", "81 other", "81 longer"]),
        Case(kind: .latePong, script: "ping:hi text:Hello", with: ["81 Hello"], without: ["8a hi", "81 Hello"]),
        Case(
            kind: .wrongPong, script: "ping:hi text:Hello", with: ["8a wrong", "81 Hello"],
            without: ["8a hi", "81 Hello"]),
        Case(
            kind: .noClose, script: "text:Hello close:1000", with: ["81 Hello"],
            without: ["81 Hello", "88 \\x03\\xe8", "server fin"]),
        Case(kind: .reset, script: "text:Hello", with: ["server reset"], without: ["81 Hello"]),
    ]

    private static func channel(_ item: Case, _ mischief: Set<Mischief>) throws -> HandledChannel {
        let handled = try HandledChannel {
            $0.mischief = mischief
            $0.compression = .shared
        }
        handled.comparesStates = mischief.isEmpty
        try handled.receive(Wire.request(extensions: item.offersCompression ? "permessage-deflate" : nil))
        return handled
    }

    private static func sent(_ script: String) throws -> [UInt8] {
        var keys = SplitMix64(seed: 1)
        return try ScriptOutput(Script(script), from: .client, keys: &keys).bytes
    }

    /// "81 Hello": the first byte and the payload, unmasked, of each frame. One that is cut into writes is in hexadecimal digits.
    private static func words(_ writes: [[UInt8]]) -> [String] {
        if writes.count > 1, writes.allSatisfy({ $0.count == 1 }) {
            return [writes.map { Hex.string($0) }.joined(separator: "|")]
        }
        let bytes = writes.flatMap(\.self)
        var (words, place) = ([String](), 0)
        while place < bytes.count {
            guard let header = FrameHeader.decode(bytes.span.bytes, at: place), let range = header.payloadRange else {
                return words + ["?"]
            }
            let payload = Array(bytes[(place + range.lowerBound)..<(place + range.upperBound)])
            let plain = header.maskingKey?.applied(to: payload) ?? payload
            let text = plain.map {
                (0x20..<0x7f).contains($0) ? String(UnicodeScalar($0)) : "\\x\(Hex.string([$0]))"
            }
            words.append(
                (header.maskingKey == nil ? "" : "masked ") + Hex.string([bytes[place]]) + " " + text.joined())
            place += range.upperBound
        }
        return words
    }

    /// What comes of a case, and the names of the actions in the log.
    private static func outcome(_ item: Case, _ mischief: Set<Mischief>) throws -> (words: [String], actions: [String])
    {
        let handled = try channel(item, mischief)
        let head = try handled.output()
        if item.script.isEmpty {
            let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
            return (lines, names(handled))
        }
        try handled.receive(sent(item.script))
        let words = words(try handled.writes())
        return (words + handled.ends, names(handled))
    }

    private static func names(_ handled: HandledChannel) -> [String] {
        handled.actions.compactMap { $0.split(separator: ":").first.map(String.init) }
    }

    @Test(arguments: cases) func `What differs, and only where it was asked for`(item: Case) throws {
        let (with, without) = (try Self.outcome(item, [item.kind]), try Self.outcome(item, []))
        if item.script.isEmpty {
            #expect(with.words.filter { !without.words.contains($0) } == item.with)
            #expect(without.words.filter { !with.words.contains($0) } == item.without)
        } else {
            #expect(with.words == item.with)
            #expect(without.words == item.without)
        }
        #expect(with.actions == ["mischief-\(item.kind.rawValue)"])
        #expect(without.actions == [])
        #expect(ServerConfiguration().mischief == [])
    }

    @Test func `Every kind has a case`() {
        #expect(Set(Self.cases.map(\.kind)) == Set(Mischief.allCases))
    }

    /// The log says it with the first, and the rule that it breaks is the one that the dissection finds.
    @Test(arguments: cases.filter { !$0.script.isEmpty && $0.kind != .reset && $0.kind != .noClose })
    func `It is said once a connection, with its rule`(item: Case) throws {
        let handled = try Self.channel(item, [item.kind])
        for _ in 0..<3 { try handled.receive(Self.sent(item.script)) }
        // That a Ping has no answer shows once its Close has one.
        if item.kind == .wrongPong { try handled.receive(closeFrame(1000)) }
        let rule = item.kind.rule.map { " \($0.sentence.citedBehind)" } ?? ""
        let sentence =
            item.offersCompression
            ? "Data frames have RSV2 set, which no extension asks for; RSV1 belongs to compression."
            : item.kind.sentence
        #expect(handled.actions == ["mischief-\(item.kind.rawValue): On purpose: \(sentence)\(rule)"])
        let found =
            handled.dissection.frames(from: .server).flatMap { $0.violations.map(\.rule) }
            + handled.dissection.remarks.map(\.rule)
        #expect(Set(found) == Set([item.kind.rule].compactMap(\.self)))
    }

    @Test func `A late Pong comes, and none to a connection that has closed`() throws {
        for isClosed in [false, true] {
            let handled = try HandledChannel.open { $0.mischief = [.latePong] }
            _ = try handled.output()
            try handled.receive(frame(.ping, "hi"))
            handled.pass(.seconds(Int64(Mischief.pongDelay)) - .nanoseconds(1))
            #expect(try handled.output() == [])
            if isClosed {
                try handled.receive(closeFrame(1000))
                #expect(try handled.output() == closeFrame(1000, from: .server))
            }
            handled.pass(.nanoseconds(1))
            #expect(try handled.output() == (isClosed ? [] : frame(.pong, "hi", from: .server)))
        }
    }

    @Test func `One late Pong answers all Pings that came before it, with the payload of the last`() throws {
        let handled = try HandledChannel.open { $0.mischief = [.latePong] }
        _ = try handled.output()
        for payload in ["one", "two", "three"] {
            try handled.receive(frame(.ping, payload))
            handled.pass(seconds: 1)
        }
        handled.pass(seconds: 60)
        #expect(try handled.output() == frame(.pong, "three", from: .server))
        try handled.receive(frame(.ping, "four"))
        handled.pass(seconds: 60)
        #expect(try handled.output() == frame(.pong, "four", from: .server))
    }

    @Test func `Only what was done is said`() throws {
        let handled = try HandledChannel.open { $0.mischief = [.badUTF8, .fragments, .maskedFrames] }
        try handled.receive(frame(.ping, "hi"))
        #expect(Self.names(handled) == ["mischief-masked-frames"])
        try handled.receive(frame(.binary, "hi"))
        #expect(Self.names(handled) == ["mischief-masked-frames", "mischief-fragments"])
    }

    /// Of a long write.
    @Test func `Only the first bytes go one by one`() throws {
        let handled = try HandledChannel.open { $0.mischief = [.oneByte] }
        _ = try handled.output()
        try handled.receive(frame(.binary, pattern(5000)))
        let writes = try handled.writes()
        #expect(writes.map(\.count) == Array(repeating: 1, count: Mischief.singleBytes) + [5004 - Mischief.singleBytes])
        #expect(writes.flatMap(\.self) == frame(.binary, pattern(5000), from: .server))
        #expect(handled.handler.counts.frames == 1)
    }

    /// The server does not wait two minutes for the sake of a lie.
    @Test func `A Close that was left is answered when the server stops, or does right again`() throws {
        for (end, close) in [
            ({ $0.stop() }, closeFrame(1001, "server stops", from: .server)),
            ({ try $0.ask(SetMischief(mischief: [.latePong])) }, closeFrame(1000, from: .server)),
        ] as [((HandledChannel) throws -> Void, [UInt8])] {
            let handled = try HandledChannel.open { $0.mischief = [.noClose] }
            _ = try handled.output()
            try handled.receive(closeFrame(1000))
            #expect(try handled.output() == [])
            try end(handled)
            #expect(try handled.output() == close)
            #expect(handled.ends == ["server fin"])
        }
    }

    @Test func `A Close without an answer ends when the client has had enough, or after two minutes`() throws {
        for isPatient in [false, true] {
            let handled = try HandledChannel.open { $0.mischief = [.noClose] }
            try handled.receive(closeFrame(1000))
            handled.pass(seconds: 119)
            #expect(handled.ends == [])
            if isPatient { handled.pass(seconds: 1) } else { handled.receiveEnd() }
            #expect(handled.ends == (isPatient ? ["server close"] : ["client fin", "server fin"]))
            #expect(handled.handler.loop.limits[.closing] == 0)
        }
    }

    /// Nor is a client patient that sends on behind its Close.
    @Test func `A Close without an answer, and too much behind it, ends when the log says so`() throws {
        let handled = try HandledChannel.open { ($0.mischief, $0.unreadLimit) = ([.noClose], 1000) }
        try handled.receive(closeFrame(1000))
        try handled.receive([UInt8](repeating: 0, count: 2000))
        #expect(handled.actions.last?.hasPrefix("unread-limit: ") == true)
        handled.pass(seconds: 3)
        #expect(handled.ends == ["server close"])
    }

    @Test func `It begins on an open connection, and ends there`() throws {
        let handled = try HandledChannel.open()
        _ = try handled.output()
        for (mischief, words) in [([], "81 Hi"), ([.badUTF8, .unaskedRSV1], "c1 H\\xff"), ([], "81 Hi")]
            as [(Set<Mischief>, String)]
        {
            try handled.ask(SetMischief(mischief: mischief))
            try handled.receive(frame(.text, "Hi"))
            #expect(Self.words(try handled.writes()) == [words])
        }
        #expect(Self.names(handled) == ["mischief-bad-utf8", "mischief-unasked-rsv1"])
    }
}

extension LiveServerTests {
    @Suite struct MischiefOfOneTests {
        private static let (good, bad) = (frame(.text, "Hi", from: .server), [0x81, 0x02, 0x48, 0xff] as [UInt8])

        private func echo(_ client: RawClient) throws -> [UInt8] {
            try client.send(frame(.text, "Hi"))
            return try client.read(4)
        }

        @Test func `The next WebSocket has it, and neither those before nor those behind`() async throws {
            try await TestServer.run { server in
                let first = try RawClient(open: server.port)
                server.server.setMischiefForNext([.badUTF8])
                #expect(await server.server.status().mischiefForNext == [.badUTF8])
                // A page and a refusal are not WebSockets: they leave it for the next.
                for request in ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", HTTPTests.upgrade(version: "12")] {
                    let client = try RawClient(server.port)
                    try client.send(Array(request.utf8))
                    _ = try client.readToEnd()
                    client.close()
                }
                let second = try RawClient(open: server.port)
                let third = try RawClient(open: server.port)
                #expect(await server.server.status().mischiefForNext == [])
                #expect(try echo(first) == Self.good)
                #expect(try echo(second) == Self.bad)
                #expect(try echo(second) == Self.bad)
                #expect(try echo(third) == Self.good)
                #expect([1, 4, 5].map { server.serverActions($0) } == [[], ["mischief-bad-utf8"], []])
            }
        }

        @Test func `The selected one has it, and others do not`() async throws {
            try await TestServer.run { server in
                let (first, second) = (try RawClient(open: server.port), try RawClient(open: server.port))
                server.server.setMischief([.badUTF8], connection: 1)
                try await server.waits("the mischief", 1) { $0.mischief == [.badUTF8] }
                #expect(await server.status(of: 2)?.mischief == [])
                #expect(try echo(first) == Self.bad)
                #expect(try echo(second) == Self.good)
                server.server.setMischief([], connection: 1)
                try await server.waits("the end of it", 1) { $0.mischief == [] }
                #expect(try echo(first) == Self.good)
                #expect(server.serverActions(1) == ["mischief-bad-utf8"] && server.serverActions(2) == [])
            }
        }

        @Test func `A reset is one`() async throws {
            try await TestServer.run {
                $0.mischief = [.reset]
            } _: { server in
                let client = try RawClient(open: server.port, with: frame(.text, "Hi"))
                #expect(try client.readToEnd() == ([], .reset))
                _ = try server.over()
                #expect(server.ends() == ["server reset"] && server.serverActions() == ["mischief-reset"])
            }
        }
    }
}
