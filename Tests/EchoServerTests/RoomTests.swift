// Rooms over real sockets: who gets what, in which order, and what a member does to the others that does not read.

import Capture
import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct RoomTests {
        /// A client whose handshake at a path is done.
        private func open(_ path: String, _ server: TestServer, receiveBuffer: Int32? = nil) throws -> RawClient {
            let client = try RawClient(server.port, receiveBuffer: receiveBuffer)
            try client.send(Wire.request(path: path))
            #expect(try client.readHead().hasPrefix("HTTP/1.1 101 "))
            return client
        }

        @Test(arguments: [1, 3])
        func `A message goes to everybody in the room, its sender too, and to nobody else`(threads: Int) async throws {
            try await TestServer.run {
                $0.threads = threads
            } _: { server in
                let blue = try (0..<4).map { _ in try open("/room/blue", server) }
                let red = try open("/room/red", server)
                let (one, other) = (try open("/broadcast", server), try open("/broadcast?name=Ada", server))
                let echo = try open("/echo", server)
                try blue[1].send(frame(.text, "to blue"))
                for client in blue {
                    #expect(try client.read(9) == frame(.text, "to blue", from: .server))
                }
                try one.send(frame(.binary, [1, 2]))
                for client in [one, other] { #expect(try client.read(4) == frame(.binary, [1, 2], from: .server)) }
                // Whoever got more than that would get it before the answer to its Close.
                for client in blue + [red, one, other, echo] {
                    try client.send(frame(.close))
                    #expect(try client.readToEnd().bytes == frame(.close, from: .server))
                }
            }
        }

        @Test func `A message in fragments goes out when it is whole, as one frame`() async throws {
            try await TestServer.run { server in
                let (sender, other) = (try open("/room/a", server), try open("/room/a", server))
                try sender.send(frame(.text, "in ", fin: false))
                try other.send(frame(.text, "between"))
                #expect(try other.read(9) == frame(.text, "between", from: .server))
                try sender.send(frame(.ping) + frame(.continuation, "two"))
                for client in [sender, other] {
                    var expected = frame(.text, "in two", from: .server)
                    if client === sender {
                        expected = frame(.text, "between", from: .server) + frame(.pong, from: .server) + expected
                    }
                    #expect(try client.read(expected.count) == expected)
                }
            }
        }

        @Test(arguments: [1, 3]) func `All members get the messages in one order`(threads: Int) async throws {
            let (clients, messages) = (8, 60)
            try await TestServer.run {
                $0.threads = threads
                $0.log = nil
            } _: { server in
                let room = try (0..<clients).map { _ in try open("/room/order", server) }
                for round in 0..<messages {
                    for (number, client) in room.enumerated() {
                        try client.send(frame(.text, "client \(number) round \(round + 100)"))
                    }
                }
                let length = frame(.text, "client 0 round 100", from: .server).count
                let first = try room[0].read(clients * messages * length)
                for client in room.dropFirst() { #expect(try client.read(first.count) == first) }
                // Each sender's own messages are in the order in which they were sent.
                for number in 0..<clients {
                    let text = String(decoding: first, as: UTF8.self)
                    let rounds = text.split(separator: "client \(number) round ").dropFirst().map { $0.prefix(3) }
                    #expect(rounds == (0..<messages).map { "\($0 + 100)"[...] })
                }
            }
        }

        @Test func `Joins and leaves are server actions`() async throws {
            try await TestServer.run { server in
                let (first, second) = (try open("/room/caf%C3%A9", server), try open("/room/caf%C3%A9", server))
                try second.send(frame(.close))
                _ = try second.readToEnd()
                second.close()
                _ = try server.over(2)
                first.reset()
                _ = try server.over(1)
                #expect(
                    server.sentences(1) == [
                        "Joined room café: 1 connection there now.", "Left room café: 0 connections there now.",
                    ])
                #expect(
                    server.sentences(2) == [
                        "Joined room café: 2 connections there now.", "Left room café: 1 connection there now.",
                    ])
                #expect(server.serverActions(2) == ["room-joined", "room-left"])
            }
        }

        // MARK: Slow readers

        /// A server with small queues, and a room whose first member reads nothing; then clients that do.
        private func withSlowReader(
            _ policy: SlowReaderPolicy, others count: Int = 1,
            _ body: (_ server: TestServer, _ slow: RawClient, _ others: [RawClient]) async throws -> Void
        ) async throws {
            try await TestServer.run {
                $0.slowReader = policy
                $0.queue = QueueLimits(high: 64 << 10)
                if policy == .close { $0.closingSeconds = 1 }
            } _: { server in
                let slow = try open("/room/a", server, receiveBuffer: 64 << 10)
                try await body(server, slow, (0..<count).map { _ in try open("/room/a", server) })
            }
        }

        /// Sends until the sender waits for the slow reader. Returns how many messages that took.
        private func sendUntilHeld(_ server: TestServer, _ sender: RawClient) async throws -> Int {
            for number in 0..<4000 {
                guard await server.status(of: 2)?.wait == nil else { return number }
                try sender.send(frame(.binary, pattern(16_000)))
            }
            throw RawClient.Failure(description: "after 4,000 messages the sender does not wait")
        }

        /// Sends to a room in which one does not read, until something has come of it. Returns what the others got.
        private func flood(
            _ server: TestServer, _ sender: RawClient, others: [RawClient], until isDone: () -> Bool
        ) throws -> Int {
            let payload = pattern(16_000)
            let expected = frame(.binary, payload, from: .server)
            for number in 1...4000 {
                try sender.send(frame(.binary, payload))
                for client in [sender] + others { #expect(try client.read(expected.count) == expected) }
                if isDone() { return number }
            }
            throw RawClient.Failure(description: "4,000 messages came to nothing")
        }

        @Test func `Whole messages are dropped for a slow reader, and nobody else waits`() async throws {
            try await withSlowReader(.drop, others: 2) { server, slow, others in
                let sender = others[0]
                let count = try flood(server, sender, others: [others[1]]) { server.serverActions(1).count == 3 }
                #expect(server.serverActions(1) == ["room-joined", "reading-paused", "slow-reader-drop"])
                // What it got before is whole, and in order; then it is read to the end, and gets what comes after that.
                let one = frame(.binary, pattern(16_000), from: .server)
                var got = 0
                try slow.send(frame(.ping, "done"))
                while got < count {
                    let start = try slow.read(4)
                    if start == Array(frame(.pong, "done", from: .server).prefix(4)) {
                        _ = try slow.read(2)
                        break
                    }
                    #expect(try start + slow.read(one.count - 4) == one)
                    got += 1
                }
                #expect(got < count)
                try sender.send(frame(.text, "after"))
                #expect(try slow.read(7) == frame(.text, "after", from: .server))
                _ = try server.wait("the count") { server.serverActions(1).count == 5 ? true : nil }
                #expect(server.serverActions(1).suffix(2) == ["reading-resumed", "slow-reader-drained"])
                #expect(
                    server.sentences(1).last
                        == "\(Count.words(count - got, "message was", plural: "messages were")) dropped; the others have been sent."
                )
            }
        }

        @Test func `A slow reader is closed with 1008, and what waits for it is dropped`() async throws {
            try await withSlowReader(.close, others: 2) { server, slow, others in
                let count = try flood(server, others[0], others: [others[1]]) { server.serverActions(1).count >= 3 }
                #expect(server.serverActions(1).prefix(3) == ["room-joined", "slow-reader-close", "room-left"])
                // The frame that was half written is whole, and behind it comes the Close.
                let one = frame(.binary, pattern(16_000), from: .server)
                let bytes = try slow.readToEnd().bytes
                let close = closeFrame(.policyViolation, "slow reader", from: .server)
                let frames = (bytes.count - close.count) / one.count
                #expect(frames < count)
                #expect(bytes == Array(repeatElement(one, count: frames).joined()) + close)
            }
        }

        @Test func `A slow reader that never reads again is cut off`() async throws {
            try await withSlowReader(.close) { server, slow, others in
                _ = try flood(server, others[0], others: []) { server.serverActions(1).count >= 2 }
                _ = try server.over(1)
                #expect(server.serverActions(1).last == "closing-timeout")
                slow.reset()
            }
        }

        @Test func `A slow reader holds back whoever sends to it, and only them`() async throws {
            try await withSlowReader(.hold, others: 2) { server, slow, others in
                let (sender, other, red) = (others[0], others[1], try open("/room/red", server))
                let one = frame(.binary, pattern(16_000), from: .server)
                var (sent, read) = (0, 0)
                for turn in 0... {
                    let wait = await server.status(of: 2)?.wait
                    // The other does not read in the meantime either, and may be slow as well.
                    if case .slowReaders(let readers) = wait, readers.contains(where: { $0.number == 1 }) { break }
                    try #require(turn < 20_000, "nobody waits for the slow one: \(String(describing: wait))")
                    if wait == nil {
                        try sender.send(frame(.binary, pattern(16_000)))
                        sent += 1
                    } else if read < sent {
                        // Its own echoes fill its queue as well.
                        #expect(try sender.read(one.count) == one)
                        read += 1
                    }
                }
                #expect(await server.status(of: 1)?.isAboveMark == true)
                // Who does not send waits for nobody.
                #expect([nil, .queue].contains(await server.status(of: 3)?.wait))
                // Who is elsewhere goes on, and what was sent to the others has come.
                try red.send(frame(.text, "red"))
                #expect(try red.read(5) == frame(.text, "red", from: .server))
                // When all read, everything comes, to everybody. Each reads in turn: the last may wait for one that is slow as well.
                for number in 0..<sent {
                    for client in [slow, sender, other] where client !== sender || number >= read {
                        #expect(try client.read(one.count) == one, "message \(number)")
                    }
                }
                try await server.waits("the sender", 2) { $0.wait == nil }
                // The log tells who waited for whom, and that it is over.
                #expect(server.serverActions(1).filter { $0.hasPrefix("reading-") }.first == "reading-paused")
                #expect(server.serverActions(2).filter { $0.hasPrefix("reading-") }.last == "reading-resumed")
                try sender.send(frame(.text, "more"))
                for client in [slow, sender, other] {
                    #expect(try client.read(6) == frame(.text, "more", from: .server))
                }
            }
        }

        @Test func `A slow reader that goes lets the others go on`() async throws {
            try await withSlowReader(.hold) { server, slow, others in
                let sender = others[0]
                let sent = try await sendUntilHeld(server, sender)
                slow.reset()
                try await server.waits("the sender", 2) { $0.wait == nil }
                #expect(try sender.read(sent * 16_004).count == sent * 16_004)
            }
        }

        /// Its Close is read, although nothing else was.
        @Test func `A sender that is held back can be closed`() async throws {
            try await withSlowReader(.hold) { server, slow, others in
                let sender = others[0]
                _ = try await sendUntilHeld(server, sender)
                try server.server.close(connection: 2, code: .normal)
                try sender.send(closeFrame(1000))
                #expect(try sender.readToEnd().bytes.suffix(4) == closeFrame(1000, from: .server))
                sender.close()
                _ = try server.over(2)
                #expect(!server.serverActions(2).contains("closing-timeout"))
                slow.reset()
            }
        }

        /// A real socket takes nothing more for writable once something was written and not flushed.
        @Test func `Bytes are sent by hand behind answers that wait for more to come`() async throws {
            try await TestServer.run {
                $0.batching = .every(10)
            } _: { server in
                let client = try open("/", server)
                try client.send(frame(.text, "late"))
                try await server.waits("the answer", 1) { $0.heldFrames == 1 }
                try server.server.send(connection: 1, [ScriptOutput.Write([0x89, 0x00])])
                #expect(try client.read(8) == frame(.text, "late", from: .server) + [0x89, 0x00])
            }
        }

        @Test func `Another policy holds for what comes from then on, and for who waits`() async throws {
            try await withSlowReader(.hold) { server, slow, others in
                let sender = others[0]
                func sendAndRead() throws {
                    try sender.send(frame(.binary, pattern(16_000)))
                    #expect(try sender.read(16_004).count == 16_004)
                }
                for number in 0... {
                    guard await server.status(of: 1)?.isAboveMark != true else { break }
                    try #require(number < 4000, "the queue of the slow reader does not pass its mark")
                    try sendAndRead()
                }
                try sender.send(frame(.text, "waits"))
                try await server.waits("the sender", 2) { $0.wait?.isForFirst == true }
                #expect(await server.status(of: 1)?.counts.dropped == 0)

                server.server.setSlowReader(.drop)
                #expect(try sender.read(7) == frame(.text, "waits", from: .server))
                try sendAndRead()
                try await server.waits("the slow one", 1) { $0.counts.dropped > 0 }
                #expect(await server.server.status().slowReader == .drop)

                server.server.setSlowReader(.hold)
                try sender.send(frame(.text, "again"))
                try await server.waits("the sender", 2) { $0.wait?.isForFirst == true }

                server.server.setSlowReader(.close)
                #expect(try sender.read(7) == frame(.text, "again", from: .server))
                try sendAndRead()
                _ = try server.wait("the Close") { server.serverActions(1).contains("slow-reader-close") ? true : nil }
                slow.reset()
            }
        }
    }
}

extension WaitReason {
    /// Whether the first connection is the only one that is waited for, and known by its address.
    fileprivate var isForFirst: Bool {
        guard case .slowReaders(let readers) = self else { return false }
        return readers.map(\.number) == [1] && readers[0].address.hasPrefix("127.0.0.1:")
    }
}
