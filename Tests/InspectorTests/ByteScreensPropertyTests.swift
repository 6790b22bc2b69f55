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
        var request = Wire.request
        if Int.random(in: 0..<6, using: &random) == 0 {
            request[Int.random(in: 0..<request.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        var events: [ConnectionEvent.Kind] = [
            .bytes(from: .client, request), .bytes(from: .server, Wire.response),
        ]
        for _ in 0..<random.below(4) {
            let sender = random.endpoint()
            let bytes = random.oneIn(4) ? random.bytes(random.below(400)) : random.frame(from: random.endpoint())
            for part in random.parts(of: bytes, longest: 200) { events.append(.bytes(from: sender, part)) }
        }
        if random.oneIn(2) { events.append(.ended(by: .client, .reset)) }
        return events
    }
}
