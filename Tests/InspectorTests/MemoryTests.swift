// A live view that has reached its bound: the ladder shows what is left, and the reader's place moves along.

import Capture
import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Inspector

struct MemoryTests {
    /// A connection with texts, pings and fragments, echoed.
    private static func conversation(_ count: Int, batch: Int?) -> Conversation {
        var session = Session()
        session.handshake(0.1)
        if let batch {
            for index in 0..<count / batch {
                // A read of many frames, with a part of one at its end, and a write that answers them.
                let masked = (0..<batch).flatMap { frame(.text, "\(index) \($0)") }
                let plain = (0..<batch).flatMap { frame(.text, "\(index) \($0)", from: .server) }
                let cut = masked.count - index % 9
                session.bytes(Double(index) + 1, .client, Array(masked[..<cut]))
                session.bytes(Double(index) + 1.5, .server, plain)
                if cut < masked.count { session.bytes(Double(index) + 1.7, .client, Array(masked[cut...])) }
            }
            return session.conversation
        }
        for index in 0..<count {
            let time = 1 + Double(index)
            for from in Endpoint.allCases {
                session.frame(time, from, .text, Array("part \(index)".utf8), fin: false)
                if index % 3 == 0 { session.frame(time, from, .ping, [UInt8(index % 256)]) }
                session.frame(time, from, .continuation, Array(repeating: 0x61, count: index % 50))
            }
        }
        return session.conversation
    }

    private static func rows(_ ladder: Ladder, _ conversation: Conversation) -> [String] {
        (0..<ladder.count).map { row in
            let text = RowText(row: row, of: ladder, in: conversation, room: 80)
            let place = ladder.fragmentNumber(at: row, in: conversation).map { " place \($0)" } ?? ""
            return "\(text?.label ?? "?")\(place) moves \(ladder.moveCount(at: row))"
        }
    }

    @Test(arguments: [(20, nil), (100, nil), (333, nil), (400, 40), (3000, 100)])
    func aLadderThatForgetsShowsWhatIsLeft(count: Int, batch: Int?) {
        var conversation = Self.conversation(count, batch: batch)
        var ladder = Ladder()
        ladder.update(conversation)
        for round in 0..<3 {
            let before = Self.rows(ladder, conversation)
            let hasMadeRoom = conversation.forgetOlderHalf()
            let (gone, instead) = ladder.forget(conversation)
            #expect(hasMadeRoom && gone > instead, "round \(round)")
            let after = Self.rows(ladder, conversation)
            #expect(after.dropFirst(instead) == before.dropFirst(gone))
            var fresh = Ladder()
            fresh.update(conversation)
            #expect(ladder.count == fresh.count)
            for row in 0..<ladder.count {
                #expect(ladder.row(row) == fresh.row(row))
                guard let frame = ladder.frame(row, in: conversation) else { continue }
                #expect(ladder.row(ofFrame: frame.index, from: frame.from, in: conversation) == row)
            }
            #expect(ladder.frameRow(from: 0, step: 1) == fresh.frameRow(from: 0, step: 1))
        }
    }

    /// One large frame each way goes, and one row each takes its place.
    @Test func asManyRowsMayTakeThePlaceOfThoseThatGo() throws {
        var session = Session()
        session.handshake(0.1)
        for (time, length) in [(1.0, 60_000), (2.0, 100_000)] {
            for from in Endpoint.allCases {
                session.frame(time, from, .binary, [UInt8](repeating: 7, count: length))
            }
        }
        var conversation = session.conversation
        var ladder = Ladder()
        ladder.update(conversation)
        let before = Self.rows(ladder, conversation)
        let hasMadeRoom = conversation.forgetOlderHalf()
        #expect(hasMadeRoom)
        let (gone, instead) = ladder.forget(conversation)
        #expect(gone > 0 && gone == instead)
        #expect(ladder.count == before.count)
        for row in 0..<ladder.count {
            guard case .item(let item)? = ladder.row(row) else { continue }
            try #require(conversation.dissection.items.indices.contains(item))
        }
        #expect(Self.rows(ladder, conversation).dropFirst(instead) == before.dropFirst(gone))
    }

    /// The reader views a frame while others arrive, until the limit drops it: the place stays with its frame, and then
    /// goes to the first one that is left.
    @Test func thePlaceMovesAlong() throws {
        var model = Model(source: .live(urls: []), size: Size(width: 80, height: 24), memoryLimit: 300_000)
        var session = Session()
        session.handshake(0.1)
        for _ in 0..<100 { session.text(1, .client, "Hello") }
        _ = model.update(.events(session.events))
        model.press(.typing("4") + [.character("{")])
        let before = try #require(model.conversation)
        let number = try #require(model.ladder.frame(model.cursor.row, in: before)?.index)
        var isGone = false
        for _ in 0..<3000 {
            var more = Session()
            more.text(2, .client, "Hello")
            _ = model.update(.events(Array(more.events.dropFirst())))
            let conversation = try #require(model.conversation)
            let frame = try #require(model.ladder.frame(model.cursor.row, in: conversation))
            let first = conversation.dissection.frames(from: .client).startIndex
            isGone = isGone || first > number
            #expect(isGone ? frame.index >= first : frame.index == number)
        }
        #expect(isGone)
        #expect(model.notice == "Your place was dropped to save memory. This is the oldest row still kept.")
        #expect(view(model).lines.count == 24)
    }

    /// What `:` says about dropped frames, and about a mark on one.
    @Test(arguments: [true, false]) func droppedFramesAreNamed(isFollowing: Bool) throws {
        var model = Model(source: .live(urls: []), size: Size(width: 80, height: 24), memoryLimit: 300_000)
        var session = Session()
        session.handshake(0.1)
        for _ in 0..<100 { session.text(1, .client, "Hello") }
        _ = model.update(.events(session.events))
        model.press(.typing("4") + [.character("{"), .character("m"), .character("a")])
        #expect(model.context.marks["a"] != nil)
        model.press(.typing(isFollowing ? "F" : ""))
        var notices: Set<String> = []
        for _ in 0..<3000 {
            var more = Session()
            more.text(2, .client, "Hello")
            _ = model.update(.events(Array(more.events.dropFirst())))
            if let notice = model.notice { notices.insert(notice) }
        }
        #expect(model.context.marks["a"] == nil)
        #expect(
            notices.contains(
                isFollowing
                    ? "Dropped to save memory: the rows of the marks a."
                    : "Dropped to save memory: your place (this is the oldest row left), marks a."))
        let conversation = try #require(model.conversation)
        let first = conversation.dissection.frames(from: .client).startIndex
        #expect(first > 100)
        func words(_ text: String) -> String { model.reach(text).words }
        let range = "client \(Numbers.grouped(first)) to 3,099"
        #expect(words("f5") == "frame 5 was dropped; there are: \(range), server none")
        #expect(words("c3100") == "no such frame; there are: \(range)")
        #expect(words("c\(first)").hasPrefix("client frame \(first), row "))
    }
}
