// Messages that are longer than this endpoint accepts, RFC 6455 §10.4: refused as soon as a header declares them.

import TestSupport
import Testing
import WebSocketProtocol

struct MessageLimitTests {
    /// Only the header has arrived.
    @Test(
        arguments: [
            (101, 100, "fail message-too-big 101 over 100, close 1009"),
            (1 << 62, 100, "fail message-too-big 4611686018427387904 over 100, close 1009"),
            (1 << 62, 1 << 61, "fail message-too-big 4611686018427387904 over 2305843009213693952, close 1009"),
        ] as [(UInt64, Int, String)])
    func refusedBeforeThePayload(length: UInt64, limit: Int, line: String) {
        var driver = ConnectionDriver(role: .server, limit: limit)
        driver.feed(FrameHeader(opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: length).encoded)
        #expect(driver.log == [line, "end output"])
    }

    /// Without a limit the longest possible length can be waited for.
    @Test(arguments: [1 << 62, 1 << 63 - 1] as [UInt64]) func noLimit(length: UInt64) {
        var driver = ConnectionDriver(role: .server, limit: .max)
        let header = FrameHeader(opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: length).encoded
        driver.feed(header + [1, 2, 3])
        driver.feed([4, 5])
        #expect(driver.log.isEmpty)
        #expect(driver.needed == (length == 1 << 62 ? 1 << 62 + 14 : .max))
    }

    /// A sum beyond 64 bits is over every limit.
    @Test func sumOfFragmentsOverflows() {
        var driver = ConnectionDriver(role: .client, limit: .max)
        driver.feed(frame(.binary, "x", fin: false, from: .server))
        driver.feed(FrameHeader(opcode: .continuation, payloadLength: 1 << 63 - 1).encoded)
        #expect(driver.log.last == "end output")
        #expect(driver.failure == .messageTooBig(declared: 1 << 63, limit: .max))
    }

    @Test func fragmentsCountTogether() {
        var driver = ConnectionDriver(role: .server, limit: 10)
        driver.feed(frame(.text, "12345", fin: false) + frame(.ping, "pings don't count"))
        driver.feed(frame(.continuation, "67890"))
        driver.feed(frame(.text, "1234567890"))
        #expect(driver.failure == nil, "each message counts for itself")
        driver.feed(
            frame(.text, "12345", fin: false) + frame(.continuation, fin: false) + frame(.continuation, "678901"))
        #expect(driver.failure == .messageTooBig(declared: 11, limit: 10))
    }

    @Test func manyFragments() {
        var driver = ConnectionDriver(role: .server)
        let count = 65_536
        driver.feed(frame(.binary, fin: false))
        driver.feed([[UInt8]](repeating: frame(.continuation, "x", fin: false), count: count - 2).flatMap(\.self))
        driver.feed(frame(.continuation))
        #expect(driver.log.count == count)
        #expect(driver.log.last == #"deliver binary last """#)
    }
}
