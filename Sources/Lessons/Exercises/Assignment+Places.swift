// Exercises whose answer is a place in a recording: `find`, and the recorded twin of `live`. And `explain`, which is kept for the teacher.

public import Capture
import WebSocketProtocol

extension Assignment {
    /// What is to be found, where this exercise or its recorded twin asks for a place.
    public var findTask: (recording: Conversation, start: Place)? {
        guard let task = exercise.find, let conversation = library.recording(task.recording) else { return nil }
        return (conversation, task.start)
    }

    /// What is to be done with a real client; empty for other exercises.
    public var action: String { if case .live(let task) = exercise.body { fill(task.action) } else { "" } }

    /// What a student is asked before it, without a grade; nil where nothing is asked.
    public var liveQuestion: String? {
        if case .live(let task) = exercise.body { task.predict.map { fill($0) } } else { nil }
    }

    /// What is said once a live exercise is done.
    var outcome: String? { if case .live(let task) = exercise.body { task.then.map { fill($0) } } else { nil } }

    /// The goal of the recorded twin of a live exercise.
    public var twinGoal: String { exercise.find?.goal.map { fill($0) } ?? goal }

    /// A place that is right: the author's, else the first at which the condition holds.
    func place(of task: FindTask) -> Place? {
        if let reference = task.reference { return reference }
        guard let conversation = library.recording(task.recording) else { return nil }
        return conversation.places(for: task.condition).first { task.condition.holds(at: $0, in: conversation) }
    }

    func gradeFind(_ answer: String, _ task: FindTask) -> Feedback {
        guard let conversation = library.recording(task.recording) else {
            return .unreadable("The recording is missing.")
        }
        guard let place = Place(answer) else {
            return .unreadable("Type a place: a frame such as c0 or s3, a byte such as c2 byte 5, 101, or client-fin.")
        }
        guard conversation.has(place) else { return .unreadable("The recording has no such place: \(place.words).") }
        if place.isTooWide(for: task.condition) {
            return .unreadable("One byte of a frame is asked for, and not the whole frame.")
        }
        let isRight = task.condition.holds(at: place, in: conversation)
        var feedback = Feedback(isRight ? .ok : .notYet)
        feedback.reading = "→ \(task.isPlain ? place.name : place.words)"
        guard feedback.verdict == .notYet else { return feedback }
        if !task.isPlain, let words = conversation.words(at: place) {
            feedback.gap = [GapLine(label: "this is", text: words)]
        }
        if let wrong = exercise.wrongs.first(where: {
            switch $0.answer {
            case .typed(let text): Place(text) == place
            case .place(let condition): condition.holds(at: place, in: conversation)
            default: false
            }
        }) {
            feedback.say = fill(wrong.say)
            feedback.isKnownMistake = true
        } else if let words = conversation.whyNot(place, task.condition, isPlain: task.isPlain) {
            feedback.say = words
            feedback.isKnownMistake = true
        }
        return feedback
    }

    /// What is said about what came since a moment, where that is a known mistake in a live exercise; nil where it is none.
    func remark(on conversations: [Conversation], since mark: LogMark) -> Feedback? {
        let known = exercise.wrongs.first { wrong in
            guard case .condition(let condition) = wrong.answer else { return false }
            return Condition.met([condition], in: conversations, since: mark) == [true]
        }
        guard let known else { return nil }
        var feedback = Feedback(.notYet)
        feedback.say = fill(known.say)
        feedback.isKnownMistake = true
        return feedback
    }

    func gradeExplain(_ answer: String, _ sample: String?) -> Feedback {
        let text = AnswerForm.trimmed(answer)
        guard !text.isEmpty else { return .unreadable("Nothing was typed. Write one or two sentences.") }
        guard Self.isSentence(text) else {
            return .unreadable("A few more words, please: one sentence in your own words. Nothing in it can be wrong.")
        }
        var feedback = Feedback(.kept)
        feedback.say = sample.map { "Compare with yours: \(fill($0))" }
        return feedback
    }

    /// Whether a text has the words of a short sentence, so that the good answer is not shown for an x. Not all scripts have spaces between words.
    private static func isSentence(_ text: String) -> Bool {
        text.split(whereSeparator: \.isWhitespace).count >= 5 || text.count { $0.isLetter } >= 20
    }
}

