// What a connection may cost and what it has to count, in a channel without a socket: bytes that are not read, frames of a loss, and a
// header that promises much.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import EchoServer

@Suite struct LimitTests {
    /// Behind a Close 1 MiB may follow.
    @Test(arguments: [(-1, false), (0, false), (1, true)]) func ofWhatNobodyReads(more: Int, isTooMuch: Bool) throws {
        let handled = try HandledChannel.open()
        // The header of one frame behind the Close is shown, and not counted.
        try handled.receive(closeFrame(1000) + Array(frame(.text, "Hello").prefix(6)))
        try handled.receive([UInt8](repeating: 0, count: (1 << 20) + more))
        let decisions = handled.events.compactMap { if case .serverAction(let name, _) = $0.kind { name } else { nil } }
        #expect(decisions == (isTooMuch ? ["unread-limit"] : []))
    }
}

@Suite struct UnreadCountTests {
    /// What was not read is counted before the connection ends, whoever ends it, and to the last byte.
    @Test(arguments: [3, nil] as [Int64?]) func isCompleteAtTheEnd(seconds: Int64?) throws {
        let handled = try HandledChannel()
        try handled.receive(Wire.http("GET / HTTP/1.1", "Host: a"))
        for _ in 0..<3 { try handled.receive([UInt8](repeating: 0, count: 10)) }
        if let seconds { handled.pass(seconds: seconds) } else { handled.fail() }
        let counts = handled.events.compactMap { event -> Int? in
            if case .unread(.client, let count, .answer) = event.kind { count } else { nil }
        }
        #expect(counts.reduce(0, +) == 30)
        if case .ended = handled.events.last?.kind {} else { Issue.record("the end comes last") }
    }
}

@Suite struct LossTests {
    /// A reader that falls behind learns how many frames it has lost of each direction: each read and write says which
    /// frame begins in it.
    @Test func theFramesOfALossAreCounted() throws {
        let handled = try HandledChannel.open(policy: .letsGo(limit: 100_000))
        var numbers = SeededNumbers(seed: 1)
        let frames = (0..<5000).flatMap { frame(.text, "number \($0) of many") }
        for part in numbers.parts(of: frames, longest: 60) { try handled.receive(part) }
        var lost: [Endpoint: Int] = [:]
        for case .missing(let from, _, let frames) in handled.events.map(\.kind) {
            lost[from, default: 0] += frames ?? 0
        }
        let dissection = Dissection(of: handled.events, isFinished: false)
        for endpoint in Endpoint.allCases {
            #expect(lost[endpoint, default: 0] > 100)
            #expect(lost[endpoint, default: 0] + dissection.frames(from: endpoint).count == 5000)
        }
    }
}

@Suite(.enabled(if: AddressSpace.isKnown, "the size of the address space is not known"))
struct PromiseTests {
    /// A header that comes alone, or with a little of its payload: 2,000 of them promise 32 GB.
    @Test(arguments: [0, 1, 1000, 5000], [true, false])
    func aHeaderReservesNothing(count: Int, inOneRead: Bool) throws {
        let header = FrameHeader(opcode: .binary, maskingKey: Wire.maskingKey, payloadLength: 16 << 20).encoded
        let bytes = header + pattern(count)
        let growth = try AddressSpace.growth(of: 2000) { _ in
            let handled = try HandledChannel.open { $0.log = nil }
            for part in inOneRead ? [bytes] : [Array(bytes.prefix(5)), Array(bytes.dropFirst(5))] {
                try handled.receive(part)
            }
            return handled
        }
        #expect(growth < 1 << 30)
    }
}

@Suite struct KeptBytesTests {
    /// A connection that has to go, since all of them keep too much, is read no further: what was kept of its frame is gone.
    @Test(arguments: [
        frame(.binary, pattern(200_000)),
        frame(.binary, pattern(100_000), fin: false) + frame(.text, "Hello").prefix(1),
        frame(.binary, pattern(100_000), fin: false),
    ])
    func theRestOfAFrameIsNotRead(bytes: [UInt8]) throws {
        let handled = try HandledChannel.open { $0.bufferLimit = 90_000 }
        try handled.receive(Array(bytes.prefix(100_100)))
        #expect(handled.actions.map { $0.prefix { $0 != ":" } } == ["buffer-limit"])
        #expect(handled.dissection.frames(from: .server).map(\.header?.opcode) == [.close])
        try handled.receive(Array(bytes.dropFirst(100_100)))
        try handled.receive(closeFrame(1013))
        try handled.receive([UInt8](repeating: 0, count: 100))
        #expect(handled.actions.map { $0.prefix { $0 != ":" } } == ["buffer-limit"])
        #expect(handled.handler.keptCount == 0)
    }
}
