// How many frames a message may have.

import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct FragmentLimitTests {
    private static let (first, more, last) = (
        frame(.text, fin: false), frame(.continuation, fin: false), frame(.continuation)
    )

    private static func open() throws -> HandledChannel {
        let handled = try HandledChannel.open { $0.limits.maximumFragments = 3 }
        _ = try handled.output()
        return handled
    }

    @Test func `As many fragments as are allowed make a message, again and again`() throws {
        let handled = try Self.open()
        for _ in 0..<3 {
            // A control frame between them is none of them.
            try handled.receive(Self.first + Self.more + frame(.pong) + Self.last)
            #expect(try handled.output() == frame(.text, from: .server))
        }
        #expect(handled.actions == [])
    }

    @Test func `One more is refused with 1009, whether it is the last or not`() throws {
        for end in [Self.more, Self.last] {
            let handled = try Self.open()
            try handled.receive(Self.first + Self.more + Self.more + end)
            #expect(try handled.output() == closeFrame(.messageTooBig, "too-many-fragments", from: .server))
            #expect(
                handled.actions == [
                    "too-many-fragments: A message has more than 3 fragments; it is refused with 1009. (RFC 6455 §10.4)"
                ])
        }
    }
}
