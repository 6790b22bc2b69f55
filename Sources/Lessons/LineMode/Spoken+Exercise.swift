// An exercise, read aloud: what there is to know, and what to type. Nothing is said that its question asks for.

import Capture
import WebSocketProtocol

extension Assignment {
    /// What belongs to a step of the exercise besides its goal.
    ///
    /// - Parameter isTwin: Whether the recorded twin of a live exercise is worked on.
    func spoken(_ step: Step, isTwin: Bool = false) -> [String] {
        switch step {
        case .why: whyQuestion.map { [Spoken.sentence($0.ask)] + Self.numbered($0.choices) } ?? []
        case .line: ["Which line is wrong?"] + listingLines
        case .main: mainLines(isTwin: isTwin)
        }
    }

    private func mainLines(isTwin: Bool) -> [String] {
        let bytes = bytesView(isDone: false).map { Spoken.lines($0) } ?? []
        switch exercise.body {
        case .predict, .explain: return bytes
        case .decode(let questions):
            return bytes + ["Fields, one after the other: \(Spoken.list(questions.map(\.label)))."]
        case .find(let task): return placeLines(task)
        case .build: return goalLines
        case .choose: return Self.numbered(choices)
        case .diagnose:
            let report = report?.sentences ?? []
            return bytes + Spoken.lines(["The program \(reportVerb):"] + report.map { Spoken.sentence($0) })
                + Self.numbered(choices)
        case .sort: return binLines + itemLines
        case .order: return headingLines + lines.map { "\($0.letter): \(Spoken.sentence($0.text, capital: false))" }
        case .mutant(let task):
            let given = task.input == .cuts ? bytes : []
            let sender = [.bytes, .reads].contains(task.input) ? ["You are the \(task.from.rawValue)."] : []
            return ["The program, \(Count.words(listing?.lines.count ?? 0, "line")):"] + listingLines
                + given + sender + goalLines
        case .live(let task):
            if isTwin { return placeLines(task.recorded) }
            if task.needsScreen {
                return [
                    "This takes keys of the screens in wslens lessons. Line by line it is done in a recording: type b."
                ]
            }
            return [Spoken.sentence(fill(task.action))] + goalLines + (url == nil ? [] : [SendLine.usage])
        }
    }

    /// The goals, numbered; what is only better comes behind them.
    private var goalLines: [String] {
        let goals = goals
        guard !goals.isEmpty else { return [] }
        let words = goals.enumerated().map { index, goal in
            goal.isShould
                ? "Should: \(Spoken.sentence(goal.words))"
                : "\(index + 1): \(Spoken.sentence(goal.words))"
        }
        if goals.count == 1 { return [Spoken.sentence("The goal: \(goals[0].words)")] }
        return Spoken.lines(["Goals."] + words)
    }

    private var binLines: [String] {
        Spoken.lines(["Bins."] + bins.enumerated().map { "\($0 + 1): \(Spoken.sentence($1, capital: false))" })
    }

    private var itemLines: [String] {
        sortItems.map { item in
            item.letter + (item.from.map { ", from the \($0.rawValue)" } ?? "")
                + ": \(Spoken.sentence(item.text, capital: false))"
        }
    }

    private var headingLines: [String] {
        let words = headings.enumerated().map { index, heading in
            "\(index + 1), \(Spoken.plain(heading.words).endingWithout(":")): \(Count.words(heading.count, "line"))."
        }
        return words.isEmpty ? [] : Spoken.lines(["Headings."] + words)
    }

    private var listingLines: [String] {
        (listing?.lines ?? []).enumerated().map { "Line \($0 + 1): \($1)" }
    }

    static func numbered(_ choices: [String]) -> [String] {
        choices.enumerated().map { "\($0 + 1): \(Spoken.sentence($1))" }
    }

    // MARK: Places

    /// How many places of a recording are said, all if there are not many more, and how many bytes of each frame.
    private static let (placeLimit, placeSlack) = (24, 8)
    private static let bytesOfPlace = 24

    /// The places of a recording, with bytes of which it is not said what they mean.
    private func placeLines(_ task: FindTask, all: Bool = false) -> [String] {
        let connections = library.recordings(task.recording)
        guard let conversation = connections.first else { return ["The recording is missing."] }
        let rows = conversation.rows
        var lines = all ? [] : task.goal.map { [Spoken.sentence(fill($0))] } ?? []
        if connections.count > 1 {
            lines.append("The recording has \(connections.count) connections. This is about #1; their handshakes:")
            lines += connections.flatMap { Spoken.lines(handshakeOf: $0) }
        }
        lines.append("The recording, \(Count.words(rows.count, "place")) in the order of time:")
        let limit = all || rows.count <= Self.placeLimit + Self.placeSlack ? rows.count : Self.placeLimit
        // Where the cursor of the screen begins at the request, the handshake is what it is about.
        let saysHeaders = connections.count == 1 && (all || task.start == .request)
        for place in rows.prefix(limit) {
            lines.append(Self.line(of: place, in: conversation))
            if saysHeaders { lines += Self.headerLines(of: place, in: conversation) }
        }
        if rows.count > limit {
            lines.append("Then \(Count.words(rows.count - limit, "more place")); type bytes to hear them all.")
        }
        return lines
    }

