// The veil hides what is ahead of the reader. Non-interference: what is hidden is replaced by other bytes, lengths, frames and
// endings, and the screen stays the same to the cell.

import TerminalUI
import TestSupport
import Testing
import WebSocketProtocol

@testable import Capture
@testable import Inspector

/// What comes after the edge of the veil, instead of what really came.
private enum Future: CaseIterable {
    case nothing, frames, noise, reset, notes

    /// Events that can follow any others.
    func events(_ seed: Int) -> [ConnectionEvent.Kind] {
        var numbers = SeededNumbers(seed: UInt64(truncatingIfNeeded: seed))
        switch self {
        case .nothing: return []
        case .frames:
            return (0..<6).flatMap { _ in
                Endpoint.allCases.map { ConnectionEvent.Kind.bytes(from: $0, numbers.frame(from: $0)) }
            } + [.ended(by: .client, .fin), .ended(by: .server, .fin)]
        case .noise:
            // How a log begins is not ahead of anything.
            return (0..<20).map { _ in numbers.event() }.filter {
                switch $0 {
                case .opened, .midStream: false
                default: true
                }
            }
        case .reset: return [.ended(by: .server, .reset)]
        case .notes:
            return [.note("Something else altogether", pauses: true), .bytes(from: .client, numbers.bytes(300))]
        }
    }
}

/// A recording as it is opened.
private func content(
    _ connections: [(number: Int, events: [ConnectionEvent])], title: String, webSocket: ((Int) -> Int?)? = nil
) -> RecordingContent {
    var conversations = Conversations(memoryLimit: .max)
    for (number, events) in connections {
        for event in events { conversations.add(LoggedEvent(connection: number, event)) }
    }
    conversations.finish()
    if let webSocket {
        conversations = conversations.map {
            var numbered = $0
            numbered.webSocket = webSocket($0.number)
            return numbered
        }
    }
    return RecordingContent(
        title: title, about: "About \(title)", path: "\(title).jsonl", conversations: conversations,
        problems: [], remarks: title == "real" ? [] : ["A remark"])
}

extension Model {
    fileprivate init(_ content: RecordingContent, _ size: Size) {
        self.init(source: .recording(title: ""), size: size)
        _ = update(.recording(content))
        _ = update(.key(.character("H")))
        _ = update(.key(.left))
        context.notice = nil
    }

    fileprivate mutating func press(_ key: Key) { _ = update(.key(key)) }

    /// The same recording with another future after what is shown, at the same place.
    fileprivate func replacingFuture(_ future: Future, seed: Int) -> Model? {
        let shown = conversations.all.map { whole -> (number: Int, events: [ConnectionEvent]) in
            let past = context.veil[whole.number]?.conversation ?? whole
            var events = Array(past.events)
            let time = events.last?.time ?? 0
            events += future.events(seed &+ whole.number).enumerated().map {
                ConnectionEvent(time: time + Double($0 + 1) / 7, $1)
            }
            return (whole.number, events)
        }
        // What people call a connection is not one of its bytes.
        var other = Model(content(shown, title: "other") { conversations[$0]?.webSocket }, size)
        guard let conversation, let row = other.row(like: context.cursor.row, ladder, conversation) else { return nil }
        other.context.selected = selected
        other.context.cursor = context.cursor
        other.context.cursor.row = row
        if let note = noteRow, screen.type.stepsThroughNotes {
            guard let row = other.row(like: note, ladder, conversation), let here = other.context.here else {
                return nil
            }
            other.context.shownNote = ShownNote(
                row: row, place: Mark(screen: screen, connection: here.connection, cursor: other.context.cursor))
        }
        other.context.screen = screen
        other.front = front
        other.context.look = context.look
        // More bytes of a broken request would be steps before those of the response.
        if screen == .handshake, other.handshakeStep != handshakeStep { return nil }
        _ = other.update(.tick(now))
        other.context.notice = notice
        return other
    }

    private var handshakeStep: HandshakeStep? { context.handshakePosition.map { $0.steps[context.cursor.place].step } }

    /// The row that stands for the same frame or finding as a row of another model.
    private func row(like row: Int, _ ladder: Ladder, _ conversation: Conversation) -> Int? {
        guard let own = conversations[conversation.number] else { return nil }
        var rows = Ladder()
        rows.update(own)
        if let frame = ladder.frame(row, in: conversation) {
            return rows.row(ofFrame: frame.index, from: frame.from, in: own)
        }
        return row
    }
}

@Suite struct VeilTests {
    /// Every screen and place of every fixture, with another future.
    @Test(arguments: Fixture.all) func nothingThatIsShownDependsOnWhatIsHidden(_ fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        let numbers = Set(recording.events.map(\.connection)).sorted()
        let connections = numbers.map { number in
            (number, recording.events.filter { $0.connection == number }.map(\.event))
        }
        let seed = fixture.name.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF
        var tried = 0
        let looks = [
            (Size(width: 80, height: 24), 40, false), (Size(width: 140, height: 45), 10, false),
            (Size(width: 80, height: 24), 10, true), (Size(width: 200, height: 60), 5, false),
        ]
        for (size, steps, isProjector) in looks {
            for screen in Screen.allCases {
                var model = Model(content(connections, title: "real"), size)
                model.press(.character(Character("\(screen.rawValue)")))
                if isProjector { model.press(.character("P")) }
                model.press(.home)
                for step in 0..<steps {
                    let future = Future.allCases[(step + seed) % Future.allCases.count]
                    if (step + seed) % 11 == 0, let other = model.replacingFuture(future, seed: seed &+ step) {
                        tried += 1
                        let (real, fake) = (view(model), view(other))
                        guard real == fake else {
                            let lines = zip(real.lines, fake.lines).filter { $0 != $1 }.map { "\($0)\n\($1)" }
                            Issue.record("\(screen) step \(step), \(future):\n\(lines.joined(separator: "\n"))")
                            return
                        }
                    }
                    model.press(.right)
                    model.context.notice = nil
                }
            }
        }
        #expect(tried > 4)
    }
}
