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
            // A byte that is shown and not explained.
            if let bytes = context.veil[whole.number]?.unexplained {
                events.append(
                    ConnectionEvent(time: time, .bytes(from: bytes.from, bytes.values.compactMap(\.self)[...])))
            }
            events += future.events(seed &+ whole.number).enumerated().map {
                ConnectionEvent(time: time + Double($0 + 1) / 7, $1)
            }
            return (whole.number, events)
        }
        // What people call a connection is not one of its bytes.
        var other = Model(content(shown, title: "other") { conversations[$0]?.webSocket }, size)
        guard let conversation, let row = other.row(like: context.cursor.row, ladder, conversation) else { return nil }
        // A frame that is cut stands behind what is complete.
        if context.veil.isUnexplained(context), row != context.cursor.row { return nil }
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
        if context.veil.depth == .meaning { other.context.veil.toggleMeaning() }
        if context.veil.isUnexplained(context) { other.context.veil.hideMeaning(other.context) }
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
        let rows = Ladder(of: own)
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
            (Size(width: 80, height: 24), 32, false, false), (Size(width: 140, height: 45), 10, false, true),
            (Size(width: 80, height: 24), 10, true, false), (Size(width: 80, height: 24), 16, false, true),
            (Size(width: 200, height: 60), 5, false, false),
        ]
        for (size, steps, isProjector, isDeep) in looks {
            for screen in Screen.allCases {
                var model = Model(content(connections, title: "real"), size)
                model.press(.character(Character("\(screen.rawValue)")))
                if isProjector { model.press(.character("P")) }
                if isDeep { model.context.veil.toggleMeaning() }
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

    /// Bytes in the middle of a frame, at both depths, with other bytes in their place and another future behind them.
    @Test(arguments: Fixture.all) func nothingThatIsShownDependsOnHiddenBytesInTheMiddle(_ fixture: Fixture) throws {
        let recording = try Recording(fixture.bytes())
        let numbers = Set(recording.events.map(\.connection)).sorted()
        let connections = numbers.map { number in
            (number, recording.events.filter { $0.connection == number }.map(\.event))
        }
        var random = SeededNumbers(seed: fixture.name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        let sizes = [Size(width: 80, height: 24), Size(width: 80, height: 24), Size(width: 140, height: 45)]
        var (tried, frames) = (0, 0)
        for trial in 0..<9 {
            let opened = Model(content(connections, title: "real"), sizes[trial % 3])
            guard let number = numbers.randomElement(using: &random), let whole = opened.conversations[number],
                let frame = Endpoint.allCases.flatMap({ whole.dissection.frames(from: $0) })
                    .randomElement(using: &random)
            else { continue }
            frames += 1
            // A long payload is like a short one.
            let length = min(frame.received, 40)
            let start = whole.start(of: frame) + .random(in: 0..<length, using: &random)
            let range = start..<start + .random(in: 1...4, using: &random)
            let isMeaning = Bool.random(using: &random)
            let hidden = HiddenBytes(
                values: isMeaning ? [range.upperBound..<range.upperBound + 1] : [range],
                meanings: isMeaning ? [range] : [], end: whole.start(of: frame) + length)
            let depth = Int.random(in: 0..<3, using: &random)
            let byte = Int.random(in: 0..<length, using: &random)
            for screen in Screen.allCases {
                let models = [
                    connections, other(whole, hidden, isMeaning ? nil : range, frame.from, connections, &random),
                ].compactMap { events -> Model? in
                    var model = Model(
                        content(events, title: "same") { opened.conversations[$0]?.webSocket }, opened.size)
                    model.press(.character("2"))
                    model.context.selected = number
                    // Bytes that are no longer a frame have no row.
                    guard let own = model.conversations[number],
                        let row = model.context.ladder.row(ofFrame: frame.index, from: frame.from, in: own)
                    else { return nil }
                    model.context.setRow(row)
                    model.context.veil.hide(hidden, from: frame.from, of: number)
                    model.press(.character(Character("\(screen.rawValue)")))
                    if screen == .frame { model.context.cursor.byte = byte }
                    // The veil is on when a recording is opened here.
                    if depth == 0 { model.press(.character("H")) }
                    if depth == 2 { model.context.veil.toggleMeaning() }
                    if screen == .frame { model.context.veil.hideMeaning(model.context) }
                    _ = model.update(.tick(model.now))
                    model.context.notice = nil
                    return model
                }
                guard models.count == 2 else { continue }
                tried += 1
                let (real, fake) = (view(models[0]), view(models[1]))
                guard real == fake else {
                    let lines = zip(real.lines, fake.lines).filter { $0 != $1 }.map { "\($0)\n\($1)" }
                    let place = "\(screen), \(frame.from) frame \(frame.index), \(hidden), depth \(depth), byte \(byte)"
                    Issue.record("\(place):\n\(lines.joined(separator: "\n"))")
                    return
                }
            }
        }
        #expect(tried * 2 >= frames * Screen.allCases.count)
    }

    /// The connections of a recording, one of them with other bytes where they are hidden, and another future.
    private func other(
        _ whole: Conversation, _ hidden: HiddenBytes, _ replaced: Range<Int>?, _ from: Endpoint,
        _ connections: [(Int, [ConnectionEvent])], _ random: inout SeededNumbers
    ) -> [(Int, [ConnectionEvent])] {
        var events = Array(whole.past(before: [from: hidden.start]).past.events)
        let window = hidden.start..<min(hidden.end, whole.dissection.byteCount(from: from))
        var bytes = whole.bytes(from: from, in: window) ?? []
        for position in replaced ?? 0..<0 where window.contains(position) {
            bytes[position - window.lowerBound] ^= .random(in: 1...255, using: &random)
        }
        let time = events.last?.time ?? 0
        let future = Future.allCases.randomElement(using: &random) ?? .nothing
        events.append(ConnectionEvent(time: time + 1, .bytes(from: from, bytes[...])))
        events += future.events(.random(in: 0..<1000, using: &random)).enumerated().map {
            ConnectionEvent(time: time + 2 + Double($0) / 7, $1)
        }
        return connections.map { $0.0 == whole.number ? ($0.0, events) : $0 }
    }
}
