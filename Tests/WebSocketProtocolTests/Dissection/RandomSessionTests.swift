// Whatever arrives, nothing traps; and the server's receiver and the dissection see the same.

import TestSupport
import Testing
import WebSocketProtocol

struct RandomSessionTests {
    /// A stream of frames that follows the rules, Close included.
    private static func validStream(
        from sender: Endpoint, messages: Int = 6, _ numbers: inout SeededNumbers
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        let texts = ["", "Hello", "é€😀", String(repeating: "ä", count: 100)]
        for _ in 0..<1 + numbers.below(messages) {
            let isText = Bool.random(using: &numbers)
            let fragments = 1 + numbers.below(4)
            for index in 0..<fragments {
                let payload =
                    isText
                    ? Array((texts.randomElement(using: &numbers) ?? "").utf8) : numbers.bytes(numbers.below(300))
                bytes +=
                    Frame(
                        index > 0 ? .continuation : isText ? .text : .binary, payload: payload,
                        fin: index == fragments - 1,
                        maskingKey: key(sender, &numbers)
                    ).encoded
                if numbers.below(3) == 0 {
                    bytes +=
                        Frame(
                            [.ping, .pong][numbers.below(2)], payload: numbers.bytes(numbers.below(126)),
                            maskingKey: key(sender, &numbers)
                        ).encoded
                }
            }
        }
        return bytes
            + Frame(.close, payload: ClosePayload.encode(.normal, reason: "bye"), maskingKey: key(sender, &numbers))
            .encoded
    }

    private static func key(_ sender: Endpoint, _ numbers: inout SeededNumbers) -> MaskingKey? {
        sender == .client ? MaskingKey(UInt32(truncatingIfNeeded: numbers.next())) : nil
    }

    /// A stream with a few bytes changed, removed or added, or nothing but noise.
    private static func spoiled(from sender: Endpoint, _ numbers: inout SeededNumbers) -> [UInt8] {
        if numbers.below(5) == 0 { return numbers.bytes(numbers.below(60)) }
        var bytes = validStream(from: sender, messages: 2, &numbers)
        for _ in 0..<1 + numbers.below(4) {
            // Near the start, or near the Close
            let index =
                Bool.random(using: &numbers) ? numbers.below(min(bytes.count, 80)) : bytes.count - 1 - numbers.below(7)
            switch numbers.below(3) {
            case 0: bytes[index] ^= 1 << UInt8(numbers.below(8))
            case 1: bytes[index] = UInt8(numbers.below(256))
            default:
                bytes.insert(
                    contentsOf: [[0x7e], [0xff], [0x82, 0xff, 0x80], [0x82, 0x7f, 0xff]][numbers.below(4)], at: index)
            }
        }
        return bytes
    }

    private static func dissect(_ parts: [[UInt8]], from sender: Endpoint) -> Dissection {
        Dissection(of: parts.map { ConnectionEvent(time: 0, .bytes(from: sender, $0)) }, start: .frames)
    }

    /// The actions that the frames of a dissection require, up to its first Close.
    private static func expectedLog(_ dissection: Dissection, _ bytes: [UInt8], from sender: Endpoint) -> [String] {
        var lines: [String] = []
        for frame in dissection.frames(from: sender) {
            guard let header = frame.header else { continue }
            let wire = bytes[frame.payloadRange]
            let payload = legible(header.maskingKey?.applied(to: wire) ?? Array(wire))
            switch header.opcode {
            case .ping: lines.append("send pong \(payload)")
            case .pong: lines.append("received \(payload)")
            case .close: return lines + ["answer close \(payload)", sender == .client ? "end output" : "expect end"]
            default:
                let message = frame.message.map { dissection.messages(from: sender)[$0] }
                let isFirst = message?.firstFrame == frame.index
                lines.append(
                    "deliver \(message?.kind.name ?? "?")\(isFirst ? " first" : "")\(header.fin ? " last" : "") \(payload)"
                )
            }
        }
        return lines
    }

    @Test(arguments: Endpoint.allCases) func receiverAndDissectionSeeTheSameFrames(sender: Endpoint) {
        var numbers = SeededNumbers(seed: 6455)
        for round in 0..<400 {
            let bytes = Self.validStream(from: sender, &numbers)
            var driver = ConnectionDriver(role: sender.peer)
            for part in numbers.parts(of: bytes, longest: 200) { driver.feed(part) }
            let dissection = Self.dissect(numbers.parts(of: bytes, longest: 200), from: sender)
            #expect(!dissection.hasViolations)
            #expect(driver.log == Self.expectedLog(dissection, bytes, from: sender), "round \(round)")
        }
    }

    /// The first violation, without those that a connection does not live to see: what comes after a Close.
    private static func firstViolation(_ dissection: Dissection, from sender: Endpoint) -> Violation? {
        let frames = dissection.frames(from: sender) + [dissection.unfinishedFrame(from: sender)].compactMap(\.self)
        for frame in frames {
            if let first = frame.violations.first { return first }
            if frame.header?.opcode == .close, frame.isComplete { return nil }
        }
        return nil
    }

    @Test(arguments: Endpoint.allCases) func nothingTrapsAndBothAgreeOnTheFirstViolation(sender: Endpoint) {
        var numbers = SeededNumbers(seed: 5)
        var violations: Set<Rule> = []
        for round in 0..<10_000 {
            let bytes = Self.spoiled(from: sender, &numbers)
            var driver = ConnectionDriver(role: sender.peer, limit: .max)
            for part in numbers.parts(of: bytes, longest: 90) { driver.feed(part) }
            let first = Self.firstViolation(
                Self.dissect(numbers.parts(of: bytes, longest: 90), from: sender), from: sender)
            let failure: Violation? = if case .violation(let violation) = driver.failure { violation } else { nil }
            if failure != first { Issue.record("round \(round): \(Hex.string(bytes))") }
            if let first { violations.insert(first.rule) }
        }
        #expect(violations.count >= 12, "the streams break many rules: \(violations.map(\.rawValue))")
    }

    /// Whole sessions, heads and ends included, with spoiled bytes in any part of them.
    @Test func nothingTrapsInADissection() {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<1000 {
            var bytes: [Endpoint: [UInt8]] = [
                .client: Wire.request + Self.spoiled(from: .client, &numbers),
                .server: Wire.response + Self.spoiled(from: .server, &numbers),
            ]
            for endpoint in Endpoint.allCases where numbers.below(4) == 0 {
                bytes[endpoint]?[numbers.below(100)] = UInt8(numbers.below(256))
            }
            var kinds: [ConnectionEvent.Kind] = []
            for endpoint in Endpoint.allCases {
                kinds += numbers.parts(of: bytes[endpoint] ?? [], longest: 500).map { .bytes(from: endpoint, $0) }
            }
            for endpoint in Endpoint.allCases {
                kinds.insert(
                    .ended(by: endpoint, [.fin, .reset, .close][numbers.below(3)]), at: numbers.below(kinds.count + 1))
            }
            if numbers.below(5) == 0 { kinds.insert(.missing(from: .client, count: 9), at: numbers.below(kinds.count)) }
            let dissection = Dissection(of: kinds.map { ConnectionEvent(time: 0, $0) })
            #expect(dissection.outcome != nil)
            #expect(dissection.lines.count == dissection.items.count)
        }
    }
}
