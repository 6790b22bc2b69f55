// What a client sends when the server no longer reads: counted, not kept, and only up to a limit.

import Capture
import EchoServer
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct UnreadTests {
        /// A way in which reading ends.
        struct Ending: CustomTestStringConvertible {
            let testDescription: String
            let after: EndOfReading
            var needsHandshake = true
            /// What the client sends, up to where reading ends.
            let bytes: [UInt8]
            /// The client's frames, the first bytes that the server sends, and what it decides.
            let frames: Int
            let answer: [UInt8]
            var serverActions: [String] = []
        }

        static let endings = [
            Ending(
                testDescription: "its own Close", after: .close,
                bytes: frame(.text, "last") + closeFrame(1000),
                frames: 2, answer: frame(.text, "last", from: .server) + closeFrame(1000, from: .server)),
            Ending(
                testDescription: "a failure", after: .failure, bytes: [0x81, 0xfe, 0, 0, 0x37, 0xfa, 0x21, 0x3d],
                frames: 1,
                answer: closeFrame(1002, "length-not-minimal", from: .server), serverActions: ["length-not-minimal"]),
            Ending(
                testDescription: "a refusal", after: .answer, needsHandshake: false,
                bytes: Array(HTTPTests.upgrade(version: "12").utf8), frames: 0, answer: Array("HTTP/1.1 426 ".utf8)),
            Ending(
                testDescription: "a plain GET", after: .answer, needsHandshake: false,
                bytes: Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), frames: 0,
                answer: Array("HTTP/1.1 200 OK\r\n".utf8)),
        ]

        private static func connect(_ server: TestServer, _ ending: Ending) throws -> RawClient {
            ending.needsHandshake ? try RawClient(open: server.port) : try RawClient(server.port)
        }

        /// What was sent is what the log has and what it counts.
        private static func expectAll(of client: RawClient, in server: TestServer, _ after: EndOfReading, shown: Int) {
            let (bytes, unread) = (server.bytes(from: .client), server.unread(after: after))
            #expect(bytes.count + unread.reduce(0, +) == client.sent.count)
            #expect(bytes.starts(with: client.sent.prefix(shown)))
        }

        /// Also where the junk comes in the read with which reading ends, in its place of the log.
        @Test(arguments: endings, [Int.max, 1])
        func `What follows the end is counted`(ending: Ending, chunk: Int) async throws {
            try await TestServer.run { server in
                let client = try Self.connect(server, ending)
                let start = client.sent.count
                try client.send(ending.bytes + [UInt8](repeating: 0, count: 64), chunk: chunk)
                let (answer, end) = try client.readToEnd()
                #expect(answer.starts(with: ending.answer) && end == .fin)
                client.close()
                let dissection = try server.over()
                Self.expectAll(of: client, in: server, ending.after, shown: start + ending.bytes.count)
                // The header of the frame behind a Close, two bytes here, is shown.
                #expect(server.unread(after: ending.after).reduce(0, +) == (ending.after == .close ? 62 : 64))
                #expect(dissection.frames(from: .client).count == ending.frames + (ending.after == .close ? 1 : 0))
                #expect(server.serverActions() == ending.serverActions)
                #expect(server.ends() == ["server fin", "client fin"])
            }
        }

        /// A program that writes every length in 16 bits, and keeps sending.
        @Test func `Junk after a broken length is one frame and 64 bytes that were not read`() async throws {
            try await TestServer.run { server in
                let client = try RawClient(open: server.port)
                try client.send([0x81, 0xfe, 0, 0, 0x37, 0xfa, 0x21, 0x3d] + [UInt8](repeating: 0, count: 64))
                #expect(try client.readToEnd() == (closeFrame(1002, "length-not-minimal", from: .server), .fin))
                client.endOutput()
                let dissection = try server.over()
                let frames = dissection.frames(from: .client)
                #expect(frames.count == 1)
                #expect(frames.first?.violations.map(\.rule) == [.lengthNotMinimal])
                #expect(frames.first?.violations.first?.range.lowerBound == 1)
                #expect(!dissection.items.contains { if case .message(.client, _) = $0.kind { true } else { false } })
                #expect(dissection.outcome?.code?.rawValue == 1002)
                #expect(server.unread(after: .failure) == [64])
            }
        }

        /// The answer arrives although the client floods first and reads later; the log stays small.
        @Test(arguments: endings)
        func `A flood after the end costs no memory and ends the socket`(ending: Ending) async throws {
            try await TestServer.run {
                $0.closingSeconds = 1
            } _: { server in
                let client = try Self.connect(server, ending)
                try client.send(ending.bytes)
                let sent = client.sendUntilStalled([UInt8](repeating: 0x5a, count: 64 << 20), milliseconds: 300)
                #expect(sent < 64 << 20, "the server stops taking")
                let received = try client.readToEnd().bytes
                #expect(received.starts(with: ending.answer))
                _ = try server.over()
                let bytes = server.bytes(from: .client).count
                #expect(bytes < 4096, "\(bytes) bytes are in the log")
                let unread = server.unread(after: ending.after)
                #expect(unread.count < 10 && server.events().count < 30)
                let taken = unread.reduce(0, +)
                #expect(taken > 1 << 20 && taken <= (1 << 20) + (256 << 10), "1 MiB and one read at most, not \(taken)")
                #expect(server.serverActions() == ending.serverActions + ["unread-limit"])
                #expect(
                    server.sentences().last
                        == "The client sent more than 1 MiB that is not read. No more is taken, and its socket is closed "
                        + "once it has had 1 s to read what was sent to it.")
                #expect(server.ends().last == "server close")
                client.close()
            }
        }

        /// What fails, how many bytes of it come later, and how many of those are counted.
        static let failedFrames: [(what: String, now: [UInt8], later: [UInt8], code: UInt16)] = [
            ("whole", [0xc1, 0x80, 0, 0, 0, 0], [], 1002),
            (
                "its payload comes later", Array(frame(.ping, pattern(200)).prefix(20)),
                Array(frame(.ping, pattern(200)).dropFirst(20)), 1002
            ),
            ("text that goes wrong", [0x81, 0xfe, 1, 0, 0, 0, 0, 0, 0xff], [UInt8](repeating: 0x61, count: 255), 1007),
            (
                "too big", Array(frame(.binary, pattern(2000)).prefix(8)),
                Array(frame(.binary, pattern(2000)).dropFirst(8)), 1009
            ),
        ]

        /// Browsers answer a failure with a Close.
        @Test(arguments: failedFrames, [Int.max, 1])
        func `The Close that answers a failure is shown`(
            item: (what: String, now: [UInt8], later: [UInt8], code: UInt16), chunk: Int
        ) async throws {
            try await TestServer.run {
                $0.limits.maximumMessageLength = 1000
            } _: { server in
                let client = try RawClient(open: server.port)
                try client.send(item.now)
                let (close, end) = try client.readToEnd()
                #expect(close.count > 4 && end == .fin)
                try client.send(item.later + closeFrame(item.code) + frame(.text, "more"), chunk: chunk)
                client.endOutput()
                let dissection = try server.over()
                Self.expectAll(of: client, in: server, .failure, shown: client.sent.count - item.later.count - 18)
                #expect(dissection.frames(from: .client).last?.header?.opcode == .close)
                #expect(dissection.outcome?.isClean == true && dissection.outcome?.code?.rawValue == item.code)
                #expect(server.unread(after: .failure).reduce(0, +) == item.later.count + 10)
                #expect(!dissection.items.contains { if case .message(.client, _) = $0.kind { true } else { false } })
            }
        }

        /// A message that is too big came whole, in one read.
        @Test func `No message is found that was refused`() async throws {
            try await TestServer.run {
                $0.limits.maximumMessageLength = 10
            } _: { server in
                for (index, bytes) in [frame(.text, pattern(11)), frame(.text, [0xff])].enumerated() {
                    let client = try RawClient(open: server.port, with: bytes)
                    #expect(try client.readToEnd().end == .fin)
                    client.close()
                    let dissection = try server.over(index + 1)
                    #expect(
                        !dissection.items.contains { if case .message(.client, _) = $0.kind { true } else { false } })
                }
            }
        }
    }
}
