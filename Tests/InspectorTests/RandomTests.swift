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
                // A reload that has lost some of its events, and answers that nobody asked for.
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

    private func event(_ time: Double, _ random: inout SeededNumbers) -> LoggedEvent {
        let number = Int.random(in: 1...4, using: &random)
        let from = Bool.random(using: &random) ? Endpoint.client : .server
        let kind: ConnectionEvent.Kind
        switch Int.random(in: 0..<14, using: &random) {
        case 0: kind = .opened(client: "127.0.0.1:\(number)", server: "[::1]:1338")
        case 1...3: kind = Session.hello.events[Int.random(in: 1...2, using: &random)].event.kind
        case 4: kind = .ended(by: from, [.fin, .reset, .close].randomElement(using: &random) ?? .fin)
        case 5: kind = .note(String(repeating: "w宽\u{1b}\n", count: 40), stop: Bool.random(using: &random))
        case 6: kind = .decision(name: "limit", sentence: String(repeating: "long ", count: 60))
        case 7: kind = .missing(from: from, count: Int.random(in: 0...1 << 40, using: &random))
        case 8: kind = .bytes(from: from, (0..<9).map { _ in UInt8.random(in: 0...255, using: &random) })
        default: kind = .bytes(from: from, frame(from, &random))
        }
        return LoggedEvent(connection: number, ConnectionEvent(time: time, kind))
    }

    private func frame(_ from: Endpoint, _ random: inout SeededNumbers) -> [UInt8] {
        let opcode = Opcode(rawValue: UInt8.random(in: 0...15, using: &random)) ?? .text
        let texts = ["", "Hello", "宽宽宽👨‍👩‍👧", "\u{202E}\u{1b}[2J\r\n", String(repeating: "long text ", count: 80)]
        let payload = Array((texts.randomElement(using: &random) ?? "").utf8)
        let isMasked = Int.random(in: 0..<5, using: &random) > 0 ? from == .client : from == .server
        let frame = Frame(
            opcode, payload: payload, fin: Bool.random(using: &random), maskingKey: isMasked ? Session.maskingKey : nil)
        let bytes = frame.encoded
        return Int.random(in: 0..<6, using: &random) == 0 ? Array(bytes.dropLast(bytes.count / 2)) : bytes
    }
}
