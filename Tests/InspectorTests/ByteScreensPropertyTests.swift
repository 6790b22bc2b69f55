// Whatever the bytes, the keys and the size: the screens are drawn, and fit.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct ByteScreensPropertyTests {
    static let keys: [Key] = [
        .right, .right, .right, .left, .up, .down, .down, .home, .end, .enter, .escape, .tab, .backTab, .character("["),
        .character("]"), .character("]"), .character("{"), .character("}"), .character("\\"), .character("P"),
        .character("3"),
        .character("4"), .character("F"),
    ]

    @Test(arguments: 0..<40) func `No bytes and no keys break the screens`(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let size = (width: Int.random(in: 60...200, using: &random), height: Int.random(in: 20...60, using: &random))
        var screens = ByteScreens(
            Bool.random(using: &random) ? .frame : .handshake, Self.events(&random), width: size.width,
            height: size.height,
            memoryLimit: seed % 7 == 0 ? 16 : EventLog.defaultMemoryLimit)
        for _ in 0..<25 {
            screens = screens.pressing(Self.keys.randomElement(using: &random) ?? .right)
            let lines = view(screens.model).lines
            #expect(lines.count == screens.model.size.height)
            #expect(lines.allSatisfy { CharacterWidth.columns(of: $0) <= size.width })
        }
    }

    /// A handshake, at times a broken one, then frames of any shape cut into reads, with some noise.
    private static func events(_ random: inout SeededNumbers) -> [ConnectionEvent.Kind] {
        var request = ByteScreens.request
        if Int.random(in: 0..<6, using: &random) == 0 {
            request[Int.random(in: 0..<request.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        var events: [ConnectionEvent.Kind] = [
            .bytes(from: .client, request), .bytes(from: .server, ByteScreens.response),
        ]
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            let bytes = frame(&random)
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let sender = Endpoint.allCases.randomElement(using: &random) ?? .client
            for part in [bytes[..<cut], bytes[cut...]] where !part.isEmpty {
                events.append(.bytes(from: sender, Array(part)))
            }
        }
        if Bool.random(using: &random) { events.append(.ended(by: .client, .reset)) }
        return events
    }

    private static func frame(_ random: inout SeededNumbers) -> [UInt8] {
        let count = [0, 1, 2, 5, 20, 130, 400].randomElement(using: &random) ?? 0
        let payload = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        if Int.random(in: 0..<4, using: &random) == 0 { return payload }
        let header = FrameHeader(
            fin: Bool.random(using: &random), rsv1: Bool.random(using: &random), rsv3: Bool.random(using: &random),
            opcode: Opcode(rawValue: UInt8.random(in: 0..<16, using: &random)) ?? .text,
            maskingKey: Bool.random(using: &random)
                ? MaskingKey(UInt32.random(in: 0...UInt32.max, using: &random)) : nil,
            lengthForm: [.bits7, .bits16, .bits64].randomElement(using: &random),
            payloadLength: Int.random(in: 0..<8, using: &random) == 0 ? .max : UInt64(count))
        return Frame(header: header, payload: payload).encoded
    }
}
