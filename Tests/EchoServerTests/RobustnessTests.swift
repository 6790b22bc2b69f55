// What other servers get wrong, one probe each: what is sent in one segment, behind the request, and all that comes back until the server
// ends its side. What is sent is a script, as `wslens send` takes it.

import Capture
import Compression
import EchoServer
import Foundation
import TestSupport
import Testing
import WebSocketProtocol

extension LiveServerTests {
    @Suite struct RobustnessTests {
        struct Probe: CustomTestStringConvertible, Sendable {
            let testDescription: String
            /// What the request has in place of what.
            var change = (of: "", to: "")
            /// What is sent behind the request.
            var script = ""
            /// Bytes behind that, which are too many for a script.
            var more: @Sendable () throws -> [UInt8] = { [] }
            var configure: @Sendable (inout ServerConfiguration) -> Void = { _ in }
            /// The status, with the extensions that were agreed on, and the frames.
            let answer: [String]
            var actions: [String] = []
            /// How many bytes more the process may have at most; nil where that is not asked.
            var memory: Int?
            /// Whether the client reads what comes.
            var reads = true

            init(
                _ name: String, _ script: String = "", more: @escaping @Sendable () throws -> [UInt8] = { [] },
                change: (of: String, to: String) = ("", ""), answer: [String], actions: [String] = [],
                memory: Int? = nil
            ) {
                (testDescription, self.script, self.more, self.change) = (name, script, more, change)
                (self.answer, self.actions, self.memory) = (answer, actions, memory)
            }

            /// A frame behind a good one: the good one is echoed, and the connection is failed.
            static func breach(
                _ name: String, _ script: String, _ code: Int, _ rule: String, memory: Int? = nil
            ) -> Probe {
                Probe(
                    name, "text:good \(script)", answer: ["101", "text good", "close \(code) \(rule)"],
                    actions: [rule], memory: memory)
            }

            /// A request that is no handshake as it should be.
            static func request(
                _ name: String, _ change: (of: String, to: String), _ status: String?, actions: [String] = [],
                configure: @escaping @Sendable (inout ServerConfiguration) -> Void = { _ in }
            ) -> Probe {
                var probe = Probe(name, change: change, answer: [status].compactMap(\.self), actions: actions)
                probe.configure = configure
                return probe
            }

            /// What a client sends that reads nothing, not even the 101.
            static func unread(_ name: String, more: @escaping @Sendable () throws -> [UInt8]) -> Probe {
                var probe = Probe(name, more: more, answer: [])
                probe.reads = false
                probe.configure = { $0.log = nil }
                return probe
            }

            /// What is sent where compression has been agreed on, or what is offered for it.
            static func compressed(
                _ name: String, _ script: String, offer: String = "permessage-deflate",
                more: @escaping @Sendable () throws -> [UInt8] = { [] }, head: String = agreed, _ answer: String,
                actions: [String] = [], memory: Int? = nil
            ) -> Probe {
                var probe = Probe(
                    name, script, more: more, change: header("Sec-WebSocket-Extensions: \(offer)"),
                    answer: [head, answer], actions: actions, memory: memory)
                probe.configure = { $0.compression = .shared }
                return probe
            }

            static let agreed = "101 permessage-deflate; server_no_context_takeover; server_max_window_bits=11"

            /// One more header.
            static func header(_ line: String) -> (of: String, to: String) { ("\r\n\r\n", "\r\n\(line)\r\n\r\n") }

            func sent() throws -> [UInt8] {
                let request = String(decoding: Wire.request, as: UTF8.self)
                var keys = SplitMix64(seed: 1)
                let frames = try ScriptOutput(Script(script), from: .client, keys: &keys).bytes
                return try Array((change.of == "" ? request : request.replacing(change.of, with: change.to)).utf8)
                    + frames + more()
            }
        }

