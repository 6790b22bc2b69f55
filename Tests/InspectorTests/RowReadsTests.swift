// How TCP carried a frame, in the words of its row.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

@Suite struct RowReadsTests {
    private static let hello = frame(.text, "Hello")

    /// Reads, and what is said of each frame.
    private static let all: [(reads: [[UInt8]], words: [String?])] = [
        ([hello, hello], [nil, nil]),
        ([Array(hello.prefix(3)), Array(hello.dropFirst(3))], ["in 2 reads"]),
        (hello.map { [$0] }, ["in 11 reads"]),
        ([hello + hello], ["frames 0 and 1 in one read", "frames 0 and 1 in one read"]),
        (
            [hello, hello + hello + hello, hello],
            [nil] + Array(repeating: "frames 1 to 3 in one read", count: 3) + [nil]
        ),
        // The first read ends inside of the second frame.
        (
            [hello + hello.prefix(4), hello.dropFirst(4) + hello],
            ["frames 0 and 1 in one read", "in 2 reads", "frames 1 and 2 in one read"]
        ),
    ]

    @Test(arguments: all.indices) func areSaid(_ index: Int) {
        let (reads, words) = Self.all[index]
        let conversation = reads.reduce(Session.upgraded) { $0.client($1) }.conversation
        let frames = conversation.dissection.frames(from: .client)
        #expect(frames.map { RowReads($0, in: conversation).words } == words)
    }

    @Test func `Of a read with very many frames the number is not counted`() {
        let many = Session.upgraded.client((0..<300).flatMap { _ in Self.hello }).conversation
        let frame = many.dissection.frames(from: .client)[150]
        #expect(RowReads(frame, in: many).words == "in one read with many frames")
    }
}