extension Conversation {
    /// What a place lacks that all right ones have, for every exercise in which a frame or a byte of one is to be found; nil where that would say
    /// too much, or nothing.
    ///
    /// - Parameter isPlain: Whether it is said without the words for frames and what is in them.
    fileprivate func whyNot(_ place: Place, _ condition: Condition, isPlain: Bool) -> String? {
        let right = rightRows(condition)
        let frames = right.compactMap(\.frame)
        guard frames.count == right.count, !frames.isEmpty else { return nil }
        switch place {
        case .request where isPlain: return "Here the client asks for a WebSocket. What is sent over it comes later."
        case .answer where isPlain: return "Here the server agrees to a WebSocket. What is sent over it comes later."
        case .end where isPlain: return "Here one side says that it will send nothing more."
        case .action where isPlain: return "Here the server says what it did on its own. Nothing is sent by it."
        case .request:
            return "This is not a frame. Here the client asks for a WebSocket; frames come after the server's reply."
        case .answer: return "This is not a frame. Here the server agrees to a WebSocket; frames come after it."
        case .action: return "This is not a frame. Here the server says what it did on its own."
        case .end: return "This is not a frame. Here one side says that it will send nothing more."
        case .frame, .byte: break
        }
        guard let (from, number) = place.frame, let frame = dissection.frame(number: number, from: from) else {
            return nil
        }
        if !frames.contains(where: { $0.from == from }) {
            return "The \(from.rawValue) sent this. Look for what the \(from.peer.rawValue) sent."
        }
        if isPlain { return nil }
        let kinds = frames.compactMap { dissection.frame(number: $0.number, from: $0.from)?.header?.opcode }
        guard let kind = frame.header?.opcode, !kinds.isEmpty, !kinds.contains(kind) else { return nil }
        return
            "Opcode \(kind.rawValue) is \(kind.name). Look for a frame of another kind: the second hex digit of its first byte says it."
    }

    /// The places at which a condition can hold for the first time: bytes are looked at only where it is about bytes.
    func places(for condition: Condition) -> [Place] { condition.isAboutBytes ? places : rows }

    /// The places at which a condition holds; of a frame whose bytes it does not look at, the frame alone.
    func rightPlaces(_ condition: Condition) -> [Place] {
        places(for: condition).filter { condition.holds(at: $0, in: self) }
    }

    /// The rows at which a condition holds, or at one of whose bytes. A long recording has thousands of bytes, so that those of a row are
    /// looked at only where nothing else is against it.
    private func rightRows(_ condition: Condition) -> [Place] {
        guard condition.isAboutBytes else { return rows.filter { condition.holds(at: $0, in: self) } }
        let others = condition.withoutBytes
        return rows.filter { row in
            guard case .frame(let from, let number) = row else { return condition.holds(at: row, in: self) }
            guard others.holds(at: row, in: self) else { return false }
            let received = dissection.frame(number: number, from: from)?.received ?? 0
            return condition.holds(at: row, in: self)
                || (0..<min(received, Self.bytesOfFrame)).contains {
                    condition.holds(at: .byte(from, number, $0), in: self)
                }
        }
    }

    /// How many bytes of a frame are places; the rest can be typed.
    private static let bytesOfFrame = 64

    /// The places of a recording, in the order of time; bytes behind all rows.
    var places: [Place] {
        let rows = rows
        return rows
            + rows.flatMap { row -> [Place] in
                guard case .frame(let from, let number) = row else { return [] }
                let received = dissection.frame(number: number, from: from)?.received ?? 0
                return (0..<min(received, Self.bytesOfFrame)).map { .byte(from, number, $0) }
            }
    }

    /// The places that are rows: heads, frames, server actions, ends.
    var rows: [Place] {
        var rows: [Place] = []
        var known: Set<Place> = []
        var actions = 0
        for item in dissection.items {
            switch item.kind {
            // What was asked over the same connection before belongs to no place.
            case .request(handshakeNumber): rows.append(.request)
            case .response(handshakeNumber): rows.append(.answer)
            case .frame(let from, let index), .unfinishedFrame(let from, let index):
                guard let frame = dissection.frame(index, from: from),
                    known.insert(.frame(from, frame.number)).inserted
                else { continue }
                rows.append(.frame(from, frame.number))
            case .event(.ended(let by, _)): rows.append(.end(by))
            case .event(.serverAction):
                rows.append(.action(actions))
                actions += 1
            default: break
            }
        }
        return rows
    }

    /// Whether there is such a place.
    func has(_ place: Place) -> Bool {
        switch place {
        case .byte(let from, let number, let byte): (dissection.frame(number: number, from: from)?.received ?? 0) > byte
        default: item(of: place) != nil
        }
    }

    /// What stands at a place, in half a line.
    func words(at place: Place) -> String? {
        switch place {
        case .frame(let from, let number):
            guard let frame = dissection.frame(number: number, from: from) else { return nil }
            let explanation = explanation(of: frame)
            return (0..<min(2, frame.received)).compactMap {
                explanation.brief(ofByte: $0, wire: explanation.prefix[$0])
            }
            .joined(separator: ", ")
        case .byte(let from, let number, let byte):
            guard let frame = dissection.frame(number: number, from: from),
                let wire = bytes(of: frame, from: byte, maximum: 1)?.first
            else { return nil }
            return explanation(of: frame).brief(ofByte: byte, wire: wire)
        default: return place.words
        }
    }
}