        /// 256 MiB of zeros in 300 KB: 1 MiB, again and again, each ending at a byte.
        private static func bomb() throws -> [UInt8] {
            let zeros = [UInt8](repeating: 0, count: 1 << 20)
            var part: [UInt8] = []
            try Deflater(windowBits: 11).deflate(zeros.span.bytes, isLast: true, into: &part)
            let payload = Array(repeatElement(part + [0, 0, 0xff, 0xff], count: 256).joined().dropLast(4))
            let header = FrameHeader(
                rsv1: true, opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: UInt64(payload.count))
            return Frame(header: header, payload: payload).encoded
        }

        static let probes: [Probe] = [
            Probe(
                "a frame in the segment of the handshake", "text:early close",
                answer: ["101", "text early", "close 1005 "]),
            Probe(
                "a text and a Close in one segment", "text:last close:3001:bye",
                answer: ["101", "text last", "close 3001 bye"]),

            .breach("a frame without a mask", "text:Hello mask=none", 1002, "client-frame-not-masked"),
            .breach("a reserved opcode", "opcode:3", 1002, "reserved-opcode"),
            .breach("a reserved control opcode", "opcode:11", 1002, "reserved-opcode"),
            .breach("RSV1 without an extension", "text:Hello rsv1", 1002, "reserved-bit-set"),
            .breach("RSV2", "text:Hello rsv2", 1002, "reserved-bit-set"),
            .breach("RSV3", "text:Hello rsv3", 1002, "reserved-bit-set"),
            .breach(
                "UTF-8 that is wrong, in a frame that is not complete", "opcode:1:61ff length=4096", 1007,
                "text-not-utf8"),
            .breach("close code 1005", "close:1005", 1002, "close-code-not-allowed"),
            .breach("close code 999", "close:999", 1002, "close-code-not-allowed"),
            .breach("a length in 16 bits that fits in 7", "text:Hello length-form=16", 1002, "length-not-minimal"),
            .breach(
                "a length in 64 bits that fits in 16", "text:Hello repeat=100 length-form=64", 1002,
                "length-not-minimal"),
            .breach("a length with the top bit", "text:Hello length=9223372036854775808", 1002, "length-top-bit-set"),
            .breach(
                "a length of 2^62", "text:Hello length=4611686018427387904", 1009, "message-too-big", memory: 1 << 20),

            .compressed(
                "a bomb of 256 MiB", "", more: bomb, "close 1009 message-too-big", actions: ["message-too-big"],
                memory: 8 << 20),
            .compressed(
                "DEFLATE data with a block of no type", "opcode:1:07 rsv1", "close 1007 deflate-data-broken",
                actions: ["deflate-data-broken"]),
            .compressed(
                "DEFLATE data that stops in a block", "opcode:1:f248cd rsv1", "close 1007 deflate-data-broken",
                actions: ["deflate-data-broken"]),
            .compressed(
                "an offer with an unknown parameter", "close:1000", offer: "permessage-deflate; unknown", head: "101",
                "close 1000 "),
            .compressed(
                "an offer of 7 bits", "close:1000", offer: "permessage-deflate; server_max_window_bits=7", head: "101",
                "close 1000 "),
            .compressed(
                "an offer with a parameter twice", "close:1000",
                offer: "permessage-deflate; client_max_window_bits; client_max_window_bits", head: "101", "close 1000 "),

            .request("a key of 3 bytes", (Wire.key, "AAEC"), "400"),
            .request("version 12", ("Version: 13", "Version: 12"), "426"),
            .request("POST", ("GET", "POST"), "405"),
            .request("HTTP/1.0", ("HTTP/1.1", "HTTP/1.0"), "505"),
            .request("no Host", ("Host: localhost:1338\r\n", ""), "400"),
            .request(
                "a header of 100 kB", Probe.header("X: " + String(repeating: "x", count: 100_000)), "431",
                actions: ["head-limit"]),
            .request(
                "100,000 headers", Probe.header(String(repeating: "X: y\r\n", count: 99_999) + "X: y"), "431",
                actions: ["head-limit"]),
            .request(
                "a page that is not on the list", Probe.header("Origin: http://evil.example"), "403",
                actions: ["origin-refused"]
            ) { $0.allowedOrigins = ["http://good.example"] },
            .request(
                "a request that is not finished", ("\r\n\r\n", "\r\n"), "408", actions: ["handshake-timeout"]
            ) { $0.handshakeSeconds = 1 },
            .request(
                "a connection without a request", (String(decoding: Wire.request, as: UTF8.self), ""), nil,
                actions: ["handshake-timeout"]
            ) { $0.handshakeSeconds = 1 },
            .unread(
                "64 MiB of echoes that nobody reads",
                more: { repeatElement(frame(.binary, pattern(1 << 20)), count: 64).reduce(into: []) { $0 += $1 } }),
        ]