    /// All bytes that may be known, or all places of a recording; empty where there are none.
    func spokenBytes(isTwin: Bool) -> [String] {
        switch exercise.body {
        case .find(let task): placeLines(task, all: true)
        case .live(let task) where isTwin: placeLines(task.recorded, all: true)
        default: bytesView(isDone: false).map { Spoken.lines($0, all: true) } ?? []
        }
    }

    /// The connection on which a goal of a live exercise is met, and by what: frames, or how many of them there are.
    func goal(met index: Int, in conversations: [Conversation], since mark: LogMark) -> (
        conversation: Conversation, lines: [String]
    )? {
        guard case .live(let task) = exercise.body,
            let best = Condition.best(task.until.map(\.condition), in: conversations, since: mark)
        else { return nil }
        let conversation = best.conversation
        let (condition, since) = (task.until[index].condition, mark[conversation])
        let frames = condition.frames(in: conversation, since: since)
        let counts = condition.counts(in: conversation, since: since, all: mark.connections(in: conversations))
        return (
            conversation,
            (counts.isEmpty ? [] : ["Counted: \(counts.joined(separator: ", "))."])
                + frames.map { Self.line(of: .frame($0.from, $0.number), in: conversation) }
        )
    }

    /// Of the request and of the answer to it, the header lines that belong to the WebSocket.
    private static func headerLines(of place: Place, in conversation: Conversation) -> [String] {
        let handshake = conversation.dissection.handshake
        return switch place {
        case .request: Spoken.lines(handshake.request?.head, place.name)
        case .answer: Spoken.lines(handshake.response, place.name)
        default: []
        }
    }

    private static func line(of place: Place, in conversation: Conversation) -> String {
        switch place {
        case .request: return "request: the client asks for a WebSocket."
        case .answer: return "101: the server answers."
        case .action:
            guard let action = conversation.action(at: place) else { return "\(place.name)." }
            return Spoken.sentence("\(place.name), \(action.name): \(action.sentence)", capital: false)
        case .end(let from): return "\(place.name): the end of what the \(from.rawValue) sends."
        case .frame(let from, let number), .byte(let from, let number, _):
            guard let frame = conversation.dissection.frame(number: number, from: from) else { return "\(place.name)." }
            let bytes = conversation.bytes(of: frame, maximum: bytesOfPlace) ?? []
            let rest = frame.received - bytes.count
            return "\(place.name), from the \(from.rawValue), \(Count.words(frame.received, "byte")): "
                + "\(Hex.string(bytes, groupsOf: 1))" + (rest > 0 ? " and \(Count.words(rest, "more byte"))." : ".")
        }
    }
}

extension Assignment {
    /// What is to be typed, as one sentence that begins with "Type".
    func prompt(_ step: Step, isTwin: Bool = false) -> String {
        switch step {
        case .why: return Self.pickPrompt(whyOrder.count)
        case .line: return "Type the number of the wrong line, from 1 to \(listing?.lines.count ?? 1)."
        case .main: break
        }
        switch exercise.body {
        case .predict(let question, let by):
            return Spoken.sentence("Type \(question.form.expected(besides: rightValue(question, by: by)))")
        case .decode: return "Type each field when it is asked for, or all of them in one line with ; between them."
        case .build: return "Type bytes in hex."
        case .choose, .diagnose: return Self.pickPrompt(order.count)
        case .sort(let task):
            return
                "Type \(Count.words(order.count, "digit")) from 1 to \(task.bins.count), one for each item in its order, "
                + "or a letter and a digit for one of them, such as a1."
        case .order:
            return "Type the letters of the lines in their order, such as c a b. Lines that do not belong stay out."
        case .mutant(let task):
            return task.input == .cuts
                ? "Type the numbers of the bytes before which a read ends, such as 3 7." : "Type \(task.expected)."
        case .find: return Self.placePrompt
        case .live:
            return isTwin
                ? Self.placePrompt + " Type b to go back to the live exercise."
                : "Do it now; each goal is said when it is met. Type b to do it on a recording instead."
        case .explain: return "Type one or two sentences, in one line."
        }
    }

    private static let placePrompt =
        "Type the name of a place, such as c0 for the client's first frame, or c0 byte 1 for a byte of it."

    private static func pickPrompt(_ count: Int) -> String { "Type a number from 1 to \(count)." }
}

extension String {
    /// Without an end that it may have.
    func endingWithout(_ end: String) -> String { hasSuffix(end) ? String(dropLast(end.count)) : self }
}
