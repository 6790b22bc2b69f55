// Frames, messages and server actions that follow each other: X then Y then Z.
//
//   order     0      1      2        3                    as the dissection found them
//             c0     s0     c1       c2 … still arriving
//   step 1    ✓             ✓
//   step 2           ✓ (behind c0)   ✓ (behind c0 or c1)
//
// One pass. Of what reached a step, only as much is kept as a later step may compare with, so that a log of a million frames takes one
// look at each of them.

import Capture
import WebSocketProtocol

extension ConditionScope {
    /// A frame, message or server action, with the places at which it begins and ends in the order of the log.
    struct Found {
        enum Kind {
            case frame(FrameRecord)
            case message(MessageRecord)
            case action(String)
        }

        let kind: Kind
        let start: Int, end: Int
    }

    /// Whether something that is the last of such a chain is what is asked for.
    func isReached(_ steps: [ChainStep], by isIt: (Found) -> Bool) -> Bool {
        guard let last = steps.indices.last else { return false }
        // What each step leaves for the next to compare with.
        var reached = steps.indices.map { Reached($0 < last ? steps[$0 + 1].relations : []) }
        for found in inOrder {
            for index in steps.indices.reversed() where meets(found, steps[index]) {
                let isBehind =
                    index == 0
                    || reached[index - 1].contains {
                        traits(of: found, $0)
                    } before: {
                        found.start
                    }
                guard isBehind else { continue }
                if index < last {
                    reached[index].add(found.end) { traits(of: found, $0) }
                } else if isIt(found) {
                    return true
                }
            }
        }
        return false
    }

    private func meets(_ found: Found, _ step: ChainStep) -> Bool {
        switch (found.kind, step) {
        case (.frame(let frame), .frame(let tests)): meets(frame, tests)
        case (.message(let message), .message(let tests)): meets(message, tests)
        case (.action(let name), .action(let asked)): name == asked
        default: false
        }
    }

    /// All frames whose header is complete, all complete messages, and all server actions, in the order in which they ended; at last the frames that are still
    /// arriving.
    private var inOrder: [Found] {
        var all: [Found] = []
        // Where the message that is open in a direction began. What began earlier than anything here follows nothing.
        var starts: [Endpoint: Int] = [:]
        let items = dissection.items
        for place in self.items.indices {
            switch items[place].kind {
            case .frame(let from, let index):
                guard let frame = dissection.frame(index, from: from) else { continue }
                if dissection.message(of: frame)?.firstFrame == index { starts[from] = place }
                all.append(Found(kind: .frame(frame), start: place, end: place))
            case .unfinishedFrame(let from, let index):
                // One that is complete comes later; one that is still arriving, at the end.
                guard let frame = dissection.frame(index, from: from), !frame.isComplete,
                    dissection.unfinishedFrame(from: from)?.index != index
                else { continue }
                all.append(Found(kind: .frame(frame), start: place, end: place))
            case .message(let from, let index):
                let messages = dissection.messages(from: from)
                guard messages.indices.contains(index) else { continue }
                let start = starts[from] ?? -1
                all.append(Found(kind: .message(messages[index]), start: start, end: place))
            case .event(.serverAction(let name, _)):
                all.append(Found(kind: .action(name), start: place, end: place))
            default: break
            }
        }
        let arriving = Endpoint.allCases.compactMap(dissection.unfinishedFrame).sorted { $0.startTime < $1.startTime }
        return all
            + arriving.enumerated().map { number, frame in
                Found(kind: .frame(frame), start: items.endIndex + number, end: items.endIndex + number)
            }
    }

    /// What is compared with other frames; nil where one of it is unknown.
    private func traits(of found: Found, _ traits: [Relation.Trait]) -> [[UInt8]]? {
        var values: [[UInt8]] = []
        for trait in traits {
            guard let value = value(of: trait, found) else { return nil }
            values.append(value)
        }
        return values
    }

    /// A text, payload or key that is compared with another.
    func value(of trait: Relation.Trait, _ found: Found) -> [UInt8]? {
        switch (trait, found.kind) {
        case (.text, .frame(let frame)):
            frame.isComplete && conversation.carriesText(frame) ? conversation.content(of: frame) : nil
        case (.payload, .frame(let frame)): frame.isComplete ? conversation.payload(of: frame) : nil
        case (.maskingKey, .frame(let frame)): frame.header?.maskingKey?.bytes
        case (.text, .message(let message)): message.kind == .text ? conversation.content(of: message) : nil
        case (.payload, .message(let message)): conversation.content(of: message)
        case (.maskingKey, .message), (_, .action): nil
        }
    }
}

/// What has reached a step, as far as the next step asks for it.
private struct Reached {
    private let same: [Relation.Trait], other: [Relation.Trait]
    /// For what must be the same: different values of what must be another, with the first end of each.
    private var all: [[[UInt8]]: [(other: [[UInt8]], end: Int)]] = [:]

    init(_ relations: [Relation]) {
        same = relations.filter(\.isSame).map(\.trait)
        other = relations.filter { !$0.isSame }.map(\.trait)
    }

    mutating func add(_ end: Int, _ traits: ([Relation.Trait]) -> [[UInt8]]?) {
        guard let key = traits(same), let values = traits(other) else { return }
        let known = all[key, default: []]
        // The earliest is best; of one value that must differ, two are enough: one of them does.
        guard other.count > 1 || known.count < 2, !known.contains(where: { $0.other == values }) else { return }
        all[key, default: []].append((values, end))
    }

    /// Whether something ended before `start` that compares as it must.
    func contains(_ traits: ([Relation.Trait]) -> [[UInt8]]?, before start: () -> Int) -> Bool {
        guard !all.isEmpty, let key = traits(same), let values = traits(other) else { return false }
        return all[key]?.contains { entry in
            entry.end < start() && zip(entry.other, values).allSatisfy { $0 != $1 }
        } ?? false
    }
}