        /// How many bytes may wait for a client that does not read: the high mark, and the echo of one read.
        private static let mostQueued = 2 << 20

        /// What the server sent, in words.
        private static func words(_ bytes: [UInt8]) -> [String] {
            guard case .complete(let head) = HTTPHead.parse(bytes, as: .response) else {
                return bytes.isEmpty ? [] : ["\(bytes.count) bytes that are not a response"]
            }
            let status = head.statusCode ?? 0
            let extensions = head.values(of: "Sec-WebSocket-Extensions").map(\.value)
            var words = [(["\(status)"] + extensions).joined(separator: " ")]
            var place = head.length
            while status == 101, place < bytes.count {
                guard let header = FrameHeader.decode(bytes.span.bytes, at: place),
                    let end = header.frameEnd(from: place), end <= bytes.count
                else { return words + ["\(bytes.count - place) bytes that are not a frame"] }
                let payload = bytes[(place + header.headerLength)..<end]
                let close = ClosePayload(payload)
                words.append(
                    header.opcode == .close
                        ? "close \(close.code.rawValue) \(close.reason)"
                        : "\(header.opcode.name) \(String(decoding: payload, as: UTF8.self))")
                place = end
            }
            return words
        }

        /// Sends a probe to a server of its own, and compares what comes back.
        private static func run(_ probe: Probe) async throws {
            let bytes = try probe.sent()
            try await TestServer.run(probe.configure) { server in
                let client = try RawClient(server.port, receiveBuffer: probe.reads ? nil : 64 << 10)
                guard probe.reads else {
                    #expect(client.sendUntilStalled(bytes, milliseconds: 500) < bytes.count)
                    try await server.waits("the high mark", 1) { $0.wait == .queue }
                    let queued = try #require(await server.status(of: 1)?.queuedBytes)
                    #expect(queued < mostQueued)
                    return client.reset()
                }
                try client.send(bytes)
                let (answer, end) = try client.readToEnd()
                #expect(words(answer) == probe.answer)
                #expect(end == .fin)
                client.close()
                _ = try server.over()
                #expect(server.serverActions() == probe.actions)
            }
        }

        @Test(arguments: probes)
        func `A probe is answered as it should be`(probe: Probe) async throws { try await Self.run(probe) }

        /// In a process that does nothing else. With a sanitizer memory is not what it is without.
        @Test(
            .enabled(if: AddressSpace.isKnown, "the memory of the process is not known"),
            .disabled(
                if: ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains { ProcessInfo.processInfo.environment[$0] != nil },
                "with a sanitizer"))
        func `What a probe promises is not kept`() async {
            await #expect(processExitsWith: .success) {
                // What every server needs, and what the client of the tests keeps.
                for probe in Self.probes.prefix(3) { try await Self.run(probe) }
                for probe in Self.probes {
                    guard let memory = probe.memory else { continue }
                    let growth = try await AddressSpace.residentGrowth { try await Self.run(probe) }
                    #expect(growth < memory, "\(growth) bytes for \(probe)")
                }
            }
        }
    }
}

extension FrameHeader {
    /// Where the frame that starts at `start` ends; nil where its length is more than a buffer can have.
    fileprivate func frameEnd(from start: Int) -> Int? { payloadRange.map { start + $0.upperBound } }
}
