// Two hundred thousand rows: every way to move works at both ends and in the middle.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct LongRecordingTests {
    private static let count = 200_000

    /// One row per frame, a thousand per second; the client sends ten, then the server ten. Ten frames make a
    /// read.
    private static let content: RecordingContent = {
        var conversations = Conversations()
        for event in Session.hello.events.prefix(3) { conversations.add(event) }
        let client = frame(.text, "A")
        let server = frame(.text, "B", from: .server)
        for number in stride(from: 0, to: count, by: 10) {
            let isClient = number / 10 % 2 == 0
            let bytes = (0..<10).flatMap { _ in isClient ? client : server }
            conversations.add(
                LoggedEvent(
                    connection: 1,
                    ConnectionEvent(
                        time: 1 + Double(number) / 1000, .bytes(from: isClient ? .client : .server, bytes))))
        }
        conversations.add(LoggedEvent(connection: 1, ConnectionEvent(time: 300, .note("The end.", pauses: true))))
        return RecordingContent(title: "Long", path: "long.jsonl", conversations: conversations, problems: [])
    }()

    private static let model: Model = {
        var model = Model(source: .recording(title: ""), size: Size(width: 80, height: 24))
        _ = model.update(.recording(content))
        return model
    }()

    private func opened(_ keys: String) -> Model {
        var model = Self.model
        model.press(.typing(keys))
        return model
    }

    @Test(arguments: [
        ("2G", 200_003), ("2G{", 200_002), ("2g}", 3), ("2Gk", 200_002), ("2G(", 199_993), ("2g)))", 3),
        ("4G", 200_002), ("4G{{", 200_000), ("4Gh", 200_001), ("4G((", 199_973), ("4g))", 43),
    ])
    func everyStep(keys: String, row: Int) {
        let model = opened(keys)
        #expect(model.cursor.row == row)
        #expect(view(model).lines[22].contains("row \(Numbers.grouped(row + 1)) of 200,004"))
    }

    @Test(arguments: [
        (":100", 99_012), (":c99999", 199_992), (":s99999", 200_002), (":f50000", 100_003), (":%100", 200_003),
        (":150.5s", 149_512),
    ])
    func everyJump(keys: String, row: Int) {
        var model = opened("2" + keys)
        model.press([.enter])
        #expect(model.cursor.row == row)
    }

    @Test func playingPassesManyRowsInATick() {
        var model = opened("2++++++ ")
        for tick in 1...5 { _ = model.update(.tick(Double(tick))) }
        #expect(model.cursor.row == 200_003)
        #expect(model.noteWords?.hasPrefix("The end.") == true)
    }

    @Test func countsAreGrouped() {
        let flow = view(opened("2G{")).lines
        #expect(flow.contains { $0.hasSuffix(" 200,003 of 200,004 ─") })
        #expect(view(opened("1")).lines.contains { $0.hasSuffix(" 1 of 200,004 ─") })
    }

    @Test func aFilterFindsTheOnlyFrame() {
        var model = opened("2/close")
        model.press([.enter])
        finish(&model)
        #expect(model.context.shownCount == 0)
        #expect(model.notice == "Nothing matches /close.")
        model.press([.character("/"), .control("u")] + .typing("server") + [.enter, .end])
        finish(&model)
        #expect(model.context.shownCount == 100_001)
        #expect(model.cursor.row == 200_002)
    }

    /// Keys are answered while a million rows are searched: each turn looks at so many.
    private func finish(_ model: inout Model) {
        var turns = 0
        while model.isSearching, turns < 1000 {
            _ = model.update(.tick(0))
            turns += 1
        }
        #expect((10...60).contains(turns), "200,004 rows, 4,000 at a time")
    }
}
