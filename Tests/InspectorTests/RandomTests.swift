// Any session, any keys, any size: the view never traps and never draws outside of its grid.

import Capture
import TestSupport
import Testing
import TerminalUI
import WebSocketProtocol

@testable import Inspector

@Suite struct RandomTests {
    private static let keys: [Key] =
        KeyMap.bindings.flatMap(\.keys).filter { $0 != .character("q") }
        + [.character("z"), .character("é"), .backspace, .control("u"), .function(5)] + .typing("/ping'aba#1")

    @Test(arguments: 0..<12)
    func viewsStayInsideTheirGrid(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let source: Source =
            Bool.random(using: &random) ? .live(urls: ["http://localhost:1338/"]) : .recording(title: "?")
        var model = Model(source: source, size: size(&random), memoryLimit: seed % 3 == 0 ? 2000 : 1 << 20)
        var time = 0.0
        for _ in 0..<80 {
            time += Double.random(in: -0.1...2, using: &random)
            switch Int.random(in: 0..<11, using: &random) {
            case 0..<5: model.press([Self.keys.randomElement(using: &random) ?? .enter])
            case 5..<8: _ = model.update(.events((0..<3).map { _ in event(time, &random) }))
            case 8: _ = model.update(.tick(time))
            case 9:
                // A reload that has lost some of its events, and answers without a request.
                _ = model.update(.recording(recording(&random)))
                _ = model.update(.fileExists(path: "connection-1.jsonl"))
            default: _ = model.update(.resize(size(&random)))
            }
            let grid = view(model)
            #expect(grid.size == model.size)
            for y in 0..<grid.size.height where grid.row(y).count != model.size.width {
                Issue.record("row \(y) has \(grid.row(y).count) columns")
            }
            #expect(grid.lines.allSatisfy { CharacterWidth.columns(of: $0) <= model.size.width })
        }
    }

    private func size(_ random: inout SeededNumbers) -> Size {
        Size(width: Int.random(in: 60...200, using: &random), height: Int.random(in: 20...60, using: &random))
    }

    private func recording(_ random: inout SeededNumbers) -> RecordingContent {
        var conversations = Conversations()
        for number in 0..<Int.random(in: 0..<12, using: &random) {
            conversations.add(event(Double(number % 7), &random))
        }
        return RecordingContent(
            title: "?", path: "a.jsonl", conversations: conversations, problems: ["Line 2 is damaged.\u{1b}[2J"])
    }

    /// Anything, often with what makes it a WebSocket.
    private func event(_ time: Double, _ random: inout SeededNumbers) -> LoggedEvent {
        let from = random.endpoint()
        let kind: ConnectionEvent.Kind =
            switch random.below(14) {
            case 0..<3: random.one(of: Session.upgraded.kinds)
            case 3..<9: .bytes(from: from, random.frame(from: from))
            default: random.event()
            }
        return LoggedEvent(connection: 1 + random.below(4), ConnectionEvent(time: time, kind))
    }
}
