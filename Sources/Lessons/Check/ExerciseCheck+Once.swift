// What does not depend on the draw: mutants, and the recorded twins of live exercises.

import Capture
import WebSocketProtocol

extension ExerciseCheck {
    /// Checks what needs to be checked once.
    mutating func checkOnce() {
        if let line = exercise.keyLines["until"], exercise.until != nil, exercise.source == nil {
            report("until: hides the bytes behind it, and there are none here; leave it out", line: line)
        }
        if let source = exercise.source, let words = source.readsBeyondEnd {
            report(words, line: exercise.line(of: "of"))
        }
        checkEmptyTexts()
        checkConditions()
        switch exercise.body {
        case .mutant(let task): check(task)
        case .live(let task): check(task)
        default: break
        }
    }

    // MARK: Mutants

    private mutating func check(_ task: MutantTask) {
        guard let assignment = try? Assignment(exercise, library, round: Round(seed: "0"), url: Self.url) else {
            return
        }
        if assignment.listing == nil {
            report("the code of \(task.mutant) is missing, or has no marks", line: exercise.line(of: "mutant"))
        }
        guard task.differs else { return }
        switch task.input {
        case .cuts:
            let count = assignment.material?.bytes.count ?? 0
            let cuts = (1..<max(2, count)).map { assignment.grade("\($0)").verdict }
            if cuts.allSatisfy(\.passes) {
                report(
                    "wherever the bytes are cut, \(task.mutant) differs; give bytes of which some cuts are harmless",
                    line: exercise.line(of: "of"))
            }
        case .bytes, .reads:
            for masked in [true, false] {
                let hello = Frame(
                    .text, payload: Array("Hello".utf8), maskingKey: masked ? MaskingKey(0x37fa_213d) : nil)
                // Where the reference is not masked as it must be, that may be the very bug.
                let isLegal = masked == (task.from == .client)
                guard isLegal || isMasked(task.reference) != masked else { continue }
                let hex = Hex.string(hello.encoded, groupsOf: 1)
                let typed = Mutants.named(task.mutant)?.words.contains(.response) == true ? "101 | \(hex)" : hex
                checkPlain(typed, "a plain frame", task, assignment)
            }
        case .text, .number:
            let plain = task.input == .number ? "5" : "Hello"
            checkPlain(plain, task.input == .number ? "a short text" : "a plain text", task, assignment)
        }
    }

    /// Reports where what anybody would try first exposes the mutant.
    private mutating func checkPlain(_ typed: String, _ words: String, _ task: MutantTask, _ assignment: Assignment) {
        guard typed != task.reference, assignment.grade(typed).verdict.passes else { return }
        report(
            "\(task.mutant) differs on \(words) too, so there is nothing to find: \(typed.inQuotes) passes; use it in diagnose, "
                + "or in predict with by:" + (agrees(task) ? ", or with want: agree" : ""),
            line: exercise.line(of: "mutant"), kind: "plain")
    }

    /// Whether some plain frame or text is treated by the mutant as by the codec, so that it can be asked for.
    private func agrees(_ task: MutantTask) -> Bool {
        guard let mutant = Mutants.named(task.mutant) else { return false }
        let key = MaskingKey(0x37fa_213d)
        return [Opcode.text, .binary, .ping].contains { opcode in
            [0, 5, 200].contains { count in
                let payload = [UInt8](repeating: 0x48, count: opcode == .ping ? min(count, 5) : count)
                let frame = Frame(opcode, payload: payload, maskingKey: task.from == .client ? key : nil)
                let input: ProgramInput =
                    switch mutant.family {
                    case .builder, .compressor: .payload(payload)
                    case .handshake: .text("Upgrade")
                    case .accept: .text("dGhlIHNhbXBsZSBub25jZQ==")
                    default: .traffic(Traffic([frame.encoded], from: task.from))
                    }
                return mutant.output(of: input) == mutant.family.real(input)
            }
        }
    }

    /// Whether the first frame of an answer is masked; nil where there is none.
    private func isMasked(_ answer: String) -> Bool? {
        let bytes = (try? Hex.parse(String(answer.filter { $0 != "|" }))) ?? []
        return Material(reads: [(.client, bytes)]).frame?.header.map { $0.maskingKey != nil }
    }

    // MARK: Live

    private mutating func check(_ task: LiveTask) {
        guard let conversation = library.recording(task.recorded.recording) else { return }
        let start = conversation.past(upTo: task.recorded.start)
        let all = library.recordings(task.recorded.recording).count
        let held = task.until.map { $0.condition.holds(in: conversation, all: all) }
        for (index, goal) in task.until.enumerated() where !held[index] {
            report(
                "goal \(index + 1) of until:, \(goal.words.inQuotes), is not met in \(task.recorded.recording), which is to show how it goes",
                line: task.recorded.line)
        }
        if let start, task.until.allSatisfy({ $0.condition.holds(in: start) }) {
            report(
                "all goals of until: are met in \(task.recorded.recording) where it opens, at \(task.recorded.start.name); nothing would be left "
                    + "to do", line: task.recorded.startLine)
        }
    }
}

extension Conversation {
    /// The connection when a place had just been reached; nil where there is no such place.
    fileprivate func past(upTo place: Place) -> Conversation? {
        guard has(place) else { return nil }
        return past { dissection in
            switch place {
            case .request: dissection.handshake.request != nil
            case .answer: dissection.handshake.status != nil
            case .frame(let from, let number), .byte(let from, let number, _):
                dissection.frame(number: number, from: from) != nil
            case .action(let number):
                dissection.items.count(where: { $0.kind.action != nil }) > number
            case .end(let endpoint):
                dissection.items.contains {
                    if case .event(.ended(let by, _)) = $0.kind { by == endpoint } else { false }
                }
            }
        }
    }
}
