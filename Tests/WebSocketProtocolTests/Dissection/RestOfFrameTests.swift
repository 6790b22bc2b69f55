// What became of the bytes that a frame lacks.

import Capture
import TestSupport
import Testing
import WebSocketProtocol

struct RestOfFrameTests {
    @Test(
        arguments: [
            ([], .arriving),
            ([.ended(by: .server, .close)], .cutOff),
            // Others may follow, or not: either way these do not.
            ([.missing(from: .client, count: 90, frames: 0)], .missing),
            ([.missing(from: .client, count: 500, frames: 3), .bytes(from: .client, frame(.text, "next"))], .missing),
            ([.missing(from: .client, count: 90)], .missing),
            ([.unread(from: .client, count: 90, after: .failure)], .unread),
            ([.missing(from: .server, count: 9, frames: 1)], .arriving),
        ] as [([ConnectionEvent.Kind], Dissection.Rest)])
    func restOfAFrame(events: [ConnectionEvent.Kind], rest: Dissection.Rest) throws {
        let start = Session.upgraded.client(Array(frame(.text, String(repeating: "a", count: 90)).prefix(20)))
        let dissection = events.reduce(start) { $0.then($1) }.dissectionSoFar
        let cut = try #require(dissection.frame(0, from: .client))
        #expect(dissection.rest(of: cut) == rest)
    }

    @Test func aWholeFrameHasNone() throws {
        let dissection = Session.upgraded.client(frame(.text, "a")).dissectionSoFar
        #expect(dissection.rest(of: try #require(dissection.frame(0, from: .client))) == nil)
    }
}
